"""The leak matrix: every way out of the site, asked by everybody, tells nobody who a pseudonym is and no outsider of a
private group. What is new and not in `leaks/table.py` fails here with a sentence that says what to add."""

import contextlib
import html
import io
import json
import re
import uuid
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command, get_commands
from django.urls import get_resolver
from django.utils import translation
from wagtail.models import ReferenceIndex

from community.discussions.models import Attachment, Post
from community.live import bus
from community.notifications.models import Notification
from community.notifications.words import WORDS
from foundation.audit.models import Entry as Audit
from foundation.letters.models import Letter
from tests.site.leaks import table
from tests.site.leaks.world import BEHIND, IN_GROUP, INSIDE, PK, ROLES, World, build

ROOT = Path(__file__).resolve().parents[2]
ECHOES = re.compile(r"<option[^>]*>[^<]*</option>")  # every country and every cadre can be chosen


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def frames(monkeypatch):
    """Everything that goes to the bus, as it would go out."""
    sent = []
    monkeypatch.setattr(bus, "post", sent.append)
    return sent


@pytest.fixture
def world(db, settings, frames) -> World:
    settings.RATE_LIMITS = False
    return build()


def routes():
    """The name of each route of our own, or its pattern; and what stands below /admin/ by its first words."""

    def walk(patterns, before=""):
        for one in patterns:
            address = before + str(one.pattern)
            if hasattr(one, "url_patterns"):
                yield from walk(one.url_patterns, address)
            else:
                yield address, one.name or address

    own, admin = set(), set()
    for address, name in walk(get_resolver().url_patterns):
        if address.startswith("admin/"):
            parts = address.removeprefix("admin/").split("/")
            admin.add("/".join(parts[:3]) if parts[0] == "snippets" else parts[0])
        elif not address.startswith(table.ACCOUNTS):
            own.add(name)
    return own, admin


