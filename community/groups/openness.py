"""What other rooms do when a group's openness changes; they add themselves when the site starts."""

from collections.abc import Callable

from community.groups.models import Group

_told: list[Callable[[Group], None]] = []


def on_change(then: Callable[[Group], None]) -> None:
    """Called in the transaction of the change, with the group as it is now."""
    if then not in _told:
        _told.append(then)


def changed(group: Group) -> None:
    for then in _told:
        then(group)
