"""What is done about posts that are reported or wait. Each act asks who may, writes once, tells who must know."""

from community.moderation.actions.decide import Decided, decide
from community.moderation.actions.holds import choose_holds
from community.moderation.actions.report import report
from community.moderation.actions.waiting import approve, refuse

__all__ = ["Decided", "approve", "choose_holds", "decide", "refuse", "report"]
