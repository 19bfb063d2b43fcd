"""Two plain words for one member in one topic. No number: it would tell the order."""

import secrets
from typing import NamedTuple

from django.db.models import Subquery

from community.discussions.models import Post, Pseudonym, Topic
from community.groups.models import Reader
from community.members.models import Member

MANNERS = [
    "Quiet",
    "Patient",
    "Steady",
    "Gentle",
    "Brave",
    "Bright",
    "Calm",
    "Careful",
    "Cheerful",
    "Clear",
    "Curious",
    "Early",
    "Earnest",
    "Even",
    "Fair",
    "Faithful",
    "Fresh",
    "Friendly",
    "Generous",
    "Glad",
    "Golden",
    "Graceful",
    "Green",
    "Honest",
    "Humble",
    "Kind",
    "Late",
    "Lively",
    "Loyal",
    "Mild",
    "Modest",
    "Morning",
    "Northern",
    "Open",
    "Plain",
    "Proud",
    "Ready",
    "Rested",
    "Silver",
    "Simple",
    "Sincere",
    "Slow",
    "Smiling",
    "Soft",
    "Southern",
    "Strong",
    "Sturdy",
    "Sunny",
    "Swift",
    "Tall",
    "Tender",
    "Thoughtful",
    "True",
    "Trusty",
    "Warm",
    "Watchful",
    "Western",
    "Willing",
    "Wise",
    "Wondering",
]
THINGS = [
    "Acacia",
    "Almond",
    "Anchor",
    "Antelope",
    "Apricot",
    "Bamboo",
    "Baobab",
    "Basket",
    "Bay",
    "Beacon",
    "Bean",
    "Bell",
    "Bridge",
    "Brook",
    "Candle",
    "Canoe",
    "Cedar",
    "Clay",
    "Cloud",
    "Clover",
    "Coral",
    "Cotton",
    "Crane",
    "Cypress",
    "Date",
    "Delta",
    "Dove",
    "Drum",
    "Egret",
    "Ember",
    "Falcon",
    "Fern",
    "Fig",
    "Flute",
    "Ginger",
    "Grain",
    "Grove",
    "Harbour",
    "Harp",
    "Hazel",
    "Heron",
    "Hibiscus",
    "Hill",
    "Ibis",
    "Island",
    "Ivy",
    "Jasmine",
    "Kettle",
    "Kite",
    "Lagoon",
    "Lantern",
    "Lark",
    "Lemon",
    "Lily",
    "Loom",
    "Lotus",
    "Mango",
    "Maple",
    "Marula",
    "Meadow",
    "Millet",
    "Mint",
    "Moss",
    "Nutmeg",
    "Oak",
    "Oasis",
    "Olive",
    "Orchard",
    "Orchid",
    "Otter",
    "Palm",
    "Papaya",
    "Pebble",
    "Pepper",
    "Pine",
    "Plum",
    "Poplar",
    "Quill",
    "Rain",
    "Raven",
    "Reed",
    "River",
    "Robin",
    "Rope",
    "Rose",
    "Saffron",
    "Sail",
    "Sesame",
    "Shell",
    "Shore",
    "Sisal",
    "Sorghum",
    "Sparrow",
    "Spring",
    "Stone",
    "Stork",
    "Sycamore",
    "Tamarind",
    "Teak",
    "Thread",
    "Thyme",
    "Tide",
    "Valley",
    "Violet",
    "Wheat",
    "Willow",
    "Window",
    "Wren",
    "Yarrow",
]


class Mask(NamedTuple):
    """For the member's own eyes: their words in a topic, and whether they wrote there under them last."""

    words: str
    worn: bool


def mask_of(topic: Topic, who: Reader) -> Mask | None:
    """Nothing before the first post under a pseudonym. One query, and none where no pseudonym is allowed."""
    if not who.is_authenticated or not topic.board.allows_pseudonyms:
        return None
    written = Post.objects.filter(topic=topic, author=who.pk).order_by("-number")
    own = Pseudonym.objects.filter(topic=topic, member=who.pk)
    for words, last in own.annotate(last=Subquery(written.values("pseudonym")[:1])).values_list("words", "last"):
        return Mask(words, bool(last))
    return None


def pseudonym_of(topic: Topic, who: Member) -> str:
    """The member's words in this topic, found at the first time. The topic's row must be locked."""
    known = Pseudonym.objects.filter(topic=topic, member=who).values_list("words", flat=True).first()
    if known:
        return known
    taken = set(Pseudonym.objects.filter(topic=topic).values_list("words", flat=True))
    taken |= set(
        topic.posts.exclude(pseudonym="").values_list("pseudonym", flat=True)
    )  # of those who left, or moved in
    return Pseudonym.objects.create(topic=topic, member=who, words=free_words(taken)).words


def free_words(taken: set[str]) -> str:
    while True:  # there are some 7,000 pairs, more than people who write in a topic under a pseudonym
        words = f"{secrets.choice(MANNERS)} {secrets.choice(THINGS)}"
        if words not in taken:
            return words
