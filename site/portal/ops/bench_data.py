"""A large, plain corpus for measuring. Written in bulk, with the counters a real life would have left."""

import random
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from community.discussions.models import Board, Post, Topic
from community.members.models import Member
from foundation import text
from foundation.fulltext.models import Entry

WORDS = [
    "supervision",
    "visit",
    "family",
    "caseload",
    "referral",
    "school",
    "clinic",
    "district",
    "worker",
    "plan",
    "group",
    "call",
    "form",
    "training",
    "community",
    "grant",
    "record",
    "network",
    "airtime",
    "evidence",
    "question",
    "answer",
    "week",
    "village",
    "team",
    "support",
    "practice",
    "law",
    "data",
    "budget",
    "mapping",
    "council",
    "report",
    "colleague",
    "experience",
    "method",
    "step",
    "notes",
    "safety",
    "consent",
    "review",
    "meeting",
]


def sentence(dice: random.Random, words: int) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(words)).capitalize() + "."


def body(dice: random.Random) -> str:
    paragraphs = [" ".join(sentence(dice, 9) for _ in range(dice.randint(2, 4))) for _ in range(dice.randint(1, 3))]
    return "\n\n".join(paragraphs)


def members(many: int) -> list[Member]:
    """`bench<n>@demo.example`, password `workforce-demo`; one hash for all, they are no real accounts."""
    first = Member(email="bench0@demo.example")
    first.set_password("workforce-demo")
    rows = [
        Member(email=f"bench{n}@demo.example", display_name=f"Bench {n}", password=first.password,
               joined_at=timezone.now() - timedelta(days=90))
        for n in range(many)
    ]  # fmt: skip
    made = Member.objects.bulk_create(rows)
    from allauth.account.models import EmailAddress

    EmailAddress.objects.bulk_create(EmailAddress(user=m, email=m.email, verified=True, primary=True) for m in made)
    return made


@transaction.atomic
def discussions(topics: int, posts: int, authors: list[Member]) -> None:
    """`posts` spread over `topics`: half of them in a tenth of the topics, as in life."""
    dice = random.Random(7)
    board, _made = Board.objects.get_or_create(slug="bench", defaults={"title": "Bench", "position": 99})
    texts = [body(dice) for _ in range(400)]
    pairs = [(words, text.render(words)) for words in texts]
    now = timezone.now()
    sizes = [1] * topics
    for _ in range(max(0, posts - topics)):
        busy = dice.random() < 0.5
        sizes[dice.randrange(max(1, topics // 10)) if busy else dice.randrange(topics)] += 1
    rows = [
        Topic(
            board=board, title=sentence(dice, 7)[:-1], slug=f"bench-{n}", author=dice.choice(authors),
            created_at=now - timedelta(minutes=topics - n), changed_at=now - timedelta(minutes=topics - n),
            seq=size, last_number=size,
        )
        for n, size in enumerate(sizes)
    ]  # fmt: skip
    made = Topic.objects.bulk_create(rows, batch_size=500)
    pile: list[Post] = []
    for topic in made:
        for number in range(1, topic.last_number + 1):
            words, html = dice.choice(pairs)
            pile.append(
                Post(topic=topic, number=number, seq=number, author=dice.choice(authors), body=words, html=html,
                     created_at=topic.created_at)
            )  # fmt: skip
    voices: dict[int, set[int]] = {}
    for post in pile:
        voices.setdefault(post.topic_id, set()).add(post.author_id or 0)
    for topic in made:
        topic.people = len(voices[topic.pk])
    Topic.objects.bulk_update(made, ["people"], batch_size=500)
    written = Post.objects.bulk_create(pile, batch_size=1000)
    for start in range(0, len(written), 1000):
        Entry.objects.all().put(post.search_words() for post in written[start : start + 1000])


@transaction.atomic
def long_topic(posts: int, authors: list[Member]) -> None:
    """One topic of many pages, each of which should cost what the first one costs. It is not indexed for search."""
    dice = random.Random(13)
    board, _made = Board.objects.get_or_create(slug="bench", defaults={"title": "Bench", "position": 99})
    texts = [(words, text.render(words)) for words in (body(dice) for _ in range(50))]
    now = timezone.now() - timedelta(days=1)
    topic = Topic.objects.create(
        board=board, title="A long talk", slug="bench-long", author=authors[0], created_at=now, changed_at=now,
        seq=posts, last_number=posts, people=len(authors),
    )  # fmt: skip
    for start in range(1, posts + 1, 5000):
        Post.objects.bulk_create(
            Post(topic=topic, number=n, seq=n, author=dice.choice(authors), body=words, html=html, created_at=now)
            for n in range(start, min(start + 5000, posts + 1))
            for words, html in [dice.choice(texts)]
        )
