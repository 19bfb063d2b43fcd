"""The ways to take what a record holds: small web pages, a light PDF, the file itself; each with what it costs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from resources.library import languages, webpages
from resources.library.models import Reading, ResourceFile
from resources.library.models.readings import State
from resources.library.templatetags.library import pages, wait

NOTES = {
    State.PICTURES: gettext_lazy("Pictures of pages: the words in it cannot be searched or read as a web page."),
    State.LOCKED: gettext_lazy("Locked: the words in it cannot be searched or read as a web page."),
    State.BROKEN: gettext_lazy("We could not read it: the words in it cannot be searched or read as a web page."),
}


@dataclass(frozen=True, slots=True)
class Carrier:
    """One link. `kind` is `web`, `light` or `whole`; `bytes` is what is sent for all of it."""

    kind: str
    file: ResourceFile
    href: str
    facts: str
    bytes: int
    notes: str = ""


def readings_of(files: Iterable[ResourceFile]) -> dict[str, Reading]:
    """By the file's sum; the words themselves are not asked for. The files are visible to who asks."""
    sums = {file.checksum for file in files}
    return {one.checksum: one for one in Reading._base_manager.filter(checksum__in=sums).defer("words")}


def carriers(request: HttpRequest | None, files: Sequence[ResourceFile], known: dict[str, Reading]) -> list[Carrier]:
    """Small forms first; none in a preview, which nobody asked for. Two queries where the costs are known."""
    parts = webpages.parts_of(known.values()) if request else {}
    web, light, whole = [], [], []
    for file in files:
        reading = known.get(file.checksum)
        if request and reading and parts.get(reading.pk):
            web.append(_web(request, file, reading, parts[reading.pk]))
        if request and reading and reading.light:
            words = _words(_("Light PDF, with smaller pictures"), file, reading)
            light.append(Carrier("light", file, light_address(file), words, reading.light_bytes))
        notes = [wait(file.bytes), str(NOTES.get(State(reading.state), "")) if reading else ""]
        words = _words(str(file.type.label), file, reading)
        whole.append(Carrier("whole", file, file.get_absolute_url(), words, file.bytes, " ".join(filter(None, notes))))
    return [*web, *light, *whole]


def _web(request: HttpRequest, file: ResourceFile, reading: Reading, parts: list[webpages.Part]) -> Carrier:
    taken = webpages.costs(request, file, reading, parts)
    number = len(parts)
    words = _words(_("To read here"), file, reading)
    if number == 1:
        href = reverse("resource_read", args=[file.resource.slug, file.pk, parts[0].number])
        return Carrier("web", file, href, words, taken[0])
    split = ngettext("in %(number)d part", "in %(number)d parts", number) % {"number": number}
    href = reverse("resource_contents", args=[file.resource.slug, file.pk])
    return Carrier("web", file, href, f"{words}, {split}", sum(taken))


def _words(form: str, file: ResourceFile, reading: Reading | None) -> str:
    """`PDF, English, 2 pages`. What was counted goes before what was typed."""
    number = (reading.pages if reading else None) or file.pages
    return ", ".join(filter(None, [form, languages.name(file.language), pages(number)]))


def light_name(file: ResourceFile) -> str:
    return f"{PurePath(file.filename).stem}-light.pdf"


def light_address(file: ResourceFile) -> str:
    return reverse("resource_light", args=[file.resource.slug, file.pk, light_name(file)])
