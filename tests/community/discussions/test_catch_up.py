"""A listener by the contract (what `site.js` does, in Python) against the real socket and the real page.

However its line behaves, it ends with exactly the posts of the page, in order, its own parts included.
"""

import json
import random
import re
import time
import uuid

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from community.discussions import actions
from community.discussions.actions import poll as polls
from community.discussions.actions.split import split
from community.discussions.actions.withdraw import withdraw
from community.live import hub, intake
from community.members.models import Member
from tests import people
from tests.community.live.conftest import Site, site  # noqa: F401

ARTICLE = re.compile(r"<article.*?</article>", re.S)
pytestmark = pytest.mark.django_db(transaction=True)


def read(html: str) -> dict[int, str]:
    return {int(re.search(r'data-number="(\d+)"', one)[1]): one for one in ARTICLE.findall(html)}


def seq_of(article: str) -> int:
    return int(re.search(r'data-seq="(\d+)"', article)[1])


class Listener:
    """One open page: its articles by number, the `seq` it stands at, and a line that may be cut."""

    def __init__(self, client, topic) -> None:
        self.client, self.topic = client, topic
        text = self.page()
        self.articles = read(text)
        listed = re.search(r'<div class="posts"[^>]*>', text)[0]
        self.seq = int(re.search(r'data-seq="(\d+)"', listed)[1])
        self.token = re.search(r'data-token="([^"]+)"', listed)[1]
        self.always = " data-own" in listed
        self.line = None
        self.asked = self.told = 0

    def page(self) -> str:
        answer = self.client.get(self.topic.get_absolute_url() + "?page=last")
        assert answer.status_code == 200
        return answer.content.decode()

    def connect(self, where: Site) -> None:
        address = f"ws://{where.host}/live/"
        self.line = connect(address, origin=f"http://{where.host}", proxy=None, compression=None)
        self.line.send(json.dumps({"follow": self.token, "lang": "en"}))
        while not self.hear_one(5).get("following"):
            pass

    def sleep(self) -> None:
        self.line.close()
        self.line = None

    def hear_one(self, patience: float) -> dict:
        frame = json.loads(self.line.recv(timeout=patience))
        if frame.get("following") or frame.get("behind"):
            self.ask()
        elif "html" in frame:
            self.told += 1
            self.take(frame)
        return frame

    def hear_on(self) -> None:
        while True:
            self.hear_one(5)

    def take(self, frame: dict) -> None:
        old = self.articles.get(frame["number"])
        if frame["seq"] > self.seq + 1:
            self.ask()
        elif old and seq_of(old) >= frame["seq"]:
            self.seq = max(self.seq, frame["seq"])
        elif "data-own" in old.split(">", 1)[0] if old else self.always:
            self.ask()
        else:
            self.put(frame["html"])

    def ask(self) -> None:
        self.asked += 1
        answer = self.client.get(f"{self.topic.get_absolute_url()}?since={self.seq}")
        assert answer.status_code == 200
        self.put(answer.content.decode())
        if answer.headers.get("X-More") == "1":
            self.ask()

    def put(self, html: str, mine: bool = False) -> None:
        for number, article in read(html).items():
            old = self.articles.get(number)
            if not old or seq_of(article) >= seq_of(old):
                self.articles[number] = article
            if not mine:
                self.seq = max(self.seq, seq_of(article))

    def act(self, what: str, number: int, **values: str) -> None:
        """A button pressed in place. What comes back tells nothing of changes before it, so `seq` stays."""
        address = f"/discussions/t/{self.topic.pk}/{what}/{number}/"
        answer = self.client.post(address, values, headers={"x-requested-with": "fetch"})
        assert answer.status_code == 200
        self.put(answer.content.decode(), mine=True)

    def settle(self, patience: float = 10) -> None:
        """Hears until it stands where the topic stands."""
        until = time.monotonic() + patience
        self.topic.refresh_from_db()
        while self.seq < self.topic.seq:
            assert time.monotonic() < until, f"at {self.seq}, the topic is at {self.topic.seq}"
            try:
                self.hear_one(0.2)
            except TimeoutError:
                continue

    def shows_the_page(self) -> None:
        page = read(self.page())
        mine = {number: self.articles[number] for number in sorted(self.articles) if number >= min(page)}
        assert list(mine) == list(page)
        assert mine == page


