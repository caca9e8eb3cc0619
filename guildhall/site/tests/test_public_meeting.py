"""A published meeting shows the parts that were chosen, and nothing else."""

import pytest

from guildhall.accounts.tests.make import make_association
from guildhall.meetings.models import AgendaItem, Meeting, Motion
from guildhall.meetings.tests.make import make_invitation
from guildhall.meetings.tests.make_session import make_event
from guildhall.site.tests.make import make_published_meeting

pytestmark = pytest.mark.django_db
TOLD = {"summaries": "会上所说", "motions": "表决的议案", "attendance": "出席的人"}


@pytest.fixture
def meeting():
    meeting = make_published_meeting(make_association(is_public=True))
    AgendaItem.objects.create(
        association=meeting.association, meeting=meeting, title_zh="议题甲", summary_zh=TOLD["summaries"]
    )
    Motion.objects.create(association=meeting.association, meeting=meeting, title_zh=TOLD["motions"])
    invitation = make_invitation(meeting)
    type(invitation.person).objects.filter(pk=invitation.person_id).update(name_zh=TOLD["attendance"])
    make_event(invitation)
    return meeting


@pytest.mark.parametrize("part", [None, *TOLD])
def test_only_the_chosen_parts_are_shown(client, meeting, part):
    Meeting.objects.filter(pk=meeting.pk).update(published_parts=[part] if part else [])

    shown = client.get(f"/p/{meeting.association.slug}/meetings/{meeting.pk}/").content.decode()

    assert "议题甲" in shown
    assert {name for name, words in TOLD.items() if words in shown} == ({part} if part else set())


def test_an_unpublished_meeting_is_not_there(client, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(published_at=None)

    assert client.get(f"/p/{meeting.association.slug}/meetings/{meeting.pk}/").status_code == 404
