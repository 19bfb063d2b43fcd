"""The queue and the audit in the editors' rooms."""

import pytest

from community.discussions import actions as discussions
from community.moderation.models import Decision
from community.moderation.trail import lines_for, name_doers
from foundation.audit.models import Entry, record
from tests import people

pytestmark = pytest.mark.django_db


def test_the_list_is_filtered_by_state_reason_and_board(
    post, topic, member, outsider, moderator, write, report, decide, signed_in
):
    report(outsider, post, "spam")
    decide(moderator, post, "dismiss")
    report(outsider, write(member, topic, "More"), "client")
    client = signed_in(moderator)
    spam, known = "It is spam or advertising</a>", "It could tell who a client is</a>"

    def shown(query):
        text = client.get(f"/admin/report/results/?{query}").content.decode()
        text = " ".join(text.split()).replace(" </a>", "</a>")
        return [words in text for words in (spam, known)]

    assert shown("") == [True, True]
    assert shown("state=open") == [False, True]
    assert shown("reason=spam") == [True, False]
    assert shown(f"board={topic.board_id}") == [True, True]
    assert shown("state=decided&reason=client") == [False, False]


def test_danger_stands_first_there_too(topic, member, outsider, moderator, write, report, signed_in):
    report(outsider, write(member, topic, "Old"), "spam")
    report(outsider, write(member, topic, "New"), "harm")
    text = signed_in(moderator).get("/admin/report/results/").content.decode()
    assert text.index("It harms or threatens somebody") < text.index("It is spam or advertising")


def test_a_case_is_decided_there(post, outsider, moderator, report, signed_in):
    made = report(outsider, post)
    client = signed_in(moderator)
    address = f"/admin/report/inspect/{made.pk}/"
    text = client.get(address).content.decode()
    assert "Canary words" in text
    assert outsider.display_name not in text
    assert client.post(address, {"verdict": "hide", "why": "", "seen": 0}).status_code == 422
    assert client.post(address, {"verdict": "hide", "why": "A name", "seen": 0}).status_code == 302
    assert client.post(address, {"verdict": "dismiss", "why": "A name", "seen": 0}).status_code == 409
    assert Decision.objects.get().verdict == "hide"


def test_nothing_is_added_changed_or_removed_there(post, outsider, moderator, report, signed_in):
    made = report(outsider, post)
    for act in ("new/", f"edit/{made.pk}/", f"delete/{made.pk}/", f"history/{made.pk}/"):
        assert signed_in(moderator).get(f"/admin/report/{act}").status_code == 404


def test_others_with_a_way_into_the_rooms_see_neither(post, outsider, moderator, report, signed_in):
    from django.contrib.auth.models import Permission

    made = report(outsider, post)
    editor = people.person("Edith Editor")
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    for address in ("/admin/report/", f"/admin/report/inspect/{made.pk}/", "/admin/reports/audit/"):
        answer = signed_in(editor).get(address)
        assert answer.status_code in {302, 403, 404}
        assert "Canary" not in answer.content.decode()
    assert signed_in(outsider).get("/admin/report/").status_code == 302


def test_the_audit_is_read_by_act_and_date(post, moderator, signed_in):
    discussions.hide(moderator, post, "names a child")
    discussions.close(moderator, post.topic, "answered")
    client = signed_in(moderator)
    text = client.get("/admin/reports/audit/").content.decode()
    for word in ("hide post", "close topic", "names a child", moderator.display_name, f"post:{post.pk}"):
        assert word in text
    text = client.get("/admin/reports/audit/results/?act=hide").content.decode()
    assert "names a child" in text
    assert "answered" not in text
    assert "names a child" not in client.get("/admin/reports/audit/results/?at_to=2020-01-01").content.decode()


def test_lines_of_a_private_group_are_read_inside_only(inner, group, coordinator, moderator, member, signed_in):
    discussions.hide(coordinator, inner, "Canary reason")
    record(coordinator, "invite to group", group, "Canary invitation")
    assert "Canary" not in signed_in(moderator).get("/admin/reports/audit/").content.decode()
    group.memberships.create(member=moderator, state="in")
    assert "Canary reason" in signed_in(moderator).get("/admin/reports/audit/").content.decode()
    for who in (coordinator, member):
        assert not lines_for(who).exists()


def test_who_wrote_under_a_pseudonym_is_not_named(masked, member, moderator):
    record(member, "withdraw post", masked)
    record(moderator, "hide post", masked)
    record(member, "withdraw post", masked.topic)
    named = name_doers(list(Entry.objects.order_by("pk")))
    assert [line.doer for line in named] == ["", moderator.display_name, member.display_name]
