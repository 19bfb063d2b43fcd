"""Each kind of notice as one sentence, put into the reader's language when it is read."""

from collections import defaultdict

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "reply": _("%(author)s replied in “%(topic)s”."),
    "group_asked": _("%(member)s asks to join the group “%(group)s”."),
    "group_approved": _("You are now in the group “%(group)s”."),
    "group_invited": _("%(member)s invites you to the group “%(group)s”."),
    "topic_closed": _("“%(topic)s” was closed. It can still be read."),
    "post_hidden": _("A post of yours in “%(topic)s” was hidden. The reason: %(why)s"),
    "day_published": _("Today in Workforce Week: “%(title)s”."),
}
UNKNOWN = _("Something is new for you.")


def sentence(kind: str, params: dict[str, object]) -> str:
    """A value that is missing is left out, so that an old row never breaks the page."""
    return str(WORDS.get(kind, UNKNOWN)) % defaultdict(str, params)
