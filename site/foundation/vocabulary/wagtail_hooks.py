from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from foundation.vocabulary.models import Cadre, Concept, Country, Organisation, Region, Theme

TERM = [FieldPanel("slug"), FieldPanel("names"), FieldPanel("synonyms"), FieldPanel("position")]


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "group"
    search_fields = ["name", "short_name"]
    list_display = ["name", "short_name", "country"]
    panels = [FieldPanel("name"), FieldPanel("short_name"), FieldPanel("country"), FieldPanel("website")]


class ThemeViewSet(SnippetViewSet):
    model = Theme
    icon = "tag"
    list_display = ["__str__", "pillar", "programme"]
    panels = [*TERM, FieldPanel("pillar"), FieldPanel("programme")]


class CadreViewSet(SnippetViewSet):
    model = Cadre
    icon = "user"
    panels = TERM


class CountryViewSet(SnippetViewSet):
    model = Country
    icon = "site"
    list_display = ["__str__", "code", "region"]
    panels = [FieldPanel("code"), FieldPanel("names"), FieldPanel("synonyms"), FieldPanel("region")]


class RegionViewSet(SnippetViewSet):
    model = Region
    icon = "globe"
    panels = TERM


class ConceptViewSet(SnippetViewSet):
    model = Concept
    icon = "key"
    list_display = ["__str__", "pillar"]
    panels = [*TERM, FieldPanel("pillar")]


class VocabularyGroup(SnippetViewSetGroup):
    items = (OrganisationViewSet, ThemeViewSet, CadreViewSet, CountryViewSet, RegionViewSet, ConceptViewSet)
    menu_label = _("Vocabulary")
    menu_icon = "list-ul"
    menu_order = 500


register_snippet(VocabularyGroup)
