"""Feeds, sitemap and the small files that programs look for."""

import uuid
from xml.etree import ElementTree

import feedparser
import pytest

from community.discussions import actions as discussions
from community.discussions.models import Board

pytestmark = pytest.mark.django_db
FEEDS = ["/feeds/discussions.atom", "/feeds/resources.atom", "/feeds/blog.atom"]


@pytest.fixture
def topic(member):
    board = Board.objects.create(slug="open-board", title="Open board")
    return discussions.start_topic(member, board, title="Rounds & <visits>", body="Words", key=uuid.uuid4())


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_is_well_formed(client, topic, address):
    answer = client.get(address)
    assert answer.status_code == 200
    read = feedparser.parse(answer.content)
    assert not read.bozo
    assert read.feed.title


def test_the_feed_of_discussions_tells_title_and_address(client, topic):
    entry = feedparser.parse(client.get("/feeds/discussions.atom").content).entries[0]
    assert "Rounds" in entry.title
    assert topic.get_absolute_url() in entry.link


def test_a_members_board_stays_out_of_feed_and_sitemap(client, member, topic):
    board = Board.objects.create(slug="inside", title="Inside", audience="members")
    kept = discussions.start_topic(member, board, title="Kept inside", body="Words", key=uuid.uuid4())
    assert b"Kept inside" not in client.get("/feeds/discussions.atom").content
    assert kept.get_absolute_url().encode() not in client.get("/sitemap.xml").content


def test_the_sitemap_is_well_formed_and_names_public_things(client, topic):
    answer = client.get("/sitemap.xml")
    ElementTree.fromstring(answer.content)
    assert topic.get_absolute_url().encode() in answer.content


def test_robots_find_the_sitemap_and_stay_out_of_accounts(client):
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http" in text
    assert "Disallow: /accounts/" in text


def test_security_txt_has_a_contact_and_an_end(client):
    text = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:" in text
    assert "Expires: " in text


def test_opensearch_is_well_formed(client):
    assert b"{searchTerms}" in ElementTree.tostring(ElementTree.fromstring(client.get("/opensearch.xml").content))


def test_programs_read_posts_after_a_number(client, member, topic):
    for words in ("two", "three"):
        discussions.reply(member, topic, body=words, key=uuid.uuid4())
    items = client.get(f"/api/discussions/{topic.pk}/posts/?after=1").json()["items"]
    assert [(item["number"], item["body"]) for item in items] == [(2, "two"), (3, "three")]
    assert set(items[0]) >= {"number", "seq", "author", "html", "body", "created_at"}
