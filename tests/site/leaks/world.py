"""One private group, one person who writes under pseudonyms in three spaces, and all who might find out."""

import uuid
from dataclasses import dataclass, field

from django.contrib.auth.models import Group as Office
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import translation

from community.discussions import actions
from community.discussions.actions.poll import wish
from community.discussions.models import Board, Held, Post, Topic
from community.groups.models import Group
from community.members.models import Member
from community.moderation.actions import report
from community.moderation.actions.reveal import ask
from community.notifications.models import Notification
from community.notifications.watching import follow
from foundation.vocabulary.models import Cadre, Country, Theme
from resources.library.actions import collections as lists
from resources.library.actions import shelf as shelves
from resources.library.actions.submit import submit
from resources.library.actions.uses import tell_use
from resources.library.models import Resource, Submission
from resources.library.talk import shelf
from tests import people
from tests.community.discussions import files

# Of the private group: nobody outside it reads any of these.
INSIDE = ["Canaryname", "Canarypurpose", "Canarytitle", "Canarybody"]
PK = 7_654_321
# Of the person behind the pseudonyms: nobody but she reads any of these beside her words.
BEHIND = ["Canaryauthor", "canary.person", "Canaryland", "Canarykeeper", str(PK)]
# Her words: on a page that may show her name (a list of members) none of these may stand.
SAID = ["Masked words", "Masked question"]
ROLES = ["author", "stranger", "outside", "inside", "coordinator", "moderator", "admin"]
IN_GROUP = {"author", "inside", "coordinator"}


@dataclass
class World:
    who: dict[str, Member]
    group: Group
    boards: dict[str, Board]
    topics: dict[str, Topic] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    resource: Resource | None = None
    held: Held | None = None
    kept: list[Resource] = field(default_factory=list)  # the group's own: one that is there, one that waits
    sent: Submission | None = None

    def client(self, role: str) -> Client:
        client = Client()
        if role != "stranger":
            client.force_login(self.who[role])
        return client

    @property
    def words(self) -> set[str]:
        return {post.pseudonym for post in Post.objects.exclude(pseudonym="")}


def build() -> World:
    with translation.override("en"):
        world = _people_and_places()
        _talk(world)
        _shelf(world)
        _aftermath(world)
    return world


def _people_and_places() -> World:
    country = Country.objects.create(code="XC", names={"en": "Canaryland"})
    cadre = Cadre.objects.create(slug="canarykeeper", names={"en": "Canarykeeper"})
    who = {
        "outside": people.person("Omar Outside"),
        "inside": people.person("Ines Inside"),
        "coordinator": people.person("Cora Coordinator"),
        "moderator": people.moderator_named("Mona Moderator"),
        "admin": people.person("Ada Admin", is_staff=True, is_superuser=True),
    }
    who["author"] = Member.objects.create_user(
        email="canary.person@example.org",
        password="x",
        pk=PK,
        display_name="Canaryauthor",
        country=country,
        cadre=cadre,
    )
    who["moderator"].groups.add(*Office.objects.filter(name__in=["Safeguarding leads", "Community moderators"]))
    who["moderator"] = Member.objects.get(pk=who["moderator"].pk)
    group = Group.objects.create(
        slug="g1", name="Canaryname", purpose="Canarypurpose", openness="private", pseudonyms=True
    )
    group.memberships.create(member=who["coordinator"], coordinates=True)
    for role in ("inside", "author"):
        group.memberships.create(member=who[role])
    boards = {
        "public": Board.objects.create(slug="open-board", title="Open board", pseudonyms=True),
        "members": Board.objects.create(slug="inner-board", title="Inner board", audience="members", pseudonyms=True),
        "careful": Board.objects.create(slug="careful", title="Careful board", holds="both", pseudonyms=True),
    }
    boards["private"] = actions.board_of(group)
    return World(who, group, boards)


