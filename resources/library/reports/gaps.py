"""What records lack. Each gap is one condition of the query, so that a page asks the same number of times whatever there is."""

from typing import Any

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from resources.library.models import LinkState, Reading, Resource, ResourceFile, ResourceLink
from resources.library.models.readings import State

LABELS: dict[str, Any] = {
    "theme": _("No theme"),
    "place": _("No country and no region"),
    "rights": _("No licence and no rights"),
    "summary": _("No summary"),
    "content": _("No file and no link"),
    "dead": _("A dead link"),
    "scanned": _("A file that is pictures of pages"),
    "locked": _("A file locked with a password"),
    "broken": _("A file that could not be read"),
}


def _lacks(field: str) -> Any:
    through = getattr(Resource, field).through._base_manager
    return ~Exists(through.filter(resource=OuterRef("pk")))


def _file(state: State) -> Any:
    read = Reading.objects.filter(state=state).values("checksum")  # gate: only that there is one
    return Exists(ResourceFile.objects.filter(resource=OuterRef("pk"), checksum__in=read))


def gaps() -> dict[str, Any]:
    files = ResourceFile.objects.filter(resource=OuterRef("pk"))
    links = ResourceLink._base_manager.filter(resource=OuterRef("pk"))
    return {
        "theme": _lacks("themes"),
        "place": _lacks("countries") & _lacks("regions"),
        "rights": Q(licence="", rights=""),
        "summary": Q(summary=""),
        "content": ~Exists(files) & ~Exists(links),
        "dead": Exists(links.filter(url__in=LinkState.objects.dead().values("url"))),
        "scanned": _file(State.PICTURES),
        "locked": _file(State.LOCKED),
        "broken": _file(State.BROKEN),
    }


def having(records: Any, kind: str = "") -> Any:
    """Records with a gap of this kind, or with any."""
    conditions = gaps()
    asked = [conditions[kind]] if kind in conditions else list(conditions.values())
    either = Q()
    for condition in asked:
        either |= Q(condition)
    return records.filter(either)


def marked(records: Any) -> Any:
    """Each record with `lacks_<kind>` for every kind: to be asked of one page alone."""
    flags = {
        f"lacks_{kind}": Case(When(Q(condition), then=Value(True)), default=Value(False), output_field=BooleanField())
        for kind, condition in gaps().items()
    }
    return records.annotate(**flags)


def told(record: Any) -> str:
    return ", ".join(str(label) for kind, label in LABELS.items() if getattr(record, f"lacks_{kind}", False))
