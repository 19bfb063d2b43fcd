"""Who reads which reports, in which order, and what stands on the page of a case."""

import pytest

from community.moderation.models import Report

pytestmark = pytest.mark.django_db


def case(client, post):
    return client.get(f"/moderation/post/{post.pk}/")


def test_who_reported_is_told_to_nobody(post, outsider, moderator, report, signed_in):
    report(outsider, post, "client", "The village is known")
    client = signed_in(moderator)
    for page in ("/moderation/", f"/moderation/post/{post.pk}/", "/admin/report/"):
        text = client.get(page).content.decode()
        assert outsider.display_name not in text
        assert outsider.email not in text
    assert "The village is known" in case(client, post).content.decode()


def test_danger_stands_first_then_the_oldest(topic, coordinator, member, outsider, moderator, write, report, signed_in):
    posts = [write(member, topic, f"Words {name}") for name in ("old", "newer", "dangerous")]
    for post in posts[:2]:
        report(outsider, post, "spam")
    report(outsider, posts[2], "harm")
    text = signed_in(moderator).get("/moderation/").content.decode()
    places = [text.index(f"Words {name}") for name in ("dangerous", "old", "newer")]
    assert places == sorted(places)
    assert "Somebody may be harmed." in text


def test_a_post_with_many_reports_is_one_row(post, outsider, elsewhere, moderator, report, signed_in):
    for who in (outsider, elsewhere):
        report(who, post)
    text = signed_in(moderator).get("/moderation/").content.decode()
    assert text.count(f'href="/moderation/post/{post.pk}/"') == 1
    assert 'data-count="reports" value="2"' in text


def test_a_case_shows_the_two_posts_before_and_after(topic, member, moderator, write, signed_in, settings):
    settings.RATE_LIMITS = False
    posts = [write(member, topic, f"Words number {n} end") for n in range(7)]
    text = case(signed_in(moderator), posts[3]).content.decode()
    for n in range(7):
        assert (f"Words number {n} end" in text) == (1 <= n <= 5)


def test_a_case_tells_the_earlier_decisions_about_the_authors_signed_posts(
    topic, post, member, moderator, write, decide, signed_in
):
    decide(moderator, write(member, topic, "Earlier"), "warn", "Be kind next time")
    text = case(signed_in(moderator), post).content.decode()
    assert "Be kind next time" in text
    assert "2 posts that you can read" in " ".join(
        text.replace("</data>", "").replace('<data class="count" data-count="posts" value="2">', "").split()
    )
    assert f"/moderation/members/{member.pk}/" in text


def test_decided_cases_are_listed_apart(post, outsider, moderator, report, decide, signed_in):
    report(outsider, post)
    decide(moderator, post, "dismiss")
    client = signed_in(moderator)
    assert "Canary words" not in client.get("/moderation/").content.decode()
    assert "Canary words" in client.get("/moderation/?state=decided").content.decode()


def test_a_coordinator_sees_the_reports_of_the_own_group_alone(
    post, inner, coordinator, member, outsider, report, signed_in, decide
):
    report(outsider, post)
    report(coordinator, inner)
    assert [made.post for made in Report.objects.visible_to(coordinator)] == [inner]
    client = signed_in(coordinator)
    text = client.get("/moderation/").content.decode()
    assert "Canary inside" in text
    assert "Canary words" not in text
    assert case(client, inner).status_code == 200
    assert case(client, post).status_code == 404
    assert "Suspend the author" not in case(client, inner).content.decode()
    decide(coordinator, inner, "hide")
    inner.refresh_from_db()
    assert not inner.is_shown


def test_a_coordinator_suspends_nobody(inner, member, coordinator, report, signed_in):
    sent = {"verdict": "suspend", "why": "Spam", "seen": 0, "days": "7"}
    assert signed_in(coordinator).post(f"/moderation/post/{inner.pk}/", sent).status_code == 403
    member.refresh_from_db()
    assert member.is_active
    assert signed_in(coordinator).get(f"/moderation/members/{member.pk}/").status_code == 404


def test_one_who_no_longer_leads_sees_nothing(inner, coordinator, report, group, signed_in):
    report(coordinator, inner)
    group.memberships.filter(member=coordinator).update(coordinates=False)
    assert not Report.objects.visible_to(coordinator).exists()
    assert case(signed_in(coordinator), inner).status_code == 404


def test_moderators_of_the_site_do_not_see_into_a_private_group(inner, coordinator, moderator, report, signed_in):
    report(coordinator, inner, "harm", "Canary report")
    client = signed_in(moderator)
    assert not Report.objects.visible_to(moderator).exists()
    for page in ("/moderation/", "/moderation/?state=decided", "/admin/report/"):
        text = client.get(page).content.decode()
        assert "Canary" not in text
    assert case(client, inner).status_code == 404


def test_the_menu_counts_what_is_open(post, outsider, moderator, report, decide, signed_in):
    report(outsider, post)
    client = signed_in(moderator)
    assert '<span class="n" title="open">1</span>' in client.get("/groups/").content.decode()
    client.post(f"/moderation/post/{post.pk}/", {"verdict": "dismiss", "why": "Fine", "seen": 0})
    assert 'title="open"' not in client.get("/groups/").content.decode()
    assert 'href="/moderation/"' not in signed_in(outsider).get("/groups/").content.decode()


def test_the_queue_costs_the_same_for_many(
    topic, member, outsider, moderator, write, report, signed_in, django_assert_max_num_queries, settings
):
    settings.RATE_LIMITS = False
    client = signed_in(moderator)
    report(outsider, write(member, topic, "First"))
    client.get("/moderation/")
    with django_assert_max_num_queries(14) as few:
        client.get("/moderation/")
    for n in range(12):
        report(outsider, write(member, topic, f"Words {n}"))
    with django_assert_max_num_queries(len(few)):
        client.get("/moderation/")
