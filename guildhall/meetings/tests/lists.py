"""Lists whose questions to the database are counted (tests/test_query_counts.py)."""

from django.urls import reverse

from guildhall.accounts.models import User
from guildhall.meetings import actions
from guildhall.meetings.tests.make import make_body, make_invitation, make_item, make_meeting, make_secretary
from guildhall.meetings.tests.make_session import make_clerk, make_council, make_motion, make_open


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


def motions(rows: int) -> tuple[User, str, str]:
    meeting = make_open()
    for _row in range(rows):
        motion = make_motion(meeting, item=make_item(meeting))
        actions.decide_motion(motion, way="consensus", actor=make_clerk(meeting))
        actions.number_resolution(motion, actor=make_clerk(meeting))
    args = (meeting.association.slug, meeting.pk)
    page, twin = reverse("meetings:motions", args=args), reverse("api-1:motions", args=args)
    return make_secretary(meeting.association), page, twin


def resolution_list(rows: int) -> tuple[User, str, str]:
    body = make_council()
    clerk = make_clerk(make_meeting(body))
    meeting = make_open(body)
    for _row in range(rows):
        motion = make_motion(meeting)
        actions.decide_motion(motion, way="consensus", actor=clerk)
        actions.number_resolution(motion, actor=clerk)
    slug = body.association.slug
    names = ("meetings:resolution_list", "api-1:resolution_list")
    page, twin = (reverse(name, args=(slug,)) for name in names)
    return make_secretary(body.association), page, twin


LISTS = [meeting_list, invitation_list, motions, resolution_list]
