"""Old addresses of what was merged, moved or renamed lead on."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect

from community.discussions.models import PAGE, Post, Topic


def for_good(address: str) -> HttpResponse:
    """Permanent, but asked for again: a topic may get its old name back."""
    response = HttpResponsePermanentRedirect(address)
    response["Cache-Control"] = "private, no-cache"
    return response


def post(request: HttpRequest, pk: int) -> HttpResponse:
    """A post wherever it stands now."""
    found = get_object_or_404(Post.objects.visible_to(request.user).select_related("topic"), pk=pk)
    response = redirect(found)
    response["Cache-Control"] = "private, no-store"
    return response


def led_on(request: HttpRequest, pointer: Topic, number: int = 0) -> HttpResponse:
    """To where the post, or the first post of the page asked for, stands now.

    The address names a post in any case: else the browser would keep the `#post-7` of the old address.
    """
    if not Topic.objects.merged_for(request.user).filter(pk=pointer.pk).exists():
        raise Http404
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 8 else 1
    stones = Post.objects.filter(topic=pointer, number__gte=number or (page - 1) * PAGE + 1).order_by("number")
    there = Post.objects.visible_to(request.user).filter(pk__in=stones.values("moved_to"))
    stone = stones.filter(moved_to__in=there).select_related("moved_to__topic").first()
    if stone is None or stone.moved_to is None:
        return for_good(pointer.merged_into.get_absolute_url())  # type: ignore[union-attr]
    return for_good(stone.moved_to.get_absolute_url())
