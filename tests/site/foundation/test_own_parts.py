"""Pages that all members share: what is one reader's own stands in holes, and a forgotten hole fails loudly."""

import uuid

import pytest
from django.contrib.messages.storage.base import BaseStorage
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.template import RequestContext, Template
from django.test import RequestFactory

from community.discussions import actions
from community.discussions.models import Board
from foundation import ownparts
from tests import people

pytestmark = pytest.mark.django_db


def asked_by(who, path="/discussions/"):
    request = RequestFactory().get(path)
    request.user = who
    request.session = SessionStore()
    request._messages = BaseStorage(request)
    return request


def render(request, source, **values):
    return HttpResponse(Template(source).render(RequestContext(request, values)))


def test_the_page_is_made_once_and_filled_for_each(member, elsewhere):
    made = []

    def make(nobody):
        made.append(nobody)
        return render(nobody, "<p>For all, {% own 'name' %}</p>")

    pages = []
    for who in (member, elsewhere):
        request = asked_by(who)
        text = ownparts.shared(request, ("x", 1), make)
        pages.append(ownparts.filled(request, text, {"name": who.display_name}).content.decode())
    assert len(made) == 1
    assert pages == [f"<p>For all, {who.display_name}</p>" for who in (member, elsewhere)]


def test_another_change_makes_another_page(member):
    request = asked_by(member)
    texts = [ownparts.shared(request, (n,), lambda nobody, n=n: HttpResponse(f"page {n}")) for n in (1, 2, 1)]
    assert texts == ["page 1", "page 2", "page 1"]


@pytest.mark.parametrize(
    "source", ["{{ user.display_name }}", "{{ user.pk }}", "{% if user.is_moderator %}x{% endif %}"]
)
def test_a_page_for_all_cannot_ask_who_reads_it(member, source):
    request = asked_by(member)
    with pytest.raises(ownparts.Nobodys, match="hole"):
        ownparts.shared(request, (source,), lambda nobody: render(nobody, source))


def test_a_page_for_all_reaches_no_session_and_no_messages(member):
    nobody = ownparts.for_somebody(asked_by(member))
    assert nobody.user.is_authenticated
    assert not hasattr(nobody, "session")
    assert not hasattr(nobody, "_messages")


def test_the_readers_own_request_is_left_as_it_was(member):
    request = asked_by(member)
    ownparts.for_somebody(request)
    assert request.user == member
    assert not ownparts.is_kept(request)


def test_the_token_of_a_form_is_each_readers_own(member, elsewhere, signed_in):
    board = Board.objects.create(slug="practice", title="Practice")
    actions.start_topic(member, board, title="Visits", body="x", key=uuid.uuid4())
    page = board.get_absolute_url()
    tokens = set()
    for who in (member, elsewhere, member):
        text = signed_in(who).get(page).content.decode()
        assert ownparts.SIGN not in text
        tokens.add(text.partition('csrfmiddlewaretoken" value="')[2][:64])
    assert len(tokens) == 3
    assert "" not in tokens


def test_words_of_a_member_are_never_a_hole(member):
    request = asked_by(member)
    text = "~000000000000:csrf~ ~name~"
    assert ownparts.filled(request, text, {"name": "secret"}).content.decode() == text


def test_each_reader_sees_the_own_name_in_the_menu(signed_in, member, elsewhere):
    for who in (member, elsewhere):
        text = signed_in(who).get("/discussions/").content.decode()
        assert who.display_name in text
    assert member.display_name not in text


def test_a_page_that_is_not_kept_writes_the_parts_at_once(member):
    request = asked_by(member)
    ownparts.part("greeting", lambda asked: f"Hello {asked.user.display_name}")
    try:
        assert render(request, "{% own 'greeting' %}").content.decode() == "Hello Amina Member"
        assert render(request, "{% own 'other' %}", own={"other": "given"}).content.decode() == "given"
    finally:
        ownparts._makers.pop("greeting")


def test_a_shared_phone_has_a_page_of_its_own(member):
    one, two = asked_by(member), asked_by(people.person("Sara Shared"))
    two.shared = True
    assert ownparts.shared(one, ("p",), lambda _n: HttpResponse("own")) == "own"
    assert ownparts.shared(two, ("p",), lambda _n: HttpResponse("shared")) == "shared"