class Crowd:
    """People who do at random what people do in a topic."""

    def __init__(self, topic, moderator, seed: int) -> None:
        self.topic, self.moderator, self.dice = topic, moderator, random.Random(seed)
        self.people = [people.person(f"Writer {letter}") for letter in "abcd"] + [topic.author]
        self.acts = [self.reply] * 4 + [self.react] * 6 + [self.edit] * 3 + [self.hide, self.restore, self.withdraw]
        self.acts += [self.vote] * 3 + [self.answer] * 2 + [self.split]

    def do(self, times: int) -> None:
        for _ in range(times):
            self.dice.choice(self.acts)()

    def post(self, **what):
        posts = list(self.topic.posts.filter(**what).select_related("author", "topic").order_by("number"))
        return self.dice.choice(posts) if posts else None

    def one_of(self, *without: Member | None) -> Member:
        return self.dice.choice([who for who in self.people if who not in without])

    def reply(self) -> None:
        actions.reply(self.one_of(), self.topic, body=f"Words {self.dice.random()}", key=uuid.uuid4())

    def react(self) -> None:
        post = self.post(state="shown")
        actions.react(self.one_of(post.author), post, self.dice.choice(["thanks", "helpful", "with_you", "tried"]))

    def edit(self) -> None:
        post = self.post(state="shown")
        actions.edit(post.author, post, body=f"Better {self.dice.random()}", version=post.version)

    def hide(self) -> None:
        if post := self.post(state="shown", number__gt=1):
            actions.hide(self.moderator, post, "because")

    def restore(self) -> None:
        if post := self.post(state="hidden"):
            actions.restore(self.moderator, post)

    def withdraw(self) -> None:
        if post := self.post(state="shown", number__gt=3):
            withdraw(post.author, post)

    def vote(self) -> None:
        polls.vote(self.one_of(), self.topic.poll, [self.dice.choice([1, 2])])

    def answer(self) -> None:
        if post := self.post(state="shown", number__gt=1):
            actions.mark_answer(self.topic.author, self.topic, self.dice.choice([post, post, None]))

    def split(self) -> None:
        if post := self.post(state="shown", number__gt=4):
            split(self.moderator, self.topic, numbers=[post.number], title="A talk of its own", why="because")


@pytest.fixture
def busy(topic, settings, member, moderator):
    """A question with a poll, and the crowd in it."""
    settings.RATE_LIMITS = False
    topic.kind = "question"
    topic.save()
    polls.open_poll(topic, polls.wish("Which day?", ["Monday", "Friday"]))

    def crowd(seed: int) -> Crowd:
        found = Crowd(topic, moderator, seed)
        for _ in range(4):
            found.reply()
        return found

    return crowd


@pytest.mark.parametrize("seed", range(4))
def test_whatever_the_line_does_it_ends_with_the_posts_of_the_page(busy, client, signed_in, elsewhere, site, seed):  # noqa: F811
    crowd = busy(seed)
    crowd.people.append(elsewhere)
    crowd.do(6)
    crowd.people.remove(elsewhere)  # acts in the own page alone from now on
    stranger, one = Listener(client, crowd.topic), Listener(signed_in(elsewhere), crowd.topic)
    crowd.do(6)  # between the page and the line
    for turn in range(3):
        for listener in (stranger, one):
            listener.connect(site)
        crowd.do(4)
        one.act("react", 1, feeling=crowd.dice.choice(["thanks", "no-thanks", "tried"]))
        one.act("vote", 1, choice=crowd.dice.choice("12"))
        crowd.do(4)
        for listener in (stranger, one):
            listener.settle()
            listener.shows_the_page()
            listener.sleep()
        crowd.do(6 * turn)
    for listener in (stranger, one):
        listener.connect(site)
        listener.settle()
        listener.shows_the_page()
        listener.sleep()
    assert stranger.told > 0


def test_a_moderator_keeps_the_own_parts_of_new_posts(busy, signed_in, moderator, site):  # noqa: F811
    crowd = busy(9)
    listener = Listener(signed_in(moderator), crowd.topic)
    listener.connect(site)
    crowd.do(12)
    listener.settle()
    listener.shows_the_page()
    listener.sleep()


def test_after_a_server_restart_nothing_is_lost(busy, client, site, monkeypatch):  # noqa: F811
    crowd = busy(5)
    listener = Listener(client, crowd.topic)
    listener.connect(site)
    crowd.do(5)
    listener.settle()
    site.stop()
    with pytest.raises((ConnectionClosed, OSError)):
        listener.hear_on()
    crowd.do(10)  # another process writes on
    monkeypatch.setattr(hub, "_current", None)
    again = Site()
    again.start()
    try:
        listener.connect(again)
        crowd.do(5)
        listener.settle()
        listener.shows_the_page()
    finally:
        again.stop()


