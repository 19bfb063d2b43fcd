"""Seeing a text as it would look: nothing is saved, nothing that was typed is lost."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from community.discussions.models import Post, Topic


def sent(**values):
    return {"body": "Two **buses**", "key": str(uuid.uuid4()), "preview": "on", **values}


@pytest.fixture
def shows(signed_in):
    """What comes back for a member who asks for a preview; it saves nothing."""

    def ask(who, address, values, status=200):
        before = (Post.objects.count(), Topic.objects.count(), list(Post.objects.values_list("version", flat=True)))
        answer = signed_in(who).post(address, values)
        after = (Post.objects.count(), Topic.objects.count(), list(Post.objects.values_list("version", flat=True)))
        assert (answer.status_code, after) == (status, before)
        return answer.content.decode()

    return ask


def test_a_reply_is_shown_above_the_same_form(topic, member, shows):
    values = sent(reply_to=1, language="fr")
    text = shows(member, topic.get_absolute_url(), values)
    assert 'id="preview"' in text
    assert "Preview. Not posted yet" in text
    assert "<p>Two <strong>buses</strong></p>" in text
    assert f'value="{values["key"]}"' in text
    assert "Two **buses**</textarea>" in text
    assert 'name="reply_to" value="1"' in text
    assert "In reply to Grace Coordinator, post 1." in text
    assert '<option value="fr" selected>' in text


def test_it_names_people_as_the_post_will(topic, member, shows):
    text = shows(member, topic.get_absolute_url(), sent(body="@Grace Coordinator"))
    assert '<span class="mention">@Grace Coordinator</span>' in text


def test_it_comes_back_on_the_page_it_was_asked_from(full, coordinator, shows):
    topic = full(25)
    text = shows(coordinator, topic.get_absolute_url() + "?page=2", sent())
    assert 'id="post-21"' in text
    assert 'id="post-1"' not in text
    assert f'formaction="{topic.get_absolute_url()}?page=2#preview"' in text


def test_an_empty_text_has_no_preview(topic, member, shows):
    text = shows(member, topic.get_absolute_url(), sent(body=" "), 422)
    assert "Write something first." in text
    assert 'id="preview"' not in text


def test_a_text_that_is_too_long_has_no_preview_but_is_kept(topic, member, shows):
    assert "long long" in shows(member, topic.get_absolute_url(), sent(body="long " * 4001), 422)


def test_files_cannot_be_kept_and_it_says_so(topic, member, signed_in):
    file = SimpleUploadedFile("a.txt", b"words")
    text = signed_in(member).post(topic.get_absolute_url(), sent(files=file)).content.decode()
    assert "Choose your files once more before you post." in text
    assert (
        "Choose your files once more" not in signed_in(member).post(topic.get_absolute_url(), sent()).content.decode()
    )


def test_after_the_preview_the_same_key_posts_once(topic, member, signed_in):
    client, values = signed_in(member), sent()
    client.post(topic.get_absolute_url(), values)
    del values["preview"]
    for _ in range(2):
        assert client.post(topic.get_absolute_url(), values)["Location"].endswith("#post-2")
    assert topic.posts.count() == 2


def test_a_discussion_is_shown_before_it_begins(board, member, shows):
    text = shows(member, "/discussions/practice-questions/new/", sent(title="A & title", kind="question"))
    assert "<p>Two <strong>buses</strong></p>" in text
    assert 'value="A &amp; title"' in text
    assert 'name="kind" value="question"' in text


def test_a_discussion_without_a_title_is_shown_too(board, member, shows):
    text = shows(member, "/discussions/practice-questions/new/", sent(title=""))
    assert "<strong>buses</strong>" in text
    assert "Give it a title." in text


def test_a_change_is_shown_before_it_is_saved(topic, coordinator, shows):
    text = shows(coordinator, f"{topic.get_absolute_url()}edit/1/", sent(version=1))
    assert "<p>Two <strong>buses</strong></p>" in text
    assert 'name="version" value="1"' in text
    assert topic.posts.get().body == "We have **one** bus a day."


def test_a_stranger_has_no_preview_and_keeps_the_text(topic, client):
    answer = client.post(topic.get_absolute_url(), sent())
    assert answer.status_code == 403
    assert "Two **buses**" in answer.content.decode()
    assert "<strong>" not in answer.content.decode()


def test_one_who_may_not_write_has_none_either(topic, member, shows):
    topic.closed = True
    topic.save()
    assert "Two **buses**" in shows(member, topic.get_absolute_url(), sent(), 403)


def test_one_who_may_not_read_finds_nothing(private_topic, outsider, signed_in):
    assert signed_in(outsider).post(private_topic.get_absolute_url(), sent()).status_code == 404


def test_nobody_previews_a_change_of_what_another_wrote(topic, member, signed_in):
    answer = signed_in(member).post(f"{topic.get_absolute_url()}edit/1/", sent(version=1))
    assert answer.status_code == 403


def test_previews_are_not_without_end(topic, member, signed_in):
    client = signed_in(member)
    codes = [client.post(topic.get_absolute_url(), sent()).status_code for _ in range(31)]
    assert codes == [200] * 30 + [429]


def test_the_writing_helps_come_with_a_form_only(topic, member, signed_in, client):
    address = topic.get_absolute_url()
    assert "discussions/write.js" not in client.get(address).content.decode()
    text = signed_in(member).get(address).content.decode()
    assert "discussions/write.js" in text
    assert "data-tools hidden" in text


def test_the_writing_helps_are_light():
    import brotli
    from django.contrib.staticfiles import finders

    with open(finders.find("discussions/write.js"), "rb") as file:
        assert len(brotli.compress(file.read())) <= 1228
