from django.http import HttpRequest
from wagtail import hooks

from community.live import streams
from community.members.models import Member


@hooks.register("after_edit_user")
def close_sockets_of_the_suspended(request: HttpRequest, user: Member) -> None:
    """Pages refuse a suspended account by themselves; what is open must be closed."""
    if not user.is_active:
        streams.cut(user.pk)
