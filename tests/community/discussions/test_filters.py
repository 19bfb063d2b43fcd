"""Narrowing a list: in the address, together, kept by paging, and nothing breaks by a bad value."""

import uuid

import pytest

from community.discussions import actions
from community.discussions.models import Topic
from community.notifications import watching
from community.notifications.models import On, Watch
from foundation.vocabulary.models import Country, Theme


@pytest.fixture
def theme(db):
    return Theme.objects.create(slug="night-work", names={"en": "Night work"})


@pytest.fixture
def kenya(db):
    return Country.objects.get_or_create(code="KE", defaults={"names": {"en": "Kenya"}})[0]


@pytest.fixture
def topics(board, coordinator, theme, kenya):
    """One of each, by title."""

    def begin(title, **values):
        return actions.start_topic(coordinator, board, title=title, body="Words", key=uuid.uuid4(), **values)

    begin("Plain talk")
    begin("French talk", language="fr")
    begin("Open question", kind="question", theme=theme)
    begin("Kenyan question", kind="question", country=kenya, language="fr")
    solved = begin("Solved question", kind="question")
    Topic.objects.filter(pk=solved.pk).update(answer=1)
    return board


def titles(client, query, base="/discussions/"):
    page = client.get(f"{base}?{query}").content.decode()
    names = ["Plain talk", "French talk", "Open question", "Kenyan question", "Solved question"]
    return {name.split()[0] for name in names if f">{name}</a>" in page}


CASES = [
    ("", {"Plain", "French", "Open", "Kenyan", "Solved"}),
    ("lang=fr", {"French", "Kenyan"}),
    ("kind=discussion", {"Plain", "French"}),
    ("kind=question", {"Open", "Kenyan", "Solved"}),
    ("kind=unanswered", {"Open", "Kenyan"}),
    ("kind=answered", {"Solved"}),
    ("kind=case", set()),
    ("theme=night-work", {"Open"}),
    ("country=KE", {"Kenyan"}),
    ("country=ke", {"Kenyan"}),
    ("lang=fr&kind=question", {"Kenyan"}),
    ("lang=fr&kind=question&country=KE&theme=night-work", set()),
    ("lang=xx&kind=what&theme=nothing&country=ZZ", {"Plain", "French", "Open", "Kenyan", "Solved"}),
    ("lang=%00&theme=%00&country=%27%3B--", {"Plain", "French", "Open", "Kenyan", "Solved"}),
]


@pytest.mark.parametrize(("query", "expected"), CASES)
def test_a_list_is_narrowed(topics, client, query, expected):
    assert titles(client, query) == expected
    assert titles(client, query, topics.get_absolute_url()) == expected


def test_every_list_is_narrowed_for_its_reader(topics, coordinator, signed_in):
    reader = signed_in(coordinator)
    for which in ("new/", "mine/", "followed/"):
        assert titles(reader, "lang=fr", f"/discussions/{which}") == {"French", "Kenyan"}
    assert titles(reader, "lang=fr", "/discussions/unanswered/") == {"Kenyan"}


def test_the_authors_country_is_no_filter(topics, coordinator, kenya, client):
    coordinator.country = kenya
    coordinator.save()
    assert titles(client, "country=KE") == {"Kenyan"}


def test_the_form_offers_only_what_is_written_about_and_keeps_the_choice(topics, client):
    page = client.get("/discussions/?theme=night-work&lang=fr").content.decode()
    assert '<option value="night-work" selected>Night work</option>' in page
    assert '<option value="fr" selected>' in page
    assert page.count('<option value="KE">') == 1
    assert '<form action="/discussions/"' in page


def test_what_nobody_has_written_about_is_not_asked(topic, client):
    page = client.get("/discussions/").content.decode()
    assert 'name="lang"' in page
    assert 'name="theme"' not in page
    assert 'name="country"' not in page


def test_a_private_group_lends_no_theme_to_the_form(private_topic, theme, client, outsider, member, signed_in):
    Topic.objects.filter(pk=private_topic.pk).update(theme=theme)
    for reader in (client, signed_in(outsider)):
        assert "night-work" not in reader.get("/discussions/").content.decode()
    assert "night-work" in signed_in(member).get(private_topic.board.get_absolute_url()).content.decode()


