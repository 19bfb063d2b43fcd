import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from foundation.audit.models import Entry
from foundation.vocabulary.models import Organisation
from resources.library import actions
from resources.library.models import Resource

pytestmark = pytest.mark.django_db
VALUES = {
    "title": "Guião de atendimento",
    "language": "pt",
    "english_title": "Guide to handling cases",
    "summary": "Steps for the first talk and what follows.",
    "pillars": ["supporting", "developing"],
    "themes": ["case-management", "alternative-care"],
    "countries": ["MZ"],
    "regions": ["eastern-southern-africa"],
    "cadres": ["social-welfare-officer"],
    "publishers": ["Ministry of Gender"],
    "kind": "form",
    "level": "government",
    "year": 2021,
    "links": [{"url": "https://www.example.org/guiao.pdf", "language": "pt"}],
}


def test_an_editor_keeps_a_resource_and_it_is_live(editor):
    kept = actions.keep_resource(editor, **VALUES)
    kept = Resource.objects.get(pk=kept.pk)
    assert (kept.live, kept.slug, kept.year) == (True, "guide-to-handling-cases", 2021)
    assert [theme.slug for theme in kept.themes.all()] == ["case-management", "alternative-care"]
    assert [link.host for link in kept.links.all()] == ["example.org"]
    assert kept.language_codes == ["pt"]
    assert [pillar.value for pillar in kept.pillars] == ["developing", "supporting"]
    assert kept.latest_revision.user == editor
    assert not kept.has_unpublished_changes
    assert Entry.objects.filter(act="resource published", who=editor, what=f"resource:{kept.pk}").count() == 1


def test_a_member_may_not(member):
    with pytest.raises(PermissionDenied, match="Only editors"):
        actions.keep_resource(member, **VALUES)
    assert not Resource.objects.exists()


def test_keeping_the_same_slug_again_changes_it_and_doubles_nothing(editor):
    first = actions.keep_resource(editor, slug="guiao", **VALUES)
    again = actions.keep_resource(editor, slug="guiao", **{**VALUES, "year": 2022})
    assert again.pk == first.pk
    assert Resource.objects.get().year == 2022
    assert again.links.count() == 1
    assert Organisation.objects.filter(name="Ministry of Gender").count() == 1


def test_two_resources_of_one_title_get_two_addresses(keep):
    assert [keep().slug, keep().slug] == ["supervising-at-a-distance", "supervising-at-a-distance-2"]


def test_a_title_without_latin_letters_gets_an_address(keep):
    assert keep("أداة تقييم", language="ar").slug == "resource"


@pytest.mark.parametrize("slug", ["submit", "collections", "evidence", "searches"])
def test_an_address_beside_the_resources_is_refused(keep, slug):
    with pytest.raises(ValidationError, match="taken"):
        keep(slug=slug)


def test_a_resource_needs_a_pillar(keep):
    with pytest.raises(ValidationError, match="pillar"):
        keep(pillars=[])


def test_an_unknown_theme_is_an_error_and_nothing_is_kept(keep):
    with pytest.raises(ValueError, match="nonsense"):
        keep(themes=["nonsense"])
    assert not Resource.objects.exists()


def test_a_value_the_model_does_not_have_is_an_error(keep):
    with pytest.raises(TypeError, match="colour"):
        keep(colour="red")
