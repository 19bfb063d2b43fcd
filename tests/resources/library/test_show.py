import pytest

from resources.library import actions
from resources.library.models import Resource
from tests.resources.files import docx, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide(keep):
    resource = keep(
        "أداة تقييم قدرة أخصائي", language="ar", english_title="Caseworker assessment", year=2019, edition="2nd edition",
        themes=["supervision"], countries=["JO"], publishers=["A working group"], authors="N. Haddad",
        rights="Free to copy", kind="form",
        links=[{"url": "https://www.unicef.org/x?y=1", "language": "en"}],
    )  # fmt: skip
    actions.add_file(None, resource, pdf(1_234_000), language="ar", name="The whole guide", pages=64)
    actions.add_file(None, resource, docx(), language="sw", name="Fomu", pages=1)
    return Resource.objects.get(pk=resource.pk)


def page(client, resource, prefix=""):
    response = client.get(prefix + resource.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_files_tell_type_language_pages_and_size_before_they_are_taken(client, guide):
    shown = page(client, guide)
    assert '<small>PDF, Arabic, 64 pages</small></span><bdi class="sz">1.2 MB</bdi>' in shown
    assert "<small>Word, Swahili, 1 page</small>" in shown
    assert shown.index("Fomu") < shown.index("The whole guide")


def test_links_name_where_they_lead(client, guide):
    assert "<bdi>unicef.org</bdi>" in page(client, guide)


def test_the_title_says_its_language_and_runs_its_way(client, guide):
    shown = page(client, guide)
    assert '<h1 lang="ar" dir="rtl">أداة تقييم قدرة أخصائي</h1>' in shown
    assert '<p class="soft m2" lang="en" dir="ltr">Caseworker assessment</p>' in shown


def test_facts_and_how_to_cite(client, guide):
    shown = page(client, guide)
    for words in ("Free to copy", "2019, 2nd edition", "Jordan", "A working group", f"record {guide.pk}."):
        assert words in shown
    assert "N. Haddad. أداة تقييم قدرة أخصائي. 2nd edition. A working group, 2019." in shown


def test_in_french_the_facts_are_french(client, guide):
    shown = page(client, guide, "/fr")
    assert "Jordanie" in shown
    assert f'href="/fr/resources/{guide.slug}/files/' in shown


def test_others_on_the_theme_stand_below_but_no_draft(client, guide, keep):
    keep("Near by", themes=["supervision"])
    Resource.objects.filter(pk=keep("Hidden one", themes=["supervision"]).pk).update(live=False)
    keep("Far away", themes=["faculty"])
    shown = page(client, guide)
    assert "Near by" in shown
    assert "Hidden one" not in shown
    assert "Far away" not in shown


def test_a_draft_is_404_also_for_editors(client, guide, editor, signed_in):
    guide.unpublish()
    for reader in (client, signed_in(editor)):
        assert reader.get(guide.get_absolute_url()).status_code == 404


def test_what_does_not_exist_is_404(client):
    for address in ("/resources/nothing/", "/resources/nothing/read/1/", "/resources/a/files/1/b.pdf"):
        assert client.get(address).status_code == 404


def test_queries_are_few_and_a_kept_page_needs_fewer(client, guide, django_assert_max_num_queries):
    with django_assert_max_num_queries(22):
        page(client, guide)
    with django_assert_max_num_queries(3):
        page(client, guide)


def test_there_is_no_markup_in_what_editors_type(client, keep):
    shown = page(client, keep("<img src=x onerror=1>", summary="<script>1</script>", contents="<b>x</b>"))
    assert "<img src=x" not in shown
    assert "<script>1" not in shown
    assert "<b>x</b>" not in shown
