import re

import pytest
from django.urls import reverse

from resources.library import actions
from resources.library.models import Chapter, Leaf, Resource
from resources.library.places import address as address_of_page
from resources.library.reading import chapters
from tests.resources.files import pdf

pytestmark = pytest.mark.django_db


def part(file, number, prefix=""):
    return prefix + reverse("resource_read", args=[file.resource.slug, file.pk, number])


def contents(file, prefix=""):
    return prefix + reverse("resource_contents", args=[file.resource.slug, file.pk])


def text(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.fixture
def guide(file, read):
    read(file, pages=40)
    return file


def test_a_part_has_its_pages_with_anchors_and_the_ways_on(client, guide):
    shown = text(client, part(guide, 2))
    assert [f'id="page-{n}"' in shown for n in (10, 11, 17, 20, 21)] == [False, True, True, True, False]
    assert "On page 17 point 3" in shown
    assert "<h1" in shown
    assert "Pages 11 to 20" in shown
    assert "pages 11 to 20 of 40" in shown
    assert f'rel="prev" href="{part(guide, 1)}"' in shown
    assert f'rel="next" href="{part(guide, 3)}"' in shown
    assert f'href="{guide.get_absolute_url()}"' in shown
    assert "The file itself: PDF, 200 KB" in shown


def test_each_page_says_its_number_in_the_readers_language(client, guide):
    assert '<section id="page-17"><p class="facts" lang="en" dir="auto">Page 17</p>' in text(client, part(guide, 2))
    assert '<p class="facts" lang="fr" dir="auto">' in text(client, part(guide, 2, "/fr"))


def test_the_first_has_none_before_it_and_the_last_none_after(client, guide):
    first, last = text(client, part(guide, 1)), text(client, part(guide, 4))
    assert 'rel="prev"' not in first
    assert 'rel="next"' in first
    assert 'rel="next"' not in last
    assert 'rel="prev"' in last


def test_the_list_names_every_part_with_its_size(client, guide):
    shown = text(client, contents(guide))
    for number, pages in enumerate(["1 to 10", "11 to 20", "21 to 30", "31 to 40"], 1):
        assert re.search(
            rf'{part(guide, number)}"><span><b [^>]*>Pages {pages}</b>.*?<bdi class="end nw">[\d.]+ KB', shown
        )
    assert "4 parts to read here" in shown


def test_a_chapter_is_called_by_its_own_title_in_its_own_language(client, keep, read):
    record = keep("دليل", language="ar")
    file = actions.add_file(None, record, pdf(3000), language="ar", name="الدليل")
    reading = read(file, pages=12)
    for number, title in ((1, "مقدمة"), (7, "الإشراف")):
        Leaf.objects.filter(reading=reading, number=number).update(heading=title)
    chapters.make(reading)
    shown = text(client, part(file, 2))
    assert '<h1 lang="ar" dir="auto">الإشراف</h1>' in shown
    assert '<div class="prose m5" lang="ar" dir="rtl">' in shown
    assert '<b lang="ar" dir="auto">مقدمة</b><br><span class="facts">Pages 1 to 6</span>' in text(
        client, contents(file)
    )


def test_a_short_file_is_called_as_itself(client, file, read):
    read(file, pages=1)
    shown = text(client, part(file, 1))
    assert f'<h1 lang="{file.language}" dir="auto">{file.name}</h1>' in shown
    assert "Page 1" not in shown
    assert 'id="page-1"' in shown
    assert ", 1 page. <a " in shown


def test_what_has_no_pages_is_told_by_parts(client, guide, read):
    read(guide, pages=30).__class__.objects.update(pages=None)
    shown = text(client, part(guide, 2))
    assert "Part 2" in shown
    assert "Page 17" not in shown
    assert 'id="page-17"' in shown


def test_no_page_is_over_60_kb_even_when_a_part_is_full(client, guide, read):
    reading = read(guide, pages=3)
    Leaf.objects.filter(reading=reading).update(text="\n\n".join(["Wahudumu wa jamii na familia. " * 8] * 300))
    chapters.make(reading)
    assert max(len(html) for html in Chapter.objects.values_list("html", flat=True)) > 42_000
    for number in (1, 2, 3):
        for prefix in ("", "/ar"):
            assert len(client.get(part(guide, number, prefix)).content) <= 60 * 1024


def test_very_many_short_pages_carry_no_marks(client, guide, read):
    reading = read(guide, pages=3)
    html = "".join(f'<section id="page-{n}"><p>x</p></section>' for n in range(1, 1000))
    Chapter.objects.filter(reading=reading).update(html=html, last_page=999)
    shown = client.get(part(guide, 1, "/ar")).content
    assert len(shown) <= 60 * 1024
    assert b'<section id="page-999"><p>x</p>' in shown


def test_nothing_of_the_file_is_markup(client, guide, read):
    reading = read(guide, pages=1)
    Leaf.objects.filter(reading=reading).update(text="<script>alert(1)</script>", heading="<b>x</b>")
    chapters.make(reading)
    shown = text(client, part(guide, 1)) + text(client, contents(guide))
    assert "<script>alert" not in shown
    assert "<b>x</b>" not in shown


def test_a_hit_on_a_page_leads_to_its_part(client, guide):
    address = address_of_page(guide, 17, 2)
    assert address == part(guide, 2) + "#page-17"
    assert 'id="page-17"' in text(client, address.split("#")[0])
    assert address_of_page(guide, 99, None) == guide.get_absolute_url() + "#page=99"


def test_what_is_not_there_is_404(client, guide, keep):
    other = keep("Another one")
    bare = actions.add_file(None, other, pdf(5000), language="en", name="No words")
    for address in (part(guide, 9), part(guide, 0), part(bare, 1), contents(bare)):
        assert client.get(address).status_code == 404, address
    moved = reverse("resource_read", args=[other.slug, guide.pk, 1])
    assert client.get(moved).status_code == 404


def test_a_drafts_words_are_read_by_nobody(client, guide, member, editor, signed_in):
    assert client.get(part(guide, 1)).status_code == 200  # and kept
    Resource.objects.filter(pk=guide.resource_id).update(live=False)
    for reader in (client, signed_in(member), signed_in(editor)):
        assert reader.get(part(guide, 1)).status_code == 404
        assert reader.get(contents(guide)).status_code == 404


def test_what_a_group_keeps_is_read_in_it_alone(client, closed, read, coordinator, member, signed_in):
    read(closed, pages=12)
    inside = signed_in(coordinator)
    assert "On page 3" in text(inside, part(closed, 1))
    text(inside, contents(closed))
    for reader in (client, signed_in(member)):
        assert reader.get(part(closed, 1)).status_code == 404
        assert reader.get(contents(closed)).status_code == 404


def test_a_kept_page_asks_little_and_follows_a_new_reading(client, guide, read, django_assert_max_num_queries):
    text(client, part(guide, 1))
    with django_assert_max_num_queries(4):
        text(client, part(guide, 1))
    text(client, contents(guide))
    with django_assert_max_num_queries(4):
        text(client, contents(guide))
    reading = read(guide, pages=5)
    Leaf.objects.filter(reading=reading, number=2).update(text="Freshly read.")
    chapters.make(reading)
    read_again = text(client, part(guide, 1))
    assert "Freshly read." in read_again


def test_members_share_one_page_that_has_their_own_menu(guide, member, elsewhere, signed_in):
    one, two = (text(signed_in(who), part(guide, 1)) for who in (member, elsewhere))
    assert member.display_name in one
    assert member.display_name not in two
    assert elsewhere.display_name in two
    assert "On page 3" in one
    assert "On page 3" in two


def test_posting_to_a_part_is_refused(client, guide):
    assert client.post(part(guide, 1)).status_code == 405
