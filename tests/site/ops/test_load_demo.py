"""The demo content, loaded once for all tests of this file."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from blog.articles.models import Article
from blog.campaigns.models import Day, Week
from community.discussions.models import Audience, Board, Post, ReadMark, ReadyAnswer, Topic
from community.groups.models import Group, Membership, Openness, State
from community.live import streams
from community.members.models import Member
from community.notifications.models import Notification
from foundation.letters.models import Letter
from portal.home.models import StandardPage
from portal.ops.demo import people, reading
from portal.ops.demo.diary import Diary
from resources.countries.models import Fact
from resources.library.models import Resource, ResourceFile

pytestmark = pytest.mark.django_db
ROLES = ["admin", "editor", "moderator", "lead", "coordinator", "member", "outsider", "insider", "newcomer"]
AVOIDED = re.compile(
    r"orphan|beneficiar|bénéficiaire|army of|\barmy\b|swaziland|\bvictims?\b|street (?:child|kid)|delinquent|illegitimate"
    r"|the disabled|\brescue|\bbattle|\bfrontline|\bfight|huérfan|órfã|orphelin|lorem",
    re.IGNORECASE,
)
PERSONAL = re.compile(r"\b\d{1,2}[- ]years?[- ]old\b|\(\d{1,2} years\)|\b[A-Z][a-z]+, \d{1,2}\b(?! [A-Z])")


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """Loads once, in a transaction that is rolled back after the file."""
    from django.db import transaction
    from django.test.utils import override_settings

    folder = tmp_path_factory.mktemp("demo")
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock(), override_settings(PASSWORD_HASHERS=quick, MEDIA_ROOT=folder / "media"):
        block = transaction.atomic()
        block.__enter__()
        cache.clear()
        call_command("load_demo", verbosity=0)
        yield folder / "media"
        transaction.set_rollback(True)
        block.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def _media(settings, demo):
    """The pictures stay where they were loaded."""
    settings.MEDIA_ROOT = demo


def who(role: str) -> Member:
    return Member.objects.get(email=f"{role}@demo.example")


def signed(role: str) -> Client:
    client = Client()
    client.force_login(who(role))
    return client


def written() -> list[str]:
    """Everything of ours that people read; titles of other publishers' documents are theirs."""
    texts = [
        value
        for path in (reading.HERE / "content").rglob("*.toml")
        for value in flat(reading.tomllib.loads(path.read_text()))
        if path.name not in {"resources.toml", "organisations.toml"}
    ]
    return texts + [row["summary"] for row in reading.rows("resources", "resource")]


def flat(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for part in value.values() for text in flat(part)]
    if isinstance(value, list):
        return [text for part in value for text in flat(part)]
    return [value] if isinstance(value, str) else []


def test_the_nine_accounts_sign_in_with_the_password_of_the_contract():
    for role in ROLES:
        client = Client()
        answer = client.post("/accounts/login/", {"login": f"{role}@demo.example", "password": people.PASSWORD})
        assert answer.status_code == 302, role
        assert client.session["_auth_user_id"] == str(who(role).pk)
        cache.clear()


def test_offices_are_held_by_those_who_have_them_and_by_nobody_else():
    assert who("admin").is_superuser
    assert {role for role in ROLES if who(role).is_moderator} == {"admin", "moderator", "lead"}
    assert {role for role in ROLES if who(role).has_perm("wagtailadmin.access_admin")} == {
        "admin", "editor", "moderator", "lead",
    }  # fmt: skip
    assert (who("coordinator").country_id, who("member").country_id, who("outsider").country_id) == ("KE", "MZ", "JO")


def test_there_is_as_much_as_promised():
    assert Member.objects.filter(email__endswith="@people.demo.example").count() >= 24
    assert Board.objects.filter(group=None).count() == 9
    assert Topic.objects.count() >= 22
    assert Post.objects.count() >= 130
    assert Group.objects.count() == 6
    assert Resource.objects.filter(live=True, files=None).count() == 46
    assert Resource.objects.filter(live=True, group=None, files__isnull=False).distinct().count() == 6
    assert Article.objects.filter(live=True).count() == 10
    assert Fact.objects.values("country").distinct().count() >= 25


def test_every_language_is_written_in():
    for code, _name in settings.LANGUAGES:
        topics = Topic.objects.filter(language=code, about_url="")
        assert topics.count() >= 2, code
        assert Post.objects.filter(language=code).count() >= 6, code
    assert {"en", "fr", "es", "pt"} <= set(Article.objects.values_list("locale__language_code", flat=True))


def test_boards_have_an_unanswered_a_pinned_a_closed_and_a_long_topic():
    assert Topic.objects.unanswered().count() >= 5
    assert Topic.objects.filter(pinned=True).count() == 1
    assert Topic.objects.filter(closed=True).count() == 1
    long = Topic.objects.order_by("-last_number").first()
    assert long.pages == 2
    assert Client().get(long.get_absolute_url() + "?page=2").status_code == 200
    assert Board.objects.get(slug="case-consultation").audience == Audience.MEMBERS


