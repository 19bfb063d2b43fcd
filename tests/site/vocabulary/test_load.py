import pytest
from django.utils import translation

from foundation.vocabulary import actions
from foundation.vocabulary.models import Cadre, Country, Pillar, Region, Theme, words_of

pytestmark = pytest.mark.django_db
LANGUAGES = {"en", "fr", "es", "pt", "ar", "sw"}


def test_every_database_has_the_countries_with_names_in_six_languages():
    assert Country.objects.count() == 195
    assert all(set(country.names) == LANGUAGES for country in Country.objects.all())
    assert Country.objects.filter(region=None).count() == 0


def test_regions_themes_and_cadres_are_there():
    assert Region.objects.count() == 9
    assert set(Theme.objects.exclude(pillar="").values_list("pillar", flat=True)) == set(Pillar.values)
    assert Theme.objects.filter(programme=True).count() == 15
    assert Cadre.objects.filter(slug="para-social-worker").exists()
    for model in (Region, Theme, Cadre):
        assert all({"en", "fr", "es"} <= set(term.names) for term in model.objects.all())


def test_loading_again_adds_nothing_and_keeps_what_an_editor_wrote():
    Theme.objects.filter(slug="advocacy").update(names={"en": "Speaking up"})
    before = Theme.objects.count(), Country.objects.count()
    actions.load()
    assert (Theme.objects.count(), Country.objects.count()) == before
    assert str(Theme.objects.get(slug="advocacy")) == "Speaking up"


def test_loading_again_brings_back_what_is_missing():
    Country.objects.filter(pk="KE").delete()
    actions.load()
    assert Country.objects.get(pk="KE").region.slug == "eastern-southern-africa"


def test_a_name_is_read_in_the_readers_language():
    country = Country.objects.get(pk="CI")
    with translation.override("sw"):
        assert str(country) == "Cote d’Ivoire"
    with translation.override("ar"):
        assert str(Country.objects.get(pk="KE")) == "كينيا"


def test_a_language_without_a_name_falls_back_to_english():
    assert str(Cadre(slug="x", names={"en": "Mentor"})) == "Mentor"
    with translation.override("fr"):
        assert str(Cadre(slug="x", names={"en": "Mentor"})) == "Mentor"


def test_former_and_discouraged_words_still_lead_to_the_term():
    assert "Swaziland" in words_of(Country.objects.get(pk="SZ"))
    assert "orphanage" in words_of(Theme.objects.get(slug="alternative-care"))
    assert "Alternative care" in words_of(Theme.objects.get(slug="alternative-care"))
