"""Records in the editors' rooms: drafts, review, schedule, history; bulk edit and export from the list."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from resources.library.editing.gate import Chooser, gated, handled_by
from resources.library.editing.index import Index
from resources.library.editing.panels import PANELS
from resources.library.models import Resource
from resources.library.models.resource import ResourceQuerySet


class ResourceViewSet(SnippetViewSet):
    model = Resource
    icon = "doc-full"
    menu_label = _("Resources")
    menu_order = 200
    add_to_admin_menu = True
    list_display = ["title", "kind", "year", "live", "updated_at"]
    list_filter = ["kind", "live", "level", "licence", "themes", "language"]
    search_fields = ["title", "english_title", "authors", "doi", "identifier"]
    search_backend_name = None
    chooser_viewset_class = Chooser
    index_view_class = Index
    panels = PANELS

    def get_queryset(self, request: HttpRequest) -> ResourceQuerySet:
        return handled_by(request.user)

    def get_urlpatterns(self) -> list[Any]:
        return [gated(pattern) for pattern in super().get_urlpatterns()]
