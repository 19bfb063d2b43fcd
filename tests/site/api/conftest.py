import pytest

from tests.resources.conftest import keep  # noqa: F401  (the fixture)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
