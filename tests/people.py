"""The same few people in every test, by role."""

from django.contrib.auth.models import Permission

from community.members.models import Member

PASSWORD = "three plain words"


def person(name: str, **values: object) -> Member:
    """A member with a verified address, `name@example.org`."""
    member = Member.objects.create_user(
        email=f"{name.lower().replace(' ', '.')}@example.org", password=PASSWORD, display_name=name, **values
    )
    member.emailaddress_set.create(email=member.email, verified=True, primary=True)
    return member


def moderator_named(name: str) -> Member:
    member = person(name)
    member.user_permissions.add(Permission.objects.get(codename="moderate"))
    return Member.objects.get(pk=member.pk)
