"""Where one page of a file is read."""

from django.urls import reverse

from resources.library.models import Chapter, ResourceFile


def address_of_page(file: ResourceFile, page: int) -> str:
    """The web page of its chapter, at the page itself; where there is none, the file, opened at the page."""
    held = Chapter._base_manager.filter(reading__checksum=file.checksum, first_page__lte=page, last_page__gte=page)
    return address(file, page, held.order_by("number").values_list("number", flat=True).first())


def address(file: ResourceFile, page: int, chapter: int | None) -> str:
    """The same where the chapter that holds the page is known."""
    if chapter is None:
        return f"{file.get_absolute_url()}#page={page}"
    return f"{reverse('resource_read', args=[file.resource.slug, file.pk, chapter])}#page-{page}"