def test_there_is_an_example_of_each_way_to_answer_back():
    assert Topic.objects.filter(announcement=True, pinned=True).count() == 1
    assert Topic.objects.exclude(answer=None).count() >= 2
    case = Topic.objects.get(kind="case", board__slug="case-consultation")
    assert case.pseudonym
    assert case.posts.filter(pseudonym=case.pseudonym).count() == 2
    assert case.people == 3
    poll = Topic.objects.get(polled=True).poll
    assert (poll.voters, sum(choice.votes for choice in poll.choices.all())) == (5, 9)
    assert Post.objects.exclude(reactions={}).count() >= 3
    text = signed("member").get("/discussions/").content.decode()
    assert "Announcement.</b>" in text


def test_nobody_reads_who_is_behind_the_case():
    case = Topic.objects.get(kind="case")
    name = case.author.display_name
    for role in ("outsider", "moderator", "admin"):
        for tail in ("", "?since=0", "post/1/", "post/4/"):
            assert name not in signed(role).get(case.get_absolute_url() + tail).content.decode(), (role, tail)


def test_moderators_find_ready_answers_and_people_who_wait():
    assert set(ReadyAnswer.objects.filter(welcomes=True).values_list("language", flat=True)) == {
        code for code, _name in settings.LANGUAGES
    }
    text = signed("moderator").get("/discussions/care/").content.decode()
    assert "First home visit when the whole street is watching" in text
    assert signed("member").get("/discussions/care/").status_code == 403


def test_the_demo_is_sound():
    call_command("fsck")


def test_numbers_of_posts_rise_with_their_times():
    for topic in Topic.objects.prefetch_related("posts"):
        posts = list(topic.posts.order_by("number"))
        assert [post.number for post in posts] == list(range(1, topic.last_number + 1))
        times = [post.created_at for post in posts]
        assert times == sorted(set(times)), topic.title
        assert (topic.created_at, topic.changed_at) == (times[0], times[-1])


def test_nothing_has_happened_in_the_future_or_before_its_author_came():
    now = timezone.now()
    later = {"go_live_at", "approved_go_live_at", "expire_date", "expire_at"}
    for model in (model for model in apps.get_models() if "tasks" not in model._meta.app_label):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.DateTimeField) and field.name not in later and "ession" not in model.__name__:
                newest = model._base_manager.aggregate(newest=models.Max(field.name))["newest"]
                assert newest is None or newest <= now, f"{model.__name__}.{field.name}"
    assert not Post.objects.filter(created_at__lt=models.F("author__joined_at")).exists()
    assert Post.objects.order_by("created_at").first().created_at < now - timedelta(days=40)
    assert Post.objects.order_by("created_at").last().created_at > now - timedelta(days=2)


def test_groups_are_led_and_joined_as_in_the_contract():
    group = Group.objects.get(name="Para professionals")
    assert group.is_led_by(who("coordinator"))
    assert group.admits(who("member"))
    circle = Group.objects.get(openness=Openness.PRIVATE)
    assert circle.admits(who("insider"))
    assert circle.admits(who("coordinator"))
    assert Topic.objects.filter(board__group=circle).count() >= 3
    assert not Membership.objects.filter(member=who("outsider")).exists()
    assert Membership.objects.filter(state=State.ASKED).count() == 1
    assert all(group.log.exists() for group in Group.objects.all())


def test_an_outsider_finds_nothing_of_the_private_group():
    circle = Group.objects.get(openness=Openness.PRIVATE)
    topic = Topic.objects.filter(board__group=circle).first()
    for client in (Client(), signed("outsider"), signed("admin")):
        assert client.get(circle.get_absolute_url()).status_code == 404
        assert client.get(topic.get_absolute_url()).status_code == 404
        for path in ("/groups/", "/discussions/", "/search/?q=circle"):
            assert circle.slug not in client.get(path).content.decode()
    assert signed("insider").get(topic.get_absolute_url()).status_code == 200


def test_four_days_of_this_week_are_out_and_the_fifth_comes_tomorrow():
    today = timezone.now().date()
    week = Week.objects.order_by("-starts").first()
    address = f"/week/{week.starts.year}"
    for number in (1, 2, 3, 4):
        assert Client().get(f"{address}/day-{number}/").status_code == 200
    assert Client().get(f"{address}/day-5/").status_code == 404
    day = Day.objects.get(number=5, date=today + timedelta(days=1))
    assert not day.live
    assert day.go_live_at.date() == today + timedelta(days=1)
    assert Day.objects.filter(live=True, date=today).count() == 1


