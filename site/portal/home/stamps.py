"""The last change of what editors keep, as one number. Signals only to hear Wagtail and Django."""

from typing import Any

from django.db import models
from django.db.models import F
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils import timezone
from wagtail.signals import page_slug_changed, post_page_move

from foundation.compiled import Compiled

ROOMS = {"home", "articles", "campaigns", "pictures"}
TREE = {"page", "pageviewrestriction", "collectionviewrestriction", "collection", "site", "locale"}


def _stamp(name: str) -> models.QuerySet[Any]:
    from portal.home.models import Stamp

    return Stamp.objects.filter(name=name)


PAGES = Compiled(_stamp, str)


def now() -> tuple[object, ...]:
    """What a cached page is named after: the number, and whether the notice is up. One query."""
    from portal.home.models import Stamp

    row = PAGES.first(Stamp, "pages")
    number, since, until = (row.number, row.since, row.until) if row else (0, None, None)
    moment = timezone.now()
    return number, (not since or since <= moment) and (not until or moment < until)


def bump(**values: Any) -> None:
    from portal.home.models import Stamp

    if not Stamp.objects.filter(name="pages").update(number=F("number") + 1, **values):
        Stamp.objects.update_or_create(name="pages", defaults={"number": timezone.now().timestamp() // 1, **values})


def _changed(sender: type[models.Model], instance: Any = None, raw: bool = False, **_kwargs: Any) -> None:
    meta = getattr(sender, "_meta", None)  # a model as a migration sees it is "__fake__"; our table may not stand yet
    if raw or meta is None or sender.__module__ == "__fake__" or meta.model_name in {"stamp", "rendition"}:
        return
    if meta.model_name == "siteframe":
        bump(since=instance.notice_from, until=instance.notice_until)
    elif meta.app_label in ROOMS or (meta.app_label == "wagtailcore" and meta.model_name in TREE):
        bump()


def _moved(**_kwargs: Any) -> None:
    bump()


def listen() -> None:
    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(_changed, dispatch_uid="home.stamps")
    for signal in (post_page_move, page_slug_changed):
        signal.connect(_moved, dispatch_uid="home.stamps")
