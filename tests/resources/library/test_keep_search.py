import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from community.notifications.models import Notification
from foundation.vocabulary.models import Country, Theme
from resources.library.actions import searches
from resources.library.kept import canonical
from resources.library.models import SavedSearch

pytestmark = pytest.mark.django_db
NEW = "/resources/searches/new/"


@pytest.fixture
def kept(member):
    return searches.keep_search(member, "q=supervision&country=KE")[0]


def test_the_list_leads_visitors_to_sign_in_and_back_to_their_choice(client):
    page = client.get("/resources/?country=KE&q=phone").content.decode()
    assert 'href="/resources/searches/new/?q=phone&amp;country=KE"' in page
    assert '/resources/searches/"' not in page
    answer = client.get(f"{NEW}?q=phone&country=KE")
    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=/resources/searches/new/%3Fq%3Dphone%26country%3DKE")
    assert client.post(f"{NEW}?q=phone", {"name": "x"}).status_code == 302
    assert not SavedSearch.objects.exists()


def test_the_form_proposes_a_name_in_words_of_the_readers_language(member, signed_in):
    page = signed_in(member).get(f"{NEW}?q=phone&country=KE&theme=supervision&lang=fr").content.decode()
    assert 'value="Phone, Français, Supervision' in page
    assert "Kenya" in page
    page = signed_in(member).get(f"/es{NEW}?country=KE&country=TZ").content.decode()
    assert 'value="Kenia, Tanzania"' in page or "Kenia" in page


