"""Reading an attachment: only who reads the topic, only while the post stands."""

import pytest
from django.core.files.storage import default_storage

from community.discussions import actions
from community.discussions.models import Attachment
from tests.community.discussions import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(topic, member, write):
    return write(member, topic, files=[files.pdf("Plan d’appui.pdf", 5000)]).attachments.get()


@pytest.fixture
def photo(topic, member, write):
    return write(member, topic, files=[files.picture()]).attachments.get()


@pytest.fixture
def secret(private_topic, member, write):
    return write(member, private_topic, files=[files.pdf("canary.pdf")]).attachments.get()


def body(answer):
    return b"".join(answer.streaming_content)


def test_a_document_is_saved_and_never_shown(client, plan):
    answer = client.get(plan.get_absolute_url())
    assert answer.status_code == 200
    assert body(answer) == files.pdf(size=5000).read()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "public" in answer["Cache-Control"]


def test_a_picture_is_shown_where_it_stands(client, photo):
    answer = client.get(photo.get_absolute_url())
    assert answer["Content-Type"] == "image/webp"
    assert answer["Content-Disposition"].startswith("inline; ")
    assert answer["X-Content-Type-Options"] == "nosniff"
    page = client.get(photo.post.topic.get_absolute_url()).content.decode()
    assert f'src="{photo.get_absolute_url()}" width="640" height="480" loading="lazy"' in page
    assert 'alt="Picture attached by Amina Member"' in page


def test_a_document_is_a_button_with_type_and_size(client, plan):
    page = client.get(plan.post.topic.get_absolute_url()).content.decode()
    assert "Plan d’appui.pdf" in page
    assert "<small>PDF</small>" in page
    assert "4.9\xa0KB" in page


def test_a_download_goes_on_where_it_broke_off(client, plan):
    answer = client.get(plan.get_absolute_url(), headers={"Range": "bytes=4000-"})
    assert answer.status_code == 206
    assert body(answer) == files.pdf(size=5000).read()[4000:]
    known = client.get(plan.get_absolute_url(), headers={"If-None-Match": answer["ETag"]})
    assert known.status_code == 304


@pytest.mark.parametrize("language", ["", "/fr", "/ar"])
def test_the_address_works_in_every_language(client, plan, language):
    assert client.get(language + plan.get_absolute_url()).status_code == 200


def test_another_name_leads_to_the_right_one_and_another_topic_to_nothing(client, plan, topic, board, coordinator):
    answer = client.get(f"/discussions/files/{topic.pk}/{plan.pk}/other.pdf")
    assert (answer.status_code, answer["Location"]) == (302, plan.get_absolute_url())
    import uuid

    other = actions.start_topic(coordinator, board, title="Other", body="x", key=uuid.uuid4())
    assert client.get(f"/discussions/files/{other.pk}/{plan.pk}/{plan.name}").status_code == 404
    assert client.get(f"/discussions/files/{topic.pk}/{plan.pk + 99}/x.pdf").status_code == 404
    assert client.post(plan.get_absolute_url()).status_code == 405


def test_a_file_of_a_private_group_is_not_there_for_others(client, secret, outsider, elsewhere, coordinator, signed_in):
    for other in (client, signed_in(outsider), signed_in(elsewhere)):
        answer = other.get(secret.get_absolute_url())
        assert answer.status_code == 404
        assert b"%PDF" not in answer.content
    answer = signed_in(coordinator).get(secret.get_absolute_url())
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"


def test_who_left_the_group_reads_its_files_no_more(secret, group, member, signed_in):
    client = signed_in(member)
    assert client.get(secret.get_absolute_url()).status_code == 200
    group.memberships.filter(member=member).delete()
    assert client.get(secret.get_absolute_url()).status_code == 404


def test_a_hidden_post_gives_no_file_to_anybody(client, plan, moderator, signed_in):
    actions.hide(moderator, plan.post, "Not for here")
    for reader in (client, signed_in(moderator)):
        assert reader.get(plan.get_absolute_url()).status_code == 404
        assert "appui" not in reader.get(plan.post.topic.get_absolute_url()).content.decode()
    actions.restore(moderator, plan.post)
    assert client.get(plan.get_absolute_url()).status_code == 200


def test_a_hidden_topic_gives_none_either(client, plan, topic, moderator, signed_in):
    actions.hide(moderator, topic, "Not for here")
    assert client.get(plan.get_absolute_url()).status_code == 404
    assert signed_in(moderator).get(plan.get_absolute_url())["Cache-Control"] == "private, no-store"


def test_no_public_address_gives_it(client, plan):
    assert client.get(f"/media/{plan.file.name}").status_code == 404


def test_a_file_that_is_lost_is_not_there_and_is_named_by_fsck(client, plan, photo):
    from portal.ops import fsck

    assert list(fsck.attachments()) == []
    default_storage.delete(plan.file.name)
    assert client.get(plan.get_absolute_url()).status_code == 404
    assert list(fsck.attachments()) == [f"attachment {plan.pk}: not on disk"]
    Attachment.objects.filter(pk=photo.pk).delete()
    assert any("post 3: says that it has attachments" in line or "says that" in line for line in fsck.attachments())
