"""Queries and bytes: the ceilings of the topic page and the lists."""

import random
import time
from datetime import timedelta

import brotli
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.discussions import actions, fragments
from community.discussions.models import Board, Post, Topic
from foundation.vocabulary.models import Cadre, Country
from tests import people

WORDS = (
    "We tried group supervision by phone with five people and forty minutes. **The supervisor places the call**, so that "
    "nobody pays to be supervised.\n\n1. One thing that went well\n2. One that is heavy\n3. One thing to try\n\n> {n}\n\n{n}"
)


def own_words(n: int) -> str:
    """About 90 words that no other post has in this order, so that compression has real work."""
    dice = random.Random(n)
    stems = [
        f"{a}{b}"
        for a in ("ser", "vis", "wel", "com", "fam", "tra", "sup", "car")
        for b in ("vice", "it", "fare", "mon", "ily", "in", "per", "er")
    ]
    return " ".join(dice.choice(stems) for _ in range(90))


def queries(client, address, status=200):
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address, headers={"accept-encoding": "br"})
    assert answer.status_code == status
    return len(seen), answer


@pytest.mark.parametrize("number", [5, 40])
def test_the_topic_page_asks_little_whatever_the_number_of_posts(full, client, member, elsewhere, signed_in, number):
    topic = full(number)
    cache.clear()
    client.get("/about-nothing/")  # the frame is in the cache, the page is not
    anonymous, _ = queries(client, topic.get_absolute_url())
    again, _ = queries(client, topic.get_absolute_url())
    reader = signed_in(member)
    reader.get("/about-nothing/")
    cold, _ = queries(reader, topic.get_absolute_url())
    warm, _ = queries(reader, topic.get_absolute_url())
    print(f"topic page of {number} posts: {anonymous} queries, kept {again}; member first {cold}, then {warm}")
    assert anonymous <= 6
    assert again <= 3
    assert cold <= 10
    assert warm <= 10


def test_a_late_page_of_a_long_topic_costs_the_same(topic, member, client):
    now = timezone.now()
    Post.objects.bulk_create(
        Post(topic=topic, number=n, seq=n, author=member, body="b", html="<p>b</p>", created_at=now)
        for n in range(2, 5001)
    )
    Topic.objects.filter(pk=topic.pk).update(last_number=5000, seq=5000)
    first, _ = queries(client, topic.get_absolute_url())
    late, answer = queries(client, topic.get_absolute_url() + "?page=250")
    assert late <= first
    assert b'id="post-5000"' in brotli.decompress(answer.content)


def test_the_private_groups_page_asks_little_too(private_topic, member, signed_in):
    reader = signed_in(member)
    reader.get("/about-nothing/")
    number, _ = queries(reader, private_topic.get_absolute_url())
    print(f"topic page of a private group: {number} queries")
    assert number <= 10


def test_the_lists_ask_the_same_for_one_topic_and_for_many(board, coordinator, member, signed_in, client):
    def fill(start, stop):
        for n in range(start, stop):
            other = Board.objects.create(slug=f"board-{n}", title=f"Board {n}")
            for place in (board, other):
                topic = Topic.objects.create(
                    board=place, title=f"T {n}", slug="t", author=people.person(f"W {place.pk} {n}"), last_number=1,
                    created_at=timezone.now(), changed_at=timezone.now() + timedelta(seconds=n),
                )  # fmt: skip
                assert topic.pk

    addresses = ("/discussions/", "/discussions/unanswered/", board.get_absolute_url())
    reader = signed_in(member)

    def asked():
        cache.clear()
        client.get("/about-nothing/")
        return [queries(who, address)[0] for who in (client, reader) for address in addresses]

    fill(0, 1)
    few = asked()
    fill(1, 12)
    many = asked()
    again = [queries(who, address)[0] for who in (client, reader) for address in addresses]
    print(f"lists: {many} queries, kept {again}")
    assert many == few
    assert max(many) <= 12
    assert max(again[:3]) <= 2
    assert max(again[3:]) <= 8


def test_a_page_of_twenty_real_posts_is_light(topic, settings, client, member, signed_in, write):
    settings.RATE_LIMITS = False
    places = [
        Country.objects.update_or_create(code=c, defaults={"names": {"en": n}})[0]
        for c, n in (("KE", "Kenya"), ("NP", "Nepal"))
    ]
    work = Cadre.objects.create(slug="test-officer", names={"en": "Social welfare officer"})
    writers = [
        people.person(f"{name} {last}", country=places[i % 2], cadre=work)
        for i, (name, last) in enumerate(
            [("Mwana", "Abara"), ("Jamila", "Otieno"), ("Salimata", "Kone"), ("Bina", "Rai")]
        )
    ]
    for n in range(19):
        write(writers[n % 4], topic, WORDS.format(n=own_words(n)))
    answer = client.get(topic.get_absolute_url(), headers={"accept-encoding": "br"})
    gzipped = client.get(topic.get_absolute_url(), headers={"accept-encoding": "gzip"})
    own = signed_in(member).get(topic.get_absolute_url(), headers={"accept-encoding": "br"})
    sizes = [len(one.content) for one in (answer, gzipped, own)]
    print(f"topic page of 20 posts: {sizes[0]} bytes br, {sizes[1]} gzip; a member's {sizes[2]} br")
    assert max(sizes) < 12 * 1024


def test_a_fragment_in_six_languages_is_quick(topic, member, write):
    post = write(member, topic, WORDS)
    fragments.in_languages(post)
    began = time.process_time()
    for _ in range(20):
        fragments.in_languages(post)
    took = (time.process_time() - began) / 20 * 1000
    print(f"a fragment in six languages: {took:.1f} ms of processor")
    assert took < 100


def test_the_page_uses_the_fragment_the_frame_was_made_of(
    topic, member, write, client, monkeypatch, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        write(member, topic, "Once made")
    made = []
    real = fragments._make
    monkeypatch.setattr(fragments, "_make", lambda post, *rest: made.append(post.number) or real(post, *rest))
    assert "Once made" in client.get(topic.get_absolute_url()).content.decode()
    assert 2 not in made


def test_a_new_name_of_the_author_is_shown_to_members(topic, coordinator, member, signed_in):
    reader = signed_in(member)
    reader.get(topic.get_absolute_url())
    coordinator.display_name = "Grace Newname"
    coordinator.save()
    assert "Grace Newname" in reader.get(topic.get_absolute_url()).content.decode()


def test_an_edit_is_shown_at_once_to_everybody(topic, coordinator, client):
    client.get(topic.get_absolute_url())
    actions.edit(coordinator, topic.posts.get(), body="Better words", version=1)
    assert "Better words" in client.get(topic.get_absolute_url()).content.decode()
