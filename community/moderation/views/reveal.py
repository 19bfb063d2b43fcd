"""The page on which two officers find out who wrote a post."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from community.discussions.models import Post
from community.members.models import Member
from community.moderation.actions import reveal as acts
from community.moderation.forms import RevealForm
from community.moderation.revealing import Reveal, is_officer


def _found(request: HttpRequest, pk: int) -> Post:
    """Not there for who may not read it; refused to who may read it and holds no office."""
    who: Member = request.user  # type: ignore[assignment]
    post = acts.post_for(who, pk)
    if post is None:
        raise Http404
    if why_not := acts.refusal(who, post):
        raise PermissionDenied(why_not)
    return post


@login_required
@never_cache
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    post = _found(request, pk)
    who: Member = request.user  # type: ignore[assignment]
    there = Reveal.objects.filter(post=post).select_related("asked_by", "seconded_by")
    asked = there.waiting().first() or there.running().first()
    form = RevealForm(request.POST or None)
    if request.method == "POST" and (asked or form.is_valid()):
        try:
            acts.second(who, asked) if asked else acts.ask(who, post, form.cleaned_data["why"])
            return redirect("reveal", pk)
        except ValidationError as error:
            form.add_error("why", error)
    values = {
        "post": post,
        "whole": Post.objects.visible_to(who).filter(pk=post.pk).exists(),
        "asked": asked,
        "mine": asked is not None and asked.asked_by_id == who.pk,
        "name": acts.look(who, asked) if asked and is_officer(who) else "",
        "form": form,
    }
    return render(request, "moderation/reveal.html", values, status=422 if form.is_bound and not asked else 200)
