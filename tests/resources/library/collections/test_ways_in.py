"""Where lists are found."""

import pytest

from community.groups import actions as groups

pytestmark = pytest.mark.django_db


def test_from_the_list_of_resources_and_from_a_theme(client, keep):
    keep("Guide", themes=["supervision"])
    page = client.get("/resources/").content.decode()
    assert 'href="/resources/collections/"' in page
    assert "/resources/collections/theme/" not in page
    assert (
        'href="/resources/collections/theme/supervision/"'
        in client.get("/resources/?theme=supervision").content.decode()
    )


def test_from_the_resources_of_a_group(coordinator, signed_in):
    group = groups.start(coordinator, name="Circle", purpose="Ours.", openness="closed")
    page = signed_in(coordinator).get(f"/groups/{group.slug}/resources/").content.decode()
    assert f'href="/resources/collections/group/{group.slug}/"' in page
