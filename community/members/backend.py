"""allauth's backend, with what a member may do read in one query."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Q

from community.members.models import Member, MemberQuerySet
from foundation.compiled import Compiled

OWN = Compiled(
    lambda pk: (
        Permission.objects.filter(Q(user=pk) | Q(group__user=pk))
        .order_by()
        .values_list("content_type__app_label", "codename")
    )
)


def _with_rights(pk: int) -> MemberQuerySet:
    groups = Member.groups.through._default_manager.filter(member=OuterRef("pk"))
    own = Member.user_permissions.through._default_manager.filter(member=OuterRef("pk"))
    return Member.objects.filter(pk=pk).annotate(has_rights=Exists(groups) | Exists(own))


WITH_RIGHTS = Compiled(_with_rights)


class MemberBackend(AuthenticationBackend):
    def get_user(self, user_id: Any) -> Member | None:
        """With it whether there are rights to ask for at all; most members have none, and are never asked again."""
        found: Member | None = WITH_RIGHTS.first(Member, user_id)
        if found is None or not self.user_can_authenticate(found):
            return None
        if not found.has_rights and not found.is_superuser:  # type: ignore[attr-defined]
            found._perm_cache = set()  # type: ignore[attr-defined]
        return found

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """A member's own permissions and those of their staff groups; Django's way asks twice."""
        if user_obj.is_superuser or not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return super().get_all_permissions(user_obj, obj)
        if not hasattr(user_obj, "_perm_cache"):
            user_obj._perm_cache = {f"{app}.{name}" for app, name in OWN(user_obj.pk)}
        return user_obj._perm_cache
