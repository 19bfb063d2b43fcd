"""An editor decides about what was sent, and the sender hears of it."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from community.groups.models import Group
from community.members.models import Member
from community.notifications.models import Notification
from foundation.audit.models import Entry
from foundation.letters.models import Letter
from foundation.vocabulary.models import Country, Theme
from resources.library.actions import add_file, read
from resources.library.actions.decide import Decided, decline, take, tell_published
from resources.library.actions.submit import submit
from resources.library.models import Resource, Submission
from resources.library.queue.duplicates import likely
from resources.library.queue.suggesting import language_of, suggest
from tests import people

pytestmark = pytest.mark.django_db
TEXT = b"Supervision in Kenya. Supervision by telephone for every worker of the village."


@pytest.fixture
def desk(editor, signed_in):
    return signed_in(editor)


@pytest.fixture
def send(member):
    def make(**values):
        values = {
            "title": "A guide to holding groups",
            "about": "For supervisors.",
            "language": "en",
            "key": uuid.uuid4(),
        } | values
        return submit(member, **values)

    return make


@pytest.fixture
def guide(send):
    return send(file=SimpleUploadedFile("guide.txt", TEXT), url="https://example.org/guide", doi="10.1000/abc")


def page(sent):
    return f"/admin/submission/inspect/{sent.pk}/"


def test_taking_it_makes_a_draft_with_file_and_link_and_leads_to_it(guide, desk, member, client):
    theme, kenya = Theme.objects.first(), Country.objects.get(code="KE")
    made = take(Member.objects.get(display_name="Edna Editor"), guide, themes=[theme], countries=[kenya])
    guide.refresh_from_db()
    assert (guide.decision, guide.resource, guide.file.name) == ("taken", made, "")
    assert (made.live, made.title, made.summary, made.doi) == (
        False,
        "A guide to holding groups",
        "For supervisors.",
        "10.1000/abc",
    )
    draft = made.latest_revision.as_object()
    assert [link.url for link in draft.links.all()] == ["https://example.org/guide"]
    assert [(file.checksum, file.name) for file in draft.files.all()] == [(guide.checksum, "guide")]
    assert (list(draft.themes.all()), list(draft.countries.all())) == ([theme], [kenya])
    assert client.get(made.get_absolute_url()).status_code == 404
    notice = Notification.objects.get(member=member)
    assert (notice.kind, notice.params["title"]) == ("submission_taken", "A guide to holding groups")
    assert Entry.objects.filter(act="submission taken", what=f"submission:{guide.pk}").exists()


def test_the_sender_hears_in_their_own_language(guide, editor, member):
    Member.objects.filter(pk=member.pk).update(language="fr")
    decline(editor, guide, "It is under a closed licence.")
    letter = Letter.objects.get(to=member.email)
    assert letter.headers["Content-Language"] == "fr"
    assert "It is under a closed licence." in letter.text
    assert "/fr/resources/submit/sent/" in letter.text


def test_the_sender_hears_once_more_when_everybody_can_find_it(guide, editor, member):
    made = take(editor, guide)
    made.planning = True
    made.save()
    made.save_revision().publish()
    made.save_revision().publish()
    tell_published(Resource.objects.get())
    kinds = list(Notification.objects.filter(member=member).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["submission_taken", "submission_live"]
    letters = Letter.objects.filter(to=member.email).order_by("pk")
    assert [letter.key for letter in letters] == [f"submission:{guide.pk}:taken", f"submission:{guide.pk}:live"]
    assert made.get_absolute_url() in letters[1].text


def test_declining_asks_for_a_reason_and_takes_the_file_away(guide, editor, member, signed_in, settings):
    with pytest.raises(ValidationError):
        decline(editor, guide, "  ")
    with pytest.raises(ValidationError):
        decline(editor, guide, "x" * 1001)
    name = guide.file.name
    decline(editor, guide, "We have it already.")
    guide.refresh_from_db()
    assert (guide.decision, guide.file.name, bool(guide.checksum)) == ("declined", "", True)
    assert name
    text = signed_in(member).get("/resources/submit/sent/").content.decode()
    assert "We have it already." in text


def test_of_two_editors_at_once_the_second_is_told(guide, editor, desk):
    take(editor, guide)
    with pytest.raises(Decided):
        decline(editor, guide, "Late")
    answer = desk.post(page(guide), {"why": "Late", "decline": "on"})
    assert answer.status_code == 409
    assert "Another editor has decided meanwhile." in answer.content.decode()
    assert Resource.objects.count() == 1


def test_only_who_may_publish_decides(guide, member, moderator):
    for who in (member, moderator):
        with pytest.raises(PermissionDenied):
            take(who, guide)
        with pytest.raises(PermissionDenied):
            decline(who, guide, "No")


def test_a_sender_who_has_left_is_told_nothing_and_the_row_stays(guide, editor, member):
    member.delete()
    guide.refresh_from_db()
    assert guide.member is None
    take(editor, guide)
    assert not Letter.objects.exists()


# the queue in the editors' rooms


def test_the_page_shows_what_helps_to_decide(guide, desk, member):
    read.read(guide.checksum)
    text = desk.get(page(guide)).content.decode()
    for words in (
        member.display_name,
        "For supervisors.",
        "https://example.org/guide",
        "10.1000/abc",
        "guide.txt",
        "by telephone",
    ):
        assert words in text, words
    assert "Kenya" in text


def test_the_file_is_given_to_editors_alone(guide, desk, member, outsider, client, signed_in):
    address = f"/admin/submission/file/{guide.pk}/"
    answer = desk.get(address)
    assert b"".join(answer.streaming_content) == TEXT
    assert answer["Content-Disposition"].startswith("attachment")
    for asker in (client, signed_in(member), signed_in(outsider)):
        assert asker.get(address).status_code in {302, 403, 404}
        assert asker.get(page(guide)).status_code in {302, 403, 404}


def test_the_file_is_there_after_it_was_taken_and_the_draft_can_be_edited(guide, desk, editor):
    made = take(editor, guide)
    answer = desk.get(f"/admin/submission/file/{guide.pk}/")
    assert b"".join(answer.streaming_content) == TEXT
    assert desk.get(f"/admin/snippets/library/resource/edit/{made.pk}/").status_code == 200
    assert f"/admin/submission/file/{guide.pk}/" in desk.get(page(guide)).content.decode()


def test_a_contributor_with_a_way_into_the_rooms_sees_none_of_it(guide, signed_in):
    from django.contrib.auth.models import Permission

    who = people.person("Cleo Contributor")
    who.user_permissions.add(
        *Permission.objects.filter(codename__in=["access_admin", "change_resource", "add_resource"])
    )
    for address in ("/admin/submission/", page(guide), f"/admin/submission/file/{guide.pk}/"):
        answer = signed_in(who).get(address)
        assert answer.status_code in {302, 403, 404}
        assert "holding groups" not in answer.content.decode()


def test_the_list_is_filtered_by_state(guide, send, editor, desk):
    decline(editor, send(title="Canary refused", url="https://example.org/b"), "No")
    waiting = desk.get("/admin/submission/results/?decision=waiting").content.decode()
    assert "A guide to holding groups" in waiting
    assert "Canary refused" not in waiting
    assert "Canary refused" in desk.get("/admin/submission/results/?decision=declined").content.decode()


def test_deciding_by_the_buttons(guide, send, desk):
    assert desk.post(page(guide), {"why": "", "decline": "on"}).status_code == 422
    taken = desk.post(page(guide), {"why": "", "take": "on"})
    assert taken["Location"] == f"/admin/snippets/library/resource/edit/{Resource.objects.get().pk}/"
    other = send(url="https://example.org/other", title="Other")
    assert desk.post(page(other), {"why": "Too old", "decline": "on"}).status_code == 302
    assert Submission.objects.get(title="Other").reason == "Too old"


def test_the_list_asks_as_often_for_many_as_for_few(send, desk, django_assert_max_num_queries):
    send(url="https://example.org/1")
    desk.get("/admin/submission/results/")
    with django_assert_max_num_queries(40) as few:
        desk.get("/admin/submission/results/")
    for number in range(6):
        send(url=f"https://example.org/x{number}")
    with django_assert_max_num_queries(len(few)):
        desk.get("/admin/submission/results/")


# likely duplicates


def test_the_same_file_doi_address_and_title_are_named(send, keep, editor):
    kept = keep("Nothing like it")
    add_file(None, kept, SimpleUploadedFile("x.txt", TEXT), language="en", name="x")
    by_doi = keep("Quite different", doi="10.1000/ABC")
    by_link = keep("Another thing", links=[{"url": "http://www.example.org/guide/", "language": "en"}])
    by_title = keep("Holding groups: a guide")
    sent = send(file=SimpleUploadedFile("x.txt", TEXT), doi="10.1000/abc", url="https://example.org/guide")
    why = {one.resource.pk: one.why for one in likely(editor, sent)}
    assert why == {
        kept.pk: "the same file", by_doi.pk: "the same DOI", by_link.pk: "the same address", by_title.pk: "a title like it",
    }  # fmt: skip


def test_what_was_sent_and_declined_before_is_named(guide, send, editor):
    decline(editor, guide, "No")
    again = send(file=SimpleUploadedFile("again.txt", TEXT))
    assert [one.why for one in likely(editor, again)] == ["sent before, and not taken"]


def test_records_of_a_group_are_no_duplicates_for_who_is_not_in_it(guide, keep, editor):
    group = Group.objects.create(slug="g", name="G", purpose="x", openness="private")
    inner = keep("A guide to holding groups", doi="10.1000/abc")
    Resource.objects.filter(pk=inner.pk).update(group=group)
    assert likely(editor, guide) == []
    group.memberships.create(member=editor)
    assert [one.resource for one in likely(editor, guide)] == [inner]


# what it is about


def test_themes_and_countries_are_found_by_their_names_and_other_words():
    theme = Theme.objects.create(slug="supervision-x", names={"en": "Quokka care"}, synonyms="wallaby keeping")
    found = suggest("On wallaby keeping", "", "In Kenya and Mozambique, in Kenya.", "en")
    assert found.themes[0] == theme
    assert [country.code for country in found.countries[:2]] == ["KE", "MZ"]
    assert suggest("Nothing", "of note", "", "en").themes == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The work of the people and the needs of those that are in it.", "en"),
        ("Le travail des femmes et les besoins de la famille dans une ville pour que tout est fait.", "fr"),
        ("Mahitaji ya watu na kazi ya kila siku kwa jamii katika kijiji ni ya wote.", "sw"),
        ("العمل في المدينة على الناس من كل مكان إلى البيت أو عن هذا", "ar"),
        ("12 34", ""),
    ],
)
def test_the_language_is_told_by_its_small_words(text, language):
    assert language_of(text) == language
