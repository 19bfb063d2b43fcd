"""Attaching files to a post."""

import uuid
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from PIL import Image

from community.discussions import actions, fragments
from community.discussions.actions import attachments
from community.discussions.models import Attachment, Held, Post
from foundation.limits import TooMany
from foundation.pictures import shrinking
from tests.community.discussions import files

pytestmark = pytest.mark.django_db


def stored(settings):
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def form(*sent, **values):
    return {"body": "See the file", "key": str(uuid.uuid4()), "files": list(sent), **values}


def content_of(attachment):
    with default_storage.open(attachment.file.name) as file:
        return file.read()


def test_a_reply_takes_a_picture_and_a_document(topic, member, signed_in, settings):
    sent = form(files.picture(), files.pdf("Plan d’appui.pdf", 2000))
    assert signed_in(member).post(topic.get_absolute_url(), sent).status_code == 302
    post = topic.posts.get(number=2)
    photo, plan = post.attachments.all()
    assert post.attached
    assert (photo.mime, photo.name, photo.width, photo.height) == ("image/webp", "photo.webp", 640, 480)
    assert (plan.mime, plan.name, plan.bytes, plan.width) == ("application/pdf", "Plan d’appui.pdf", 2000, None)
    assert len(stored(settings)) == 2
    assert not any("photo" in path.name or "Plan" in path.name for path in stored(settings))


def test_a_topic_begins_with_files(board, member, signed_in):
    sent = form(files.docx(), title="A form we use")
    assert signed_in(member).post("/discussions/practice-questions/new/", sent).status_code == 302
    assert Post.objects.get().attachments.get().name == "log.docx"


@pytest.mark.parametrize("name", ["topic", "start"])
def test_the_forms_are_sent_in_parts(topic, member, signed_in, name):
    address = topic.get_absolute_url() if name == "topic" else "/discussions/practice-questions/new/"
    page = signed_in(member).get(address).content.decode()
    assert 'enctype="multipart/form-data"' in page
    assert '<input type="file" name="files" multiple' in page


def test_a_post_without_files_costs_no_query_for_them(topic, full, django_assert_num_queries):
    full(20)
    rows = fragments.rows(Post.objects.filter(topic=topic))
    with django_assert_num_queries(0):
        fragments.shown(rows)


def test_the_files_of_a_page_cost_one_query(topic, member, write, django_assert_num_queries):
    for _n in range(3):
        write(member, topic, files=[files.pdf()])
    rows = fragments.rows(Post.objects.filter(topic=topic).order_by("number"))
    from django.core.cache import cache

    cache.clear()
    with django_assert_num_queries(1):
        shown = fragments.shown(rows)
    assert [number for number, html in shown.items() if "guide.pdf" in html] == [2, 3, 4]


def test_a_picture_is_small_upright_and_without_anything_but_its_pixels(topic, member, write):
    kept = write(member, topic, files=[files.with_place()]).attachments.get()
    content = content_of(kept)
    assert b"CANARY" in files.with_place().read()
    assert b"CANARY" not in content
    with Image.open(BytesIO(content)) as picture:
        assert not picture.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & picture.info.keys()
        assert picture.size == (200, 300) == (kept.width, kept.height)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_worst_of_pictures_is_kept_in_150_kilobytes(topic, member, write, kind):
    sent = files.picture("noise", (2400, 1800), kind)
    assert sent.size > 400_000
    kept = write(member, topic, files=[sent]).attachments.get()
    assert kept.bytes == len(content_of(kept)) <= 150 * 1024
    assert kept.width >= 160


