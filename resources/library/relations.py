"""How a record belongs to others, in words for both ends."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from resources.library.models import Relation, Resource

HERE = dict(Relation.Kind.choices)
THERE: dict[str, "str | Promise"] = {
    Relation.Kind.TRANSLATION: _("Translated as"),
    Relation.Kind.ADAPTATION: _("Adapted as"),
    Relation.Kind.REPLACES: _("Replaced by"),
    Relation.Kind.PART: _("It has a part"),
}


class Belonging(NamedTuple):
    words: "str | Promise"
    other: Resource
    newer: bool  # the other took this one's place


def belongings(resource: Resource) -> list[Belonging]:
    """From both ends, as far as readers of this record may see the others. Three queries at most."""
    ends = [(one.kind, one.other_id, False) for one in resource.relations.all()]  # type: ignore[attr-defined]
    if resource.pk:
        back = Relation._base_manager.filter(other=resource.pk).order_by("pk")
        ends += [(kind, number, True) for kind, number in back.values_list("kind", "resource")]
    if not ends:
        return []
    shown = ("title", "english_title", "language", "slug", "kind", "year")
    others = Resource.objects.beside(resource).only(*shown).in_bulk({number for _kind, number, _back in ends})
    return [
        Belonging((THERE if back else HERE)[kind], others[number], back and kind == Relation.Kind.REPLACES)
        for kind, number, back in ends
        if number in others
    ]
