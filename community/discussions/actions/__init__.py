"""What people do on the board. Each act asks whether they may, writes once, tells who must know."""

from community.discussions.actions.answer import mark_answer
from community.discussions.actions.edit import Stale, edit
from community.discussions.actions.hold import take_back
from community.discussions.actions.merge import merge
from community.discussions.actions.moderate import close, edit_out, hide, reopen, restore
from community.discussions.actions.move import move
from community.discussions.actions.pin import announce, pin, retract, unpin
from community.discussions.actions.react import react
from community.discussions.actions.read import mark_all_read, mark_read
from community.discussions.actions.rename import rename
from community.discussions.actions.reply import reply
from community.discussions.actions.split import split
from community.discussions.actions.start import board_of, start_topic
from community.discussions.actions.withdraw import withdraw

__all__ = [
    "Stale",
    "announce",
    "board_of",
    "close",
    "edit",
    "edit_out",
    "hide",
    "mark_all_read",
    "mark_answer",
    "mark_read",
    "merge",
    "move",
    "pin",
    "react",
    "rename",
    "reopen",
    "reply",
    "restore",
    "retract",
    "split",
    "start_topic",
    "take_back",
    "unpin",
    "withdraw",
]
