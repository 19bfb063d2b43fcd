"""Each kind of notice as one sentence, put into the reader's language when it is read."""

from collections import defaultdict

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "mention": _("%(author)s mentions you in “%(topic)s”."),
    "replied": _("%(author)s replied to you in “%(topic)s”."),
    "reply": _("%(author)s replied in “%(topic)s”."),
    "topic": _("%(author)s started the discussion “%(topic)s”."),
    "offer": _("A colleague’s question may be one for you: “%(topic)s”. Can you answer?"),
    # What happens in a private group is told without names and titles: they stay inside.
    "mention_private": _("You are mentioned in a private discussion."),
    "replied_private": _("Somebody replied to you in a private discussion."),
    "reply_private": _("There is a new reply in a private discussion you follow."),
    "topic_private": _("There is a new discussion in a private group you follow."),
    "offer_private": _("A colleague’s question in a private discussion may be one for you. Can you answer?"),
    "reacted": _("Colleagues thanked you for a post in “%(topic)s”."),
    "answered": _("Your post in “%(topic)s” was marked as the answer."),
    "group_asked": _("%(member)s asks to join the group “%(group)s”."),
    "group_approved": _("You are now in the group “%(group)s”."),
    "group_invited": _("%(member)s invites you to the group “%(group)s”."),
    "group_now_open": _("Anyone can now read the group “%(group)s”."),
    "group_now_closed": _("Only members now read what is in the group “%(group)s”."),
    "group_now_private": _("The group “%(group)s” is now private: only its members know of it."),
    "group_masks_on": _("In the group “%(group)s” you can now write under a pseudonym."),
    "group_masks_off": _("In the group “%(group)s” everybody now writes under their own name."),
    "topic_renamed": _("A discussion you began is now called “%(topic)s”. The reason: %(why)s"),
    "topic_moved": _("“%(topic)s” now stands on the board “%(board)s”. The reason: %(why)s"),
    "topic_merged": _("“%(old)s”, which you began, was put together with “%(topic)s”. The reason: %(why)s"),
    "posts_moved": _("Posts of yours in “%(old)s” now stand in “%(topic)s”. The reason: %(why)s"),
    "reveal_asked": _("%(member)s asks you to agree to find out who wrote a post. The reason: %(why)s"),
    "revealed": _("Two officers looked up who wrote post %(number)s in “%(topic)s”. The reason: %(why)s"),
    "revealed_elsewhere": _("Two officers looked up who wrote a post of yours. The reason: %(why)s"),
    "topic_closed": _("“%(topic)s” was closed. It can still be read."),
    "post_hidden": _("A post of yours in “%(topic)s” was hidden. The reason: %(why)s"),
    "post_edited_out": _("A moderator changed a post of yours in “%(topic)s”. The reason: %(why)s"),
    "warned": _("A moderator warns you about a post of yours in “%(topic)s”. The reason: %(why)s"),
    "held_approved": _("Your post in “%(topic)s” is there now."),
    "held_refused": _("A moderator did not post what you wrote for “%(topic)s”. The reason: %(why)s"),
    "reported": _("A post was reported in a group you coordinate. Please read it."),
    "reported_harm": _("A post was reported because it may harm somebody. Please read it first."),
    "report_dismissed": _("A moderator read the post you reported and left it as it is. The reason: %(why)s"),
    "report_acted": _("A moderator read the post you reported and acted on it. Thank you."),
    "search_news": _("New resources for your search “%(name)s”: %(number)s."),
    "list_hidden": _("Your list “%(list)s” is no longer shown to others. The reason: %(why)s"),
    "submission_sent": _("A document or link was sent for the resource database. It waits for an editor."),
    "submission_taken": _("An editor has taken “%(title)s”, which you sent. You hear when it is in the database."),
    "submission_declined": _("“%(title)s”, which you sent, was not taken into the database. The reason: %(why)s"),
    "submission_live": _("“%(title)s”, which you sent, is in the resource database now. Thank you."),
    "use_hidden": _("Your story about “%(title)s” was hidden. The reason: %(why)s"),
    "use_reported": _("A story of how a resource was used was reported. Please read it."),
    "shelf_sent": _("A member sent something for the resources of a group you coordinate. It waits for you."),
    "shelf_taken": _("“%(title)s”, which you sent, is now among the resources of your group."),
    "shelf_removed": _("“%(title)s”, which you sent, is not among the resources of your group. The reason: %(why)s"),
    "day_published": _("Today in Workforce Week: “%(title)s”."),
}
UNKNOWN = _("Something is new for you.")


def sentence(kind: str, params: dict[str, object]) -> str:
    """A value that is missing is left out, so that an old row never breaks the page."""
    return str(WORDS.get(kind, UNKNOWN)) % defaultdict(str, params)