def test_what_is_seen_through_stays_so():
    out = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    made = shrinking.shrunk(out, 150_000)
    with Image.open(BytesIO(made.content)) as picture:
        assert picture.mode == "RGBA"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (files.png(10_000, 10_000), "too many pixels"),
        (files.png(30_000, 30_000), "too many pixels"),
        (files.png(4_000, 4_000, bytes(1000)), "damaged"),
        (files.text_bomb(), "damaged"),
        (files.sent("photo.jpg", files.picture().read()[:3000]), "damaged"),
        (files.sent("photo.jpg", b"\xff\xd8\xff" + bytes(100)), "damaged"),
        (files.sent("guide.pdf", b"<html><script>alert(1)</script>", "application/pdf"), "cannot take guide.pdf"),
        (files.sent("logo.png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', "image/png"), "logo.png"),
        (files.sent("notes.txt", b"plain words"), "cannot take notes.txt"),
        (files.sent("setup.pdf", b"MZ\x90\x00\x03"), "cannot take setup.pdf"),
        (files.sent("a.docx", b"PK\x03\x04broken"), "cannot take a.docx"),
        (files.zip_bomb(), "cannot take bomb.docx"),
        (files.docx("m.docx", **{"word/vbaProject.bin": "x"}), "cannot take m.docx"),
        (files.docx("m.docx", **{"[Content_Types].xml": "macroEnabled.main+xml"}), "cannot take m.docx"),
        (files.pdf("big.pdf", 10 * 1024 * 1024 + 1), "big.pdf is larger than 10 MB"),
        (files.sent("empty.pdf", b""), "empty"),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_what_we_cannot_take_is_refused_with_its_name_and_nothing_is_lost(
    topic, member, signed_in, settings, sent, said
):
    sent.seek(0)
    answer = signed_in(member).post(topic.get_absolute_url(), form(sent, body="Typed for an hour"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Typed for an hour" in page
    assert "Choose your files again" in page
    assert topic.posts.count() == 1
    assert stored(settings) == []


def test_four_files_and_25_megabytes_are_the_most(topic, member, signed_in, settings):
    client = signed_in(member)
    many = client.post(topic.get_absolute_url(), form(*[files.pdf() for _n in range(5)]))
    assert many.status_code == 422
    assert "at most 4 files" in many.content.decode()
    large = client.post(topic.get_absolute_url(), form(*[files.pdf(size=9 * 1024 * 1024) for _n in range(3)]))
    assert large.status_code == 422
    assert "larger than 25 MB" in large.content.decode()
    assert topic.posts.count() == 1
    assert stored(settings) == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\amina\\plan.pdf", "plan.pdf"),
        ("a\x00b\r\nc\u202efdp.exe", "ab cfdp.exe"),
        ('x<y>"z"?.pdf', "x y z .pdf"),
        ("...", "file"),
        ("", "file"),
    ],
)
def test_a_name_loses_its_path_and_its_tricks(given, kept):
    assert attachments.name_of(given) == kept


def test_a_long_name_keeps_its_ending(topic, member, write):
    kept = write(member, topic, files=[files.pdf("خطة" * 100 + ".pdf")]).attachments.get()
    assert len(kept.name) <= 120
    assert kept.name.endswith(".pdf")
    assert kept.name.startswith("خطة")


def test_the_ending_is_that_of_the_content(topic, member, write):
    assert write(member, topic, files=[files.pdf("trick.html")]).attachments.get().name == "trick.pdf"


def test_files_of_a_refused_act_are_not_kept(topic, member, settings, monkeypatch):
    def fail(*_args):
        raise RuntimeError("the database went away")

    monkeypatch.setattr("community.discussions.actions.writing.tell", fail)
    with pytest.raises(RuntimeError):
        actions.reply(member, topic, body="x", key=uuid.uuid4(), files=[files.pdf()])
    assert stored(settings) == []
    assert not Attachment.objects.exists()


def test_who_may_not_write_gets_no_file_in(private_topic, outsider, topic, member, settings):
    with pytest.raises(PermissionDenied):
        actions.reply(outsider, private_topic, body="x", key=uuid.uuid4(), files=[files.pdf()])
    topic.closed = True
    topic.save()
    with pytest.raises(PermissionDenied):
        actions.reply(member, topic, body="x", key=uuid.uuid4(), files=[files.pdf()])
    assert stored(settings) == []


def test_the_same_form_twice_keeps_its_files_once(topic, member, write, settings):
    key = uuid.uuid4()
    first = write(member, topic, key=key, files=[files.pdf()])
    again = write(member, topic, key=key, files=[files.pdf()])
    assert first == again
    assert len(stored(settings)) == Attachment.objects.count() == 1


def test_forty_files_a_day_are_the_most(topic, member, monkeypatch):
    monkeypatch.setattr(attachments, "A_DAY", 2)
    actions.reply(member, topic, body="x", key=uuid.uuid4(), files=[files.pdf(), files.pdf()])
    with pytest.raises(TooMany):
        actions.reply(member, topic, body="x", key=uuid.uuid4(), files=[files.pdf()])


def test_a_case_takes_no_picture_in_its_replies_either(board, coordinator, member, write, signed_in):
    case = actions.start_topic(coordinator, board, kind="case", title="A case", body="Words", key=uuid.uuid4())
    answer = signed_in(member).post(case.get_absolute_url(), form(files.picture()))
    assert answer.status_code == 422
    assert "A case has no pictures" in answer.content.decode()
    with pytest.raises(ValidationError):
        actions.start_topic(
            member, board, kind="case", title="A case", body="Words", key=uuid.uuid4(), files=[files.picture()]
        )
    assert write(member, case, files=[files.pdf()]).attached


def test_under_a_pseudonym_no_document_and_no_name_of_a_file_tells_who_it_is(board, topic, member, write):
    board.pseudonyms = True
    board.save()
    topic.refresh_from_db()
    with pytest.raises(ValidationError, match="can hold your name"):
        write(member, topic, files=[files.docx("Amina.docx")], pseudonym=True)
    kept = write(member, topic, files=[files.picture("Amina Member.jpg")], pseudonym=True).attachments.get()
    assert kept.name == "picture.webp"


def test_a_post_that_waits_keeps_its_files(board, topic, member, settings):
    board.holds = "newcomers"
    board.save()
    topic.refresh_from_db()
    held = actions.reply(member, topic, body="My first", key=uuid.uuid4(), files=[files.pdf()])
    assert isinstance(held, Held)
    assert len(stored(settings)) == 1
    post = actions.reply(member, topic, key=held.key, checked=True, **held.values)
    assert post.attachments.get().name == "guide.pdf"
    assert len(stored(settings)) == 1


def test_an_author_takes_one_away_and_keeps_the_other(
    topic, member, write, signed_in, settings, django_capture_on_commit_callbacks
):
    post = write(member, topic, "Two files", files=[files.pdf("one.pdf"), files.pdf("two.pdf")])
    one, two = post.attachments.all()
    address = f"{topic.get_absolute_url()}edit/2/"
    client = signed_in(member)
    assert f'name="drop" value="{one.pk}"' in client.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address, {"body": "Two files", "version": 1, "drop": [one.pk]})
    assert answer.status_code == 302
    assert list(post.attachments.all()) == [two]
    assert len(stored(settings)) == 1
    fresh = topic.posts.get(number=2)
    assert fresh.seq > post.seq
    assert fresh.version == 1
    assert fresh.attached
    assert "one.pdf" not in client.get(topic.get_absolute_url()).content.decode()


def test_nobody_takes_away_the_file_of_another_post(topic, member, coordinator, write, signed_in):
    theirs = write(coordinator, topic, files=[files.pdf()]).attachments.get()
    mine = write(member, topic, "Mine", files=[files.pdf()])
    actions.edit(member, mine, body="Mine", version=1, drop=[theirs.pk])
    assert Attachment.objects.filter(pk=theirs.pk).exists()
    with pytest.raises(PermissionDenied):
        actions.edit(member, theirs.post, body="x", version=1, drop=[theirs.pk])
    assert Attachment.objects.count() == 2
    answer = signed_in(member).post(
        f"{topic.get_absolute_url()}edit/3/", {"body": "Mine", "version": 1, "drop": [theirs.pk]}
    )
    assert answer.status_code == 422


def test_the_files_of_a_post_that_will_not_come_are_not_kept(
    board, topic, member, settings, django_capture_on_commit_callbacks
):
    board.holds = "newcomers"
    board.save()
    topic.refresh_from_db()
    held = actions.reply(member, topic, body="My first", key=uuid.uuid4(), files=[files.pdf()])
    assert len(stored(settings)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        actions.take_back(member, held)
    assert stored(settings) == []
