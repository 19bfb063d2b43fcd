"""What a list is narrowed to: language, kind, theme, country, all in the address."""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Exists, OuterRef, Value
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.discussions.models import BoardQuerySet, Kind, Topic, TopicQuerySet
from foundation.text import fold
from foundation.vocabulary.models import Country, Theme, named

ANSWERED, UNANSWERED = "answered", "unanswered"
KINDS = {
    Kind.DISCUSSION.value: gettext_lazy("Discussions"),
    Kind.QUESTION.value: gettext_lazy("Questions"),
    UNANSWERED: gettext_lazy("Questions without an answer"),
    ANSWERED: gettext_lazy("Answered questions"),
    Kind.CASE.value: gettext_lazy("Cases"),
}
NAME = re.compile(r"[\w-]{1,80}", re.ASCII)


class Option(NamedTuple):
    value: str
    label: str
    chosen: bool


class Select(NamedTuple):
    name: str
    label: str
    every: str
    options: list[Option]


class Filters:
    """Of the query of an address; what is unknown there is as if it were not there."""

    def __init__(self, query: QueryDict) -> None:
        self.asked = {name: query.get(name, "") for name in ("lang", "kind", "theme", "country")}
        self.lang = self.asked["lang"] if self.asked["lang"] in dict(settings.LANGUAGES) else ""
        self.kind = self.asked["kind"] if self.asked["kind"] in KINDS else ""

    @cached_property
    def theme(self) -> Theme | None:
        slug = self.asked["theme"]
        return Theme.objects.filter(slug=slug).first() if NAME.fullmatch(slug) else None

    @cached_property
    def country(self) -> Country | None:
        code = self.asked["country"].upper()
        return Country.objects.filter(code=code).first() if NAME.fullmatch(code) else None

    @property
    def chosen(self) -> dict[str, str]:
        found = {
            "kind": self.kind,
            "lang": self.lang,
            "theme": self.theme.slug if self.theme else "",
            "country": self.country.code if self.country else "",
        }
        return {name: value for name, value in found.items() if value}

    @property
    def query(self) -> str:
        """For links that keep the filters; empty or with `&` at its end."""
        return f"{urlencode(self.chosen)}&" if self.chosen else ""

    def narrow(self, topics: TopicQuerySet) -> TopicQuerySet:
        """The country is what a topic is about, never where its author lives, who may write under a pseudonym."""
        if self.kind == UNANSWERED:
            topics = topics.unanswered()
        elif self.kind == ANSWERED:
            topics = topics.filter(kind=Kind.QUESTION, answer__isnull=False)
        elif self.kind:
            topics = topics.filter(kind=self.kind)
        if self.lang:
            topics = topics.filter(language=self.lang)
        if self.theme:
            topics = topics.filter(theme=self.theme)
        return topics.filter(country=self.country) if self.country else topics

    def selects(self, boards: BoardQuerySet) -> list[Select]:
        """The form: only themes and countries that somebody has written about on these boards. One query."""
        topics = Topic.objects.filter(board__in=boards.order_by(), hidden=False).listed()
        themes = Theme.objects.filter(Exists(topics.filter(theme=OuterRef("pk")))).order_by()
        countries = Country.objects.filter(Exists(topics.filter(country=OuterRef("pk")))).order_by()
        found = themes.values_list(Value("theme"), "slug", "names").union(
            countries.values_list(Value("country"), "code", "names"), all=True
        )
        terms: dict[str, dict[str, str]] = {"theme": {}, "country": {}}
        for facet, code, names in found:
            terms[facet][code] = named(names, code)
        selects = [
            self._select("kind", _("Kind"), _("Every kind"), KINDS.items()),
            self._select("lang", _("Language"), _("Every language"), settings.LANGUAGES),
            self._select("theme", _("Theme"), _("Every theme"), by_name(terms["theme"], self.theme, "slug")),
            self._select("country", _("Country"), _("Every country"), by_name(terms["country"], self.country, "code")),
        ]
        return [select for select in selects if select.options]

    def _select(self, name: str, label: str, every: str, choices: Iterable[tuple[str, object]]) -> Select:
        chosen = self.chosen.get(name, "")
        return Select(name, label, every, [Option(value, str(words), value == chosen) for value, words in choices])


def by_name(terms: dict[str, str], chosen: Theme | Country | None, field: str) -> list[tuple[str, str]]:
    """In the order of the reader's language; the chosen one is always among them."""
    if chosen:
        terms.setdefault(getattr(chosen, field), str(chosen))
    return sorted(terms.items(), key=lambda term: fold(term[1]))


def filters_of(request: HttpRequest) -> Filters:
    """Read once for a request."""
    found: Filters | None = getattr(request, "filters", None)
    if found is None:
        found = request.filters = Filters(request.GET)  # type: ignore[attr-defined]
    return found