def test_a_long_sleep_in_a_busy_topic_is_caught_up_in_pieces(busy, client, site):  # noqa: F811
    crowd = busy(6)
    listener = Listener(client, crowd.topic)
    writer = crowd.people[0]
    for n in range(130):
        actions.reply(writer, crowd.topic, body=f"Post {n}", key=uuid.uuid4())
    asked = listener.asked
    listener.connect(site)
    listener.settle()
    assert listener.asked - asked == 2
    assert sorted(listener.articles) == [*range(1, 136)]
    listener.shows_the_page()
    listener.sleep()


def test_a_word_that_one_is_behind_is_answered_by_asking(busy, client, site):  # noqa: F811
    crowd = busy(7)
    listener = Listener(client, crowd.topic)
    listener.connect(site)
    asked = listener.asked
    actions.reply(crowd.people[0], crowd.topic, body="long words " * 1500, key=uuid.uuid4())
    listener.settle()
    assert listener.asked > asked
    listener.shows_the_page()
    listener.sleep()


def test_a_change_of_a_missed_post_does_not_hide_it(busy, client, site):  # noqa: F811
    """The changes come in order of `seq`: the earlier post, changed later, comes after the later post."""
    crowd = busy(8)
    listener = Listener(client, crowd.topic)
    made = [actions.reply(crowd.people[n], crowd.topic, body="Missed", key=uuid.uuid4()) for n in range(3)]
    actions.react(crowd.people[3], made[0], "thanks")
    listener.connect(site)
    listener.settle()
    listener.shows_the_page()
    assert sorted(listener.articles)[-3:] == [post.number for post in made]
    listener.sleep()


@pytest.fixture
def epochs(monkeypatch):
    """What the server reads of the database, which in the test belongs to another thread."""
    values: dict[str, int] = {}

    async def read_epochs(names):
        return {name: values.get(name, 0) for name in names}

    monkeypatch.setattr(intake, "epochs", read_epochs)
    return values


@pytest.fixture
def veiled(private_topic, group, member, site, epochs, signed_in):  # noqa: F811
    """The member watches a topic of a private group where a colleague writes under a pseudonym."""
    group.pseudonyms = True
    group.save()
    private_topic.board.refresh_from_db()
    listener = Listener(signed_in(member), private_topic)
    listener.connect(site)
    return listener


def closed_with(listener: Listener) -> int:
    with pytest.raises(ConnectionClosed) as closed:
        listener.hear_on()
    return closed.value.rcvd.code


def test_in_a_pseudonymous_topic_readers_are_a_number_and_nothing_else(veiled, coordinator, member, site, signed_in):  # noqa: F811
    other = Listener(signed_in(coordinator), veiled.topic)
    other.connect(site)
    frames = []
    while not (frames and frames[-1].get("readers") == 2):
        frames.append(veiled.hear_one(6))
    counted = [frame for frame in frames if "readers" in frame]
    assert all(frame.keys() == {"stream", "readers"} for frame in counted)
    assert "Grace" not in json.dumps(frames)
    other.sleep()
    veiled.sleep()


def test_what_is_written_under_a_pseudonym_is_heard_without_the_writer(veiled, coordinator):
    actions.reply(coordinator, veiled.topic, body="Under the veil", key=uuid.uuid4(), pseudonym=True)
    frame = veiled.hear_one(5)
    while "html" not in frame:
        frame = veiled.hear_one(5)
    assert "Under the veil" in frame["html"]
    assert "Grace" not in json.dumps(frame)
    assert str(coordinator.pk) not in re.findall(r"member[/s.]+(\d+)", json.dumps(frame))
    veiled.shows_the_page()
    veiled.sleep()


def test_leaving_the_group_closes_the_line_at_once(veiled, group, member):
    from community.groups.actions import leave

    start = time.monotonic()
    leave(member, group)
    assert closed_with(veiled) == 4401
    assert time.monotonic() - start < 2
    assert veiled.client.get(veiled.topic.get_absolute_url()).status_code == 404


def test_a_suspension_closes_the_line_at_once(veiled, member, moderator):
    from community.members.actions import suspend

    start = time.monotonic()
    suspend(moderator, member, "because", days=3)
    assert closed_with(veiled) == 4401
    assert time.monotonic() - start < 2
