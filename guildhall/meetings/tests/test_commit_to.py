"""What a meeting decided becomes a commitment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guildhall.audit.models import AuditEntry
from guildhall.commitments.models import Commitment
from guildhall.core.errors import NotAllowedError, RuleError
from guildhall.meetings import actions, queries
from guildhall.meetings.tests.make import make_item, make_person, make_user_with_powers
from guildhall.meetings.tests.make_session import make_clerk, make_held, make_motion, make_open, make_sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    return make_held()


def details(meeting):
    return {
        "content_zh": "走访会员",
        "deadline": timezone.localdate() + timedelta(days=30),
        "responsible": make_person(meeting.association),
    }


def test_with_all_three_it_is_adopted_at_once_and_points_to_the_motion(held):
    motion = held.motions.get()

    commitment = actions.commit_to(motion, **details(held), actor=make_clerk(held))

    assert commitment.state == Commitment.State.ADOPTED
    assert (commitment.origin_type, commitment.origin_id) == ("meetings.motion", motion.pk)
    assert list(queries.meeting_commitments(held)) == [commitment]
    assert AuditEntry.objects.filter(action="meeting.committed").exists()


def test_one_of_an_agenda_item_is_listed_with_the_meeting_too(held):
    item = make_item(held)

    actions.commit_to(item, **details(held), actor=make_clerk(held))

    assert [one.content_zh for one in queries.meeting_commitments(held)] == ["走访会员"]
    assert queries.meeting_record(held).promises[0].content.zh == "走访会员"


def test_without_deadline_it_cannot_be_adopted_but_kept_as_a_draft(held):
    motion, clerk = held.motions.get(), make_clerk(held)

    with pytest.raises(RuleError) as refusal:
        actions.commit_to(motion, content_zh="走访会员", actor=clerk)
    assert refusal.value.code == "incomplete"
    assert not Commitment.objects.exists()
    commitment = actions.commit_to(motion, content_zh="走访会员", adopt=False, actor=clerk)

    assert commitment.state == Commitment.State.DRAFT


def test_nothing_follows_from_a_motion_that_was_not_carried():
    meeting = make_open()

    with pytest.raises(RuleError) as refusal:
        actions.commit_to(make_motion(meeting), **details(meeting), actor=make_clerk(meeting))

    assert refusal.value.code == "not_carried"


def test_nothing_follows_from_a_meeting_that_has_not_begun():
    meeting = make_sitting()

    with pytest.raises(RuleError) as refusal:
        actions.commit_to(make_item(meeting), **details(meeting), actor=make_clerk(meeting))

    assert refusal.value.code == "not_begun"


def test_an_ordinary_member_commits_nobody(held):
    actor = make_user_with_powers(held.association)

    with pytest.raises(NotAllowedError):
        actions.commit_to(held.motions.get(), **details(held), actor=actor)
