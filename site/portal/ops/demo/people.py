"""The nine accounts of the contract and some colleagues. All are invented."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from community.members.models import Member
from community.members.offices import MODERATORS
from community.moderation.offices import SAFEGUARDING
from foundation.vocabulary.models import Cadre
from portal.home.founding import found
from portal.ops.demo.diary import Diary
from portal.ops.demo.reading import rows

PASSWORD = "workforce-demo"  # noqa: S105
OFFICES = {"editor": ["Editors"], "moderator": [MODERATORS, SAFEGUARDING], "lead": [MODERATORS, SAFEGUARDING]}


def load(diary: Diary) -> dict[str, Member]:
    """Members by the key the other files name them by. One hash for all: this password is no secret."""
    found()
    cadres = dict(Cadre.objects.values_list("slug", "pk"))
    password = make_password(PASSWORD)
    people: dict[str, Member] = {}
    for row in rows("members", "member"):
        role = row.get("role", "")
        member = Member(
            email=row["email"],
            password=password,
            display_name=row["name"],
            country_id=row["country"],
            cadre_id=cadres[row["cadre"]],
            languages=row["languages"],
            language=row.get("language", "en"),
            is_staff=bool(role),
            is_superuser=role == "superuser",
            joined_at=diary.now - timedelta(days=row["joined"], minutes=20),
        )
        member.save()
        for office in OFFICES.get(role, []):
            member.groups.add(Group.objects.get(name=office))
        people[row["key"]] = member
    EmailAddress.objects.bulk_create(
        EmailAddress(user=member, email=member.email, verified=True, primary=True) for member in people.values()
    )
    return people
