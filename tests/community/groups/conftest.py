from datetime import timedelta

import pytest
from django.utils import timezone

from community.groups import actions
from community.groups.models import Group, Openness
from community.members.models import Member


@pytest.fixture
def coordinator(coordinator: Member) -> Member:
    """Has been here for a week, so may start a private group."""
    coordinator.joined_at = timezone.now() - timedelta(days=7)
    coordinator.save()
    return coordinator


def started(coordinator: Member, openness: str, name: str = "") -> Group:
    return actions.start(
        coordinator, name=name or f"A {openness} group", purpose="To learn together.", openness=openness
    )


@pytest.fixture
def open_group(coordinator) -> Group:
    return started(coordinator, Openness.OPEN)


@pytest.fixture
def closed_group(coordinator) -> Group:
    return started(coordinator, Openness.CLOSED)


@pytest.fixture
def private_group(coordinator) -> Group:
    return started(coordinator, Openness.PRIVATE)
