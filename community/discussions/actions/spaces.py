"""What a group's topics need when the group becomes more or less open."""

from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q

from community.discussions.models import Post, Topic
from community.groups.models import Group, State
from community.notifications.actions import tell
from community.notifications.models import Notification
from foundation.fulltext.models import Entry

AT_ONCE = 50


@transaction.atomic
def follow_group(group: Group) -> None:
    """The search index and the notices about its topics go into the space they now belong to."""
    posts = Post.objects.filter(topic__board__group=group, topic__hidden=False).shown()
    Entry.objects.put(post.search_words() for post in posts.select_related("topic__board__group").iterator(500))
    topics = list(Topic.objects.filter(board__group=group).values_list("pk", flat=True))
    for start in range(0, len(topics), AT_ONCE):
        about = reduce(or_, (Q(url__startswith=f"/discussions/t/{pk}/") for pk in topics[start : start + AT_ONCE]))
        _move(group, about)


def _move(group: Group, about: Q) -> None:
    """Notices of who may no longer read there are gone."""
    notices = Notification.objects.filter(about)
    if group.space:
        inside = group.memberships.filter(state=State.IN).values("member")
        lost = notices.exclude(member__in=inside)
        readers = set(lost.unread().values_list("member", flat=True))
        lost.delete()
        for pk in readers:
            tell(pk)
    notices.update(space=group.space)
