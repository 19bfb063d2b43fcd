from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from resources.library.models import Resource


class ResourceViewSet(SnippetViewSet):
    model = Resource
    icon = "doc-full"
    menu_label = _("Resources")
    menu_order = 200
    add_to_admin_menu = True
    list_display = ["title", "kind", "year", "live", "updated_at"]
    list_filter = ["kind", "live", "level"]
    search_fields = ["title", "english_title", "authors"]
    search_backend_name = None
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("title"),
                FieldRowPanel([FieldPanel("language"), FieldPanel("english_title")]),
                FieldPanel("summary"),
                FieldPanel("contents"),
            ],
            heading=_("What it is"),
        ),
        InlinePanel("files", label=_("file"), heading=_("Files")),
        InlinePanel("links", label=_("link"), heading=_("Links")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("planning"), FieldPanel("developing"), FieldPanel("supporting")]),
                FieldPanel("themes"),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("level")]),
                FieldPanel("cadres"),
                FieldPanel("countries"),
                FieldPanel("regions"),
            ],
            heading=_("Where it is found"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("publishers"),
                FieldPanel("authors"),
                FieldRowPanel([FieldPanel("year"), FieldPanel("edition")]),
                FieldPanel("rights"),
                FieldPanel("slug"),
            ],
            heading=_("Who made it"),
        ),
    ]


register_snippet(ResourceViewSet)
