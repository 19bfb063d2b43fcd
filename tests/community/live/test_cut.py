import asyncio
import time

import pytest
from allauth.account.signals import password_changed, password_reset
from django.contrib.auth.signals import user_logged_out
from django.test import RequestFactory

from community.live import bus, hub, intake, streams
from tests.community.live.conftest import ask, ended, follow

OWN = ["member.5", 5, "", {"member.5": 0}]
GROUP = ["topic.7", 6, "group.3", {"group.3": 0, "member.6": 0}]


async def test_a_cut_closes_all_sockets_of_the_member_within_a_second_and_no_others(site, epochs):
    async with site.visit() as one, site.visit() as two, site.visit() as other:
        for page, leave in ((one, OWN), (two, OWN), (other, GROUP)):
            assert (await follow(page, streams._signer.sign_object(leave)))["following"]
        start = time.monotonic()
        hub.hand_over({"cut": 5})
        assert [await ended(one), await ended(two)] == [4401, 4401]
        assert time.monotonic() - start < 1
        assert (await follow(other, streams.token("topic.9"))).get("stream")


async def test_closing_a_space_ends_all_who_listen_in_it(site, epochs):
    async with site.visit() as inside, site.visit() as outside:
        await follow(inside, streams._signer.sign_object(GROUP))
        await follow(outside, streams.token("topic.7"))
        hub.hand_over({"close": "group.3"})
        assert await ended(inside) == 4401
        assert (await follow(outside, streams.token("topic.9"))).get("stream")


async def test_a_cut_while_the_token_is_being_checked_is_not_missed(site, monkeypatch):
    reading, go_on = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    async def slow(names):
        loop.call_soon_threadsafe(reading.set)
        while not go_on.is_set():
            await asyncio.sleep(0.01)
        return {"member.5": 0}

    monkeypatch.setattr(intake, "epochs", slow)
    async with site.visit() as page:
        await ask(page, streams._signer.sign_object(OWN))
        await reading.wait()
        hub.hand_over({"cut": 5})
        await asyncio.sleep(0.1)
        go_on.set()
        assert await ended(page) == 4401


async def test_a_cut_that_was_lost_on_the_way_is_found_in_the_epochs(site, epochs):
    async with site.visit() as page:
        await follow(page, streams._signer.sign_object(OWN))
        epochs["member.5"] = 9
        site.in_hub(lambda: hub.current().start(intake.check_members(hub.current())))
        assert await ended(page) == 4401


@pytest.fixture
def posted(monkeypatch):
    messages = []
    monkeypatch.setattr(bus, "post", messages.append)
    return messages


def test_signing_out_cuts(member, signed_in, posted):
    signed_in(member).logout()
    assert posted == [{"cut": member.pk}]


@pytest.mark.parametrize("signal", [password_changed, password_reset])
def test_a_new_password_cuts(member, signed_in, posted, signal):
    request = RequestFactory().get("/")
    request.user, request.session = member, signed_in(member).session
    signal.send(sender=type(member), request=request, user=member)
    assert posted == [{"cut": member.pk}]


def test_signing_out_as_nobody_cuts_nobody(db, posted):
    user_logged_out.send(sender=None, request=None, user=None)
    assert posted == []


def test_a_closed_account_is_cut_and_its_tokens_die(member, posted):
    old = streams.token("member.1", member=member.pk)
    member.display_name = "Amina"
    member.save()
    assert posted == []
    member.is_active = False
    member.save()
    assert posted == [{"cut": member.pk}]
    assert streams.token("member.1", member=member.pk) != old