def test_keeping_stores_the_choice_in_one_order_and_leads_to_ones_list(member, signed_in):
    mine = signed_in(member)
    answer = mine.post(
        f"{NEW}?theme=supervision&country=UG&q=phone&country=KE&sort=title&page=3", {"name": "Mine", "told": "on"}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/resources/searches/")
    search = SavedSearch.objects.get()
    assert search.query == "q=phone&theme=supervision&country=KE&country=UG"
    assert (search.member, search.name, search.told, search.language) == (member, "Mine", True, "en")
    page = mine.get("/resources/searches/").content.decode()
    assert "The search is kept." in page
    assert "Mine" in page
    assert 'href="/feeds/resources.atom?q=phone&amp;theme=supervision&amp;country=KE&amp;country=UG"' in page


def test_the_same_choice_is_kept_once_whatever_its_order(member, signed_in, kept):
    answer = signed_in(member).post(f"{NEW}?country=KE&country=KE&q=supervision", {"name": "Again"}, follow=True)
    assert "You keep this search already." in answer.content.decode()
    assert [one.name for one in SavedSearch.objects.all()] == [kept.name]


def test_another_member_may_keep_the_same(member, elsewhere, kept):
    theirs, new = searches.keep_search(elsewhere, "country=KE&q=supervision")
    assert new
    assert theirs.pk != kept.pk


@pytest.mark.parametrize(
    ("asked", "kept_as"),
    [
        ("", ""),
        ("q=", ""),
        ("sort=title&page=9", ""),
        ("country=ZZ&theme=no-such", ""),
        ("year=abcd&type=poem", ""),
        ("country=tz", "country=TZ"),
        ("q=a%00b++c", "q=ab+c"),
    ],
)
def test_what_means_nothing_is_passed_over(asked, kept_as):
    assert canonical(asked) == kept_as


@pytest.mark.parametrize("name", ["", "   ", "\u202e", "x" * 121])
def test_a_bad_name_is_refused_and_the_rest_is_kept(member, signed_in, name):
    answer = signed_in(member).post(f"{NEW}?q=phone", {"name": name})
    assert answer.status_code == 422
    assert "“phone”" in answer.content.decode()
    assert not SavedSearch.objects.exists()


def test_at_most_fifty_are_kept(member, monkeypatch):
    monkeypatch.setattr(searches, "MOST", 2)
    searches.keep_search(member, "q=one")
    searches.keep_search(member, "q=two")
    with pytest.raises(ValidationError, match="Forget one first"):
        searches.keep_search(member, "q=three")
    assert not searches.keep_search(member, "q=two")[1]


def test_a_choice_that_is_too_long_is_refused(member, signed_in):
    everything = "&".join(f"country={code}" for code in _codes())
    answer = signed_in(member).post(f"{NEW}?q={'%D9%85' * 200}&{everything}", {"name": "All"})
    assert answer.status_code == 422
    assert "too much to keep" in answer.content.decode()


def _codes():
    return list(Country.objects.values_list("code", flat=True)[:50])


def test_a_suspended_member_keeps_nothing(member):
    member.is_active = False
    with pytest.raises(PermissionDenied):
        searches.keep_search(member, "q=one")


def test_changing_the_name_and_the_telling(member, signed_in, kept):
    mine = signed_in(member)
    address = f"/resources/searches/{kept.pk}/change/"
    assert kept.name in mine.get(address).content.decode()
    assert mine.post(address, {"name": "  Other   name "}).status_code == 302
    kept.refresh_from_db()
    assert (kept.name, kept.told) == ("Other name", False)
    assert "You are not told of what is new." in mine.get("/resources/searches/").content.decode()
    assert mine.post(address, {"name": ""}).status_code == 422
    mine.post(address, {"name": "Other name", "told": "on"})
    kept.refresh_from_db()
    assert kept.told


def test_forgetting_takes_its_notices_along_and_a_second_click_does_no_harm(member, signed_in, kept):
    address = searches.address_of(kept)
    Notification.objects.create(member=member, kind="search_news", params={}, url=address, key="x")
    mine = signed_in(member)
    for _time in range(2):
        answer = mine.post(f"/resources/searches/{kept.pk}/forget/")
        assert answer["Location"] == "/resources/searches/"
    assert not SavedSearch.objects.exists()
    assert not Notification.objects.exists()
    assert mine.get(f"/resources/searches/{kept.pk}/forget/").status_code == 405


def test_nobody_opens_changes_or_forgets_what_another_keeps(elsewhere, signed_in, client, kept):
    other = signed_in(elsewhere)
    base = f"/resources/searches/{kept.pk}/"
    assert other.get(base).status_code == other.get(f"{base}change/").status_code == 404
    assert other.post(f"{base}change/", {"name": "Mine now"}).status_code == 404
    other.post(f"{base}forget/")
    assert "Supervision" not in other.get("/resources/searches/").content.decode()
    assert SavedSearch.objects.get().name == kept.name
    for act in ("", "change/", "forget/"):
        assert client.get(base + act).status_code in {302, 405}
        assert "/accounts/login/" in client.post(base + act)["Location"]
    assert "/accounts/login/" in client.get("/resources/searches/")["Location"]


def test_the_actions_refuse_who_does_not_keep_it(elsewhere, kept):
    with pytest.raises(PermissionDenied):
        searches.change_search(elsewhere, kept, name="x", told=True)
    with pytest.raises(PermissionDenied):
        searches.open_search(elsewhere, kept)
    with pytest.raises(PermissionDenied):
        searches.forget_search(elsewhere, kept)


def test_opening_leads_to_the_newest_first_and_begins_anew(member, signed_in, kept, keep):
    SavedSearch.objects.update(seen_until=timezone.now() - timezone.timedelta(days=3))
    keep("Supervision by phone", countries=["KE"])
    keep("Supervision elsewhere", countries=["UG"])
    mine = signed_in(member)
    assert 'data-count="new" value="1"' in mine.get("/resources/searches/").content.decode()
    answer = mine.get(f"/fr/resources/searches/{kept.pk}/")
    assert answer["Location"] == "/fr/resources/?q=supervision&country=KE&sort=newest"
    page = mine.get(answer["Location"]).content.decode()
    assert "Supervision by phone" in page
    assert "Supervision elsewhere" not in page
    assert 'data-count="new"' not in mine.get("/resources/searches/").content.decode()


def test_a_choice_that_lost_a_value_says_so_and_still_opens(member, signed_in, keep):
    keep("Supervision by phone", themes=["supervision"])
    search = searches.keep_search(member, "theme=supervision")[0]
    SavedSearch.objects.update(seen_until=timezone.now() - timezone.timedelta(days=3))
    Theme.objects.filter(slug="supervision").delete()
    mine = signed_in(member)
    page = mine.get("/resources/searches/").content.decode()
    assert "A part of this choice is no longer there" in page
    assert 'data-count="new"' not in page
    assert mine.get(f"/resources/searches/{search.pk}/")["Location"] == "/resources/"


def test_the_page_of_kept_searches_asks_as_often_for_many_as_for_one(member, signed_in, keep):
    keep("Supervision by phone", countries=["KE"])
    searches.keep_search(member, "q=supervision")
    mine = signed_in(member)
    mine.get("/resources/searches/")
    SavedSearch.objects.update(seen_until=timezone.now() - timezone.timedelta(days=3))
    with CaptureQueriesContext(
        connection,
    ) as few:
        mine.get("/resources/searches/")
    for n in range(20):
        searches.keep_search(member, f"q=supervision&year={2000 + n}")
    SavedSearch.objects.update(seen_until=timezone.now() - timezone.timedelta(days=3))
    with CaptureQueriesContext(connection) as many:
        page = mine.get("/resources/searches/").content.decode()
    assert page.count('<li class="row') == 21
    assert len(many) <= len(few) + 1  # the session may be written anew


def test_own_searches_are_reached_from_the_list_and_from_what_one_follows(member, signed_in):
    mine = signed_in(member)
    assert 'href="/resources/searches/"' in mine.get("/resources/").content.decode()
    assert 'href="/resources/searches/"' in mine.get("/notifications/following/").content.decode()


def test_every_language_has_the_pages(member, signed_in, kept):
    mine = signed_in(member)
    for prefix in ("", "/fr", "/es", "/pt", "/ar", "/sw"):
        with translation.override("en"):
            assert mine.get(f"{prefix}/resources/searches/").status_code == 200
            assert mine.get(f"{prefix}{NEW}?q=phone").status_code == 200
