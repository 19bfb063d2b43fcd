"""The author of a post under a pseudonym is revealed on no page, line or list of the moderators."""

import pytest

from community.members.models import Suspension
from foundation.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(masked, member, moderator, signed_in):
    """Everything a moderator can open that has to do with the post or with members."""

    def read():
        client = signed_in(moderator)
        report = masked.reports.first()
        addresses = [
            "/moderation/", "/moderation/?state=decided", "/moderation/waiting/", f"/moderation/post/{masked.pk}/",
            "/admin/report/", "/admin/reports/audit/",
        ]  # fmt: skip
        if report:
            addresses.append(f"/admin/report/inspect/{report.pk}/")
        found = {}
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code == 200, address
            found[address] = answer.content.decode()
        return found

    return read


def assert_unnamed(found, member):
    for address, text in found.items():
        for word in (member.display_name, member.email, f"members/{member.pk}/", f"member:{member.pk}"):
            assert word not in text, (address, word)


def test_no_page_of_the_case_names_the_author(masked, member, outsider, report, pages):
    report(outsider, masked)
    found = pages()
    assert_unnamed(found, member)
    assert masked.pseudonym in found[f"/moderation/post/{masked.pk}/"]


def test_the_history_is_that_of_the_pseudonym_in_the_topic(masked, topic, member, moderator, write, decide, signed_in):
    decide(moderator, write(member, topic, "Under my name"), "warn", "Named reason")
    decide(moderator, write(member, topic, "Under no name", pseudonym=True), "warn", "Masked reason")
    text = signed_in(moderator).get(f"/moderation/post/{masked.pk}/").content.decode()
    assert "Masked reason" in text
    assert "Named reason" not in text
    assert "Joined on" not in text


def test_the_history_of_the_name_tells_nothing_of_the_pseudonym(
    masked, topic, member, moderator, write, decide, signed_in
):
    decide(moderator, masked, "warn", "Masked reason")
    signed = write(member, topic, "Under my name")
    client = signed_in(moderator)
    for address in (f"/moderation/post/{signed.pk}/", f"/moderation/members/{member.pk}/"):
        text = client.get(address).content.decode()
        assert masked.pseudonym not in text.replace("Canary words", "") or address.startswith("/moderation/post/")
        if "members" in address:
            assert "Masked reason" not in text
            assert "1 post that" in " ".join(
                text.replace('<data class="count" data-count="posts" value="1">', "").replace("</data>", "").split()
            )


@pytest.mark.parametrize("verdict", ["dismiss", "hide", "warn", "suspend", "edit_out"])
def test_no_decision_reveals_who_it_is(masked, member, outsider, moderator, report, decide, pages, verdict):
    report(outsider, masked)
    decide(moderator, masked, verdict, body="Other words", days=3)
    assert_unnamed(pages(), member)
    for line in Entry.objects.all():
        assert line.what == f"post:{masked.pk}"
        assert line.who != member


def test_a_suspension_shows_nowhere_but_at_the_post(masked, member, moderator, decide, signed_in, client):
    decide(moderator, masked, "suspend", "Threats", days=3)
    member.refresh_from_db()
    assert not member.is_active
    assert not Suspension.objects.visible_to(moderator).exists()
    text = signed_in(moderator).get(f"/moderation/members/{member.pk}/").content.decode()
    assert "Never suspended by name" in text
    assert "Threats" not in text
    assert "author suspended" in signed_in(moderator).get(f"/moderation/post/{masked.pk}/").content.decode()


def test_the_author_still_hears_why(masked, member, moderator, decide):
    decide(moderator, masked, "warn", "Be kind")
    assert "Be kind" in member.notifications.get(kind="warned").sentence
