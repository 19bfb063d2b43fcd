"""Acts of editors on the site's own pages."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from community.members.models import Member
from portal.home.founding import found
from portal.home.models import HomePage, StandardPage

Body = list[tuple[str, Any]]


@transaction.atomic
def lay_out(who: Member, pages: Iterable[Mapping[str, Any]]) -> list[StandardPage]:
    """Standard pages below home, published. Each: slug, title, summary, body (list of block and value), and
    `translations`: language code -> title, summary, body. A slug that exists is left as it is."""
    home = found()
    if not home.permissions_for_user(who).can_add_subpage():
        raise PermissionDenied(_("Only editors lay out pages."))
    made = []
    for values in pages:
        page = StandardPage.objects.child_of(home).filter(slug=values["slug"]).first()
        page = page or _publish(who, home, settings.LANGUAGE_CODE, values["slug"], values)
        made.append(page)
        for code, words in values.get("translations", {}).items():
            if not page.has_translation(Locale.objects.get(language_code=code)):
                _publish(who, home_in(code), code, values["slug"], words, page.translation_key)
    return made


def home_in(code: str) -> HomePage:
    """The home page of a language's tree, made when the first translated page needs one."""
    home = found()
    locale = Locale.objects.get(language_code=code)
    there: HomePage | None = home.get_translation_or_none(locale)
    if there is None:
        there = home.copy_for_translation(locale, copy_parents=True).specific
        there.save_revision().publish()
    return HomePage.objects.get(pk=there.pk)


def _publish(
    who: Member, parent: HomePage, code: str, slug: str, words: Mapping[str, Any], translation_key: object = None
) -> StandardPage:
    page = StandardPage(
        title=words["title"],
        slug=slug,
        summary=words.get("summary", ""),
        body=words.get("body", []),
        owner=who,
        locale=Locale.objects.get(language_code=code),
        live=False,
    )
    if translation_key:
        page.translation_key = translation_key
    parent.add_child(instance=page)
    page.save_revision(user=who).publish(user=who)
    return StandardPage.objects.get(pk=page.pk)
