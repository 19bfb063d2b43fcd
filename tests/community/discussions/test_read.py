"""Reading: pages, addresses, read marks, lists, what each reader is shown."""

import pytest

from community.discussions import actions
from community.discussions.models import Board, ReadMark, Topic


def test_a_wrong_slug_leads_to_the_right_address(topic, client):
    answer = client.get(f"/discussions/t/{topic.pk}/other/?page=1")
    assert (answer.status_code, answer["Location"]) == (301, topic.get_absolute_url() + "?page=1")
    assert client.get(f"/discussions/t/{topic.pk}/").status_code == 301
    assert client.get(f"/fr/discussions/t/{topic.pk}/x/")["Location"].startswith("/fr/discussions/")


@pytest.mark.parametrize("page", ["0", "9", "99999999"])
def test_a_page_that_is_not_there_is_not_there(topic, client, page):
    assert client.get(topic.get_absolute_url() + f"?page={page}").status_code == 404


@pytest.mark.parametrize("query", ["page=x", "page=-1", "since=x", "after=1.5", "since=99999999999999999999"])
def test_a_number_that_is_none_is_refused(topic, client, query):
    assert client.get(f"{topic.get_absolute_url()}?{query}").status_code == 400


def test_a_page_is_a_range_of_numbers(full, client, moderator):
    topic = full(45)
    actions.hide(moderator, topic.posts.get(number=3), "because")
    numbers = [[post.number for post in topic.posts.all().of_page(page)] for page in (1, 2, 3)]
    assert numbers == [[*range(1, 21)], [*range(21, 41)], [*range(41, 46)]]
    first = client.get(topic.get_absolute_url()).content.decode()
    last = client.get(topic.get_absolute_url() + "?page=last").content.decode()
    assert first.count("<article") == 20
    assert "data-last" not in first
    assert last.count("<article") == 5
    assert "data-last" in last


