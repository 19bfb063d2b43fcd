"""Editors keep the boards; groups have theirs by themselves."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from community.discussions import editing
from community.discussions.models import Board, ReadyAnswer


class BoardViewSet(SnippetViewSet):
    model = Board
    edit_view_class = editing.Edit
    copy_view_class = editing.Copy
    delete_view_class = editing.Delete
    usage_view_class = editing.Usage
    history_view_class = editing.History
    chooser_viewset_class = editing.Chooser
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
        FieldPanel("pseudonyms"),
        FieldPanel("holds"),
        FieldPanel("flagged_words"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Board]:
        return Board.objects.filter(group=None)


class ReadyAnswerViewSet(SnippetViewSet):
    model = ReadyAnswer
    icon = "form"
    menu_label = _("Ready answers")
    add_to_admin_menu = True
    menu_order = 322
    list_display = ["title", "language", "welcomes"]
    list_filter = ["language"]
    ordering = ["language", "title"]
    panels = [FieldPanel("title"), FieldPanel("language"), FieldPanel("body"), FieldPanel("welcomes")]


register_snippet(BoardViewSet)
register_snippet(ReadyAnswerViewSet)
