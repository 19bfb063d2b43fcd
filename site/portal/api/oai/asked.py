"""What a harvester asks for: the arguments of each verb, dates, tokens."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core import signing
from django.http import QueryDict

from portal.api.oai.errors import OaiError, bad_argument, bad_token
from resources.library.citing.sets import SPEC

PREFIX = "oai_dc"
SALT = "portal.api.oai"
# verb -> arguments it needs, arguments it may have; a resumption token stands for all of them
VERBS: dict[str, tuple[set[str], set[str]]] = {
    "Identify": (set(), set()),
    "ListMetadataFormats": (set(), {"identifier"}),
    "ListSets": (set(), {"resumptionToken"}),
    "ListIdentifiers": ({"metadataPrefix"}, {"from", "until", "set"}),
    "ListRecords": ({"metadataPrefix"}, {"from", "until", "set"}),
    "GetRecord": ({"identifier", "metadataPrefix"}, set()),
}
LISTS = {"ListIdentifiers", "ListRecords"}
DAY, SECOND = re.compile(r"\d{4}-\d\d-\d\d$", re.ASCII), re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list that is asked for. `after` is the key of the last row the harvester has; `given` how many it has."""

    verb: str
    since: datetime | None = None
    before: datetime | None = None
    set: str = ""
    after: tuple[datetime, int] | None = None
    given: int = 0
    size: int | None = None


def verb_of(asked: QueryDict) -> str:
    verbs = asked.getlist("verb")
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise OaiError("badVerb", "Give one verb, and one of: " + ", ".join(VERBS) + ".")
    return verbs[0]


def arguments(asked: QueryDict, verb: str) -> dict[str, str]:
    """Each once, none too few or too many."""
    given = {name: values for name, values in asked.lists() if name != "verb"}
    repeated = [name for name, values in given.items() if len(values) != 1]
    if repeated:
        raise bad_argument(f"Given more than once: {', '.join(sorted(repeated))}.")
    needed, possible = VERBS[verb]
    if verb in LISTS and "resumptionToken" in given:
        needed, possible = {"resumptionToken"}, set()
    unknown, missing = set(given) - needed - possible, needed - set(given)
    if unknown:
        raise bad_argument(f"This verb does not take: {', '.join(sorted(unknown))}.")
    if missing:
        raise bad_argument(f"This verb needs: {', '.join(sorted(missing))}.")
    found = {name: values[0] for name, values in given.items()}
    if found.get("metadataPrefix", PREFIX) != PREFIX:
        raise OaiError("cannotDisseminateFormat", f"Only {PREFIX} is given out here.")
    return found


def wanted(verb: str, given: dict[str, str]) -> Wanted:
    if "resumptionToken" in given:
        return opened(given["resumptionToken"], verb)
    since, until = given.get("from"), given.get("until")
    if since and until and len(since) != len(until):
        raise bad_argument("Write from and until in the same way: both with seconds, or both as days.")
    first, last = (moment(since), moment(until)) if since or until else (None, None)
    if first and last and first > last:
        raise bad_argument("from is later than until.")
    chosen = given.get("set", "")
    if "set" in given and not SPEC.match(chosen):
        raise bad_argument("There is no such set; ListSets names them.")
    return Wanted(verb, first, _through(last, until), chosen)


def moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    form = "%Y-%m-%d" if DAY.match(text) else "%Y-%m-%dT%H:%M:%SZ" if SECOND.match(text) else ""
    try:
        return datetime.strptime(text, form or "refuse").replace(tzinfo=UTC)
    except ValueError:
        raise bad_argument("Write dates as 2026-11-22 or 2026-11-22T10:30:00Z.") from None


def _through(last: datetime | None, text: str | None) -> datetime | None:
    """The first moment that is too late: `until` counts itself in, as a day or as a second."""
    if last is None:
        return None
    try:
        return last + (timedelta(seconds=1) if SECOND.match(text or "") else timedelta(days=1))
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def token(wanted: Wanted) -> str:
    """All that is needed to go on, signed; nothing is kept here, so it is good for ever."""
    values = [
        wanted.verb, _text(wanted.since), _text(wanted.before), wanted.set,
        [_text(wanted.after[0]), wanted.after[1]] if wanted.after else None, wanted.given, wanted.size,
    ]  # fmt: skip
    return signing.dumps(values, salt=SALT, compress=True)


def opened(text: str, verb: str) -> Wanted:
    try:
        first, since, before, chosen, after, given, size = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise bad_token() from None
    if first != verb:
        raise bad_token()
    key = (datetime.fromisoformat(after[0]), after[1]) if after else None
    return Wanted(verb, _moment(since), _moment(before), chosen, key, given, size)


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: Any) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
