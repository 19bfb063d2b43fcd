import pytest
from django.contrib.auth.models import Permission
from django.utils import translation

from community.members.models import Member
from resources.library import actions
from tests import people


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    translation.activate("en")  # a request leaves its language behind in the thread


@pytest.fixture
def editor(db) -> Member:
    who = people.person("Edna Editor", is_staff=True)
    names = ["add_resource", "change_resource", "publish_resource", "add_fact", "view_resource"]
    who.user_permissions.add(*Permission.objects.filter(codename__in=names))
    who.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return Member.objects.get(pk=who.pk)


@pytest.fixture
def keep(db):
    """Keeps a resource; what a test does not say is filled in."""

    def make(title="Supervising at a distance", **values):
        values.setdefault("summary", "How to hold groups by phone.")
        values.setdefault("pillars", ["supporting"])
        return actions.keep_resource(None, title=title, **values)

    return make
