from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from resources.countries.models import Fact


class FactViewSet(SnippetViewSet):
    model = Fact
    icon = "globe"
    menu_label = _("Country facts")
    menu_order = 210
    add_to_admin_menu = True
    list_display = ["text", "country", "year", "source"]
    list_filter = ["country", "year"]
    panels = [
        FieldPanel("country"),
        FieldPanel("text"),
        FieldPanel("definition"),
        FieldRowPanel([FieldPanel("year"), FieldPanel("language")]),
        FieldPanel("source"),
        FieldPanel("source_url"),
    ]


register_snippet(FactViewSet)
