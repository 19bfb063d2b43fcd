"""The bits that count the filters say what the database says."""

import itertools

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from community.groups.models import Group, Membership
from resources.library import columns, found, terms
from resources.library.filters import Chosen
from resources.library.models import Resource

pytestmark = pytest.mark.django_db
LINK = {"url": "https://who.int/a.pdf"}
CHOICES = [
    "", "pillar=planning", "pillar=planning&pillar=supporting", "theme=supervision", "country=KE&country=UG", "lang=fr",
    "type=report&level=government", "year=2018", "study=trial", "concept=governance", "licence=cc-by", "cadre=supervisor",
    "region=south-asia&pillar=planning", "lang=en&type=report&country=KE", "study=trial&concept=mapping-needs",
]  # fmt: skip


@pytest.fixture
def library(keep):
    pillars = itertools.cycle([["planning"], ["supporting"], ["planning", "developing"]])
    for n in range(12):
        record = keep(
            f"Tool {n}", pillars=next(pillars), themes=["supervision"] * (n % 2), countries=["KE", "UG"][: n % 3],
            regions=["south-asia"] * (n % 4 == 0), kind="report" if n % 2 else "guideline", cadres=["supervisor"] * (n % 3 == 0),
            year=2015 + n % 4, level="government" if n % 5 else "", study="trial" if n % 3 == 1 else "",
            licence="cc-by" if n % 2 else "", links=[{**LINK, "language": code} for code in ("en", "fr")[: n % 3]],
        )  # fmt: skip
        record.concepts = type(record).concepts.field.related_model._base_manager.filter(
            slug__in=[["governance"], ["mapping-needs"], []][n % 3]
        )
        record.save()


def looked(query, reader=AnonymousUser()):  # noqa: B008
    changes = terms.stamp()
    chosen = Chosen.read(QueryDict(query), terms.names(changes))
    return found.Found(chosen, columns.now(changes), found.own(reader), "en")


def test_it_finds_what_the_database_finds(library):
    seen = Resource.objects.visible_to(AnonymousUser())
    for query in CHOICES:
        one = looked(query)
        assert one.ids == [row.pk for row in one.chosen.narrowed(seen)], query
        for facet, values in one.counts.items():
            base = one.chosen.narrowed(seen, leaving_out=facet)
            for value, many in values.items():
                alone = Chosen(facets={facet: [value]}).narrowed(base)
                assert alone.count() == many, (query, facet, value)


def test_words_and_filters_narrow_each_other(library):
    for query in CHOICES[:6]:
        assert looked(f"q=supervision&{query}").counts["theme"].keys() <= {"supervision"}, query
        assert set(looked(f"q=tool&{query}").ids) == set(looked(query).ids), query


def test_a_record_of_a_group_counts_for_its_members_alone(library, keep, member, outsider):
    group = Group.objects.create(name="Circle", slug="circle", purpose="p", openness="private")
    Membership.objects.create(group=group, member=member, state="in")
    hidden = keep("Canary tool", year=1999, group=group)
    assert hidden.pk in looked("", member).ids
    assert looked("", member).counts["year"]["1999"] == 1
    assert looked("q=canary", member).ids == [hidden.pk]
    for reader in (outsider, AnonymousUser()):
        assert hidden.pk not in looked("", reader).ids
        assert "1999" not in looked("", reader).counts["year"]
        assert looked("q=canary", reader).ids == []
        assert looked("year=1999", reader).ids == []


def test_members_share_a_page_only_where_they_see_the_same(library, keep, member, elsewhere, signed_in):
    group = Group.objects.create(name="Circle", slug="circle", purpose="p", openness="private")
    Membership.objects.create(group=group, member=member, state="in")
    keep("Canary tool", group=group)
    insider, other = signed_in(member), signed_in(elsewhere)
    assert "Canary tool" in insider.get("/resources/").content.decode()
    page = other.get("/resources/").content.decode()
    assert "Canary" not in page
    assert "Elias Elsewhere" in page
    assert "Amina" not in page
    Membership.objects.filter(member=member).delete()
    assert "Canary" not in insider.get("/resources/").content.decode()


def test_a_change_is_counted_at_once(library, keep):
    assert "1999" not in looked("").counts["year"]
    record = keep("New", year=1999)
    assert looked("").counts["year"]["1999"] == 1
    record.year = 1998
    record.save()
    assert "1999" not in looked("").counts["year"]
    Resource.objects.get(pk=record.pk).delete()
    assert "1998" not in looked("").counts["year"]


def test_an_empty_library_finds_nothing(db):
    one = looked("pillar=planning")
    assert (one.ids, one.counts["pillar"]) == ([], {})
