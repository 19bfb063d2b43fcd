"""A bare Django view of a topic page's shape: two queries, twenty rows, a plain template. And the trigger of the fan-out."""

from django.http import HttpRequest, HttpResponse
from django.template import engines

from community.discussions.models import Post, Topic
from community.live import streams

PAGE = engines["django"].from_string(
    "<!doctype html><title>{{ topic.title }}</title><h1>{{ topic.title }}</h1>"
    "{% for post in posts %}<article id='post-{{ post.number }}'><b>{{ post.author.display_name }}</b>"
    "<time>{{ post.created_at|date:'j F Y, H:i' }}</time>{{ post.html|safe }}</article>{% endfor %}"
)


def page(request: HttpRequest) -> HttpResponse:
    topic = Topic.objects.get(pk=request.GET["topic"])
    posts = Post.objects.filter(topic=topic, number__lte=20).select_related("author").order_by("number")
    return HttpResponse(PAGE.render({"topic": topic, "posts": posts}))


def publish(request: HttpRequest) -> HttpResponse:
    """Sends `n` frames to a stream, as after `n` posts."""
    frame = {"seq": 1, "number": 1, "html": "<article>" + "x" * 600 + "</article>"}
    for _ in range(int(request.GET["n"])):
        streams.publish(request.GET["stream"], frame)
    return HttpResponse("ok")


def token(request: HttpRequest) -> HttpResponse:
    return HttpResponse(streams.token(request.GET["stream"]))
