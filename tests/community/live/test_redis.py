"""In production Redis carries a push to every process that serves sockets."""

import asyncio

import pytest
from channels.layers import get_channel_layer

from community.live import bus, streams

pytestmark = [pytest.mark.services, pytest.mark.django_db]


def heard(send) -> dict:
    """What a hub of another process hears after `send`."""

    async def listen() -> dict:
        layer = get_channel_layer()
        channel = await layer.new_channel()
        await layer.group_add(bus.GROUP, channel)
        try:
            await asyncio.to_thread(send)
            found = await asyncio.wait_for(layer.receive(channel), 5)
            if found["message"] == {"behind": True}:  # after a time without Redis all are told so first
                found = await asyncio.wait_for(layer.receive(channel), 5)
            return found
        finally:
            await layer.group_discard(bus.GROUP, channel)

    return asyncio.run(listen())["message"]


def test_a_frame_reaches_the_other_process(settings):
    assert settings.REDIS_URL
    message = {"stream": "topic.7", "texts": {"": streams.encode("topic.7", {"seq": 1})}}
    assert heard(lambda: bus._queue(message)) == message


def test_an_end_reaches_the_other_process():
    assert heard(lambda: bus._queue({"cut": 5})) == {"cut": 5}


def test_a_committed_change_is_sent(django_capture_on_commit_callbacks):
    sent = []

    def publish() -> None:
        sent[0]()

    with django_capture_on_commit_callbacks() as waiting:
        streams.publish("topic.9", {"seq": 3})
    sent.extend(waiting)
    assert heard(publish)["stream"] == "topic.9"