def test_the_weeks_of_earlier_years_have_five_days_each_with_a_topic():
    for year in (2016, 2018):
        days = Day.objects.filter(live=True, date__year=year)
        assert sorted(days.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
        assert not days.filter(topic=None).exists()
        assert Client().get(f"/week/{year}/day-1/").status_code == 200


def test_texts_to_pass_on_are_short_enough():
    for row in reading.rows("weeks", "week"):
        assert len(row["day"]) == 5
        for day in row["day"]:
            assert 2 <= len(day["posts"]) <= 3
            assert max(map(len, day["posts"])) <= 280


def test_standard_pages_are_translated_into_french_and_spanish():
    for slug in ("about", "guidelines", "privacy", "contact"):
        pages = StandardPage.objects.filter(slug=slug, live=True)
        assert set(pages.values_list("locale__language_code", flat=True)) == {"en", "fr", "es"}
        assert pages.values("translation_key").distinct().count() == 1
        titles = {code: pages.get(locale__language_code=code).title for code in ("en", "fr", "es")}
        for code, prefix in (("en", ""), ("fr", "/fr"), ("es", "/es")):
            assert titles[code] in unescape(Client().get(f"{prefix}/{slug}/").content.decode())


def test_every_file_is_small_and_downloads():
    for file in ResourceFile.objects.visible_to(AnonymousUser()).select_related("resource"):
        assert 1000 < file.bytes < 100_000
        answer = Client().get(file.get_absolute_url())
        assert answer.status_code == 200
        assert len(b"".join(answer)) == file.bytes
        assert file.filename.endswith((".pdf", ".docx"))


def test_files_name_no_author_and_no_machine():
    for path in reading.FILES.iterdir():
        raw = path.read_bytes()
        assert not re.search(rb"/home/|/root/|/tmp/|file://|/Author", raw), path.name


def test_a_newcomer_has_written_nothing_and_finds_something_unread():
    new = who("newcomer")
    assert timezone.now() - new.joined_at < timedelta(days=1)
    assert not Post.objects.filter(author=new).exists()
    assert ReadMark.unread(Topic.objects.visible_to(new), new).exists()
    assert signed("newcomer").get("/discussions/unanswered/").status_code == 200


def test_a_member_has_read_the_older_topics_and_not_the_new_ones():
    reader = who("member")
    unread = ReadMark.unread(Topic.objects.visible_to(reader), reader)
    assert 5 <= unread.count() < Topic.objects.count() / 2
    long = Topic.objects.order_by("-last_number").first()
    assert ReadMark.objects.get(member=reader, topic=long).number == 20


def test_notices_arise_and_nobody_gets_a_letter():
    kinds = set(Notification.objects.values_list("kind", flat=True))
    assert {"reply", "group_asked", "group_approved", "group_invited", "topic_closed"} <= kinds
    assert Notification.objects.filter(member=who("coordinator"), read_at=None).exists()
    assert not Letter.objects.exists()


def test_nothing_is_rendered_for_listeners_while_loading(monkeypatch):
    sent: list[object] = []
    monkeypatch.setattr(streams.bus, "post", sent.append)
    with streams.quiet():
        streams.publish("topic.1", {"seq": 1})
    assert not sent
    streams.publish("topic.1", {"seq": 1})
    assert len(sent) == 1


def test_a_second_loading_is_refused():
    before = Member.objects.count()
    with pytest.raises(CommandError, match="members already"):
        call_command("load_demo", verbosity=0)
    assert Member.objects.count() == before


def test_the_words_are_those_of_the_field():
    for text in written():
        assert not AVOIDED.search(text), text[:200]
        assert not PERSONAL.search(text), PERSONAL.search(text)


def test_only_demo_addresses_are_named():
    for text in [*written(), *(strip_tags(post.html) for post in Post.objects.all())]:
        for address in re.findall(r"[\w.+-]+@[\w.-]+\w", text):
            assert address.endswith("demo.example"), address


def test_answers_are_neither_thin_nor_endless():
    lengths = [len(post.body.split()) for post in Post.objects.filter(topic__about_url="")]
    assert max(lengths) <= 170
    assert 35 <= sum(lengths) / len(lengths) <= 90


def test_a_diary_keeps_the_order_and_stays_out_of_the_future():
    diary = Diary()
    moments = diary.moments("x", diary.ago(1), diary.now, 6)
    assert moments == sorted(set(moments))
    assert moments[-1] < diary.now
    assert diary.moments("x", diary.ago(3), diary.ago(3), 1) == [diary.ago(3)]


def test_the_public_pages_answer():
    paths = [
        "/", "/discussions/", "/groups/", "/resources/", "/blog/", "/week/2016/", "/week/2018/", "/countries/", "/countries/ug/",
        "/blog/walking-order-and-danger-order/", "/resources/?q=supervision", "/search/?q=supervision", "/fr/", "/ar/",
    ]  # fmt: skip
    for path in paths:
        assert Client().get(path).status_code == 200, path
    assert connection.in_atomic_block
