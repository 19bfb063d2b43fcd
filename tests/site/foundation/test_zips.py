"""A ZIP that is sent while it is read."""

import asyncio
import io
import shutil
import struct
import subprocess
import zipfile
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.test import AsyncRequestFactory, RequestFactory

from foundation import zips

WHEN = datetime(2026, 3, 4, 5, 6, 8, tzinfo=UTC)


def entry(name, content, mark=None, size=None):
    length = len(content) if size is None else size
    return zips.Entry(name, length, mark or f"{hash(content)}", WHEN, lambda: io.BytesIO(content))


@pytest.fixture
def three():
    return [entry("01-مرحبا-ar.pdf", b"%PDF" * 50_000), entry("empty.txt", b""), entry("b.txt", b"words")]


def test_the_length_is_known_before_to_the_byte(three):
    sent = b"".join(zips.chunks(three))
    assert len(sent) == zips.length(three)


def test_any_program_reads_it(three, tmp_path):
    sent = b"".join(zips.chunks(three))
    with zipfile.ZipFile(io.BytesIO(sent)) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == [one.name for one in three]
        assert opened.read("01-مرحبا-ar.pdf") == b"%PDF" * 50_000
        info = opened.getinfo("b.txt")
        assert (info.date_time, info.compress_type) == ((2026, 3, 4, 5, 6, 8), zipfile.ZIP_STORED)
        assert info.flag_bits == 0x800
    if shutil.which("unzip"):
        (tmp_path / "a.zip").write_bytes(sent)
        done = subprocess.run(["unzip", "-t", tmp_path / "a.zip"], capture_output=True, check=False)
        assert done.returncode == 0, done.stdout


def test_sums_and_lengths_stand_before_each_file(three):
    """A program that unpacks while it loads needs them there."""
    sent = b"".join(zips.chunks(three))
    crc, packed, size = struct.unpack("<III", sent[14:26])
    assert packed == size == 200_000
    assert crc == zipfile.ZipFile(io.BytesIO(sent)).getinfo("01-مرحبا-ar.pdf").CRC


def test_a_sum_is_taken_once(three):
    cache.clear()
    opened = []
    one = zips.Entry("a", 3, "same mark", WHEN, lambda: opened.append(1) or io.BytesIO(b"abc"))
    b"".join(zips.chunks([one]))
    b"".join(zips.chunks([one]))
    assert len(opened) == 3


def test_a_file_that_became_shorter_breaks_the_download(three):
    with pytest.raises(OSError, match="2 bytes short"):
        b"".join(zips.chunks([*three, entry("c", b"abc", size=5)]))


def test_a_head_and_a_known_mark_send_no_byte_and_are_not_begun(three):
    begun = []
    factory = RequestFactory()
    head = zips.answer(factory.head("/"), three, "Liste é.zip", lambda: begun.append(1))
    assert head["Content-Length"] == str(zips.length(three))
    assert head["Accept-Ranges"] == "none"
    assert head.content == b""
    assert "filename*=UTF-8''Liste%20%C3%A9.zip" in head["Content-Disposition"]
    same = zips.answer(
        factory.get("/", headers={"If-None-Match": head["ETag"]}), three, "a.zip", lambda: begun.append(1)
    )
    assert same.status_code == 304
    assert begun == []
    whole = zips.answer(factory.get("/", headers={"Range": "bytes=5-"}), three, "a.zip", lambda: begun.append(1))
    assert (whole.status_code, begun) == (200, [1])
    assert len(b"".join(whole.streaming_content)) == int(whole["Content-Length"])


def test_other_content_has_another_mark(three):
    assert zips.mark(three) != zips.mark([*three[:2], entry("b.txt", b"other")])
    assert zips.mark(three) == zips.mark(list(three))


def test_under_asgi_it_flows_in_small_pieces_and_an_end_in_the_middle_closes_the_file():
    files = []

    def opened():
        files.append(io.BytesIO(bytes(10_000_000)))
        return files[-1]

    big = zips.Entry("big.pdf", 10_000_000, "ten", WHEN, opened)

    async def some():
        answer = zips.answer(AsyncRequestFactory().get("/"), [big], "a.zip")
        assert answer.is_async
        stream = answer.streaming_content
        pieces = [len(await anext(stream)) for _ in range(4)]
        await stream.aclose()
        return pieces

    pieces = asyncio.run(some())
    assert max(pieces) <= 64 * 1024
    assert all(file.closed for file in files)
