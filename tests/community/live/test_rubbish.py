import pytest

from community.live import streams
from tests.community.live.conftest import ask, ended, follow, heard

RUBBISH = ["", "x", "[]", "null", "7", '{"follow": 7}', '{"leave": null}', "{" * 3000, "[" * 60000, b"\x00\x01"]


@pytest.mark.parametrize("words", RUBBISH)
async def test_what_is_not_understood_is_answered_and_forgiven(site, words):
    async with site.visit() as page:
        await page.send(words)
        assert await heard(page) == {"refused": "not understood"}
        assert (await follow(page, streams.token("topic.7")))["following"]


async def test_the_tenth_piece_of_rubbish_ends_it(site):
    async with site.visit() as page:
        for _ in range(10):
            await page.send("rubbish")
            assert "refused" in await heard(page)
        assert await ended(page) == 1008


@pytest.mark.parametrize("words", ["x" * 65537, "é" * 40000, b"x" * 65537])
async def test_a_big_frame_closes_the_socket(site, words):
    async with site.visit() as page:
        await page.send(words)
        assert await ended(page) == 1009


async def test_a_hurried_client_is_shown_out(site):
    async with site.visit() as page:
        for _ in range(101):
            await page.send('{"leave": "topic.7"}')
        assert await ended(page) == 1008


async def test_one_socket_follows_at_most_twenty_streams(site):
    async with site.visit() as page:
        for number in range(20):
            await ask(page, streams.token(f"topic.{number}"))
        answers = [await heard(page) for _ in range(20)]
        assert all(answer.get("following") for answer in answers)
        assert "refused" in await follow(page, streams.token("topic.99"))
