"""`{% picture image 640 %}`: a light WebP with its size, its words and no hurry."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from foundation.pictures.models import Rendition

register = template.Library()
HEAVIEST = 60 * 1024
STEPS = ((1, 72), (1, 50), (0.75, 45), (0.5, 40), (0.33, 30), (0.2, 25))  # part of the asked width, quality


@register.simple_tag
def picture(image: Any, width: int = 640, alt: str | None = None, first: bool = False) -> SafeString:
    """An `<img>` of at most `width` pixels and 60 KB. `first` is for the one picture above the fold."""
    if not image:
        return SafeString("")
    rendition = light(image, width)
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="{}"{}>',
        rendition.url,
        rendition.width,
        rendition.height,
        image.alt if alt is None else alt,
        SafeString("" if first else ' loading="lazy" decoding="async"'),
    )


def light(image: Any, width: int) -> Rendition:
    """The best rendition that is light enough; a noisy picture gets fewer pixels rather than a long wait."""
    for part, quality in STEPS:
        rendition = image.get_rendition(f"width-{int(width * part)}|format-webp|webpquality-{quality}")
        try:
            if rendition.file.size <= HEAVIEST:
                break
        except OSError:  # the file is gone: the address answers 404, the page still shows
            break
    return rendition