def test_nothing_found_says_so_and_leads_back(topics, client, member, signed_in):
    for reader in (client, signed_in(member)):
        for base in ("/discussions/", topics.get_absolute_url()):
            page = reader.get(f"{base}?kind=case").content.decode()
            assert "No discussions with these filters" in page
            assert f'<a class="btn" href="{base}">' in page


def test_paging_keeps_the_filters(board, member, client, signed_in):
    for n in range(23):
        Topic.objects.create(
            board=board, title=f"T{n}", slug="t", author=member, created_at="2026-01-01T00:00Z", kind="question",
            changed_at=f"2026-01-01T00:{n:02}Z", last_number=1, language="fr",
        )  # fmt: skip
    for reader in (client, signed_in(member)):
        first = reader.get("/discussions/?lang=fr&kind=question").content.decode()
        assert 'href="?kind=question&amp;lang=fr&amp;page=2"' in first
        second = reader.get("/discussions/?lang=fr&kind=question&page=2").content.decode()
        assert second.count('<li class="row') == 3
        assert reader.get("/discussions/?page=x").status_code == 400


def test_a_kept_page_of_one_filter_is_not_that_of_another(topics, client):
    assert titles(client, "lang=fr") != titles(client, "lang=en")
    assert titles(client, "lang=fr") == {"French", "Kenyan"}


def test_a_theme_is_followed_on_its_list(topics, theme, member, client, signed_in):
    reader = signed_in(member)
    page = reader.get("/discussions/?theme=night-work").content.decode()
    assert "Follow “Night work”" in page
    assert "Follow “" not in reader.get("/discussions/").content.decode()
    assert "Follow “" not in client.get("/discussions/?theme=night-work").content.decode()
    sent = {"on": "theme", "id": theme.pk, "wish": "follow", "next": "/discussions/?theme=night-work"}
    assert reader.post("/discussions/follow/", sent)["Location"] == "/discussions/?theme=night-work"
    assert Watch.objects.get(on=On.THEME, object_id=theme.pk, muted=False).member_id == member.pk
    assert "Stop following" in reader.get("/discussions/?theme=night-work").content.decode()
    assert Watch.objects.filter(on=On.THEME).count() == 1


def test_one_readers_buttons_are_not_shown_to_another(topics, theme, member, elsewhere, signed_in):
    watching.mute(member, On.THEME, theme.pk)
    watching.follow(member, On.BOARD, topics.pk)
    for address in ("/discussions/?theme=night-work", topics.get_absolute_url()):
        mine = signed_in(member).get(address).content.decode()
        assert "You muted the theme" in mine or "You follow this board" in mine
        other = signed_in(elsewhere).get(address).content.decode()
        assert "You muted" not in other
        assert "You follow" not in other


def test_a_topic_is_started_with_a_theme_and_a_country(board, member, theme, kenya, signed_in):
    reader = signed_in(member)
    assert "Which country is it about?" in reader.get("/discussions/practice-questions/new/").content.decode()
    sent = {"title": "T", "body": "b", "key": str(uuid.uuid4()), "theme": "night-work", "country": "KE"}
    assert reader.post("/discussions/practice-questions/new/", sent).status_code == 302
    topic = Topic.objects.get()
    assert (topic.theme, topic.country) == (theme, kenya)


def test_the_country_is_empty_unless_chosen_and_a_wrong_one_is_refused(board, member, kenya, signed_in):
    member.country = kenya
    member.save()
    reader = signed_in(member)
    assert 'value="KE" selected' not in reader.get("/discussions/practice-questions/new/").content.decode()
    sent = {"title": "T", "body": "b", "key": str(uuid.uuid4())}
    for bad in ({"theme": "nothing"}, {"country": "ZZ"}):
        assert reader.post("/discussions/practice-questions/new/", sent | bad).status_code == 422
    reader.post("/discussions/practice-questions/new/", sent)
    assert Topic.objects.get().country is None
