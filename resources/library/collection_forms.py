"""What is written about lists. Limits are those of the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.discussions.forms import Keyed, Typed
from community.groups.models import Group, groups_of
from community.members.models import Member
from resources.library.models import Collection, Resource
from resources.library.models.collections import edits


class ListForm(Keyed):
    """For a new list also whose it is, where there is a choice."""

    title = Typed(label=_("Name"), max_length=120, error_messages={"required": _("Give it a name.")})
    about = Typed(
        label=_("What is it for?"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences: for whom, and when."),
    )  # fmt: skip
    whose = forms.ChoiceField(label=_("Whose list is it?"), widget=forms.RadioSelect, initial="own")
    shared = forms.BooleanField(
        label=_("Everybody may see it, with your name"), required=False,
        help_text=_("Leave it empty to keep the list to yourself."),
    )  # fmt: skip

    def __init__(self, who: Member, *args: Any, which: Collection | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {} if which else {f"group-{group.pk}": group for group in led_by(who)}
        choices = [("own", gettext("Your own"))]
        choices += [(key, gettext("Of the group “%(group)s”") % {"group": group}) for key, group in self.groups.items()]
        if edits(who):
            choices.append(("editors", gettext("The editors’: a toolkit for everybody")))
        if which or len(choices) == 1:
            del self.fields["whose"]
        else:
            self.fields["whose"].choices = choices  # type: ignore[attr-defined]
        if which and not which.keeper_id:
            del self.fields["shared"]

    def values(self) -> dict[str, Any]:
        """As `actions.collections.make` takes them."""
        found = dict(self.cleaned_data)
        whose = found.pop("whose", "own")
        return found | {"group": self.groups.get(whose), "editors": whose == "editors"}


def led_by(who: Member) -> list[Group]:
    led = who.memberships.filter(coordinates=True, group__in=groups_of(who, "in")).values("group")
    return list(Group.objects.joined_by(who).filter(pk__in=led))


class IntoForm(Keyed):
    """One of the lists this person keeps, or a new one of the person's own."""

    which = forms.ChoiceField(label=_("Which list?"), widget=forms.RadioSelect)
    title = Typed(label=_("Name of the new list"), max_length=120, required=False)
    note = Typed(
        label=_("Why it is in the list"), max_length=300, required=False, help_text=_("Such as: read chapter 3 first.")
    )

    def __init__(self, who: Member, resource: Resource, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = Collection.objects.kept_by(who).select_related("group").order_by("-changed_at")
        self.lists = {str(one.pk): one for one in kept}
        there = set(kept.filter(items__resource=resource).values_list("pk", flat=True))
        choices = [(key, label_of(one, one.pk in there)) for key, one in self.lists.items()]
        self.fields["which"].choices = [*choices, ("new", gettext("A new list"))]  # type: ignore[attr-defined]
        self.fields["which"].initial = next(iter(self.lists), "new")
        if not choices:
            del self.fields["which"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("which", "new") in ("new", "") and not values.get("title"):
            self.add_error("title", _("Give the new list a name."))
        return values


def label_of(which: Collection, there: bool) -> str:
    """Says whose it is where it is not one's own."""
    values = {"list": which.title, "group": which.group}
    if which.group:
        named = gettext("%(list)s (of the group “%(group)s”)") % values
    elif which.keeper_id is None:
        named = gettext("%(list)s (of the editors)") % values
    else:
        named = which.title
    return gettext("%(list)s: it is there already") % {"list": named} if there else named


class HideForm(forms.Form):
    why = Typed(label=_("Why?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), required=False)
