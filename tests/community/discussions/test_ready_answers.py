"""Ready answers: kept by editors and moderators, put into the reply box of who moderates."""

import pytest
from django.contrib.auth.models import Group as Office

from community.discussions.models import ReadyAnswer
from tests import people


@pytest.fixture
def ready(db):
    rows = (("Welcome", "en"), ("Bienvenue", "fr"), ("Karibu", "sw"))
    return {code: ReadyAnswer.objects.create(title=title, body=f"{title} words", language=code) for title, code in rows}


def text_of(client, address):
    return client.get(address).content.decode()


def test_a_moderator_finds_them_beside_the_reply_box(topic, ready, moderator, signed_in):
    text = text_of(signed_in(moderator), topic.get_absolute_url())
    assert 'name="ready"' in text
    assert all(f'<option value="{row.pk}"' in text for row in ready.values())


def test_those_in_the_language_of_the_topic_come_first(topic, ready, moderator, signed_in):
    topic.language = "sw"
    topic.save()
    text = text_of(signed_in(moderator), topic.get_absolute_url())
    assert text.index("Karibu") < text.index("Welcome") < text.index("Bienvenue")


def test_the_chosen_one_stands_in_the_box_to_be_changed(topic, ready, moderator, signed_in):
    text = text_of(signed_in(moderator), f"{topic.get_absolute_url()}?ready={ready['fr'].pk}&reply=1")
    assert "Bienvenue words</textarea>" in text
    assert f'value="{ready["fr"].pk}" lang="fr" selected' in text
    assert "In reply to Grace Coordinator" in text
    assert 'name="reply" value="1"' in text


def test_for_others_the_address_does_nothing(topic, ready, member, signed_in, client):
    address = f"{topic.get_absolute_url()}?ready={ready['en'].pk}"
    for reader in (client, signed_in(member)):
        text = text_of(reader, address)
        assert "Welcome words" not in text
        assert 'name="ready"' not in text


def test_a_coordinator_has_them_in_the_own_group_only(topic, private_topic, ready, coordinator, member, signed_in):
    assert "Welcome words" in text_of(
        signed_in(coordinator), f"{private_topic.get_absolute_url()}?ready={ready['en'].pk}"
    )
    assert "Welcome words" not in text_of(
        signed_in(member), f"{private_topic.get_absolute_url()}?ready={ready['en'].pk}"
    )
    assert "Welcome words" not in text_of(signed_in(coordinator), f"{topic.get_absolute_url()}?ready={ready['en'].pk}")


def test_one_that_is_not_there_leaves_the_box_empty_and_nonsense_is_refused(topic, ready, moderator, signed_in):
    browser = signed_in(moderator)
    assert "words</textarea>" not in text_of(browser, f"{topic.get_absolute_url()}?ready=999999")
    assert browser.get(f"{topic.get_absolute_url()}?ready=x").status_code == 400


def test_without_any_there_is_no_empty_choice(topic, moderator, signed_in):
    assert 'name="ready"' not in text_of(signed_in(moderator), topic.get_absolute_url())


def test_moderators_and_editors_keep_them_and_members_do_not(ready, member, signed_in):
    address = "/admin/snippets/discussions/readyanswer/"
    for office in ("Community moderators", "Editors"):
        who = people.person(f"Olga {office.split()[0]}")
        who.groups.add(Office.objects.get(name=office))
        assert "Karibu" in text_of(signed_in(who), address), office
        assert signed_in(who).get(f"{address}add/").status_code == 200
    assert signed_in(member).get(address).status_code in {302, 403}
