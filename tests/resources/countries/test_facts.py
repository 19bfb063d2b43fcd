import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from resources.countries import actions
from resources.countries.models import Fact

pytestmark = pytest.mark.django_db
VALUES = {
    "country": "UG", "text": "41 of 100 posts were filled.", "year": 2011, "source": "A national review",
    "definition": "Posts of district welfare officers, by the ministry.",
}  # fmt: skip


def test_an_editor_keeps_a_fact_with_where_it_comes_from(editor, client):
    actions.keep_fact(editor, **VALUES)
    page = client.get("/countries/ug/").content.decode()
    for words in ("Uganda", "41 of 100", "2011. A national review", "Counted: Posts of district welfare officers"):
        assert words in page


def test_a_member_may_not(member):
    with pytest.raises(PermissionDenied):
        actions.keep_fact(member, **VALUES)
    assert not Fact.objects.exists()


@pytest.mark.parametrize("missing", [{"source": ""}, {"year": None}, {"definition": " "}, {"country": "ZZ"}])
def test_a_figure_without_source_year_or_definition_is_refused(missing):
    with pytest.raises(ValidationError):
        actions.keep_fact(None, **{**VALUES, **missing})
    assert not Fact.objects.exists()


def test_a_fact_without_a_figure_needs_no_definition():
    actions.keep_fact(None, **{**VALUES, "text": "A ministry leads the task group since 2017.", "definition": ""})
    assert Fact.objects.count() == 1


def test_keeping_it_again_doubles_nothing():
    actions.keep_fact(None, **VALUES)
    assert actions.keep_fact(None, **{**VALUES, "year": 2012}).year == 2012
    assert Fact.objects.count() == 1


def test_the_list_shows_countries_with_facts_or_resources(client, keep, django_assert_max_num_queries):
    actions.keep_fact(None, **VALUES)
    keep(countries=["KE"])
    with django_assert_max_num_queries(10):
        page = client.get("/countries/").content.decode()
    assert "Uganda" in page
    assert "Kenya" in page
    assert "Albania" not in page
    assert '<data class="count" data-count="facts" value="1">1</data> fact<' in page


def test_a_countrys_page_lists_its_resources_but_no_draft(client, keep):
    keep("For Kenya", countries=["KE"])
    hidden = keep("Hidden for Kenya", countries=["KE"])
    hidden.unpublish()
    page = client.get("/countries/ke/").content.decode()
    assert "For Kenya" in page
    assert "Hidden for Kenya" not in page


def test_addresses(client):
    assert client.get("/countries/KE/")["Location"] == "/countries/ke/"
    assert client.get("/countries/zz/").status_code == 404
    assert client.get("/countries/kenya-and-more/").status_code == 404
    assert client.get("/fr/countries/al/").status_code == 200


def test_a_kept_page_shows_a_new_fact_at_once(client):
    client.get("/countries/ug/")
    actions.keep_fact(None, **VALUES)
    assert "41 of 100" in client.get("/countries/ug/").content.decode()
