"""Names what a machine lacks, instead of leaving it out in silence."""

import os
import shutil

import pytest


def test_the_suite_runs_on_postgresql_and_redis_too():
    missing = os.environ.get("MISSING_SERVICES")
    if missing:
        pytest.skip(f"{missing} does not answer: the second run was left out")


def test_a_browser_is_there():
    if not shutil.which("chromium"):
        assert os.environ.get("CI") != "true", "chromium must be installed when CI=true"
        pytest.skip("chromium is not installed: the browser tests were left out")
