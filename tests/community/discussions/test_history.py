"""What a post was before: for those who moderate its topic."""

import pytest

from community.discussions import actions
from community.discussions.history import difference
from community.discussions.models import PostVersion


@pytest.fixture
def post(topic, member, write):
    made = write(member, topic, "We have one bus a day.")
    made = actions.edit(member, made, body="We have two buses a day.", version=1)
    return actions.edit(member, made, body="We have two buses a day, often late.", version=2)


def address(topic, number=2):
    return f"{topic.get_absolute_url()}post/{number}/history/"


def text_of(answer):
    return answer.content.decode()


def test_a_moderator_sees_each_change_with_what_went_and_what_came(topic, post, moderator, signed_in):
    answer = signed_in(moderator).get(address(topic))
    page = text_of(answer)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert "We have <del>one</del><ins>two</ins> <del>bus</del><ins>buses</ins> a day." in page
    assert "<ins>, often late</ins>" in page
    assert page.index("Version 3") < page.index("Version 2")
    assert "Changed by Amina Member" in page


def test_the_page_of_the_post_leads_there(topic, post, moderator, member, signed_in):
    link = f'href="{address(topic)}"'
    assert link in text_of(signed_in(moderator).get(f"{topic.get_absolute_url()}post/2/"))
    assert link not in text_of(signed_in(member).get(f"{topic.get_absolute_url()}post/2/"))
    assert "history/" not in text_of(signed_in(moderator).get(f"{topic.get_absolute_url()}post/1/"))


def test_others_may_not_look(topic, post, member, coordinator, client, signed_in):
    assert client.get(address(topic)).status_code == 302
    for other in (member, coordinator):
        answer = signed_in(other).get(address(topic))
        assert answer.status_code == 403
        assert "one" not in text_of(answer).split("<main")[-1].split("bus")[0] or "bus" not in text_of(answer)


def test_a_coordinator_sees_those_of_the_own_group_alone(private_topic, topic, post, coordinator, outsider, signed_in):
    actions.edit(coordinator, private_topic.posts.get(), body="Other", version=1)
    assert signed_in(coordinator).get(address(private_topic, 1)).status_code == 200
    assert signed_in(coordinator).get(address(topic)).status_code == 403
    assert signed_in(outsider).get(address(private_topic, 1)).status_code == 404


def test_the_change_of_a_moderator_has_a_name_and_a_reason(topic, post, moderator, signed_in):
    PostVersion.objects.create(
        post=post,
        version=3,
        body="We have two buses a day, Amina drives.",
        by=moderator,
        why="A name",
        at=post.edited_at,
    )
    page = text_of(signed_in(moderator).get(address(topic)))
    assert "Changed by Lucia Moderator" in page
    assert "A name" in page


def test_behind_a_pseudonym_nothing_of_the_account_is_shown(board, topic, member, moderator, write, signed_in):
    board.pseudonyms = True
    board.save()
    topic.refresh_from_db()
    post = write(member, topic, "First words", pseudonym=True)
    actions.edit(member, post, body="Other words", version=1)
    page = text_of(signed_in(moderator).get(address(topic)))
    assert post.pseudonym in page
    assert "Amina" not in page
    assert f"members/{member.pk}" not in page


def test_a_moderator_who_wrote_under_a_pseudonym_is_not_named_beside_it(
    board, topic, moderator, admin, write, signed_in
):
    board.pseudonyms = True
    board.save()
    topic.refresh_from_db()
    post = write(moderator, topic, "First words", pseudonym=True)
    PostVersion.objects.create(post=post, version=1, body="Before", by=moderator, at=post.created_at)
    page = text_of(signed_in(admin).get(address(topic)))
    assert post.pseudonym in page
    assert "Lucia" not in page


def test_words_of_a_post_are_never_taken_for_code():
    shown = difference("<script>one</script>", "<script>two</script><ins>")
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown.replace("<del>", "").replace("</del>", "") or "&lt;" in shown
    assert shown.count("<ins>") == shown.count("</ins>")


def test_a_very_long_text_is_compared_in_a_moment():
    import time

    begun = time.process_time()
    shown = difference("a b c d\n" * 2500, "a b c e\n" * 2500)
    assert time.process_time() - begun < 10
    assert "<ins>" in shown


def test_a_post_that_is_not_there_is_not_there(topic, moderator, signed_in):
    assert signed_in(moderator).get(address(topic, 9)).status_code == 404