def _talk(world: World) -> None:
    """In each space she begins a question and answers in somebody else's topic, a group's title being a canary."""
    author, theme = world.who["author"], Theme.objects.order_by("pk").first()
    for place, by in (("public", "outside"), ("members", "outside"), ("private", "inside")):
        board, private = world.boards[place], place == "private"
        title, body = ("Canarytitle", "Canarybody quokka") if private else (f"Plain {place}", "Plain words quokka")
        other = actions.start_topic(world.who[by], board, title=title, body=body, key=uuid.uuid4())
        asked = actions.start_topic(
            author,
            board,
            title="Canarytitle" if private else f"Masked question {place}",
            body="Canarybody" if private else "Masked words of a question quokka",
            key=uuid.uuid4(),
            kind="question",
            theme=theme,
            pseudonym=True,
            poll=wish("Which one?", "This one\nThat one"),
        )
        said = _say(author, other, "Masked words quokka", pseudonym=True, files=[files.with_place("canaryauthor.jpg")])
        world.topics |= {place: other, f"{place}_asked": asked}
        world.posts |= {place: said, f"{place}_asked": asked.posts.get(number=1)}
        helper = _say(world.who[by], asked, "An answer", reply_to=1)
        actions.mark_answer(author, asked, helper)
        actions.edit(author, said, body="Masked words, changed quokka", version=1)
        actions.react(author, helper, "thanks")
        actions.withdraw(author, _say(author, other, "Masked words withdrawn", pseudonym=True))
    world.resource = Resource.objects.create(title="A guide", slug="guide", supporting=True, summary="It helps.")
    from community.discussions.actions.about import talk_about

    Board.objects.filter(pk=shelf().pk).update(pseudonyms=True)
    talk_about(author, world.resource, shelf(), body="Masked words about a guide", key=uuid.uuid4(), pseudonym=True)
    listed = lists.make(world.who["coordinator"], title="Canarytitle list", about="Canarybody", group=world.group)
    lists.put_in(world.who["coordinator"], listed, world.resource, "Canarybody noted")
    lists.put_in(author, lists.make(author, title="Canarytitle of mine"), world.resource, "Canarybody noted")
    world.held = actions.start_topic(
        author, world.boards["careful"], title="Masked question held", body="Masked words", key=uuid.uuid4(), pseudonym=True
    )  # fmt: skip
    assert isinstance(world.held, Held)


def _shelf(world: World) -> None:
    """Files the group keeps for itself, stories of use inside and outside, and something sent to the editors."""
    for role in ("coordinator", "author"):
        words = {"title": "Canarytitle tool quokka", "about": "Canarybody", "language": "en", "key": uuid.uuid4()}
        file = ContentFile(f"Canarybody quokka of the {role}. ".encode() * 20, name="canarytitle.txt")
        world.kept.append(shelves.put_on_shelf(world.who[role], world.group, file=file, **words))
    assert [one.live for one in world.kept] == [True, False]
    tell_use(world.who["inside"], world.kept[0], text="Canarybody, as we used it", key=uuid.uuid4())
    tell_use(world.who["author"], world.resource, text="We kept the questions", key=uuid.uuid4())
    words = {"title": "A tool quokka", "about": "The same outside", "language": "en", "key": uuid.uuid4()}
    world.sent = submit(world.who["outside"], url="https://example.org/tool", **words)


def _say(who: Member, topic: Topic, body: str, **values: object) -> Post:
    post = actions.reply(who, topic, body=body, key=uuid.uuid4(), **values)
    assert isinstance(post, Post)
    return post


def _aftermath(world: World) -> None:
    """What others do about her posts: follow her, report, hide, split, merge, ask who she is."""
    follow(world.who["moderator"], "member", PK)
    _say(world.who["author"], world.topics["public"], "Masked words to followers", pseudonym=True)
    report(world.who["outside"], world.posts["public"], "other", "Not nice", uuid.uuid4())
    report(world.who["inside"], world.posts["private"], "other", "Not nice", uuid.uuid4())
    ask(world.who["moderator"], world.posts["public"], "Somebody may be in danger")
    hidden = _say(world.who["author"], world.topics["public"], "Masked words hidden", pseudonym=True)
    actions.hide(world.who["moderator"], hidden, "because")
    world.posts["hidden"] = hidden
    moved = _say(world.who["author"], world.topics["members"], "Masked words moved", pseudonym=True)
    actions.split(
        world.who["moderator"], world.topics["members"], numbers=[moved.number], title="Split off", why="because"
    )
    assert Notification.objects.filter(member=world.who["author"]).exists()
