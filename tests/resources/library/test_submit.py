"""A member sends a file or a link."""

import uuid

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from community.notifications.models import Notification
from foundation.limits import TooMany
from resources.library.actions.submit import submit
from resources.library.models import Reading, Submission
from tests.resources import files

pytestmark = pytest.mark.django_db
WORDS = {"title": "A guide", "about": "For supervisors.", "language": "en"}


def sent(name="guide.pdf", content=None):
    return SimpleUploadedFile(name, content or files.pdf_of(["Supervision by phone"]), "application/octet-stream")


def form(**values):
    return WORDS | {"key": str(uuid.uuid4()), "url": "", "doi": ""} | values


@pytest.fixture
def send(member):
    def make(who=member, **values):
        return submit(who, **(WORDS | {"key": uuid.uuid4()} | values))

    return make


def test_a_file_is_kept_under_a_name_of_ours_and_waits(member, signed_in, editor):
    answer = signed_in(member).post("/resources/submit/", form(file=sent("../../etc/Guía de campo.pdf")))
    assert answer.status_code == 302
    made = Submission.objects.get()
    assert made.filename == "guía-de-campo.pdf"
    assert made.file.name.startswith("sent/")
    assert "gu" not in made.file.name.removeprefix("sent/").removesuffix(".pdf").replace("0", "")
    assert (made.content_type, made.decision, made.bytes) == ("application/pdf", "waiting", made.file.size)
    assert Reading.objects.filter(checksum=made.checksum).exists()
    assert Notification.objects.get(member=editor).kind == "submission_sent"
    page = signed_in(member).get("/resources/submit/sent/").content.decode()
    assert "A guide" in page
    assert "Waiting for an editor" in page


def test_a_link_alone_is_enough(send):
    made = send(url="www.example.org/guide")
    assert (made.url, made.file.name, made.checksum) == ("https://www.example.org/guide", "", "")


def test_nothing_to_look_at_is_refused_and_what_was_typed_is_kept(member, signed_in):
    answer = signed_in(member).post("/resources/submit/", form(title="My typed title"))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Choose a file, or give a link." in text
    assert 'value="My typed title"' in text
    assert not Submission.objects.exists()


def test_a_refused_file_must_be_chosen_again_and_the_page_says_so(member, signed_in):
    answer = signed_in(member).post("/resources/submit/", form(file=sent("x.exe", b"MZ\x90\x00" * 30)))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "This is a program." in text
    assert "Choose your file again." in text
    assert "For supervisors." in text


def test_the_same_key_is_one_submission(send):
    key = uuid.uuid4()
    assert send(url="https://example.org/a", key=key) == send(url="https://example.org/b", key=key)
    assert Submission.objects.count() == 1


def test_ten_a_day_and_then_no_more(send, settings):
    settings.RATE_LIMITS = True
    cache.clear()
    for number in range(10):
        send(url=f"https://example.org/{number}")
    with pytest.raises(TooMany):
        send(url="https://example.org/11")


def test_a_stranger_is_led_to_the_sign_in_page(client):
    for address in ("/resources/submit/", "/resources/submit/sent/"):
        assert client.get(address)["Location"].startswith("/accounts/login/")


def test_who_is_suspended_sends_nothing(member, send):
    member.is_active = False
    with pytest.raises(PermissionDenied):
        send(url="https://example.org/a")


def test_nobody_sees_what_another_sent(send, elsewhere, signed_in):
    send(url="https://example.org/a", title="Canary title")
    assert "Canary title" not in signed_in(elsewhere).get("/resources/submit/sent/").content.decode()


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "ftp://example.org/a", "http://localhost/a", "http://127.0.0.1/", "http://10.0.0.8/a",
        "http://[::1]/", "http://169.254.169.254/latest", "https://files.internal/a", "http://me:secret@example.org/",
        "http://router/", "https://example.org:22/", "http://2130706433/",
    ],
)  # fmt: skip
def test_an_address_that_is_not_of_the_open_web_is_refused(send, url):
    with pytest.raises(ValidationError) as refused:
        send(url=url)
    assert "open web" in refused.value.message_dict["url"][0]


def test_a_doi_is_kept_in_one_form_and_rubbish_is_refused(send):
    assert send(url="https://example.org/a", doi="https://doi.org/10.1000/ABC").doi == "10.1000/abc"
    with pytest.raises(ValidationError):
        send(url="https://example.org/b", doi="ten point something")


def test_evidence_asks_for_more(member, signed_in):
    client = signed_in(member)
    assert "Kind of study" not in client.get("/resources/submit/").content.decode()
    assert "Kind of study" in client.get("/resources/submit/?evidence=1").content.decode()
    values = form(url="https://example.org/study")
    refused = client.post("/resources/submit/?evidence=1", values)
    assert refused.status_code == 422
    assert client.post("/resources/submit/?evidence=1", values | {"study": "survey"}).status_code == 302
    assert Submission.objects.get().study == "survey"


def test_long_words_are_refused_by_the_form_and_not_by_the_database(member, signed_in):
    values = form(url="https://example.org/a", title="x" * 301, about="y" * 601)
    assert signed_in(member).post("/resources/submit/", values).status_code == 422


def test_a_name_of_300_arabic_letters_is_cut(send):
    made = send(file=sent("ا" * 300 + ".pdf"))
    assert len(made.filename) < 100


def test_a_file_that_fails_to_be_kept_leaves_nothing_behind(send, monkeypatch, settings):
    monkeypatch.setattr("resources.library.actions.read.ask", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        send(file=sent(content=b"Plain words."))
    folder = settings.DATA_DIR / "files"
    assert not [path for path in folder.rglob("*") if path.is_file()]
    assert not Submission.objects.exists()
