import pytest

from community.groups import actions as groups
from resources.library.actions import collections as actions


@pytest.fixture
def group(db, coordinator, member):
    """Closed: members are let in, and the member is one."""
    made = groups.start(coordinator, name="Para professionals", purpose="For them.", openness="closed")
    made.memberships.create(member=member)
    return made


@pytest.fixture
def reading(member):
    return actions.make(member, title="To read", about="In the evenings.")


@pytest.fixture
def toolkit(editor):
    return actions.make(editor, title="Supervision toolkit", editors=True)
