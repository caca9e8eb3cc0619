"""Resolutions that were made public: the list holds what is in force, an older one says what took its place."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guildhall.accounts.tests.make import make_association
from guildhall.meetings.models import Meeting, Motion, Resolution
from guildhall.site.tests.make import make_public_resolution

pytestmark = pytest.mark.django_db
VERDICT = {"sentence": {"zh": "赞成9票：通过。", "en": "9 for: carried."}}


@pytest.fixture
def association():
    return make_association(is_public=True)


def resolutions(client, association):
    page = client.get(f"/p/{association.slug}/resolutions/").content.decode()
    twin = client.get(f"/api/v1/p/{association.slug}/resolutions").json()["items"]
    return page, [one["title_zh"] for one in twin]


def test_the_list_holds_what_is_public_and_in_force_today(client, association):
    today = timezone.localdate()
    make_public_resolution(association, 1, title_zh="有效的办法")
    make_public_resolution(association, 2, title_zh="内部的办法", is_public=False)
    make_public_resolution(association, 3, title_zh="将来的办法", in_force_from=today + timedelta(days=3))
    past = {"in_force_from": today - timedelta(days=9), "in_force_to": today - timedelta(days=2)}
    make_public_resolution(association, 4, title_zh="过去的办法", **past)

    page, twin = resolutions(client, association)

    assert twin == ["有效的办法"]
    assert [title in page for title in ("有效的办法", "内部的办法", "过去的办法")] == [True, False, False]
    front = client.get(f"/p/{association.slug}/").content.decode()
    assert ("有效的办法" in front, "过去的办法" in front) == (True, False)


def test_an_older_one_says_what_took_its_place_where_that_is_public(client, association):
    newer = make_public_resolution(association, 2, title_zh="新办法")
    yesterday = timezone.localdate() - timedelta(days=1)
    old = make_public_resolution(
        association, 1, in_force_from=yesterday, in_force_to=yesterday, superseded_by=newer
    )
    address, twin = (
        f"/p/{association.slug}/resolutions/{old.pk}/",
        f"/api/v1/p/{association.slug}/resolutions/{old.pk}",
    )

    assert "新办法" in client.get(address).content.decode()
    assert client.get(twin).json()["supersededBy"] == newer.serial

    Resolution.objects.filter(pk=newer.pk).update(is_public=False)
    shown = client.get(address)
    assert (shown.status_code, "新办法" in shown.content.decode()) == (200, False)
    assert client.get(twin).json()["supersededBy"] is None
    assert client.get(f"/p/{association.slug}/resolutions/{newer.pk}/").status_code == 404


def test_the_vote_is_shown_where_the_votes_of_the_meeting_were_published(client, association):
    resolution = make_public_resolution(association)
    Motion.objects.filter(pk=resolution.motion_id).update(verdict=VERDICT)
    address = f"/p/{association.slug}/resolutions/{resolution.pk}/"

    assert "赞成9票" not in client.get(address).content.decode()
    Meeting.objects.filter(pk=resolution.meeting_id).update(published_parts=[Meeting.Part.MOTIONS])
    assert "赞成9票" in client.get(address).content.decode()
