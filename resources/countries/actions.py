"""Keeping a fact about a country."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from foundation.audit.models import record
from resources.countries.models import Fact


@transaction.atomic
def keep_fact(
    who: Member | None,
    *,
    country: str,
    text: str,
    year: int,
    source: str,
    definition: str = "",
    language: str = "en",
    source_url: str = "",
) -> Fact:
    """Adds a fact, or changes the one with this text. `country` is a code; ValidationError where the source,
    the year or the definition of a figure is missing. `who` None is the system."""
    if who is not None and not who.has_perm("countries.add_fact"):
        raise PermissionDenied(_("Only editors may keep facts about a country."))
    fact = Fact.objects.filter(country=country, text=text).first() or Fact(country_id=country, text=text)
    fact.year, fact.source, fact.source_url = year, source, source_url
    fact.definition, fact.language = definition, language
    fact.full_clean()
    fact.save()
    record(who, "fact kept", fact)
    return fact
