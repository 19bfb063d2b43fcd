"""Who hears of a post: each person at most once, by the nearest reason, and only who may read it now."""

from collections import defaultdict

from django.db.models import Q
from django.utils.translation import override

from community.discussions import mentions
from community.discussions.models import Post
from community.live import streams
from community.notifications.actions import notify_many
from community.notifications.models import On, Watch, WatchQuerySet


def soon(post: Post, *, mentioned: bool = False) -> None:
    """Leaves a job in the caller's transaction, so it exists exactly when the post does.

    After a change only those who are `mentioned` hear of it, and each of them once.
    """
    from community.discussions.tasks import tell_of_post  # the job calls this module

    if streams.is_quiet():  # a command that fills a site tells at the moment it plays
        of_post(post.pk, mentioned=mentioned)
    else:
        tell_of_post.enqueue(post.pk, mentioned=mentioned)


def of_post(post_id: int, *, mentioned: bool = False) -> int:
    """Tells how many heard. Again is the same as once: the key of a notice is the member and the post."""
    post = Post.objects.filter(pk=post_id).select_related("topic__board__group", "author").first()
    if post is None or not post.is_shown or post.topic.hidden:
        return 0
    topic = post.topic
    with override("en"):
        url = topic.address_of(post.number)
    inside = topic.space.startswith("group.")
    params = {} if inside else {"topic": topic.title, "author": post.voice}
    heard = 0
    for kind, members in reasons(post).items():
        if mentioned and kind != "mention":
            continue
        name = f"{kind}_private" if inside else kind
        heard += notify_many(members, name, params, url, space=topic.space, key=key_of(post.pk))
    return heard


def key_of(post_id: int) -> str:
    return f"post.{post_id}"


def reasons(post: Post) -> dict[str, list[int]]:
    """Kind of notice -> ids of members. The author hears nothing, under whatever name they wrote."""
    mentioned, answered = _mentioned(post), _answered(post)
    watches = _watches(post)
    follows = Q(pk__in=watches.filter(muted=False).values("member"))
    readers = post.topic.board.readers().filter(follows | Q(pk__in=[*mentioned, *answered]))
    there = set(readers.exclude(pk=post.author_id or 0).values_list("pk", flat=True))
    wished: defaultdict[int, dict[str, bool]] = defaultdict(dict)
    for member, on, muted in watches.values_list("member_id", "on", "muted"):
        wished[member][on] = muted
    found: dict[str, list[int]] = {"mention": [], "replied": [], "reply": [], "topic": []}
    for member in there:
        kind = _nearest(wished.get(member, {}), member in mentioned, member in answered)
        if kind:
            found[kind].append(member)
    return {kind: members for kind, members in found.items() if members}


def _nearest(wished: dict[str, bool], mentioned: bool, answered: bool) -> str:
    """A muted person is not heard at all; a muted topic only where somebody is mentioned by name."""
    if wished.get(On.MEMBER):
        return ""
    if mentioned:
        return "mention"
    if wished.get(On.TOPIC):
        return ""
    if answered:
        return "replied"
    if wished.get(On.TOPIC) is False:
        return "reply"
    begun = [muted for on, muted in wished.items() if on in {On.BOARD, On.THEME, On.MEMBER}]
    return "topic" if False in begun and True not in begun else ""


def _watches(post: Post) -> WatchQuerySet:
    """Those that bear on this post. Of a pseudonym's author none: not even silence may tell who it is."""
    topic = post.topic
    asked = Q(on=On.TOPIC, object_id=topic.pk)
    if not post.pseudonym and post.author_id:
        muted = {} if _begins(post) else {"muted": True}
        asked |= Q(on=On.MEMBER, object_id=post.author_id, **muted)
    if _begins(post):
        asked |= Q(on=On.BOARD, object_id=topic.board_id)
        asked |= Q(on=On.THEME, object_id=topic.theme_id) if topic.theme_id else Q()
    return Watch.objects.filter(asked)


def _begins(post: Post) -> bool:
    return post.number == 1


def _answered(post: Post) -> set[int]:
    """Who wrote the post this one replies to."""
    if not post.reply_to:
        return set()
    earlier = Post.objects.filter(topic=post.topic_id, number=post.reply_to, author__isnull=False).shown()
    return set(earlier.values_list("author_id", flat=True))


def _mentioned(post: Post) -> set[int]:
    return {member.pk for member in mentions.people_in(post)}
