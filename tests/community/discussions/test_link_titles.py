"""Addresses of this site that are typed bare are shown by their title, where everybody may see it."""

import pytest

from community.discussions import actions
from resources.library.models import Resource


@pytest.fixture
def resource(db):
    return Resource.objects.create(title="Group call & log", slug="group-call-log", live=True)


@pytest.fixture
def said(topic, member, write):
    """The HTML of a reply with these words."""
    return lambda words: write(member, topic, words).html


def absolute(thing, settings):
    return settings.SITE_URL + thing.get_absolute_url()


def test_the_address_of_a_topic_is_shown_by_its_title(topic, said, settings):
    html = said(f"See {absolute(topic, settings)}?page=2#post-33 please")
    assert f'<a href="{absolute(topic, settings)}?page=2#post-33"' in html
    assert ">How do you plan visits?</a> please" in html


@pytest.mark.parametrize("prefix", ["", "/fr", "/ar"])
def test_the_path_of_a_topic_is_enough_in_any_language(topic, said, prefix):
    html = said(f"See {prefix}{topic.get_absolute_url()} and {prefix}/discussions/t/{topic.pk}/")
    assert html.count(">How do you plan visits?</a>") == 2


def test_the_address_of_a_post_is_shown_by_the_title_of_its_topic(topic, said):
    assert ">How do you plan visits?</a>" in said(f"{topic.get_absolute_url()}post/1/")


def test_a_resource_is_shown_by_its_title(resource, said, settings):
    for typed in (absolute(resource, settings), f"<{absolute(resource, settings)}>", resource.get_absolute_url()):
        assert ">Group call &amp; log</a>" in said(typed)


def test_a_draft_keeps_its_bare_address(resource, said, settings):
    resource.live = False
    resource.save()
    html = said(absolute(resource, settings))
    assert f">{absolute(resource, settings)}</a>" in html
    assert "Group call" not in html


def test_a_topic_that_not_everybody_reads_keeps_its_bare_address(private_topic, said, settings):
    html = said(f"{absolute(private_topic, settings)} {private_topic.get_absolute_url()}")
    assert "Canary title" not in html
    assert f">{absolute(private_topic, settings)}</a>" in html


def test_its_title_is_not_shown_even_among_its_own(private_topic, member, write, settings):
    assert "Canary title" not in write(member, private_topic, absolute(private_topic, settings)).html


def test_a_hidden_topic_and_one_for_members_keep_their_bare_address(topic, board, moderator, coordinator, write):
    elsewhere = actions.start_topic(coordinator, board, title="Other", body="x", key="0" * 32)
    actions.hide(moderator, topic, "names a child")
    assert "plan visits" not in write(coordinator, elsewhere, topic.get_absolute_url()).html
    actions.restore(moderator, topic)
    assert "plan visits" in write(coordinator, elsewhere, topic.get_absolute_url()).html
    board.audience = "members"
    board.save()
    assert "plan visits" not in write(coordinator, elsewhere, topic.get_absolute_url()).html


def test_words_that_were_chosen_stay(topic, said, settings):
    assert ">our talk</a>" in said(f"[our talk]({absolute(topic, settings)})")
    assert f">{absolute(topic, settings)}!</a>" in said(f"[{absolute(topic, settings)}!]({absolute(topic, settings)})")


def test_an_address_in_code_and_of_another_site_stays(topic, said):
    path = topic.get_absolute_url()
    html = said(f"`{path}` https://elsewhere.example{path} //elsewhere.example{path} x{path}")
    assert "plan visits" not in html


@pytest.mark.parametrize("path", ["/discussions/t/99999999999999999999999/", "/discussions/t/0/x/", "/nowhere/", "/"])
def test_an_address_that_leads_nowhere_stays(said, path):
    assert said(f"see {path} there") == f"<p>see {path} there</p>\n"


def test_a_post_asks_for_at_most_twenty_titles(topic, member, said, django_assert_max_num_queries):
    with django_assert_max_num_queries(45):
        said(" ".join(f"/discussions/t/{number}/" for number in range(10_000, 10_200)))


def test_a_changed_post_has_its_titles_too(topic, coordinator):
    post = actions.edit(coordinator, topic.posts.get(), body=topic.get_absolute_url(), version=1)
    assert ">How do you plan visits?</a>" in post.html
