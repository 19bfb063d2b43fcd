from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from community.members.models import Member
from tests import people


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
