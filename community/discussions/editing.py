"""Editors keep the site's boards. That of a group is its members' alone, also for who guesses its number."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from wagtail.snippets.views import chooser, snippets

from community.discussions.models import Board


class OfTheSite:
    def get_object(self, *args: Any, **kwargs: Any) -> Board:
        board: Board = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if board.group_id:
            raise Http404
        return board


class Edit(OfTheSite, snippets.EditView):
    pass


class Copy(OfTheSite, snippets.CopyView):
    pass


class Delete(OfTheSite, snippets.DeleteView):
    pass


class Usage(OfTheSite, snippets.UsageView):
    pass


class History(OfTheSite, snippets.HistoryView):
    pass


class Listed:
    def get_object_list(self) -> QuerySet[Board]:
        return Board.objects.filter(group=None)


class Choose(Listed, chooser.ChooseView):
    pass


class ChooseResults(Listed, chooser.ChooseResultsView):
    pass


class Chosen(OfTheSite, chooser.SnippetChosenView):
    pass


class Chooser(chooser.SnippetChooserViewSet):
    choose_view_class = Choose
    choose_results_view_class = ChooseResults
    chosen_view_class = Chosen
