"""Editors keep the boards; groups have theirs by themselves."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from community.discussions.models import Board


class BoardViewSet(SnippetViewSet):
    model = Board
    icon = "comment"
    menu_label = _("Boards")
    add_to_admin_menu = True
    menu_order = 320
    list_display = ["title", "audience", "position"]
    ordering = ["position", "title"]
    panels = [
        FieldPanel("title"),
        FieldPanel("slug"),
        FieldPanel("about"),
        FieldPanel("audience"),
        FieldPanel("position"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Board]:
        return Board.objects.filter(group=None)


register_snippet(BoardViewSet)
