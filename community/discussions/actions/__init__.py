"""What people do on the board. Each act asks whether they may, writes once, tells who must know."""

from community.discussions.actions.edit import Stale, edit
from community.discussions.actions.moderate import close, hide, reopen, restore
from community.discussions.actions.read import mark_all_read, mark_read
from community.discussions.actions.reply import reply
from community.discussions.actions.start import board_of, start_topic

__all__ = [
    "Stale",
    "board_of",
    "close",
    "edit",
    "hide",
    "mark_all_read",
    "mark_read",
    "reopen",
    "reply",
    "restore",
    "start_topic",
]
