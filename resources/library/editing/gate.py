"""Which records an editor handles: all that are for everybody, and those of the groups the editor is in."""

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.admin.utils import unquote
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern
from wagtail.snippets.views import chooser

from community.groups.models import Group
from resources.library.models import Resource
from resources.library.models.resource import ResourceQuerySet

if TYPE_CHECKING:
    from community.groups.models import Reader


def handled_by(who: "Reader") -> ResourceQuerySet:
    """Drafts too. An office opens no private group: who is not in it is not told of its records."""
    if not who.is_authenticated:
        return Resource.objects.none()
    return Resource.objects.filter(Q(group=None) | Q(group__in=Group.objects.joined_by(who).order_by().values("pk")))


def gated(pattern: URLPattern) -> URLPattern:
    """The same route, where a record out of reach is not there: for each of the editor's pages about one record."""
    view = pattern.callback

    @wraps(view)
    def within_reach(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = unquote(str(kwargs.get("pk", "")))
        if asked and not (asked.isdecimal() and handled_by(request.user).filter(pk=asked).exists()):
            raise Http404
        return view(request, *args, **kwargs)

    return URLPattern(pattern.pattern, within_reach, pattern.default_args, pattern.name)


class Listed:
    def get_object_list(self) -> ResourceQuerySet:
        return handled_by(self.request.user)  # type: ignore[attr-defined]


class Choose(Listed, chooser.ChooseView):
    pass


class ChooseResults(Listed, chooser.ChooseResultsView):
    pass


class Chosen(chooser.SnippetChosenView):
    def get_object(self, pk: Any) -> Resource:
        found = handled_by(self.request.user).filter(pk=pk).first() if str(pk).isdecimal() else None
        if found is None:
            raise Http404
        return found


class ChosenMultiple(chooser.SnippetChosenMultipleView):
    def get_objects(self, pks: Any) -> ResourceQuerySet:
        return handled_by(self.request.user).filter(pk__in=[pk for pk in pks if str(pk).isdecimal()])


class Chooser(chooser.SnippetChooserViewSet):
    choose_view_class = Choose
    choose_results_view_class = ChooseResults
    chosen_view_class = Chosen
    chosen_multiple_view_class = ChosenMultiple
