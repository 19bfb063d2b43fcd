from datetime import timedelta

import pytest
from django.utils import timezone, translation

from community.groups import actions as groups
from community.notifications import actions as notices
from community.notifications.models import Notification
from foundation.vocabulary.models import Theme
from portal.ops.chores import CHORES
from resources.library.actions import searches
from resources.library.actions.news import tell_news
from resources.library.models import Resource, SavedSearch

pytestmark = pytest.mark.django_db


def soon():
    return timezone.now() + timedelta(minutes=5)


def came(resource, **later):
    Resource.objects.filter(pk=resource.pk).update(first_published_at=soon() + timedelta(**later))


@pytest.fixture
def kept(member):
    search = searches.keep_search(member, "q=supervision&country=KE", name="Kenya")[0]
    _back(search)
    return search


def _back(search, **ago):
    then = timezone.now() - timedelta(**(ago or {"days": 1}))
    SavedSearch.objects.filter(pk=search.pk).update(seen_until=then, told_until=then)


def test_what_is_new_is_told_once_with_the_number_and_leads_to_the_list(member, kept, keep, signed_in):
    keep("Supervision by phone", countries=["KE"])
    keep("Supervising groups", countries=["KE", "UG"])
    keep("Supervision in Uganda", countries=["UG"])
    assert tell_news(soon()) == 1
    assert tell_news(soon()) == 0
    notice = Notification.objects.get(member=member)
    assert notice.sentence == "New resources for your search “Kenya”: 2."
    answer = signed_in(member).get(notice.get_absolute_url(), follow=True)
    assert answer.redirect_chain[-1][0] == "/resources/?q=supervision&country=KE&sort=newest"
    assert "Supervising groups" in answer.content.decode()
    notice.refresh_from_db()
    assert notice.read_at


def test_what_came_before_it_was_kept_is_not_told(member, keep):
    keep("Supervision by phone", countries=["KE"])
    Resource.objects.update(first_published_at=timezone.now() - timedelta(hours=2))
    searches.keep_search(member, "country=KE")
    assert tell_news(soon()) == 0


def test_a_draft_of_long_ago_is_news_on_the_day_it_is_published(kept, keep):
    old = keep("Supervision by phone", countries=["KE"])
    Resource.objects.filter(pk=old.pk).update(added_at=timezone.now() - timedelta(days=90))
    assert tell_news(soon()) == 1


def test_a_draft_is_told_to_nobody(kept, keep):
    keep("Supervision by phone", countries=["KE"]).unpublish()
    assert tell_news(soon()) == 0


def test_records_of_a_group_are_told_to_nobody_and_not_counted(member, coordinator, kept, keep):
    group = groups.start(coordinator, name="Circle", purpose="To talk.", openness="closed", language="en", key=None)
    secret = keep("Supervision canary", countries=["KE"])
    Resource.objects.filter(pk=secret.pk).update(group=group)
    assert tell_news(soon()) == 0
    came(keep("Supervision by phone", countries=["KE"]), hours=1)
    tell_news(soon() + timedelta(hours=2))
    notice = Notification.objects.get(member=member)
    assert notice.params == {"name": "Kenya", "number": 1}


def test_while_one_waits_unread_it_takes_the_new_number(member, kept, keep):
    keep("Supervision by phone", countries=["KE"])
    tell_news(soon())
    came(keep("Supervising groups", countries=["KE"]), hours=1)
    assert tell_news(soon() + timedelta(hours=2)) == 1
    assert [row.params["number"] for row in Notification.objects.filter(member=member)] == [2]


def test_after_it_was_read_the_next_is_told_anew(member, kept, keep):
    keep("Supervision by phone", countries=["KE"])
    tell_news(soon())
    notices.read_all(member)
    assert tell_news(soon() + timedelta(hours=1)) == 0
    came(keep("Supervising groups", countries=["KE"]), hours=1)
    assert tell_news(soon() + timedelta(hours=2)) == 1
    assert Notification.objects.filter(member=member, read_at=None).count() == 1


def test_who_does_not_want_to_be_told_is_not(member, kept, keep):
    searches.change_search(member, kept, name="Kenya", told=False)
    keep("Supervision by phone", countries=["KE"])
    assert tell_news(soon()) == 0
    searches.change_search(member, SavedSearch.objects.get(), name="Kenya", told=True)
    assert tell_news(timezone.now() + timedelta(seconds=90)) == 0, "what came meanwhile stays untold"


def test_who_is_suspended_is_not_told(member, kept, keep):
    keep("Supervision by phone", countries=["KE"])
    type(member).objects.filter(pk=member.pk).update(is_active=False)
    assert tell_news(soon()) == 0


def test_a_choice_that_lost_its_theme_tells_of_nothing(member, keep):
    search = searches.keep_search(member, "theme=supervision")[0]
    _back(search)
    Theme.objects.filter(slug="supervision").delete()
    keep("Anything at all")
    assert tell_news(soon()) == 0


def test_a_search_not_opened_for_years_tells_of_the_last_weeks_only(member, kept, keep):
    _back(kept, days=900)
    for title, days in (("Supervision old", 200), ("Supervision new", 2)):
        made = keep(title, countries=["KE"])
        Resource.objects.filter(pk=made.pk).update(first_published_at=timezone.now() - timedelta(days=days))
    tell_news(soon())
    assert Notification.objects.get(member=member).params["number"] == 1


def test_the_sentence_is_in_the_readers_language(member, kept, keep):
    keep("Supervision by phone", countries=["KE"])
    with translation.override("ar"):
        tell_news(soon())
    assert Notification.objects.get().url == f"/resources/searches/{kept.pk}/"


def test_many_searches_cost_a_few_queries(member, elsewhere, keep, django_assert_max_num_queries):
    for who in (member, elsewhere):
        for n in range(20):
            _back(searches.keep_search(who, f"q=nothing+of+this&year={2000 + n}")[0])
    with django_assert_max_num_queries(2):
        tell_news(soon())
    keep("Supervision by phone", countries=["KE"])
    with django_assert_max_num_queries(8):
        assert tell_news(soon()) == 0


def test_it_is_told_every_hour(member, kept, keep):
    keep("Supervision by phone", countries=["KE"])
    Resource.objects.update(first_published_at=timezone.now() - timedelta(hours=2))
    [chore] = [chore for name, seconds, chore in CHORES if name == "searches" and seconds == 3600]
    chore()
    assert Notification.objects.filter(member=member, kind="search_news").exists()
