"""The only way to a picture's bytes."""

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe
from wagtail.models import CollectionViewRestriction
from wagtail.permissions import policy_registry

from foundation.pictures.models import Picture, Rendition

TYPES = {"webp": "image/webp", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif"}


@require_safe
def media(request: HttpRequest, name: str) -> FileResponse:
    """A rendition to those who may see its collection, an original only to those who may change it; else 404."""
    kind = TYPES.get(name.rsplit(".", 1)[-1].lower())
    found = kind and (_rendition(request, name) or _original(request, name))
    if not found:
        raise Http404
    try:
        response = FileResponse(found.file.open("rb"), content_type=kind)
    except OSError as error:
        raise Http404 from error
    response["X-Content-Type-Options"] = "nosniff"
    public = isinstance(found, Rendition) and not CollectionViewRestriction.objects.exists()
    response["Cache-Control"] = "public, max-age=86400" if public else "private, no-store"
    return response


def _rendition(request: HttpRequest, name: str) -> Rendition | None:
    return Rendition.objects.visible_to(request.user).filter(file=name).first()


def _original(request: HttpRequest, name: str) -> Picture | None:
    if not request.user.is_authenticated:
        return None
    picture = Picture.objects.filter(file=name).first()
    may = picture and policy_registry.get_by_type(Picture).user_has_permission_for_instance(
        request.user, "change", picture
    )
    return picture if may else None
