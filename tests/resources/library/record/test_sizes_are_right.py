"""What a link says is what is sent, within 5 %: for each kind of link, two ways to pack, two languages."""

import re

import pytest

from resources.library import webpages
from resources.library.templatetags.library import size, wait

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]  # asks the database little
ROW = re.compile(r'<a href="([^"]+)"[^>]*>(?:(?!</a>).)*?<bdi class="(?:sz|end nw)">([^<]+)</bdi></a>', re.DOTALL)
UNITS = {"KB": 1000, "MB": 1_000_000, "Ko": 1000, "Mo": 1_000_000}


def shown_sizes(page: str) -> dict[str, float]:
    found = {}
    for href, words in ROW.findall(page):
        number, unit = re.fullmatch(r"([\d.,]+)\s(\w+)", words.replace("\xa0", " ")).groups()
        found[href] = float(number.replace(",", ".")) * UNITS[unit]
    return found


def sent(client, address, packed):
    response = client.get(address, headers={"Accept-Encoding": packed} if packed else {})
    assert response.status_code == 200
    assert response.get("Content-Encoding", "") == ("" if response.streaming else packed)
    return len(b"".join(response.streaming_content) if response.streaming else response.content)


@pytest.fixture
def guide(file, read):
    read(file, pages=34, light=bytes(n % 251 for n in range(123_456)))
    return file


def right(said: float, really: int) -> bool:
    return abs(said - really) <= 0.05 * really


@pytest.mark.parametrize("inside", [False, True], ids=["visitor", "member"])
@pytest.mark.parametrize("prefix", ["", "/fr"], ids=["en", "fr"])
@pytest.mark.parametrize("packed", ["gzip", "br"])
def test_every_link_of_a_record_says_what_is_sent(client, guide, member, signed_in, packed, prefix, inside):
    reader = signed_in(member) if inside else client
    asked = {"Accept-Encoding": packed}
    page = _plain(reader.get(prefix + guide.resource.get_absolute_url(), headers=asked), packed)
    said = shown_sizes(page)
    assert len(said) == 3
    (web, all_parts), (light, light_said), (whole, whole_said) = said.items()
    assert right(light_said, sent(reader, light, packed))
    assert right(whole_said, sent(reader, whole, packed))
    parts = shown_sizes(_plain(reader.get(web, headers=asked), packed))
    numbered = {href: number for href, number in parts.items() if "/read/" in href}
    assert len(numbered) == 4
    really = {href: sent(reader, href, packed) for href in numbered}
    assert [href for href in numbered if not right(numbered[href], really[href])] == []
    assert right(all_parts, sum(really.values()))


def _plain(response, packed):
    import gzip

    import brotli

    assert response.status_code == 200
    return (gzip.decompress if packed == "gzip" else brotli.decompress)(response.content).decode()


@pytest.mark.parametrize("packed", ["gzip", "br", ""])
def test_a_long_file_is_reckoned_from_some_of_its_parts(rf, client, guide, read, packed):
    reading = read(guide, pages=300)
    request = rf.get("/", headers={"Accept-Encoding": packed} if packed else {})
    request.user = _nobody()
    parts = webpages.parts_of([reading])[reading.pk]
    said = webpages.costs(request, guide, reading, parts)
    assert len(said) == 30 > webpages.EXACT
    for part, number in list(zip(parts, said, strict=True))[1::5]:
        address = f"/resources/{guide.resource.slug}/read/{guide.pk}/{part.number}/"
        assert right(number, sent(client, address, packed)), part


def _nobody():
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()


def test_a_file_of_one_part_leads_straight_to_it(client, guide, read):
    read(guide, pages=6)
    shown = shown_sizes(client.get(guide.resource.get_absolute_url()).content.decode())
    address = f"/resources/{guide.resource.slug}/read/{guide.pk}/1/"
    assert right(shown[address], sent(client, address, ""))


def test_measuring_is_done_once_and_uses_up_no_message(rf, guide, member, django_assert_num_queries):
    from django.contrib.messages.storage.fallback import FallbackStorage

    request = rf.get("/")
    request.user, request.session = member, {}
    request._messages = FallbackStorage(request)
    request._messages.add(20, "Your words are kept.")
    reading = webpages.Reading.objects.get()
    parts = webpages.parts_of([reading])[reading.pk]
    first = webpages.costs(request, guide, reading, parts)
    assert not request._messages.used
    with django_assert_num_queries(0):
        assert webpages.costs(request, guide, reading, parts) == first


@pytest.mark.parametrize("number", [1, 999, 1000, 1049, 4480, 10_490, 19_999, 20_499, 999_499, 999_500, 1_049_999,
                                    1_990_000, 12_345_678, 250_000_000])  # fmt: skip
def test_the_words_of_a_size_are_within_5_percent(number):
    words = size(number)
    value, unit = words.split()
    assert right(float(value) * {"byte": 1, "bytes": 1, "KB": 1000, "MB": 1_000_000}[unit], number)


def test_a_long_wait_is_said_in_words():
    assert [wait(number) for number in (80_000, 1_400_000)] == ["", ""]
    assert wait(3_000_000) == "About 1 minute on a slow line."
    assert wait(60_000_000) == "About 20 minutes on a slow line."
