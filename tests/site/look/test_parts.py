"""The parts every room draws with: fields, refusals, marks, pages, the frame."""

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from foundation.templatetags import commons


class Join(forms.Form):
    name = forms.CharField(help_text="Your own, or a pseudonym.")
    told = forms.CharField(required=False)
    agreed = forms.BooleanField()
    kinds = forms.MultipleChoiceField(
        choices=[("a", "Planning"), ("b", "Supporting")], widget=forms.CheckboxSelectMultiple
    )
    key = forms.CharField(widget=forms.HiddenInput)


def drawn(template: str, **values: object) -> str:
    return engines["django"].from_string(template).render(values)


def test_a_field_ties_its_label_and_its_hint_to_the_control() -> None:
    html = drawn("{% field form.name %}", form=Join())
    assert '<label for="id_name">Name</label>' in html
    assert 'id="id_name_hint"' in html
    assert 'aria-describedby="id_name_hint"' in html


def test_a_hint_given_in_the_template_replaces_the_help_text() -> None:
    html = drawn("{% field form.name 'Write it once.' %}", form=Join())
    assert "Write it once." in html
    assert "pseudonym" not in html


def test_a_refused_field_names_its_reason_before_its_hint() -> None:
    html = drawn("{% field form.name %}", form=Join({}))
    assert 'aria-describedby="id_name_error id_name_hint"' in html
    assert 'aria-invalid="true"' in html
    assert "field bad" in html


def test_a_field_nobody_must_fill_says_so() -> None:
    assert "if you like" in drawn("{% field form.told %}", form=Join())
    assert "if you like" not in drawn("{% field form.name %}", form=Join())


def test_a_box_to_tick_stands_before_its_words() -> None:
    html = drawn("{% field form.agreed %}", form=Join())
    assert html.index("<input") < html.index("<span>Agreed")


def test_several_boxes_stand_in_a_group_with_a_name() -> None:
    html = drawn("{% field form.kinds %}", form=Join())
    assert "<fieldset" in html
    assert "<legend>Kinds" in html
    assert html.count("<label") == 2


def test_a_hidden_field_is_only_itself() -> None:
    assert "<label" not in drawn("{% field form.key %}", form=Join())


def test_a_refused_form_leads_to_each_field_and_says_what_is_kept() -> None:
    form = Join({"name": "Amina", "key": "1"})
    form.add_error(None, "Two of these do not fit together.")
    html = drawn("{% include 'parts/refused.html' %}", form=form)
    assert 'role="alert"' in html
    assert 'href="#id_agreed"' in html
    assert "Two of these do not fit together." in html
    assert "kept" in html


def test_a_form_that_is_not_refused_shows_no_alarm() -> None:
    assert drawn("{% include 'parts/refused.html' %}", form=Join()).strip() == ""


def test_pages_lead_back_and_on_and_keep_the_question() -> None:
    html = drawn("{% include 'parts/pages.html' with base='q=phone' %}", page=Paginator(range(30), 10).page(2))
    assert 'rel="prev" href="?q=phone&amp;page=1"' in html
    assert 'rel="next" href="?q=phone&amp;page=3"' in html
    assert "Page 2 of 3" in html


def test_one_page_alone_has_no_pages() -> None:
    assert drawn("{% include 'parts/pages.html' %}", page=Paginator([1], 10).page(1)).strip() == ""


@pytest.mark.parametrize(
    ("state", "drawing"),
    [("unread", "knot"), ("unanswered", "ring"), ("answered", "done"), ("private", "plock"), ("read", "dash")],
)
def test_a_mark_is_a_shape_of_its_own(state: str, drawing: str) -> None:
    assert f"#{drawing}" in drawn("{% include 'parts/mark.html' %}", state=state)


def test_an_icon_is_never_read_aloud() -> None:
    assert 'aria-hidden="true"' in commons.icon("find")


def test_an_address_keeps_the_language_of_the_reader() -> None:
    with translation.override("fr"):
        assert commons.here("/groups/") == "/fr/groups/"
    with translation.override("en"):
        assert commons.here("/groups/") == "/groups/"


def test_two_letters_stand_for_a_name() -> None:
    assert commons.initials("Nadifa Aziz Omar") == "NO"
    assert commons.initials("Amina") == "A"
    assert commons.initials("  ") == "?"


def test_a_page_names_itself_in_every_language() -> None:
    request = RequestFactory().get("/fr/groups/?page=2&x=1")
    html = commons.addresses({"request": request})
    assert 'rel="canonical" href="http://127.0.0.1:8000/fr/groups/?page=2"' in html
    assert 'hreflang="ar" href="http://127.0.0.1:8000/ar/groups/?page=2"' in html
    assert 'hreflang="x-default" href="http://127.0.0.1:8000/groups/?page=2"' in html
    assert "x=1" not in html


def test_the_page_for_a_broken_site_needs_no_context_and_no_database() -> None:
    html = render_to_string("500.html")
    assert "<h1>" in html
    assert "kept" in html or "still be there" in html


@pytest.mark.django_db
def test_a_refusal_shows_its_sentence_and_the_text_that_was_written() -> None:
    request = RequestFactory().post("/discussions/")
    request.user = AnonymousUser()
    html = render_to_string("403.html", {"exception": "The page is too old.", "kept": "My <b>answer"}, request)
    assert "The page is too old." in html
    assert "My &lt;b&gt;answer</textarea>" in html


@pytest.mark.django_db
def test_a_stale_edit_shows_both_texts() -> None:
    request = RequestFactory().post("/discussions/")
    request.user = AnonymousUser()
    html = render_to_string("409.html", {"theirs": "The newer words.", "yours": "My words.", "version": 3}, request)
    assert "The newer words." in html
    assert ">My words.</textarea>" in html
    assert 'name="version" value="3"' in html


@pytest.mark.django_db
def test_too_many_says_how_long_and_keeps_the_text() -> None:
    request = RequestFactory().post("/discussions/", {"body": "A long reply"})
    request.user = AnonymousUser()
    html = render_to_string("429.html", {"wait": 40}, request)
    assert "40 seconds" in html
    assert "A long reply" in html


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "way"), [("en", "ltr"), ("ar", "rtl"), ("sw", "ltr")])
def test_the_frame_names_language_and_direction(client, code: str, way: str) -> None:
    prefix = "" if code == "en" else f"/{code}"
    html = client.get(f"{prefix}/no/such/page/").content.decode()
    assert f'<html lang="{code}" dir="{way}"' in html
    assert 'class="skip" href="#main"' in html


@pytest.mark.django_db
def test_a_stranger_gets_no_token_in_the_frame(client) -> None:
    html = client.get("/no/such/page/").content.decode()
    assert "csrfmiddlewaretoken" not in html
    assert "/accounts/login/" in html


@pytest.mark.django_db
def test_a_member_has_a_menu_and_an_unread_number(member, signed_in) -> None:
    html = signed_in(member).get("/no/such/page/").content.decode()
    assert "data-unread" in html
    assert "/accounts/logout/" in html
    assert "Amina Member" in html
