import pytest

from portal.home.founding import found


@pytest.fixture
def home(db):
    return found()
