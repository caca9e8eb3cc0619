"""Lists whose questions to the database are counted (tests/test_query_counts.py)."""

from django.urls import reverse

from guildhall.accounts.models import User
from guildhall.live.tests.make import make_turn
from guildhall.meetings.tests.make import make_invitation, make_item, make_secretary
from guildhall.meetings.tests.make_session import make_open


def turn_list(rows: int) -> tuple[User, str, str]:
    meeting = make_open()
    for _row in range(rows):
        make_turn(make_invitation(meeting), item=make_item(meeting))
    args = (meeting.association.slug, meeting.pk)
    page, twin = reverse("live:turn_list", args=args), reverse("api-1:turn_list", args=args)
    return make_secretary(meeting.association), page, twin


LISTS = [turn_list]
