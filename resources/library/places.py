"""Where one page of a file is read."""

from django.urls import reverse

from resources.library.models import ResourceFile


def address(file: ResourceFile, page: int, chapter: int | None) -> str:
    """The web page of the chapter that holds it, at the page itself; where there is none, the file, opened at the page."""
    if chapter is None:
        return f"{file.get_absolute_url()}#page={page}"
    return f"{reverse('resource_read', args=[file.resource.slug, file.pk, chapter])}#page-{page}"
