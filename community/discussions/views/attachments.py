"""The only way to the bytes of an attachment."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from community.discussions.models import Attachment
from foundation import downloads

PRIVATE = "private, no-store"


@require_safe
def attachment(request: HttpRequest, topic_id: int, pk: int, name: str) -> HttpResponseBase:
    """Pictures, which we made ourselves, are shown; everything else is only ever saved."""
    rows = Attachment.objects.visible_to(request.user).filter(post__topic=topic_id)
    found = get_object_or_404(rows.select_related("post__topic__board__group"), pk=pk)
    if not found.file.storage.exists(str(found.file.name)):
        raise Http404
    if name != found.name:
        return redirect(found)
    topic = found.post.topic
    given = downloads.Given(
        found.file,
        found.name,
        found.mime,
        found.bytes,
        mark=f"attached-{found.pk}",
        changed=int(found.post.created_at.timestamp()),
        inline=found.is_picture,
    )
    response = downloads.answer(request, given)
    if topic.space or topic.hidden:
        response["Cache-Control"] = PRIVATE
    return response
