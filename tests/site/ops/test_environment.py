"""A bad value stops the start with one sentence that names it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def check(tmp_path, *words: str, **values: str) -> subprocess.CompletedProcess:
    kept = {k: v for k, v in os.environ.items() if k in {"PATH", "HOME", "LANG", "VIRTUAL_ENV"}}
    command = [sys.executable, "manage.py", "check", *words]
    environment = {**kept, "DATA_DIR": str(tmp_path), **values}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "values, named",
    [
        ({"DEBUG": "perhaps"}, "DEBUG must be on or off"),
        ({"SITE_URL": "commons.example"}, "SITE_URL must be an address"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL must begin with"),
        ({"DATABASE_URL": "postgres://a@127.0.0.1/b"}, "SECRET_KEY must be set|REDIS_URL must be set"),
        ({"REDIS_URL": "http://x"}, "REDIS_URL must begin with"),
        ({"EMAIL_URL": "carrier://pigeon"}, "EMAIL_URL must begin with"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY must have at least"),
        ({"RATE_LIMITS": "off"}, "RATE_LIMITS may be off only with DEBUG=on"),
    ],
)
def test_a_bad_value_is_named(tmp_path, values, named):
    done = check(tmp_path, **values)
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert any(sentence in last for sentence in named.split("|")), last


def test_nothing_needs_to_be_set(tmp_path):
    assert check(tmp_path).returncode == 0


def test_production_is_clean(tmp_path):
    done = check(
        tmp_path,
        "--deploy",
        "--fail-level",
        "WARNING",
        SECRET_KEY=os.urandom(40).hex(),
        SITE_URL="https://commons.example",
    )
    assert done.returncode == 0, done.stderr


def test_the_secret_is_made_once_and_kept_for_its_owner_alone(tmp_path):
    check(tmp_path)
    kept = tmp_path / "secret_key"
    first = kept.read_text()
    check(tmp_path)
    assert kept.read_text() == first
    assert kept.stat().st_mode & 0o077 == 0
