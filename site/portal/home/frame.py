"""What stands around every page: menus, notice, languages, unread number."""

import zlib
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.context_processors import PermWrapper
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from community.live import streams
from community.moderation import counts
from community.notifications.actions import unread
from foundation import ownparts, pagecache
from foundation.pages import SitePageQuerySet, address
from portal.home import stamps
from portal.home.models import SiteFrame

FOOTER = ("about", "guidelines", "privacy", "contact")


@dataclass
class Link:
    href: str
    label: str
    place: str = ""


@dataclass
class Frame:
    menu: list[Link] = field(default_factory=list)
    footer: list[Link] = field(default_factory=list)
    social: list[Link] = field(default_factory=list)
    notice: str = ""
    place: str = ""
    unread: int = 0


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of every template of the site: one query for all, one more for who is signed in."""
    if request.path.startswith("/admin/"):
        return {}
    code = (get_language() or "en")[:2]
    version = getattr(request, "stamp", None) or stamps.now()
    key = f"frame:{code}:{version}".replace(" ", "")
    around: Frame | None = cache.get(key)
    if around is None:
        around = build(code, notice=bool(version[1]))
        cache.set(key, around, 24 * 3600)
    parts = request.path.strip("/").split("/")
    around.place = parts[1] if parts[0] == code and len(parts) > 1 else "" if parts[0] == code else parts[0]
    user = getattr(request, "user", None)
    if ownparts.is_kept(request):
        return {"frame": around, "csrf_token": ownparts.hole("csrf")}
    if user is not None and user.is_authenticated:
        around.unread = unread_of(request)
    return {"frame": around}


def unread_of(request: HttpRequest) -> int:
    """Asked once for a page."""
    number: int | None = getattr(request, "unread", None)
    if number is None:
        number = request.unread = unread(request.user)  # type: ignore[attr-defined, arg-type]
    return number


def menu(request: HttpRequest) -> str:
    """Kept for a member under all that it shows of them."""
    user: Any = request.user
    judged = counts.open_for(user)
    rights = (user.is_staff, user.is_superuser, sorted(user.get_all_permissions()))
    facts = zlib.crc32(repr((user.display_name, rights, judged, pagecache.tongue())).encode())
    key = f"menu:{user.pk}:{facts:x}:{pagecache.release()[:8]}"
    kept: str | None = cache.get(key)
    if kept is None:
        kept = render_to_string("parts/menu.html", {"user": user, "perms": PermWrapper(user), "judged": judged})
        cache.set(key, kept, 24 * 3600)
    return kept


def badge(request: HttpRequest) -> str:
    """How much is new, and the token by which an open page hears of more."""
    known = getattr(request, "epochs", None)
    token = streams.token(f"member.{request.user.pk}", member=request.user.pk, epochs=known)
    return format_html(
        '<span class="n" title="{}" data-unread data-stream="member.{}" data-token="{}">{}</span>',
        _("unread"),
        request.user.pk,
        token,
        unread_of(request) or "",
    )


def told(request: HttpRequest) -> str:
    """What was just done, in a line above the page."""
    found = get_messages(request)
    return render_to_string("parts/told.html", {"messages": found}) if len(found) else ""


def hand_out() -> None:
    for maker in (menu, badge, told):
        ownparts.part(maker.__name__, maker)


def build(code: str, notice: bool = True) -> Frame:
    """The frame in one language, for everybody: restricted pages stay out of it."""
    kept = SiteFrame.objects.first() or SiteFrame()  # reading writes nothing
    words = kept.notice[0].value if notice and kept.notice else {}
    titles = _titles(code, [link.value["page"] for links in (kept.menu, kept.footer) for link in links])
    return Frame(
        menu=_links(kept.menu, titles, code)
        or [_own("week", _("Week"), code), _own("blog", _("Blog"), code), _own("countries", _("Countries"), code)],
        footer=_links(kept.footer, titles, code) or _footer(code),
        social=[Link(link.value["address"], link.value["words"]) for link in kept.social],
        notice=words.get(code) or words.get("en") or "",
    )


def plain(code: str) -> Frame:
    """The frame without any question to the database, for the page that says the site is broken."""
    return Frame(menu=[_own("week", _("Week"), code)], footer=[_own("blog", _("Blog"), code)])


def _own(place: str, label: str, code: str) -> Link:
    return Link(f"/{place}/" if code == "en" else f"/{code}/{place}/", label, place)


def _footer(code: str) -> list[Link]:
    """The standard pages that exist, and the blog."""
    pages = _public().filter(depth=3, slug__in=FOOTER)
    shown = _in_language(code, pages)
    order = {slug: place for place, slug in enumerate(FOOTER)}
    links = [
        Link(address(page, code), page.title, page.slug)
        for page in sorted(shown, key=lambda page: order.get(page.slug, 9))
    ]
    return [*links, _own("blog", _("Blog"), code)]


def _public() -> SitePageQuerySet:
    from django.contrib.auth.models import AnonymousUser

    return SitePageQuerySet(Page).visible_to(AnonymousUser())


def _in_language(code: str, pages: Any) -> list[Page]:
    """Each page once, as its translation in this language where there is one."""
    chosen: dict[object, Page] = {}
    for page in pages.select_related("locale"):
        if page.translation_key not in chosen or page.locale.language_code == code:
            chosen[page.translation_key] = page
    return list(chosen.values())


def _titles(code: str, pages: list[Page | None]) -> dict[object, Page]:
    keys = {page.translation_key for page in pages if page}
    if not keys:
        return {}
    return {page.translation_key: page for page in _in_language(code, _public().filter(translation_key__in=keys))}


def _links(stream: Any, titles: dict[object, Page], code: str) -> list[Link]:
    links = []
    for item in stream:
        value = item.value
        page = titles.get(value["page"].translation_key) if value["page"] else None
        if value["page"] and not page:
            continue
        words = value["words"].get(code) or value["words"].get("en")
        href = address(page, code) if page else value["address"]
        if href.startswith("/") and not page and code != "en":
            href = f"/{code}{href}"
        if href:
            place = (page.url_path.split("/")[2:] or [""])[0] if page else value["address"].strip("/").split("/")[0]
            links.append(Link(href, words or (page.title if page else href), place))
    return links
