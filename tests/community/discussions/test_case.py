"""Telling a case so that nobody can be known, and being asked once before a client's details go out."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from community.discussions import actions
from community.discussions.models import Topic

ADDRESS = "/discussions/practice-questions/new/"


def told(**values):
    return {
        "kind": "case",
        "title": "A girl stays away from school",
        "situation": "She cares for two small brothers.",
        "age": "10-14",
        "place": "village",
        "tried": "We spoke with an aunt.",
        "question": "Who else could help in the mornings?",
        "declared": "on",
        "key": str(uuid.uuid4()),
        **values,
    }


@pytest.fixture
def case(board, coordinator):
    return actions.start_topic(
        coordinator, board, kind="case", title="A family moves", body="They move often.", key=uuid.uuid4()
    )


def text_of(answer):
    return answer.content.decode()


def test_the_kind_is_chosen_first_by_links(board, member, signed_in):
    client = signed_in(member)
    page = text_of(client.get(ADDRESS))
    assert f'href="{ADDRESS}?kind=case"' in page
    assert f'href="{ADDRESS}?kind=question"' in page
    assert 'name="body"' in page
    assert 'name="situation"' not in page
    assert '<input type="hidden" name="kind" value="question"' in text_of(client.get(ADDRESS + "?kind=question"))


def test_the_form_of_a_case_asks_for_no_name_date_place_or_file(board, member, signed_in):
    page = text_of(signed_in(member).get(ADDRESS + "?kind=case"))
    for name in ("situation", "age", "place", "tried", "question", "declared"):
        assert f'name="{name}"' in page
    for name in ("body", "files", "date", "name"):
        assert f'name="{name}"' not in page
    assert 'type="date"' not in page
    assert 'type="file"' not in page


def test_a_case_is_one_text_under_headings(board, member, signed_in):
    answer = signed_in(member).post(ADDRESS, told())
    topic = Topic.objects.get()
    assert answer["Location"] == topic.get_absolute_url()
    post = topic.posts.get()
    assert topic.kind == "case"
    assert "# The situation\n\nShe cares for two small brothers." in post.body
    assert "10 to 14 years" in post.body
    assert "<h3>Your question</h3>" not in post.html
    assert "<h3>The question</h3>" in post.html


def test_the_headings_are_in_the_language_it_is_written_in(board, member, signed_in):
    signed_in(member).post(ADDRESS, told(language="ar"))
    assert Topic.objects.get().language == "ar"


@pytest.mark.parametrize("missing", ["situation", "age", "place", "tried", "question", "declared"])
def test_each_answer_and_the_declaration_are_needed(board, member, signed_in, missing):
    answer = signed_in(member).post(ADDRESS, told(**{missing: ""}))
    assert answer.status_code == 422
    assert not Topic.objects.exists()
    if missing != "situation":
        assert "She cares for two small brothers." in text_of(answer)


@pytest.mark.parametrize("field", ["title", "situation", "tried", "question"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("on 12 May 2024", "an exact date: 12 May 2024"),
        ("call 0712 345 678", "a telephone number: 0712 345 678"),
        ("case no. 2024/118", "an identity or case number"),
        ("at ١٢/٠٥/٢٠٢٤", "an exact date"),
    ],
)
def test_what_could_tell_who_it_is_is_refused_and_named(board, member, signed_in, field, words, said):
    answer = signed_in(member).post(ADDRESS, told(**{field: f"It was {words} again"}))
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "Who else could help" in text_of(answer) or field == "question"
    assert not Topic.objects.exists()


def test_no_confirmation_lets_it_through(board, member, signed_in):
    answer = signed_in(member).post(ADDRESS, told(tried="Call 0712 345 678", sure="on"))
    assert answer.status_code == 422
    assert not Topic.objects.exists()


@pytest.mark.parametrize("values", [{"title": "Case of 12 May 2024"}, {"body": "Her number is 0712 345 678"}])
def test_every_other_way_in_has_the_same_rule(board, member, values):
    with pytest.raises(ValidationError) as refused:
        actions.start_topic(
            member, board, kind="case", key=uuid.uuid4(), **{"title": "A case", "body": "Words", **values}
        )
    assert "This looks like" in refused.value.messages[0]
    assert not Topic.objects.exists()


def test_a_program_may_send_a_case_as_one_text(board, member, signed_in):
    sent = {"kind": "case", "title": "A case", "body": "What happened", "key": str(uuid.uuid4())}
    assert signed_in(member).post(ADDRESS, sent).status_code == 302
    refused = signed_in(member).post(ADDRESS, sent | {"body": "On 12 May 2024", "key": str(uuid.uuid4())})
    assert refused.status_code == 422
    assert "On 12 May 2024" in text_of(refused)


def test_a_reply_to_a_case_has_the_same_rule(case, member, signed_in, write):
    client = signed_in(member)
    sent = {"body": "Ask Amina at amina@example.org", "key": str(uuid.uuid4()), "sure": "on"}
    answer = client.post(case.get_absolute_url(), sent)
    assert answer.status_code == 422
    assert "This looks like an e-mail address: amina@example.org" in text_of(answer)
    assert "Ask Amina at" in text_of(answer)
    assert case.posts.count() == 1
    with pytest.raises(ValidationError):
        write(member, case, "on 12 May 2024")
    assert write(member, case, "Ask the aunt").number == 2


def test_a_change_of_a_case_has_the_same_rule(case, coordinator, signed_in):
    answer = signed_in(coordinator).post(
        f"{case.get_absolute_url()}edit/1/", {"body": "They left on 12 May 2024", "version": 1, "sure": "on"}
    )
    assert answer.status_code == 422
    assert "an exact date" in text_of(answer)
    assert case.posts.get().version == 1


def test_elsewhere_one_is_asked_once(topic, member, signed_in):
    client = signed_in(member)
    sent = {"body": "Our hotline is 0712 345 678", "key": str(uuid.uuid4())}
    asked = client.post(topic.get_absolute_url(), sent)
    assert asked.status_code == 422
    page = text_of(asked)
    assert "This looks like a telephone number: 0712 345 678" in page
    assert "Take it out if it belongs to somebody you work with." in page
    assert 'name="sure"' in page
    assert "Our hotline is" in page
    assert topic.posts.count() == 1
    assert client.post(topic.get_absolute_url(), sent | {"sure": "on"}).status_code == 302
    assert topic.posts.count() == 2


def test_plain_words_and_dates_are_not_asked_about(topic, member, signed_in):
    sent = {"body": "The webinar is on 12 May 2026, all 1,200,000 are welcome", "key": str(uuid.uuid4())}
    assert signed_in(member).post(topic.get_absolute_url(), sent).status_code == 302


def test_a_new_topic_is_asked_about_too(board, member, signed_in):
    sent = {"title": "Write to a@example.org", "body": "Words", "key": str(uuid.uuid4())}
    assert signed_in(member).post(ADDRESS, sent).status_code == 422
    assert signed_in(member).post(ADDRESS, sent | {"sure": "on"}).status_code == 302


def test_a_change_is_asked_only_about_what_is_new_in_it(topic, coordinator, signed_in, write):
    write(coordinator, topic, "Ring 0712 345 678")
    client, address = signed_in(coordinator), f"{topic.get_absolute_url()}edit/2/"
    assert client.post(address, {"body": "Ring 0712 345 678 today", "version": 1}).status_code == 302
    answer = client.post(address, {"body": "Ring 0712 345 678 or 0712 345 679", "version": 2})
    assert answer.status_code == 422
    assert "0712 345 679" in text_of(answer)


def test_a_refused_account_keeps_the_words_of_a_case(board, client):
    answer = client.post(ADDRESS, told())
    assert answer.status_code == 403
    assert "She cares for two small brothers." in text_of(answer)
