"""Keeping a search, naming it, hearing of what is new, forgetting it. Each is its member's alone."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from community.members.models import Member
from community.notifications import actions as notices
from foundation.text import clean
from resources.library import terms
from resources.library.kept import LONGEST_NAME, chosen_of, name_of
from resources.library.models import SavedSearch

MOST = 50  # kept by one member
LONGEST = 1500  # characters of the choice, as the address writes it


def keep_search(who: Member, query: str, *, name: str = "", told: bool = True) -> tuple[SavedSearch, bool]:
    """Keeps the choice of a query string; the second value is False where it was kept before."""
    if not who.is_active:
        raise PermissionDenied(_("Your account is closed or suspended."))
    names = terms.names(terms.stamp())
    chosen = chosen_of(query, names)
    asked = chosen.address()
    if len(asked) > LONGEST:
        raise ValidationError(_("This is too much to keep in one search. Take some of the choices away."))
    with transaction.atomic():
        Member.objects.select_for_update().get(pk=who.pk)  # so that two at once do not pass the limit
        own = SavedSearch.objects.visible_to(who)
        same = own.filter(query=asked).first()
        if same:
            return same, False
        if own.count() >= MOST:
            raise ValidationError(_("You keep %(number)d searches. Forget one first.") % {"number": MOST})
        now = timezone.now()
        kept = SavedSearch(
            member=who,
            name=name_from(name) if name else name_of(chosen, names),
            query=asked,
            language=(get_language() or "en")[:8],
            told=told,
            seen_until=now,
            told_until=now,
        )
        kept.save()
    return kept, True


def change_search(who: Member, search: SavedSearch, *, name: str, told: bool) -> SavedSearch:
    """Gives it another name, or says whether what is new is told. What came while it was not told stays untold."""
    _owned(who, search)
    if told and not search.told:
        search.told_until = timezone.now()
    search.name, search.told = name_from(name), told
    search.save(update_fields=["name", "told", "told_until"])
    return search


def open_search(who: Member, search: SavedSearch) -> SavedSearch:
    """The member looks at it: from here on is what is new. What was told of it is read."""
    _owned(who, search)
    now = timezone.now()
    with transaction.atomic():
        SavedSearch.objects.visible_to(who).filter(pk=search.pk).update(seen_until=now, told_until=now)
        notices.read_address(who, address_of(search))
    return search


def forget_search(who: Member, search: SavedSearch) -> None:
    """With what was told of it, which would lead nowhere."""
    _owned(who, search)
    with transaction.atomic():
        notices.forget_address(who, address_of(search))
        search.delete()


def address_of(search: SavedSearch) -> str:
    """Short, since the choice itself may be long; leads to the list."""
    with override("en"):
        return reverse("search_open", args=[search.pk])


def name_from(text: str) -> str:
    name = " ".join(clean(text).split())
    if not name:
        raise ValidationError({"name": _("Give the search a name.")})
    if len(name) > LONGEST_NAME:
        raise ValidationError({"name": _("At most %(number)d characters.") % {"number": LONGEST_NAME}})
    return name


def _owned(who: Member, search: SavedSearch) -> None:
    if search.member_id != who.pk:
        raise PermissionDenied(_("Only who keeps a search can change it."))
