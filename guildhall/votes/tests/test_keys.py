"""Keys that no open vote needs go, wherever a crash left them; those of open votes stay."""

import os
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from guildhall.meetings.tests.make_session import make_clerk, make_motion
from guildhall.votes import actions
from guildhall.votes.sealing import has_key, make_key
from guildhall.votes.tasks import destroy_keys
from guildhall.votes.tests.make import make_assembled, make_vote

pytestmark = pytest.mark.django_db


def test_the_clock_destroys_spent_and_orphaned_keys_and_no_other(settings):
    meeting, folder = make_assembled(), settings.VOTE_KEYS
    kept, closed, abandoned = (make_vote(motion=make_motion(meeting), is_secret=True) for _vote in range(3))
    clerk = make_clerk(meeting)
    actions.close_vote(closed, actor=clerk)
    actions.abandon_vote(abandoned, reason="重来", actor=clerk)
    opening, orphan = uuid4(), uuid4()
    for vote in (opening, orphan):
        make_key(vote, folder=folder)
    two_hours_ago = (timezone.now() - timedelta(hours=2)).timestamp()
    os.utime(folder / f"{orphan.hex}.key", (two_hours_ago, two_hours_ago))
    (folder / "readme.key").write_text("not a key of ours")

    destroy_keys(timezone.now())

    left = [
        vote for vote in (kept.pk, closed.pk, abandoned.pk, opening, orphan) if has_key(vote, folder=folder)
    ]
    assert left == [kept.pk, opening]