def told(answer, address):
    """What the answer tells, without what the asker put into the address."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = html.unescape(body.decode("utf-8", "replace"))
    heads = " ".join(f"{name}: {value}" for name, value in answer.items())
    path = re.sub(r"^/(fr|es|pt|ar|sw)/", "/", address.split("?")[0])
    asked_for = re.search(r"\bq=(\w+)", address)
    text = f"{heads} {text}".replace(path, "")
    return ECHOES.sub("", text.replace(asked_for[1], "") if asked_for else text)


def leaks_in(text, role, names_her=False):
    found = [] if role in IN_GROUP else [word for word in INSIDE if word.lower() in text.lower()]
    if role != "author":
        found += [word for word in (table.NEVER_WITH_HER_NAME if names_her else BEHIND) if word.lower() in text.lower()]
    return found


def own_controls(world, text):
    """Ways to change or withdraw her posts, which only she is offered."""
    return [
        f"{act} {name}"
        for name, topic in world.topics.items()
        for act in ("edit", "withdraw")
        if f"{topic.get_absolute_url()}{act}/{world.posts[name].number}/" in text
    ]


def test_every_route_has_a_row():
    own, admin = routes()
    missing, gone = own - table.ROWS.keys(), table.ROWS.keys() - own
    assert not missing, f"Add to ROWS of tests/site/leaks/table.py with the addresses to ask: {sorted(missing)}"
    assert not gone, f"Take out of ROWS of tests/site/leaks/table.py: {sorted(gone)}"
    new = admin - table.ADMIN
    assert not new, (
        f"Add to ADMIN of tests/site/leaks/table.py, and to admin_addresses what lists members: {sorted(new)}"
    )


@pytest.mark.embedded  # a minute of asking; the gates it asks are tested on both databases
def test_no_address_tells_anybody_what_is_not_theirs(world):
    """She reads each page first, so that what is kept of hers would show to the next."""
    failed, asked = [], 0
    clients = {role: world.client(role) for role in ROLES}
    for name, addresses in {name: row(world) for name, row in table.ROWS.items()}.items():
        for address in addresses:
            for role, client in clients.items():
                answer = client.get(address)
                asked += 1
                text = told(answer, address)
                names_her = role in table.MAY_NAME.get(name, ())
                wrong = leaks_in(text, role, names_her) + ([] if role == "author" else own_controls(world, text))
                if answer.status_code >= 500:
                    wrong.append(f"status {answer.status_code}")
                failed += [f"{name}: {role} reads “{word}” at {address}" for word in wrong]
    print(f"{asked} answers asked")
    assert not failed, "\n".join(failed)


def test_no_editors_room_tells_who_a_pseudonym_is(world):
    failed = []
    clients = {role: world.client(role) for role in ("outside", "moderator", "admin")}
    for address in table.admin_addresses(world):
        for role, client in clients.items():
            answer = client.get(address)
            names_her = role == "admin" and address.startswith("/admin/users/")
            text = told(answer, address)
            if "/snippets/vocabulary/" in address:
                text = text.replace("Canaryland", "").replace("Canarykeeper", "")
            failed += [f"{role} reads “{word}” at {address}" for word in leaks_in(text, role, names_her)]
            if names_her:  # nor a link to any of her posts
                failed += [f"{role}: {words} at {address}" for words in world.words if words in text]
                failed += [
                    f"{role}: her posts at {address}" for post in _of_her() if f"{post.topic_id}#{post.number}" in text
                ]
    assert not failed, "\n".join(failed)


def _of_her():
    return Post.objects.filter(author=PK)


def test_wagtail_keeps_no_list_of_what_a_member_wrote_voted_or_reacted():
    """Its page of where an account is used would name every post, also those under a pseudonym."""
    indexed = [
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("community.") and ReferenceIndex.model_is_indexable(model)
    ]
    assert not indexed


def test_no_refusal_tells_who_a_pseudonym_is(world):
    """What is sent to where she writes, by those who may not, is refused in words that fit everybody."""
    failed = []
    acts = ["edit_post", "withdraw_post", "post_act", "mark_answer", "topic_act", "post_history", "react", "vote",
            "report_post", "reveal", "moderation_case", "take_back_post", "approve_held", "refuse_held", "follow",
            "split_topic", "offer", "group_settings"]  # fmt: skip
    sent = {
        "body": "x",
        "key": str(uuid.uuid4()),
        "version": 9,
        "why": "y",
        "on": "member",
        "id": PK,
        "reason": "other",
    }
    for role in ("stranger", "outside", "inside"):
        client = world.client(role)
        for name in acts:
            for address in table.ROWS[name](world):
                answer = client.post(address, sent)
                wrong = leaks_in(told(answer, address), role)
                failed += [f"{name}: {role} reads “{word}” at {address}" for word in wrong]
    assert not failed, "\n".join(failed)


def test_the_pages_of_six_languages_tell_no_more(world):
    failed = []
    places = [world.topics[name].get_absolute_url() for name in ("public", "public_asked", "members", "private")]
    for prefix in ("/fr", "/es", "/pt", "/ar", "/sw"):
        for role in ("author", "stranger", "outside", "moderator"):
            client = world.client(role)
            for address in [prefix + place for place in places]:
                text = told(client.get(address), address)
                failed += [f"{role} reads “{word}” at {address}" for word in leaks_in(text, role)]
    assert not failed, "\n".join(failed)


def test_frames_tell_nobody_more_than_the_page(world, frames):
    """The world was built while the bus was heard: asking, answering, changing, reacting, marking, hiding, splitting."""
    texts = [
        (one["stream"], language, text) for one in frames if "stream" in one for language, text in one["texts"].items()
    ]
    assert len({stream for stream, _language, _text in texts if stream.startswith("topic.")}) >= 6
    assert {"fr", "ar"} <= {language for _stream, language, _text in texts}
    private = {world.topics[name].stream for name in ("private", "private_asked")}
    for stream, language, text in texts:
        keys = json.loads(text).keys()
        assert keys <= table.FRAMES, f"Add to FRAMES of tests/site/leaks/table.py: {keys - table.FRAMES}"
        readers = "inside" if stream in private else "outside"
        assert not leaks_in(text, readers), f"{stream} {language}: {text[:300]}"
        assert not own_controls(world, text), f"{stream} {language}: {text[:300]}"
        if stream.startswith("member."):
            assert keys == {"stream", "unread"}


def test_notices_to_others_name_neither_her_nor_what_is_in_the_group(world):
    others = Notification.objects.exclude(member=PK).select_related("member")
    assert others.count() > 3
    inside = {world.who[role].pk for role in IN_GROUP}
    for row in others:
        role = "inside" if row.member_id in inside else "outside"
        text = f"{json.dumps(row.params)} {row.url} {row.key} {row.sentence}"
        assert not leaks_in(text, role), f"{row.kind} for {row.member}: {text}"


def test_what_is_written_down_does_not_name_her_beside_her_posts(world):
    """The audit keeps who did what; of her own acts under a pseudonym it has no line with her name on the page."""
    for role in ("moderator", "admin"):
        text = told(world.client(role).get("/admin/reports/audit/"), "/admin/reports/audit/")
        assert not leaks_in(text, role)
    for line in Audit.objects.exclude(who=PK):
        assert not leaks_in(f"{line.what} {line.why}", "moderator"), line


def test_every_kind_of_notice_is_listed_with_what_it_may_tell():
    missing = WORDS.keys() - table.NOTICES.keys()
    assert not missing, f"Add to NOTICES of tests/site/leaks/table.py with the values it may tell: {sorted(missing)}"
    for kind, words in WORDS.items():
        extra = set(re.findall(r"%\((\w+)\)", str(words))) - table.NOTICES[kind]
        assert not extra, f"The notice {kind} tells {extra}; if that can name nobody, add it to NOTICES."


def test_every_letter_is_listed_and_none_was_sent_about_her(world):
    folders = {path.name for path in (ROOT / "site/templates/letters").iterdir() if path.is_dir()}
    folders |= {path.parent.name for path in ROOT.glob("*/*/templates/letters/*/body.html")}
    assert folders == table.LETTERS.keys(), "Name each folder of letters in LETTERS of tests/site/leaks/table.py."
    for letter in Letter.objects.all():
        to_her = "canary.person" in str(letter.__dict__.get("to", ""))
        assert to_her or not leaks_in(str(letter.__dict__), "outside"), letter


def test_every_command_is_listed_and_prints_nothing_of_hers(world):
    ours = {
        name
        for name, app in get_commands().items()
        if app.split(".")[0] in {"portal", "community", "resources", "blog"}
    }
    assert ours == table.COMMANDS.keys(), f"Name each command in COMMANDS: {ours ^ table.COMMANDS.keys()}"
    out = io.StringIO()
    with contextlib.suppress(SystemExit):
        call_command("fsck", stdout=out, stderr=out)
    assert not leaks_in(out.getvalue(), "outside")


def test_files_are_stored_and_named_without_her(world):
    found = list(Attachment.objects.all())
    assert len(found) == 3
    for attachment in found:
        assert not leaks_in(f"{attachment.file.name} {attachment.name}", "inside")
        with attachment.file.open() as file:
            assert b"CANARY" not in file.read()


def test_nobody_else_reads_her_country_in_the_numbers_of_a_thing(world):
    text = world.client("stranger").get("/resources/guide/").content.decode()
    assert "Masked words about a guide" in text
    assert "Canaryland" not in text


READS = re.compile(r"author(\.|__)(display_name|email|country|cadre|initials|languages|language)\b")


def test_only_listed_code_reads_the_account_behind_a_post():
    found = []
    for top in ("community/discussions", "community/moderation", "site/portal", "resources", "blog"):
        for path in (ROOT / top).rglob("*.py"):
            name = str(path.relative_to(ROOT))
            if "migrations" in path.parts or "demo" in path.parts or name in table.READS_AUTHORS:
                continue
            found += [
                f"{name}:{number} {line.strip()}"
                for number, line in enumerate(path.read_text().splitlines(), 1)
                if READS.search(line)
            ]
    assert not found, "Ask for `voice` or `place`, or name the file in READS_AUTHORS with the reason:\n" + "\n".join(
        found
    )
