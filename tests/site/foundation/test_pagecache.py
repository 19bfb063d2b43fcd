import gzip

import brotli
import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from foundation.pagecache import remembered

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask():
    def request(path="/discussions/", user=None, **headers):
        made = RequestFactory().get(path, headers=headers)
        made.user = user or AnonymousUser()
        return made

    return request


def test_the_second_reader_gets_the_kept_page(ask):
    made = []
    for _ in range(2):
        answer = remembered(ask(), (1,), lambda: made.append(1) or HttpResponse("page"))
        assert answer.content == b"page"
    assert len(made) == 1


def test_a_change_makes_the_page_anew(ask):
    remembered(ask(), (1,), lambda: HttpResponse("old"))
    assert remembered(ask(), (2,), lambda: HttpResponse("new")).content == b"new"


def test_a_member_gets_an_own_page(ask, member):
    remembered(ask(), (1,), lambda: HttpResponse("for all"))
    assert remembered(ask(user=member), (1,), lambda: HttpResponse("own")).content == b"own"


def test_query_and_language_are_told_apart(ask, settings):
    from django.utils import translation

    remembered(ask("/x/?page=1"), (1,), lambda: HttpResponse("one"))
    assert remembered(ask("/x/?page=2"), (1,), lambda: HttpResponse("two")).content == b"two"
    with translation.override("fr"):
        assert remembered(ask("/x/?page=1"), (1,), lambda: HttpResponse("un")).content == b"un"


def test_a_page_that_sets_a_cookie_is_not_kept(ask):
    def with_cookie() -> HttpResponse:
        answer = HttpResponse("mine")
        answer.set_cookie("a", "b")
        return answer

    remembered(ask(), (1,), with_cookie)
    assert remembered(ask(), (1,), lambda: HttpResponse("other")).content == b"other"


def test_an_error_is_not_kept(ask):
    remembered(ask(), (1,), lambda: HttpResponse("no", status=404))
    assert remembered(ask(), (1,), lambda: HttpResponse("yes")).content == b"yes"


def test_it_comes_compressed_and_knows_what_the_reader_has(ask):
    def page() -> HttpResponse:
        return HttpResponse("word " * 500)

    packed = remembered(ask(**{"accept-encoding": "gzip"}), (1,), page)
    assert gzip.decompress(packed.content) == b"word " * 500
    assert brotli.decompress(remembered(ask(**{"accept-encoding": "br"}), (1,), page).content) == b"word " * 500
    again = remembered(ask(**{"if-none-match": packed["ETag"]}), (1,), page)
    assert again.status_code == 304
    assert not again.content
