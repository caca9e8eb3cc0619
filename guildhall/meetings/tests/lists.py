"""Lists whose questions to the database are counted (tests/test_query_counts.py)."""

from django.urls import reverse

from guildhall.accounts.models import User
from guildhall.meetings.tests.make import make_body, make_invitation, make_meeting, make_secretary


def meeting_list(rows: int) -> tuple[User, str, str]:
    body = make_body()
    for _row in range(rows):
        make_meeting(body)
    slug = body.association.slug
    page, twin = reverse("meetings:meeting_list", args=(slug,)), reverse("api-1:meeting_list", args=(slug,))
    return make_secretary(body.association), page, twin


def invitation_list(rows: int) -> tuple[User, str, str]:
    meeting = make_meeting()
    for _row in range(rows):
        make_invitation(meeting)
    args = (meeting.association.slug, meeting.pk)
    page, twin = reverse("meetings:invitation_list", args=args), reverse("api-1:invitation_list", args=args)
    return make_secretary(meeting.association), page, twin


LISTS = [meeting_list, invitation_list]
