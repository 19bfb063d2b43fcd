from collections.abc import Callable
from importlib import import_module
from unittest import mock

import pytest
from django.core.cache import cache
from django.db.backends.sqlite3.base import DatabaseOperations
from django.test import Client
from django.utils import translation

from community.members.models import Member
from tests import people


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """What asks no database is the same on every set-up and runs once."""
    for item in items:
        asks = item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(item.fixturenames)
        if not asks and not item.get_closest_marker("services") and not item.get_closest_marker("browser"):
            item.add_marker("embedded")


@pytest.fixture(autouse=True)
def _quick(settings, tmp_path):
    """Cheap password hashes, an empty cache, files and letters in a folder of the test's own."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.LETTERS_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    cache.clear()
    translation.activate("en")  # a request leaves its language behind


@pytest.fixture(scope="session", autouse=True)
def _emptied():
    """A test of several threads empties the tables of SQLite by DELETE, which the audit refuses: for that it gives way."""
    append_only = import_module("foundation.audit.migrations.0002_append_only")
    flush = DatabaseOperations.sql_flush

    def sql_flush(self, *args, **kwargs):
        away = ["DROP TRIGGER audit_entry_same", "DROP TRIGGER audit_entry_kept"]
        return [*away, *flush(self, *args, **kwargs), *append_only.SQLITE]

    with mock.patch.object(DatabaseOperations, "sql_flush", sql_flush):
        yield


@pytest.fixture
def member(db) -> Member:
    return people.person("Amina Member")


@pytest.fixture
def elsewhere(db) -> Member:
    """A member of other groups than the one at hand."""
    return people.person("Elias Elsewhere")


@pytest.fixture
def coordinator(db) -> Member:
    return people.person("Grace Coordinator")


@pytest.fixture
def outsider(db) -> Member:
    return people.person("Omar Outsider")


@pytest.fixture
def moderator(db) -> Member:
    return people.moderator_named("Lucia Moderator")


@pytest.fixture
def admin(db) -> Member:
    return people.person("Ada Admin", is_staff=True, is_superuser=True)


@pytest.fixture
def signed_in() -> Callable[[Member], Client]:
    def client_of(who: Member) -> Client:
        client = Client()
        client.force_login(who)
        return client

    return client_of
