"""What is not for everybody is served to nobody else, by any address: drafts, what was taken back, what a group keeps.

Each closed record has a twin that everybody may see; where the twin is shown the closed one must not be.
"""

import io
import re
import uuid
import zipfile
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.urls import get_resolver
from wagtail.models import ModelLogEntry

from community.groups.models import Group
from foundation.vocabulary.models import Theme
from resources.library import urls
from resources.library.actions import add_file
from resources.library.actions import collections as lists
from resources.library.actions.uses import tell_use
from resources.library.models import Chapter, Collection, Item, Leaf, Reading, Relation, Resource

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]  # the gates themselves are tested on both databases
KINDS = ["draft", "taken back", "group", "group draft"]
CANARY = "Canaryword"

# Of one record: the name of each route with a slug -> its addresses.
RECORD = {
    "resource": ["", "?page=2"],
    "resource_cite": ["cite.bib", "cite.ris", "cite.json"],
    "resource_into": ["into/"],
    "resource_used": ["used/"],
    "resource_useful": ["useful/"],
    "resource_uses": ["uses/"],
    "resource_use_act": ["uses/{use}/report/", "uses/{use}/hide/", "uses/{use}/withdraw/"],
    "resource_talk": ["talk/"],
    "resource_contents": ["read/{file}/"],
    "resource_read": ["read/{file}/1/"],
    "resource_cover": ["files/{file}/cover.webp"],
    "resource_light": ["files/{file}/light/{name}", "files/{file}/light/x.pdf"],
    "resource_send": ["files/{file}/send/"],
    "resource_file": ["files/{file}/{name}", "files/{file}/x.pdf", "files/0/{name}"],
}
# Lists: what leads to records, or tells of them.
LISTS = [
    "/", "/resources/", "/resources/?q=canaryword", "/resources/?q=insideword", "/resources/?sort=downloads",
    "/resources/?theme={theme}", "/resources/evidence/", "/feeds/resources.atom", "/feeds/resources.atom?q=canaryword",
    "/sitemap.xml", "/sitemap-resources.xml", "/search/?q=canaryword", "/search/?q=insideword&kind=resource",
    "/oai?verb=ListRecords&metadataPrefix=oai_dc", "/oai?verb=ListIdentifiers&metadataPrefix=oai_dc",
    "/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:{host}:{pk}",
    "/api/resources/", "/api/resources/?q=canaryword", "/api/resources/{pk}/", "/api/openapi.json",
    "/resources/collections/", "/resources/collections/theme/{theme}/", "{list}", "/resources/public-twin/",
    "/countries/ke/", "/groups/", "/resources/zzzcanaryword/",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _fast(settings):
    settings.RATE_LIMITS = False


@pytest.fixture
def group(coordinator, member):
    made = Group.objects.create(slug="circle", name="Circle", purpose="x", openness="closed")
    made.memberships.create(member=coordinator, coordinates=True)
    made.memberships.create(member=member)
    return made


@pytest.fixture
def make(keep, elsewhere):
    """A live record with a file that was read, a cover, a light file and a story of use."""

    def made(word, slug):
        theme = Theme.objects.order_by("pk").first()
        record = keep(
            f"{word} tool", slug=slug, summary=f"{word} summary", themes=[theme.slug], countries=["KE"], study="survey"
        )
        text = f"{word} insideword of the file".encode()
        file = add_file(None, record, ContentFile(text, name="a.txt"), language="en", name=f"{word} file")
        reading, _new = Reading.objects.get_or_create(checksum=file.checksum)
        reading.state, reading.words, reading.light_bytes = "read", f"{word} insideword".lower(), 5
        reading.light_checksum = "x" * 64
        reading.cover.save("c.webp", ContentFile(f"{word} cover".encode()), save=False)
        reading.light.save("l.pdf", ContentFile(f"{word} light".encode()), save=False)
        reading.save()
        Leaf.objects.create(reading=reading, number=1, text=f"{word} insideword", words=f" {word.lower()} insideword ")
        html = f'<section id="page-1"><p>{word} insideword</p></section>'
        Chapter.objects.create(reading=reading, number=1, title=word, first_page=1, last_page=1, html=html, packed=60)
        record.index_words()
        use = tell_use(elsewhere, record, text=f"{word} story", key=uuid.uuid4())
        return SimpleNamespace(record=record, file=file, use=use)

    return made


@pytest.fixture
def twin(make):
    return make("Publicword", "public-twin")


@pytest.fixture
def shut(make, group):
    """Closes a record, as it happens."""

    def closed(kind, slug="closed-one"):
        made = make(CANARY, slug)
        record = made.record
        if kind in ("group", "group draft"):
            record.group = group
            record.save()
            ModelLogEntry.objects.all().delete()  # of the time when it was for everybody
            record.save_revision(log_action=True)
        if kind == "draft":
            Resource.objects.filter(pk=record.pk).update(live=False, first_published_at=None)
        elif kind in ("taken back", "group draft"):
            Resource.objects.get(pk=record.pk).unpublish()
        made.record = Resource.objects.get(pk=record.pk)
        made.record.index_words()
        return made

    return closed


def addresses_of(made):
    facts = {"file": made.file.pk, "use": made.use.pk, "name": made.file.filename}
    return [made.record.get_absolute_url() + tail.format(**facts) for tails in RECORD.values() for tail in tails]


def body_of(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            content = b" ".join([name.encode() + b" " + parts.read(name) for name in parts.namelist()])
    return (str(dict(answer.items())) + content.decode("utf-8", "replace")).lower()


def test_every_route_of_a_record_is_in_the_table():
    names = set()
    for one in urls.urlpatterns:
        if "slug" in str(one.pattern) and hasattr(one, "callback"):
            names.add(one.name)
    assert names == RECORD.keys(), f"Add to or take out of RECORD: {names ^ RECORD.keys()}"


def test_the_twin_is_shown_there(settings, twin, client, member, signed_in):
    """Else the other tests would say nothing."""
    told = {address: client.get(address).status_code for address in addresses_of(twin)}
    assert told["/resources/public-twin/"] == 200
    assert set(told.values()) <= {200, 301, 302}, told
    inside = [signed_in(member).get(address) for address in addresses_of(twin)]
    assert sum("publicword" in body_of(answer) for answer in inside) >= 10
    facts = {
        "theme": twin.record.themes.first().slug,
        "pk": twin.record.pk,
        "host": settings.SITE_HOST,
        "list": "/resources/",
    }
    shown = [address for address in LISTS if "publicword" in body_of(client.get(address.format(**facts)))]
    assert len(shown) >= 10, shown


@pytest.mark.parametrize("kind", KINDS)
def test_no_address_of_a_closed_record_answers_others(
    kind, shut, client, outsider, moderator, editor, admin, signed_in
):
    made = shut(kind)
    wrong = []
    others = (outsider, moderator, editor, admin) if kind == "group" else (editor,)
    askers = {"stranger": client} | {who.display_name: signed_in(who) for who in others}
    for address in addresses_of(made):
        for name, asker in askers.items():
            for prefix in ("", "/ar") if (kind, name) == ("group", "stranger") else ("",):
                answer = asker.get(prefix + address)
                to_login = answer.status_code == 302 and "/accounts/login/" in answer["Location"]
                if answer.status_code != 404 and not (to_login and name == "stranger"):
                    wrong.append(f"{name} gets {answer.status_code} at {prefix}{address}")
                text = body_of(answer).replace("closed-one", "")
                if CANARY.lower() in text.replace(made.file.filename.lower(), "").replace("canaryword-file", ""):
                    wrong.append(f"{name} reads of it at {prefix}{address}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("kind", ["draft", "group"])
def test_nor_does_it_by_another_method_or_with_what_is_known_of_it(kind, shut, client, outsider, signed_in):
    made = shut(kind)
    heads = {
        "If-None-Match": f'"{made.file.checksum}"',
        "Range": "bytes=0-3",
        "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT",
    }
    asker = signed_in(outsider)
    for address in addresses_of(made):
        for one in (client, asker):
            assert one.head(address).status_code in {302, 404}, address
            assert one.get(address, headers=heads).status_code in {302, 404}, address
        answer = asker.post(address, {"key": str(uuid.uuid4()), "body": "x", "text": "x", "useful": "yes", "why": "x"})
        assert answer.status_code in {403, 404, 405}, address


@pytest.mark.parametrize("kind", KINDS)
def test_no_list_feed_or_program_tells_of_it(settings, kind, shut, twin, client, outsider, editor, signed_in):
    made = shut(kind)
    theme = made.record.themes.first()
    Relation.objects.create(resource=twin.record, kind="translation", other=made.record)
    listed = lists.make(editor, title="Shared list")
    Collection.objects.filter(pk=listed.pk).update(shared=True)
    for one in (twin.record, made.record):
        Item.objects.create(collection=listed, resource=one)
    shared = listed.get_absolute_url()
    facts = {"theme": theme.slug, "pk": made.record.pk, "host": settings.SITE_HOST, "list": shared}
    wrong = []
    askers = {"editor": signed_in(editor)} | (
        {"stranger": client, "outsider": signed_in(outsider)} if kind == "group" else {}
    )
    zips = [shared.rstrip("/") + ".zip", f"/resources/collections/theme/{theme.slug}.zip"]
    for address in [one.format(**facts) for one in LISTS] + zips:
        for name, asker in askers.items():
            text = body_of(asker.get(address))
            for asked in [*re.findall(r"q=(\w+)", address), "zzzcanaryword"]:
                text = text.replace(f"“{asked}”", "").replace(f"q={asked}", "").replace(f'value="{asked}"', "")
                text = re.sub(rf"(resources|search): {asked}", "", text).replace("zzzcanaryword", "")
            found = re.search(rf".{{0,80}}({CANARY.lower()} |closed-one).{{0,40}}", text, re.DOTALL)
            if found:
                wrong.append(f"{name} at {address}: {found[0]!r}")
    assert not wrong, "\n".join(wrong)


def test_who_is_in_the_group_reads_it_everywhere(shut, member, signed_in):
    made = shut("group")
    client = signed_in(member)
    for address in addresses_of(made):
        if "/uses/" not in address or address.endswith("/uses/"):
            assert client.get(address).status_code in {200, 302}, address
    assert CANARY.lower() in body_of(client.get("/groups/circle/resources/"))


def test_a_draft_of_the_group_is_for_its_coordinators_alone(shut, member, coordinator, signed_in):
    made = shut("group draft")
    for who in (member, coordinator):
        assert signed_in(who).get(made.record.get_absolute_url()).status_code == 404
    waiting = f"/groups/circle/resources/files/{made.file.pk}/"
    assert signed_in(member).get(waiting).status_code == 404
    assert signed_in(coordinator).get(waiting).status_code == 200


def test_who_leaves_the_group_reads_it_no_more(shut, member, group, signed_in):
    made = shut("group")
    client = signed_in(member)
    assert client.get(made.record.get_absolute_url()).status_code == 200
    group.memberships.filter(member=member).delete()
    for address in addresses_of(made):
        assert client.get(address).status_code == 404, address


def test_pages_that_were_kept_go_with_the_record(make, client, outsider, signed_in):
    made = make(CANARY, "open-one")
    asker = signed_in(outsider)
    every = [address for address in addresses_of(made) if "/uses/" not in address]
    for _again in range(2):
        for address in every:
            assert client.get(address).status_code in {200, 302}, address
            asker.get(address)
    Resource.objects.get(pk=made.record.pk).unpublish()
    for address in every:
        for one in (client, asker):
            answer = one.get(address)
            assert answer.status_code in {302, 404}, address
            assert "canaryword insideword" not in body_of(answer), address
    assert CANARY.lower() not in body_of(client.get("/resources/"))


def test_files_lie_where_no_address_leads(twin, client):
    name = twin.file.file.name
    for address in (
        f"/media/{name}",
        f"/media/files/{name}",
        f"/files/{name}",
        f"/static/{name}",
        f"/var/files/{name}",
    ):
        assert client.get(address).status_code == 404


# the editors' rooms


def admin_addresses(made):
    pk = made.record.pk
    acts = ["edit", "copy", "delete", "usage", "history", "preview", "unpublish", "workflow_history", "history-results"]
    tails = [f"snippets/library/resource/{act}/{pk}/" for act in acts]
    revision = made.record.revisions.order_by("pk").first()
    tails += [f"snippets/library/resource/history/{pk}/{act}/{revision.pk}/" for act in ("revisions", "view", "revert")]
    tails += [
        "", "snippets/library/resource/", "snippets/library/resource/results/?q=canaryword",
        "snippets/library/resource/?export=csv", "snippets/library/resource/?export=xlsx",
        "snippets/choose/library/resource/", "snippets/choose/library/resource/results/?q=canaryword",
        f"snippets/choose/library/resource/chosen/{pk}/", f"snippets/choose/library/resource/chosen-multiple/?id={pk}",
        f"bulk/library/resource/delete/?next=/admin/&id={pk}", "bulk/library/resource/delete/?next=/admin/&id=all",
        f"snippets/vocabulary/theme/usage/{made.record.themes.first().pk}/", "reports/site-history/", "reports/locked/",
        "reports/workflow/", "reports/aging-pages/", "submission/", "snippets/vocabulary/country/usage/KE/",
    ]  # fmt: skip
    return [f"/admin/{tail}" for tail in [*tails, *reports()]]


def reports():
    """Every report of ours, as it lands."""
    found = set()
    for one in get_resolver().url_patterns:
        if str(one.pattern) == "admin/":
            for inner in one.url_patterns:
                address = str(inner.pattern)
                if address.startswith("reports/") and "<" not in address:
                    found.add(address)
    return sorted(found)


@pytest.mark.parametrize("kind", ["group", "group draft"])
def test_editors_who_are_not_in_the_group_find_nothing_of_it_in_their_rooms(kind, shut, twin, editor, admin, signed_in):
    made = shut(kind)
    Relation.objects.create(resource=made.record, kind="translation", other=twin.record)
    made.record.refresh_from_db()
    made.record.save()  # what it points to is noted by the index of references
    listed = lists.make(
        made.record.group.memberships.get(coordinates=True).member, title=f"{CANARY} list", group=made.record.group
    )
    Item.objects.create(collection=listed, resource=twin.record)
    listed.save()
    wrong = []
    for name, client in {"editor": signed_in(editor), "admin": signed_in(admin)}.items():
        extra = [
            f"/admin/snippets/library/resource/usage/{twin.record.pk}/",
            f"/admin/snippets/library/resource/edit/{twin.record.pk}/",
        ]
        for address in admin_addresses(made) + extra:
            answer = client.get(address)
            if answer.status_code >= 500:
                wrong.append(f"{name} gets {answer.status_code} at {address}")
            found = re.search(rf".{{0,80}}{CANARY.lower()} .{{0,40}}", body_of(answer), re.DOTALL)
            if found:
                wrong.append(f"{name} at {address}: {found[0]!r}")
    assert not wrong, "\n".join(wrong)


def test_the_same_pages_show_a_record_that_is_for_all(twin, admin, signed_in):
    shown = [one for one in admin_addresses(twin) if "publicword" in body_of(signed_in(admin).get(one))]
    assert len(shown) >= 8, shown
