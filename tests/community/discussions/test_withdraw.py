"""Taking back one's own post."""

import pytest
from django.core.exceptions import PermissionDenied

from community.discussions import actions
from community.discussions.models import Attachment
from community.live import bus
from foundation.fulltext.models import Entry
from tests.community.discussions import files


def address(topic, number):
    return f"{topic.get_absolute_url()}withdraw/{number}/"


@pytest.fixture
def post(topic, member, write):
    return write(member, topic, "Canary words")


def text_of(answer):
    return answer.content.decode()


def test_an_author_looks_once_and_withdraws(topic, post, member, signed_in):
    client = signed_in(member)
    page = text_of(client.get(address(topic, 2)))
    assert "Canary words" in page
    assert "for good" in page
    assert topic.posts.get(number=2).state == "shown"
    answer = client.post(address(topic, 2))
    assert (answer.status_code, answer["Location"]) == (302, topic.get_absolute_url() + "#post-2")
    after = topic.posts.get(number=2)
    topic.refresh_from_db()
    assert after.state == "withdrawn"
    assert after.seq == topic.seq == 3
    assert topic.last_number == 2


def test_a_tombstone_stays_and_the_words_are_gone_everywhere(topic, post, member, coordinator, client, signed_in):
    actions.withdraw(member, post)
    for reader in (client, signed_in(coordinator), signed_in(member)):
        page = text_of(reader.get(topic.get_absolute_url()))
        assert "Post 2 was withdrawn by its author." in page
        assert "Canary" not in page
        assert "Canary" not in text_of(reader.get(topic.get_absolute_url() + "?since=0"))
        assert "Canary" not in text_of(reader.get(f"/api/discussions/{topic.pk}/posts/"))
        assert "Canary" not in text_of(reader.get("/search/?q=words"))
    assert not Entry.objects.filter(kind="topic", object_id=topic.pk, part=2).exclude(words="").exists()


def test_a_moderator_can_still_read_it(topic, post, member, moderator, signed_in):
    actions.withdraw(member, post)
    page = text_of(signed_in(moderator).get(topic.get_absolute_url()))
    assert "Canary words" in page


def test_its_files_are_gone_for_good(topic, member, write, client, django_capture_on_commit_callbacks):
    post = write(member, topic, files=[files.pdf()])
    kept = post.attachments.get()
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(member, post)
    assert client.get(kept.get_absolute_url()).status_code == 404
    assert not Attachment.objects.exists()
    assert not kept.file.storage.exists(kept.file.name)
    assert not topic.posts.get(number=2).attached


def test_the_first_post_may_be_withdrawn_and_the_title_stays(topic, post, coordinator, client, signed_in):
    assert "The title and the replies of others stay." in text_of(signed_in(coordinator).get(address(topic, 1)))
    signed_in(coordinator).post(address(topic, 1))
    page = text_of(client.get(topic.get_absolute_url()))
    assert topic.title in page
    assert "Post 1 was withdrawn by its author." in page
    assert "Canary words" in page


def test_it_goes_to_all_who_have_the_topic_open(topic, post, member, monkeypatch):
    sent = []
    monkeypatch.setattr(bus, "post", sent.append)
    actions.withdraw(member, post)
    texts = sent[-1]["texts"]
    assert "was withdrawn by its author" in texts["en"]
    assert not any("Canary" in text for text in texts.values())


def test_the_author_does_not_bring_it_back(topic, post, member, signed_in):
    actions.withdraw(member, post)
    client = signed_in(member)
    seq = topic.posts.get(number=2).seq
    assert client.post(address(topic, 2)).status_code == 302
    assert topic.posts.get(number=2).seq == seq
    assert client.post(f"{topic.get_absolute_url()}edit/2/", {"body": "Back", "version": 1}).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.edit(member, post, body="Back", version=1)
    assert topic.posts.get(number=2).state == "withdrawn"


def test_a_moderator_does_not_bring_it_back_either(topic, post, member, moderator):
    actions.withdraw(member, post)
    actions.restore(moderator, post)
    assert topic.posts.get(number=2).state == "withdrawn"


def test_nobody_withdraws_what_another_wrote(topic, post, coordinator, moderator, signed_in):
    for other in (coordinator, moderator):
        assert signed_in(other).get(address(topic, 2)).status_code == 403
        assert signed_in(other).post(address(topic, 2)).status_code == 403
        with pytest.raises(PermissionDenied):
            actions.withdraw(other, post)
    assert topic.posts.get(number=2).state == "shown"


def test_a_stranger_is_led_to_sign_in_and_an_outsider_finds_nothing(
    topic, post, private_topic, outsider, client, signed_in
):
    assert client.post(address(topic, 2)).status_code == 302
    assert signed_in(outsider).get(address(private_topic, 1)).status_code == 404
    assert signed_in(outsider).post(address(private_topic, 1)).status_code == 404


def test_a_hidden_post_is_not_withdrawn(topic, post, member, moderator, signed_in):
    actions.hide(moderator, post, "Why")
    assert signed_in(member).post(address(topic, 2)).status_code == 403
    assert topic.posts.get(number=2).state == "hidden"


def test_in_a_closed_topic_one_may_still_withdraw(topic, post, member, moderator):
    actions.close(moderator, topic, "Enough")
    assert actions.withdraw(member, post).state == "withdrawn"


def test_who_left_the_group_withdraws_nothing(private_topic, group, coordinator):
    group.memberships.filter(member=coordinator).delete()
    with pytest.raises(PermissionDenied):
        actions.withdraw(coordinator, private_topic.posts.get())


def test_only_the_author_sees_the_way(topic, post, member, coordinator, client, signed_in):
    link = f'href="{address(topic, 2)}"'
    mine = signed_in(member)
    assert link in text_of(mine.get(topic.get_absolute_url()))
    assert link in text_of(mine.get(f"{topic.get_absolute_url()}post/2/"))
    for other in (client, signed_in(coordinator)):
        assert link not in text_of(other.get(topic.get_absolute_url()))
        assert link not in text_of(other.get(f"{topic.get_absolute_url()}post/2/"))
