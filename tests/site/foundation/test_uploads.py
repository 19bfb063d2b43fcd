"""A request that is too large is refused by its head."""

import asyncio

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation import uploads

GIB = 1024 * 1024 * 1024


@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("/admin/snippets/library/resource/add/", 252),
        ("/resources/submit/", 52),
        ("/ar/groups/x/", 52),
        ("/discussions/t/1/", 30),
    ],
)
def test_each_room_has_its_own_limit(path, size):
    assert uploads.most(path) == size * uploads.MEGABYTE


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/resources/", "/admin/", "/nowhere/"])
def test_two_gigabytes_are_refused_with_a_sentence_and_not_read(client, path):
    class Body:
        def read(self, *_size):
            raise AssertionError("somebody read the body")

        readline = read

    answer = client.generic("POST", path, CONTENT_LENGTH=str(2 * GIB), **{"wsgi.input": Body()})
    assert answer.status_code == 413
    assert "At most" in answer.content.decode()
    assert "Nothing of it was kept" in answer.content.decode()


@pytest.mark.django_db
def test_the_sentence_is_in_the_language_of_the_address(client):
    assert 'lang="ar"' in client.generic("POST", "/ar/resources/", CONTENT_LENGTH=str(2 * GIB)).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("length", ["", "x", "-5", "9" * 400])
def test_a_length_that_is_none_is_no_fault(client, length):
    assert client.get("/resources/", CONTENT_LENGTH=length).status_code == 200


@pytest.mark.django_db
def test_what_fits_goes_through(client):
    answer = client.post("/accounts/login/", {"file": SimpleUploadedFile("a", b"x" * 4000)})
    assert answer.status_code != 413


def asked(*messages, length=None, limit_path="/", linger=1.0):
    """What the application read of a body that comes in these messages, and what was sent."""
    sent, read, left = [], [], list(messages)

    async def app(_scope, receive, send):
        while True:
            message = await receive()
            read.append(message)
            if message["type"] == "http.disconnect":
                return
            if not message.get("more_body"):
                break
        await send({"type": "http.response.start", "status": 413, "headers": []})
        await send({"type": "http.response.body", "body": b"no"})

    async def receive():
        await asyncio.sleep(0)
        return left.pop(0) if left else {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    headers = [(b"content-length", str(length).encode())] if length is not None else []
    asyncio.run(uploads.Bounded(app)({"type": "http", "path": limit_path, "headers": headers}, receive, send))
    return read, sent, left


def chunk(size, *, more=True):
    return {"type": "http.request", "body": b"x" * size, "more_body": more}


def test_the_application_gets_no_byte_of_what_is_too_large_and_the_sender_is_heard_out():
    read, sent, left = asked(chunk(9), chunk(9), chunk(9, more=False), length=2 * GIB)
    assert [message["body"] for message in read] == [b""]
    assert not left
    assert (b"connection", b"close") in sent[0]["headers"]
    assert b"".join(message.get("body", b"") for message in sent[1:]) == b"no"
    assert sent[-1].get("more_body", False) is False


def test_one_without_a_length_is_cut_where_it_is_too_much(monkeypatch):
    monkeypatch.setattr(uploads, "OTHERS", 20)
    read, sent, _left = asked(chunk(15), chunk(15), chunk(15, more=False))
    assert [message["type"] for message in read] == ["http.request", "http.disconnect"]
    assert sent[0]["status"] == 413
    assert b"too large" in sent[1]["body"]


def test_a_small_one_passes_untouched():
    read, sent, _left = asked(chunk(15, more=False), length=15)
    assert read == [chunk(15, more=False)]
    assert len(sent) == 2
