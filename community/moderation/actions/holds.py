"""What waits on a group's own board, chosen by those who lead the group."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from community.discussions.models import Board, Holds
from community.groups.models import Group
from community.members.models import Member
from foundation.audit.models import record as audit


@transaction.atomic
def choose_holds(who: Member, group: Group, board: Board, holds: str, flagged_words: str) -> Board:
    if not who.is_active or not group.is_led_by(who):
        raise PermissionDenied(_("Only a coordinator of the group can do this."))
    board.holds, board.flagged_words = Holds(holds), flagged_words
    board.save(update_fields=["holds", "flagged_words"])
    audit(who, "choose what waits", group, board.holds)
    return board
