"""A topic's page, and the same posts bare for those who catch up."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from community.discussions import fragments, quick
from community.discussions.actions.pseudonyms import Mask, mask_of
from community.discussions.actions.tell import key_of
from community.discussions.forms import ReplyForm
from community.discussions.models import Post, Topic, TopicQuerySet
from community.discussions.views import moved, quote, ready, shared_topic, write
from community.discussions.views.articles import articles, moderates
from community.discussions.views.lists import number_asked
from community.discussions.views.welcome import prompted, read_here
from community.live import streams
from foundation.compiled import Compiled
from foundation.ownparts import hole
from foundation.pagecache import remembered

AT_ONCE = 100


# What names a stranger's page: asked at each visit, so its SQL is put together once.
FOR_STRANGERS = Compiled(
    lambda pk: Topic.objects.visible_to(AnonymousUser())
    .filter(pk=pk)
    .values_list(
        "slug", "changes", "seq", "board__title", "board__slug", "board__audience", "board__group__openness",
        "board__group__name",
    )
)  # fmt: skip


def topic(request: HttpRequest, pk: int, slug: str = "") -> HttpResponseBase:
    asked = {"since", "after", "reply", "quote"} & request.GET.keys() or request.GET.get("page") == "last"
    if request.method in {"GET", "HEAD"} and not request.user.is_authenticated and not asked:
        for own, *named in FOR_STRANGERS(pk):
            if own == slug:
                named.append(quick.names_of(quick.writers(pk, max(1, number_asked(request, "page", 1)))))
                return remembered(request, ("topic", pk, *named), lambda: page(request, found(request, pk)))
    elif request.method in {"GET", "HEAD"} and not asked:
        shared = shared_topic.answer(request, pk, slug, drawn, token)
        if shared:
            return shared
    seen = (written_to(request) if request.method == "POST" else readable(request)).filter(pk=pk).first()
    return for_reader(request, seen, slug) if seen else merged(request, pk)


def merged(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What is written to a topic that was merged goes where it leads; who had it open gets its tombstones."""
    pointers = prompted(Topic.objects.merged_for(request.user).seen_by(request.user), request.user)
    pointer = get_object_or_404(pointers, pk=pk)
    if request.method == "POST":
        return write.reply(request, pointer)
    if "since" in request.GET or "after" in request.GET:
        return bare(request, pointer)
    return moved.led_on(request, pointer)


def found(request: HttpRequest, pk: int) -> Topic:
    return get_object_or_404(readable(request), pk=pk)


def written_to(request: HttpRequest) -> TopicQuerySet:
    """With what a form needs; the page asks again where it comes back."""
    return Topic.objects.visible_to(request.user).select_related("board__group")


def readable(request: HttpRequest) -> TopicQuerySet:
    """With all that the page asks about its reader."""
    return prompted(Topic.objects.visible_to(request.user).seen_by(request.user), request.user)


def for_reader(request: HttpRequest, topic: Topic, slug: str) -> HttpResponseBase:
    if request.method == "POST":
        return write.reply(request, topic)
    if slug != topic.slug:
        query = request.META.get("QUERY_STRING", "")
        return moved.for_good(topic.get_absolute_url() + (f"?{query}" if query else ""))
    if "since" in request.GET or "after" in request.GET:
        return bare(request, topic)
    if {"reply", "quote"} & request.GET.keys() and not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
    return page(request, topic)


def bare(request: HttpRequest, topic: Topic) -> HttpResponse:
    """Only the articles: changed after a `seq`, in that order; or with a number above `after`."""
    since = "since" in request.GET
    posts = Post.objects.filter(topic=topic)
    if since:
        posts = posts.filter(seq__gt=number_asked(request, "since")).order_by("seq")
    else:
        posts = posts.filter(number__gt=number_asked(request, "after")).order_by("number")
    rows = fragments.rows(posts[: AT_ONCE + 1])
    response = render(request, "discussions/_posts.html", {"articles": articles(request, topic, rows[:AT_ONCE])})
    if len(rows) > AT_ONCE:
        response["X-More"] = "1"
    response["Cache-Control"] = "private, no-store"
    return response


def page(
    request: HttpRequest, topic: Topic, form: ReplyForm | None = None, status: int = 200, preview: str = ""
) -> HttpResponse:
    """One page of the topic with the reply box; showing it raises the reader's mark."""
    if not hasattr(topic, "news"):
        topic = found(request, topic.pk)
    number = _page_asked(request, topic)
    rows = fragments.rows(Post.objects.filter(topic=topic).of_page(number))
    answered = quote.answered(request, form)
    refusal = topic.refusal(request.user, inside=topic.inside)  # type: ignore[attr-defined]
    mask = mask_of(topic, request.user) if not refusal else None
    read_to: int | None = topic.read_to  # type: ignore[attr-defined]
    values = {
        "topic": topic,
        "articles": articles(request, topic, rows),
        "page": number,
        "form": form or (None if refusal else ReplyForm(initial=_begun(request, topic, answered, mask))),
        "mask": mask,
        "unmasked": not topic.board.allows_pseudonyms
        and any(row.pseudonym for row in rows if row.author_id == request.user.pk),
        "preview": preview,
        "answered": next((row for row in rows if row.number == answered and row.is_shown), None),
        "refusal": refusal,
        "moderates": moderates(request, topic),
        "token": token(request, topic),
        "first_new": shared_topic.first(topic, read_to, number) if request.user.is_authenticated else "",
    }
    if rows:
        news: int = topic.news  # type: ignore[attr-defined]
        read_here(request, topic, [key_of(row.pk) for row in rows], read_to, rows[-1].number, news)
    return render(request, "discussions/topic.html", values, status=status)


def drawn(nobody: HttpRequest, topic: Topic, number: int) -> HttpResponse:
    """The page that signed-in readers share; what is one reader's own stays a hole."""
    refusal = topic.refusal(nobody.user, inside=topic.inside)  # type: ignore[attr-defined]
    values = {
        "topic": topic,
        "articles": [hole("posts")],
        "page": number,
        "form": None if refusal else ReplyForm(initial={"key": hole("key")}),
        "refusal": refusal,
        "token": hole("stream"),
        "first_new": hole("first"),
    }
    return render(nobody, "discussions/topic.html", values)


def _begun(request: HttpRequest, topic: Topic, answered: int, mask: Mask | None) -> dict[str, Any]:
    """What stands in the reply box before anything is typed."""
    words = quote.words(request, topic) + (ready.words(request) if moderates(request, topic) else "")
    return {"reply_to": answered or None, "pseudonym": mask and mask.worn, "body": words}


def _page_asked(request: HttpRequest, topic: Topic) -> int:
    """The page of the address; else that of the post one replies to; else the first."""
    if request.GET.get("page") == "last":
        return topic.pages
    answered = quote.answered(request)
    number = number_asked(request, "page", topic.page_of(answered) if answered else 1)
    if not 1 <= number <= topic.pages:
        raise Http404
    return number


def token(request: HttpRequest, topic: Topic) -> str:
    """For a public space the same for everybody; else it names the member, and dies with the access."""
    space = topic.board.live_space
    member: Any = request.user.pk if topic.space else None
    if member and not hasattr(request, "epochs"):
        request.epochs = streams.epochs_of(space, streams.member_stream(member))  # type: ignore[attr-defined]
    return streams.token(topic.stream, member=member, space=space, epochs=getattr(request, "epochs", None))
