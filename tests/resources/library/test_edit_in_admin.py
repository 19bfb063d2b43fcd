"""What an editor does in the editors' rooms: drafts, publishing, files in a form."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from resources.library.models import Resource, ResourceFile
from tests.resources.files import pdf

pytestmark = pytest.mark.django_db


def form(files=(), **values):
    """The fields of the editor's form with as many new files."""
    data = {
        "title": "A tool", "language": "en", "english_title": "", "slug": "", "summary": "For a visit.", "contents": "",
        "planning": "on", "kind": "form", "level": "", "authors": "", "year": "2020", "edition": "", "rights": "",
        "series": "", "doi": "", "isbn": "", "identifier": "", "licence": "", "study": "",
        "relations-TOTAL_FORMS": 0, "relations-INITIAL_FORMS": 0, "relations-MIN_NUM_FORMS": 0, "relations-MAX_NUM_FORMS": 1000,
        "links-TOTAL_FORMS": 0, "links-INITIAL_FORMS": 0, "links-MIN_NUM_FORMS": 0, "links-MAX_NUM_FORMS": 1000,
        "files-TOTAL_FORMS": len(files), "files-INITIAL_FORMS": 0, "files-MIN_NUM_FORMS": 0, "files-MAX_NUM_FORMS": 1000,
    }  # fmt: skip
    for n, file in enumerate(files):
        data |= {
            f"files-{n}-name": f"File {n}",
            f"files-{n}-language": "en",
            f"files-{n}-file": file,
            f"files-{n}-id": "",
        }
        data |= {f"files-{n}-ORDER": n + 1, f"files-{n}-DELETE": "", f"files-{n}-pages": "2"}
    return data | values


def uploaded(size=3000):
    return SimpleUploadedFile("Guide.pdf", pdf(size).read(), content_type="application/pdf")


@pytest.fixture
def desk(admin, signed_in):
    return signed_in(admin)


def edited(resource, kept, *files, **values):
    """The form of a resource that has one file, with new ones after it."""
    data = form([None, *files], slug=resource.slug, **values)
    return data | {"files-INITIAL_FORMS": 1, "files-0-id": kept.pk, "files-0-file": "", "files-0-name": "Kept"}


def test_a_draft_waits_with_its_file_and_goes_live_with_it(desk, client):
    made = desk.post(reverse("wagtailsnippets_library_resource:add"), form([uploaded()]))
    assert made.status_code == 302
    resource = Resource.objects.get()
    assert not resource.live
    assert client.get(resource.get_absolute_url()).status_code == 404
    resource.latest_revision.publish()
    assert client.get(resource.get_absolute_url()).status_code == 200


def test_a_change_of_a_live_resource_waits_and_files_keep_their_numbers(desk, client):
    desk.post(reverse("wagtailsnippets_library_resource:add"), form([uploaded()], **{"action-publish": "1"}))
    resource, kept = Resource.objects.get(), ResourceFile.objects.get()
    edit = reverse("wagtailsnippets_library_resource:edit", args=[resource.pk])
    assert desk.post(edit, edited(resource, kept, uploaded(5000), title="Changed")).status_code == 302
    assert ResourceFile.objects.count() == 1, "the second file waits in the draft"
    assert "Changed" not in client.get(resource.get_absolute_url()).content.decode()
    Resource.objects.get().latest_revision.publish()
    assert "Changed" in client.get(resource.get_absolute_url()).content.decode()
    files = list(ResourceFile.objects.order_by("bytes"))
    assert [(file.name, file.bytes, file.type.label) for file in files] == [
        ("Kept", 3000, "PDF"),
        ("File 1", 5000, "PDF"),
    ]
    assert files[0].pk == kept.pk
    response = client.get(files[1].get_absolute_url())
    assert b"".join(response.streaming_content) == pdf(5000).read()


def test_published_at_once_it_can_be_taken(desk, client):
    desk.post(reverse("wagtailsnippets_library_resource:add"), form([uploaded()], **{"action-publish": "1"}))
    resource = Resource.objects.get()
    assert resource.live
    assert client.get(resource.get_absolute_url()).status_code == 200
    assert client.get(ResourceFile.objects.get().get_absolute_url()).status_code == 200


def test_a_page_disguised_as_a_document_is_refused_beside_the_field(desk):
    bad = SimpleUploadedFile("guide.pdf", b"<html><script>1</script>", content_type="application/pdf")
    response = desk.post(reverse("wagtailsnippets_library_resource:add"), form([bad]))
    assert response.status_code == 200
    assert "not a file we can take" in response.content.decode()
    assert not Resource.objects.exists()


def test_a_resource_without_a_pillar_is_refused_in_the_form(desk):
    response = desk.post(reverse("wagtailsnippets_library_resource:add"), form(planning=""))
    assert "Choose at least one pillar" in response.content.decode()


def test_a_preview_shows_the_draft(desk, keep):
    resource = keep()
    preview = reverse("wagtailsnippets_library_resource:preview_on_edit", args=[resource.pk])
    assert desk.post(preview, form(title="Draft title")).json()["is_valid"]
    shown = desk.get(preview + "?mode=").content.decode()
    assert "Draft title" in shown


def test_the_lists_open(desk, keep):
    keep()
    for name in (
        "library_resource",
        "vocabulary_theme",
        "vocabulary_country",
        "vocabulary_organisation",
        "countries_fact",
    ):
        assert desk.get(reverse(f"wagtailsnippets_{name}:list")).status_code == 200, name
    assert desk.get(reverse("wagtailsnippets_library_resource:list") + "?q=distance").status_code == 200
    assert desk.get(reverse("wagtailsnippets_vocabulary_country:edit", args=["KE"])).status_code == 200


def test_a_member_has_no_desk(member, signed_in):
    assert signed_in(member).get(reverse("wagtailsnippets_library_resource:add")).status_code == 302
