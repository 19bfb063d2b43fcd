"""Thanks, helpful, with you, tried it: a button in the page, or a small page of its own."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe

from community.discussions import actions, fragments
from community.discussions.models import Post, Topic
from community.discussions.views import own
from community.discussions.views.topic import articles, found
from community.discussions.views.write import refused


def react(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    topic = found(request, pk)
    post = get_object_or_404(Post.objects.visible_to(request.user).filter(topic=topic), number=number)
    if not request.user.is_authenticated:
        return to_login(request)
    if request.method != "POST":
        return _small_page(request, topic, post)
    wished = request.POST.get("feeling", "")
    feeling = wished.removeprefix("no-")
    try:
        actions.react(request.user, post, feeling, on=feeling == wished)
    except PermissionDenied as error:
        return refused(request, str(error))
    except ValidationError:
        return _small_page(request, topic, post, status=422)
    return changed(request, topic, number)


def to_login(request: HttpRequest) -> HttpResponse:
    return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")


def changed(request: HttpRequest, topic: Topic, *numbers: int) -> HttpResponse:
    """In place: the bare articles, for the script. Else the way back to the post."""
    if request.headers.get("X-Requested-With") != "fetch":
        return redirect(topic.address_of(numbers[0]))
    rows = fragments.rows(Post.objects.visible_to(request.user).filter(topic=topic, number__in=numbers))
    response = render(request, "discussions/_posts.html", {"articles": articles(request, topic, rows)})
    response["Cache-Control"] = "private, no-store"
    return response


def _small_page(request: HttpRequest, topic: Topic, post: Post, status: int = 200) -> HttpResponse:
    rows = fragments.rows(Post.objects.visible_to(request.user).filter(pk=post.pk))
    whole = articles(request, topic, rows)[0]
    values = {
        "topic": topic,
        "post": post,
        "article": mark_safe(whole.split("<footer", 1)[0] + "</article>"),  # noqa: S308
        "buttons": mark_safe(own.press(fragments.buttons(rows[0]), own.pressed_by(request.user, rows)[post.pk])),  # noqa: S308
    }
    response = render(request, "discussions/react.html", values, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
