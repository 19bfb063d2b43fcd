"""Stories of use and two questions in place of stars."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from community.groups.models import Group
from community.notifications.models import Notification
from foundation.audit.models import Entry
from foundation.limits import TooMany
from foundation.vocabulary.models import Cadre, Country
from resources.library.actions import uses as actions
from resources.library.models import Answer, Resource, Use
from tests import people

pytestmark = pytest.mark.django_db
PAGE = "/resources/guide/"


@pytest.fixture
def guide(keep):
    return keep(slug="guide")


@pytest.fixture
def tell(guide, member):
    def make(text="We dropped the score sheet.", who=member, **values):
        return actions.tell_use(who, values.pop("resource", guide), text=text, key=uuid.uuid4(), **values)

    return make


@pytest.fixture
def closed(keep, coordinator):
    """A resource of a private group that the coordinator leads."""
    group = Group.objects.create(slug="g", name="Canary group", purpose="x", openness="private")
    group.memberships.create(member=coordinator, coordinates=True)
    made = keep("Canary tool", slug="canary-tool")
    Resource.objects.filter(pk=made.pk).update(group=group)
    return Resource.objects.get(pk=made.pk)


def text_of(answer):
    return " ".join(answer.content.decode().split())


def story(**values):
    return {"text": "We dropped the score sheet.", "key": str(uuid.uuid4()), "language": "en"} | values


def test_a_story_stands_on_the_page_with_work_and_country_and_without_a_name(guide, member, client, signed_in):
    assert "You can be the first." in text_of(client.get(PAGE))
    cadre, kenya = Cadre.objects.first(), Country.objects.get(code="KE")
    values = story(cadre=cadre.pk, country="KE")
    answer = signed_in(member).post(f"{PAGE}used/", values)
    assert answer["Location"] == f"{PAGE}#uses"
    text = text_of(client.get(PAGE))
    assert "“We dropped the score sheet.”" in text
    assert f"{cadre}, {kenya}." in text
    assert member.display_name not in text


def test_profile_is_offered_and_may_be_left_out(guide, member, signed_in, client):
    member.country = Country.objects.get(code="MZ")
    member.cadre = Cadre.objects.first()
    member.save()
    page = text_of(signed_in(member).get(f"{PAGE}used/"))
    assert '<option value="MZ" selected>' in page
    signed_in(member).post(f"{PAGE}used/", story(cadre="", country=""))
    assert "Mozambique" not in text_of(client.get(PAGE))


def test_a_story_that_could_tell_who_it_is_about_is_refused_and_kept(guide, member, signed_in):
    answer = signed_in(member).post(f"{PAGE}used/", story(text="Call the mother on +254 712 345 678"))
    assert answer.status_code == 422
    text = text_of(answer)
    assert "This looks like a telephone number" in text
    assert "Call the mother on" in text
    assert not Use.objects.exists()


def test_a_story_that_is_empty_or_too_long_is_refused(tell):
    for words in ("  ", "x" * 601):
        with pytest.raises(ValidationError):
            tell(words)


def test_the_same_key_is_one_story_and_ten_a_day_are_enough(guide, member, tell, settings):
    key = uuid.uuid4()
    one = actions.tell_use(member, guide, text="Once", key=key)
    assert actions.tell_use(member, guide, text="Twice", key=key) == one
    settings.RATE_LIMITS = True
    for _number in range(9):
        tell()
    with pytest.raises(TooMany):
        tell()


def test_three_newest_on_the_page_and_all_on_their_own(guide, tell, client):
    for number in range(5):
        tell(f"Story number {number}.")
    text = text_of(client.get(PAGE))
    assert [f"Story number {number}." in text for number in range(5)] == [False, False, True, True, True]
    assert "All stories" in text
    assert "Story number 0." in text_of(client.get(f"{PAGE}uses/"))


def test_a_stranger_is_led_to_the_sign_in_page_and_reads_no_form(guide, client):
    assert client.get(f"{PAGE}used/")["Location"].startswith("/accounts/login/")
    assert client.post(f"{PAGE}useful/", {"useful": "yes"})["Location"].startswith("/accounts/login/")


def test_nothing_is_told_about_what_one_may_not_see(closed, member, signed_in, tell):
    with pytest.raises(PermissionDenied):
        tell(resource=closed)
    for tail in ("used/", "useful/", "uses/", "uses/1/report/"):
        assert signed_in(member).get(f"/resources/canary-tool/{tail}").status_code == 404


# taking back, hiding, reporting


def test_one_withdraws_ones_own_and_nobody_elses(guide, tell, member, outsider, signed_in, client):
    use = tell("Canary story.")
    address = f"{PAGE}uses/{use.pk}/withdraw/"
    assert signed_in(outsider).post(address).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.withdraw_use(outsider, use)
    assert "Canary story." in text_of(client.get(PAGE))
    assert signed_in(member).post(address).status_code == 302
    assert "Canary story." not in text_of(client.get(PAGE))


def test_a_moderator_hides_with_a_reason_that_the_author_reads(
    guide, tell, member, moderator, outsider, signed_in, client
):
    use = tell("Canary story.")
    address = f"{PAGE}uses/{use.pk}/hide/"
    assert signed_in(outsider).get(address).status_code == 404
    assert signed_in(moderator).post(address, {"why": ""}).status_code == 422
    assert signed_in(moderator).post(address, {"why": "It is advertising"}).status_code == 302
    for page in (PAGE, f"{PAGE}uses/"):
        assert "Canary story." not in text_of(client.get(page))
    notice = Notification.objects.get(member=member)
    assert "It is advertising" in notice.sentence
    assert Entry.objects.filter(act="story of use hidden").exists()


def test_a_group_hides_its_own_and_the_sites_moderator_does_not(closed, coordinator, moderator, tell):
    use = tell(resource=closed, who=coordinator)
    with pytest.raises(PermissionDenied):
        actions.hide_use(moderator, use, "x")
    assert actions.hide_use(coordinator, use, "Not for here").hidden_at


def test_a_report_lands_with_the_moderators_once_and_names_nobody(
    tell, member, outsider, elsewhere, moderator, signed_in
):
    use = tell()
    page = f"{PAGE}uses/{use.pk}/report/"
    assert signed_in(member).get(page).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.report_use(member, use)
    for who in (outsider, elsewhere):
        assert signed_in(who).post(page).status_code == 302
    notice = Notification.objects.get(member=moderator)
    assert (notice.kind, notice.params, notice.url) == ("use_reported", {}, f"{PAGE}uses/")
    assert not Notification.objects.filter(member=member).exists()


def test_in_a_group_its_coordinators_hear_and_nobody_outside(closed, coordinator, moderator, member, elsewhere, tell):
    for who in (member, elsewhere):
        closed.group.memberships.create(member=who)
    actions.report_use(elsewhere, tell(resource=closed))
    assert [notice.member for notice in Notification.objects.filter(kind="use_reported")] == [coordinator]


# was it useful


def give(guide, number, useful="yes", purpose="supervision"):
    start = Answer.objects.count()
    for n in range(number):
        actions.answer(people.person(f"Person {start + n}"), guide, useful=useful, purpose=purpose)


def test_sums_are_shown_from_three_answers_on(guide, client):
    give(guide, 2)
    assert "found it useful" not in text_of(client.get(PAGE))
    give(guide, 1)
    text = text_of(client.get(PAGE))
    assert ">3</data> found it useful." in text
    assert "Most often for: Supervision." in text


def test_what_it_is_for_is_named_where_three_agree_and_no_counts_as_an_answer(guide, client):
    give(guide, 2)
    give(guide, 1, useful="no", purpose="training")
    give(guide, 1, useful="partly", purpose="")
    text = text_of(client.get(PAGE))
    assert 'data-count="useful" value="2"' in text
    assert 'data-count="answers" value="4"' in text
    assert 'data-count="partly" value="1"' in text
    assert "Most often for" not in text


def test_one_answer_of_each_member_that_may_change(guide, member, signed_in):
    client = signed_in(member)
    assert client.post(f"{PAGE}useful/", {"useful": ""}).status_code == 422
    client.post(f"{PAGE}useful/", {"useful": "no", "purpose": "training"})
    client.post(f"{PAGE}useful/", {"useful": "yes", "purpose": ""})
    one = Answer.objects.get()
    assert (one.useful, one.purpose) == ("yes", "")
    page = text_of(client.get(f"{PAGE}used/"))
    assert "You have answered." in page


def test_the_page_asks_as_often_for_many_as_for_few(guide, tell, client, django_assert_max_num_queries):
    tell()
    give(guide, 3)
    client.get("/fr" + PAGE)
    with django_assert_max_num_queries(60) as few:
        client.get(PAGE)
    for number in range(8):
        tell(f"{number}")
    give(guide, 5)
    with django_assert_max_num_queries(len(few)):
        client.get(PAGE)


def test_who_leaves_takes_stories_and_answers_along(guide, tell, member):
    tell()
    actions.answer(member, guide, useful="yes")
    member.delete()
    assert not Use.objects.exists()
    assert not Answer.objects.exists()
