"""An editor publishes a day of Workforce Week, now or at its hour."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from blog.campaigns.actions import add_day, start_week
from blog.campaigns.models import Day
from community.discussions.actions import reply
from community.discussions.models import Topic

BODY = [("text", "<p>Someone has to count the empty chairs.</p>")]
QUESTION = "What would you count in your district?"
NOW = datetime(2026, 9, 21, 8, tzinfo=UTC)


@pytest.fixture
def week(home, admin):
    with time_machine.travel(NOW, tick=False):
        yield start_week(
            admin,
            year=2026,
            title="Workforce Week 2026",
            theme="Counting",
            starts=date(2026, 9, 21),
            hashtag="#SSWWeek",
        )


def day(who, week, number=1, **values):
    values = {
        "title": f"Counting {number}",
        "body": BODY,
        "question": QUESTION,
        "date": date(2026, 9, 20 + number),
    } | values
    return add_day(who, week, number=number, **values)


def test_publishing_a_day_opens_its_question_on_the_board(week, admin, client):
    opened = day(admin, week, posts=[("Short", "Who counts? #SSWWeek")], links=[("/resources/", "The toolkit")])
    topic = opened.topic
    assert (topic.title, topic.kind, topic.board.slug) == (QUESTION, "question", "week-and-events")
    assert topic.about_url == "/week/2026/day-1/"
    text = client.get("/week/2026/day-1/").content.decode()
    assert "empty chairs" in text
    assert QUESTION in text
    assert f"/discussions/t/{topic.pk}/" in text
    assert 'data-copy="pass-1"' in text
    assert '<p id="pass-1">Who counts? #SSWWeek</p>' in text
    assert "The toolkit" in text


def test_publishing_again_opens_no_second_topic(week, admin):
    opened = day(admin, week)
    opened.question = "Another wording?"
    opened.save_revision().publish()
    opened.unpublish()
    Day.objects.get(pk=opened.pk).save_revision().publish()
    assert Topic.objects.count() == 1


def test_a_day_without_a_question_opens_nothing(week, admin, client):
    day(admin, week, question="")
    assert Topic.objects.count() == 0
    assert client.get("/week/2026/day-1/").status_code == 200


def test_a_member_starts_no_week_and_adds_no_day(week, member):
    with pytest.raises(PermissionDenied):
        start_week(member, year=2027, title="Mine", theme="x", starts=date(2027, 9, 20))
    with pytest.raises(PermissionDenied):
        day(member, week)


def test_a_text_to_pass_on_has_at_most_280_signs(week, admin):
    with pytest.raises(ValidationError):
        day(admin, week, posts=[("Short", "x" * 281)])


def test_the_page_shows_how_many_answered_and_the_last_three(week, admin, member, client):
    topic = day(admin, week).topic
    for n in range(1, 6):
        reply(member, topic, body=f"Answer number {n}", key=f"6c7a6a5e-0000-4000-8000-00000000000{n}")
    text = client.get("/week/2026/day-1/").content.decode()
    assert '<data class="count" data-count="posts" value="5">5</data>' in text
    assert "Answer number 3" in text
    assert "Answer number 2" not in text


def test_a_day_for_later_answers_404_until_its_hour_and_then_appears_by_itself(week, admin, client, signed_in, member):
    day(admin, week)
    with time_machine.travel(NOW, tick=False) as clock:
        later = day(admin, week, 2, publish_at=datetime(2026, 9, 22, 6, tzinfo=UTC))
        assert not later.live
        assert later.topic is None
        for reader in (client, signed_in(member)):
            assert reader.get("/week/2026/day-2/").status_code == 404
            assert reader.get("/fr/week/2026/day-2/").status_code == 404
        call_command("publish_scheduled")
        assert client.get("/week/2026/day-2/").status_code == 404
        clock.move_to(datetime(2026, 9, 22, 6, 0, 1, tzinfo=UTC))
        call_command("publish_scheduled")
        assert client.get("/week/2026/day-2/").status_code == 200
        call_command("publish_scheduled")
    assert Topic.objects.filter(about_url="/week/2026/day-2/").count() == 1


def test_the_row_of_days_links_to_open_days_and_only_names_later_ones(week, admin, client):
    day(admin, week)
    day(admin, week, 2, title="Not to be told yet", publish_at=datetime(2026, 9, 22, 6, tzinfo=UTC))
    for address in ("/week/2026/", "/week/2026/day-1/"):
        text = client.get(address).content.decode()
        assert 'href="/week/2026/day-1/"' in text
        assert 'href="/week/2026/day-2/"' not in text
        assert "Not to be told yet" not in text
        assert "Day 2" in text


def test_week_leads_to_the_newest_week_and_lists_all(week, admin, client):
    start_week(admin, year=2018, title="Workforce Week 2018", theme="Call", starts=date(2018, 9, 24))
    assert client.get("/week/")["Location"] == "/week/2026/"
    assert client.get("/fr/week/")["Location"] == "/fr/week/2026/"
    text = client.get("/week/?all").content.decode()
    assert 'href="/week/2018/"' in text
    assert 'href="/week/2026/"' in text


def test_todays_day_stands_on_the_home_page(week, admin, client):
    day(admin, week)
    with time_machine.travel(NOW, tick=False):
        assert 'href="/week/2026/day-1/"' in client.get("/").content.decode()


def test_a_day_of_a_withdrawn_week_is_not_there(week, admin, client):
    day(admin, week)
    week.refresh_from_db()
    week.unpublish()
    assert client.get("/week/2026/day-1/").status_code == 404


def test_a_day_costs_few_queries(week, admin, member, client, django_assert_max_num_queries):
    topic = day(admin, week).topic
    for number in (2, 3, 4, 5):
        day(admin, week, number, question=f"Question {number}?")
    reply(member, topic, body="Answer", key="6c7a6a5e-0000-4000-8000-000000000001")
    client.get("/blog/")
    with django_assert_max_num_queries(12):
        assert client.get("/week/2026/day-1/").status_code == 200
    with django_assert_max_num_queries(3):
        client.get("/week/2026/day-1/")