def test_a_stranger_gets_no_form_and_no_cookie(topic, client):
    answer = client.get(topic.get_absolute_url())
    text = answer.content.decode()
    assert "Sign in to reply" in text
    assert "csrf" not in text
    assert 'method="post"' not in text
    assert not answer.cookies
    assert answer["ETag"]
    assert client.get(topic.get_absolute_url(), headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_a_kept_page_is_never_old(topic, member, write, client):
    before = client.get(topic.get_absolute_url())
    write(member, topic, "Fresh words")
    after = client.get(topic.get_absolute_url())
    assert "Fresh words" in after.content.decode()
    assert before["ETag"] != after["ETag"]


def test_everybody_has_the_same_token_for_a_public_topic(topic, member, signed_in, client):
    def token(reader):
        return reader.get(topic.get_absolute_url()).content.decode().split('data-token="')[-1].split('"')[0]

    assert token(client) == token(signed_in(member))


def test_the_list_says_where_it_stands(full, client):
    topic = full(3)
    text = client.get(topic.get_absolute_url()).content.decode()
    assert f'data-stream="topic.{topic.pk}"' in text
    assert 'data-seq="3"' in text
    assert '<data class="count" data-count="posts" value="3">3</data>' in text


def test_showing_a_page_raises_the_mark_and_never_lowers_it(full, member, signed_in):
    topic, client = full(45), signed_in(member)
    client.get(topic.get_absolute_url() + "?page=2")
    assert ReadMark.objects.get(member=member).number == 40
    client.get(topic.get_absolute_url())
    assert ReadMark.objects.get(member=member).number == 40
    client.get(topic.get_absolute_url() + "?page=3")
    assert ReadMark.objects.get(member=member).number == 45


def test_the_first_new_post_is_one_click_away(full, member, signed_in):
    topic, client = full(30), signed_in(member)
    actions.mark_read(member, topic, 25)
    link = f'href="{topic.get_absolute_url()}?page=2#post-26"'
    assert link in client.get("/discussions/practice-questions/").content.decode()
    assert link in client.get(topic.get_absolute_url()).content.decode()


def test_unread_is_marked_and_all_can_be_marked_read(full, member, signed_in, client):
    topic, reader = full(3), signed_in(member)
    assert 'class="row un"' in reader.get("/discussions/").content.decode()
    assert 'class="row un"' not in client.get("/discussions/").content.decode()
    assert reader.post("/discussions/read/", {"next": "/discussions/"}).status_code == 302
    assert 'class="row un"' not in reader.get("/discussions/").content.decode()
    assert ReadMark.objects.get(topic=topic).number == 3


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_marking_read_leads_nowhere_else(topic, member, signed_in, back):
    assert signed_in(member).post("/discussions/read/", {"next": back})["Location"] == "/discussions/"


def test_marking_is_for_members(topic, client):
    assert client.post("/discussions/read/").status_code == 302
    assert not ReadMark.objects.exists()


def test_a_mark_does_not_pass_the_last_post(topic, member):
    actions.mark_read(member, topic, 99)
    assert ReadMark.objects.get().number == 1


def test_a_question_with_only_its_first_post_is_unanswered(topic, member, write, client):
    topic.kind = "question"
    topic.save()
    assert topic.title in client.get("/discussions/unanswered/").content.decode()
    assert "No answer yet." in client.get("/discussions/practice-questions/").content.decode()
    write(member, topic)
    assert topic.title not in client.get("/discussions/unanswered/").content.decode()


def test_yours_are_those_you_wrote_in(topic, member, elsewhere, write, signed_in, client):
    write(member, topic)
    assert topic.title in signed_in(member).get("/discussions/mine/").content.decode()
    assert topic.title not in signed_in(elsewhere).get("/discussions/mine/").content.decode()
    assert client.get("/discussions/mine/").status_code == 302


def test_the_boards_tell_computed_numbers(full, client):
    full(7)
    text = client.get("/discussions/").content.decode()
    assert 'data-count="topics" value="1"' in text
    assert 'data-count="posts" value="7"' in text


def test_a_board_for_members_is_not_there_for_strangers(topic, board, member, signed_in, client):
    Board.objects.filter(pk=board.pk).update(audience="members")
    base = topic.get_absolute_url()
    places = [
        board.get_absolute_url(),
        base,
        f"{base}?since=0",
        f"{base}?after=0",
        f"/api/discussions/{topic.pk}/posts/",
    ]
    for address in places:
        assert client.get(address).status_code == 404
        assert signed_in(member).get(address).status_code == 200
    assert board.title not in client.get("/discussions/").content.decode()


def test_a_board_has_pages_of_twenty(board, member, client):
    for n in range(23):
        Topic.objects.create(
            board=board, title=f"Topic {n}", slug="t", author=member, created_at="2026-01-01T00:00Z",
            changed_at=f"2026-01-01T00:{n:02}Z", last_number=1,
        )  # fmt: skip
    first = client.get(board.get_absolute_url()).content.decode()
    second = client.get(board.get_absolute_url() + "?page=2").content.decode()
    assert (first.count('<li class="row'), second.count('<li class="row')) == (20, 3)
    assert "?page=2" in first


@pytest.mark.parametrize("language", ["fr", "es", "pt", "ar", "sw"])
def test_the_pages_work_in_every_language(topic, client, language):
    for address in ("/discussions/", topic.board.get_absolute_url(), topic.get_absolute_url()):
        assert client.get(f"/{language}{address}").status_code == 200


def test_a_reply_to_one_post_is_prepared(topic, member, signed_in, client):
    text = signed_in(member).get(topic.get_absolute_url() + "?reply=1").content.decode()
    assert 'name="reply_to" value="1"' in text
    assert "In reply to Grace Coordinator, post 1." in text
    assert client.get(topic.get_absolute_url() + "?reply=1").status_code == 302


XSS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "![a](https://example.org/pixel.png)",
    '<a href="https://x" onclick="alert(1)">a</a>',
    "<!--own-->",
    "<svg><script>alert(1)</script></svg>",
    "[a](https://x \"' onmouseover=alert(1) x='\")",
    "`<script>`\n\n    <script>alert(1)</script>",
    "<iframe src=https://example.org></iframe>",
    "[a](vbscript:x) <JAVASCRIPT:alert(1)>",
]


@pytest.mark.parametrize("body", XSS)
def test_what_is_written_never_runs(topic, member, write, client, body):
    post = write(member, topic, body)
    html = post.html.lower()
    assert not any(
        bad in html for bad in ("<script", "<img", "<svg", "<iframe", "<!--", 'href="javascript', 'href="data')
    )
    text = client.get(topic.get_absolute_url()).content.decode()
    assert "alert(1)</script>" not in text
    assert "<!--" not in text


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_a_title_and_a_name_are_words_only(board, member, client, title):
    member.display_name = title
    member.save()
    topic = actions.start_topic(member, board, title=title, body="b", key="3f0f4d2e-6d8e-4a58-9a1a-6b2f8f4a1c11")
    for address in (topic.get_absolute_url(), "/discussions/", board.get_absolute_url()):
        assert title not in client.get(address).content.decode()
