"""The comment that opens the talk about a resource, or goes into it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from community.discussions.actions.about import talk_about
from community.discussions.models import Post
from community.discussions.views.write import refused
from resources.library.talk import CommentForm, may_be_talked_about, shelf
from resources.library.views import asked, page


@login_required
def comment(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Who was sent to the sign-in page comes back to the resource."""
    found = asked(request, slug)
    if request.method != "POST":
        return redirect(found.get_absolute_url() + "#talk")
    try:
        may_be_talked_about(found)
    except PermissionDenied as error:
        return refused(request, str(error))
    form = CommentForm(request.POST)
    if not form.is_valid():
        return page(request, found, form, status=422)
    values = {name: form.cleaned_data[name] for name in ("body", "key", "pseudonym")}
    board = shelf()
    assert board
    try:
        said = talk_about(request.user, found, board, language=form.cleaned_data["language"] or "en", **values)  # type: ignore[arg-type]
    except PermissionDenied as error:
        return refused(request, str(error))
    if isinstance(said, Post):
        return redirect(said)
    messages.info(request, _("A moderator reads your comment first. Then it is shown to all."))
    return redirect(found)
