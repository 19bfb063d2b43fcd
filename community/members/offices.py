"""Groups of the site's staff that stand from the start, with their rights."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

Right = tuple[str, str, str, str]  # app, model, codename, words

MODERATORS = "Community moderators"
OF_MODERATORS: list[Right] = [
    ("members", "member", "moderate", "May close, hide and restore what members write"),
    ("wagtailadmin", "admin", "access_admin", "Can access Wagtail admin"),
]


def stand(name: str, rights: list[Right]) -> Group:
    """The group with at least these rights. Their rows may not be there yet: some are made after all migrations."""
    group, _made = Group.objects.get_or_create(name=name)
    for app, model, codename, words in rights:
        kind, _made = ContentType.objects.get_or_create(app_label=app, model=model)
        right, _made = Permission.objects.get_or_create(content_type=kind, codename=codename, defaults={"name": words})
        group.permissions.add(right)
    return group


def after_migrate(**_kwargs: Any) -> None:
    """Again and again is the same as once; so an emptied database works as well."""
    stand(MODERATORS, OF_MODERATORS)
