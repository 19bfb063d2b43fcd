import json

import pytest
from django.core import signing

from community.live import streams
from community.live.models import Epoch
from tests.community.live.conftest import follow, frames, heard


async def test_a_page_hears_what_is_said_after_it_followed(site):
    async with site.visit() as page:
        assert await follow(page, streams.token("topic.7")) == {"stream": "topic.7", "following": True}
        site.in_hub(site_take, {"stream": "topic.7", "texts": {"": '{"stream":"topic.7","seq":1}'}})
        assert (await frames(page, 1))[0]["seq"] == 1


def site_take(message):
    from community.live import hub

    hub.current().take(message)


async def test_what_was_left_is_heard_no_more(site):
    async with site.visit() as page:
        await follow(page, streams.token("topic.7"))
        await follow(page, streams.token("topic.8"))
        await page.send('{"leave": "topic.7"}')
        await page.send("{}")
        while "refused" not in await heard(page):
            pass
        for name in ("topic.7", "topic.8"):
            site.in_hub(site_take, {"stream": name, "texts": {"": json.dumps({"stream": name, "seq": 1})}})
        assert (await frames(page, 1))[0]["stream"] == "topic.8"


@pytest.mark.parametrize("forged", ["", "x", "WyJ0b3BpYy43Il0:AAAA", "a:b:c", "é" * 100, "\x00"])
async def test_a_forged_token_is_refused(site, forged):
    async with site.visit() as page:
        assert await follow(page, forged) == {"refused": "token not valid"}


async def test_another_signature_of_the_site_is_no_token(site):
    async with site.visit() as page:
        assert await follow(page, signing.Signer(salt="other").sign_object(["topic.7"])) == {
            "refused": "token not valid"
        }


async def test_a_token_of_before_the_epoch_is_refused(site, epochs):
    old = streams._signer.sign_object(["topic.7", 5, "group.3", {"group.3": 0, "member.5": 0}])
    async with site.visit() as page:
        assert (await follow(page, old))["following"]
        await page.send('{"leave": "topic.7"}')
        epochs["group.3"] = 1
        answer = await follow(page, old)
        while "readers" in answer:
            answer = await heard(page)
        assert answer == {"refused": "access ended", "stream": "topic.7"}


async def test_a_member_follows_the_own_stream_under_a_plain_name(site, epochs):
    own = streams._signer.sign_object(["member.5", 5, "", {"member.5": 0}])
    async with site.visit() as page:
        assert await follow(page, own) == {"stream": "member", "following": True}


async def test_readers_are_counted(site):
    async with site.visit() as one, site.visit() as other:
        await follow(one, streams.token("topic.7"))
        await follow(other, streams.token("topic.7"))
        while (await heard(one, 6)).get("readers") != 2:
            pass


def test_a_public_token_is_the_same_for_all_and_asks_no_database():
    assert streams.token("topic.7") == streams.token("topic.7")


def test_a_private_token_names_member_and_epochs(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        text = streams.token("topic.7", member=5, space="group.3")
    assert streams.read(text) == streams.Pass("topic.7", 5, "group.3", {"group.3": 0, "member.5": 0})


def test_raising_an_epoch_changes_the_tokens_of_its_space_only(db, django_assert_num_queries):
    before = [streams.token("topic.7", member=5, space=space) for space in ("group.3", "group.4")]
    with django_assert_num_queries(1):
        streams.raise_epoch("group.3")
    after = [streams.token("topic.7", member=5, space=space) for space in ("group.3", "group.4")]
    assert (before[0] != after[0], before[1] != after[1]) == (True, False)
    streams.raise_epoch("group.3")
    assert Epoch.objects.count() == 1
    assert streams.token("topic.7", member=5, space="group.3") != after[0]
