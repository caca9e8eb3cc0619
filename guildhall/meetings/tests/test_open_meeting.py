"""A meeting is opened with a quorum, goes from item to item, pauses and is closed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone, translation

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import NotAllowedError, RuleError
from guildhall.meetings import actions, queries
from guildhall.meetings.models import Meeting, Minutes, Motion, SessionStep
from guildhall.meetings.tests.make import (
    make_invitation,
    make_item,
    make_meeting,
    make_member,
    make_representation,
    make_seat,
    make_user_with_powers,
)
from guildhall.meetings.tests.make_session import (
    make_clerk,
    make_council,
    make_event,
    make_motion,
    make_open,
    make_sitting,
)
from guildhall.registry.models import Representation

pytestmark = pytest.mark.django_db


def test_with_two_thirds_present_the_council_opens_and_the_verdict_is_kept():
    meeting = make_sitting(entitled=3, present=2)

    actions.open_meeting(meeting, actor=make_clerk(meeting))

    assert meeting.state == Meeting.State.OPEN
    assert meeting.roster["entitled"] == 3
    assert meeting.roster["verdict"]["code"] == "quorum_reached"
    assert [line["mode"] for line in meeting.roster["lines"]] == ["on_site", "on_site", ""]
    assert SessionStep.objects.get().kind == SessionStep.Kind.OPENED
    assert AuditEntry.objects.get(action="meeting.opened").details["verdict"]["ok"] is True


@pytest.mark.parametrize(("language", "said"), [("en", "the meeting may not open"), ("zh-hans", "不能开会")])
def test_without_a_quorum_it_does_not_open_and_the_sentence_says_why(language, said):
    meeting = make_sitting(entitled=3, present=1)

    with translation.override(language), pytest.raises(RuleError) as refusal:
        actions.open_meeting(meeting, actor=make_clerk(meeting))

    assert refusal.value.code == "no_quorum"
    assert said in str(refusal.value.message)
    assert refusal.value.details["verdict"]["applied"]["needed"] == 2
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.NOTIFIED


def test_a_seat_without_a_representative_and_a_member_not_invited_count_as_entitled():
    meeting = make_sitting(entitled=0)
    body = meeting.body
    members = [make_member(body) for _number in range(2)]
    make_member(body)
    make_seat(body)
    for member in members:
        make_event(make_invitation(meeting, member))

    presence = queries.presence_of(meeting)

    assert presence.entitlement.total == 4
    assert len(presence.entitlement.vacant) == len(presence.entitlement.missing) == 1
    assert presence.verdict.ok is False


def test_somebody_who_sits_for_two_units_counts_twice():
    meeting = make_sitting(entitled=0)
    member = make_member(meeting.body)
    make_representation(make_seat(meeting.body), member)
    make_event(make_invitation(meeting, member))

    presence = queries.presence_of(meeting)

    assert Representation.objects.filter(person=member).count() == 2
    assert (presence.entitlement.total, presence.voting.present) == (2, 2)


def test_those_without_a_vote_make_no_quorum():
    meeting = make_sitting(entitled=3, present=1)
    for _number in range(5):
        make_event(make_invitation(meeting, role="guest"))

    assert queries.presence_of(meeting).verdict.ok is False
    assert queries.presence_of(meeting).everyone.present == 6


def test_the_notice_comes_first():
    meeting = make_sitting(present=3, state=Meeting.State.DRAFT)

    with pytest.raises(RuleError) as refusal:
        actions.open_meeting(meeting, actor=make_clerk(meeting))

    assert refusal.value.code == "notice_missing"


def test_a_meeting_of_next_week_cannot_be_opened_today():
    meeting = make_sitting(present=3, starts_at=timezone.now() + timedelta(days=7))

    with pytest.raises(RuleError) as refusal:
        actions.open_meeting(meeting, actor=make_clerk(meeting))

    assert refusal.value.code == "too_early"


@pytest.mark.parametrize("power", [None, Power.READ, Power.DECIDE])
def test_whoever_does_not_run_the_meeting_cannot_open_it(power):
    meeting = make_sitting(present=3)
    actor = make_user_with_powers(meeting.association, *([power] if power else []))

    with pytest.raises(NotAllowedError):
        actions.open_meeting(meeting, actor=actor)


def test_the_recorder_may_run_it():
    meeting = make_sitting(present=3)
    recorder = make_user_with_powers(meeting.association)
    meeting.recorder = recorder.people.get()
    meeting.save()

    assert actions.open_meeting(meeting, actor=recorder).state == Meeting.State.OPEN


def test_a_meeting_is_opened_once():
    meeting = make_open()

    with pytest.raises(RuleError) as refusal:
        actions.open_meeting(meeting, actor=make_clerk(meeting))

    assert refusal.value.code == "wrong_state"


def test_who_is_entitled_stays_as_it_was_at_the_opening():
    meeting = make_open(entitled=3, present=2)

    make_member(meeting.body)

    assert queries.presence_of(meeting).entitlement.total == 3


def test_a_quorum_lost_in_mid_meeting_is_seen_with_its_history():
    meeting = make_open(entitled=3, present=2)
    leaving = meeting.invitations.first()
    make_event(leaving, "out")

    session = queries.session_of(meeting, viewer=make_clerk(meeting))

    assert session.quorum_is_lost
    assert [change.reached for change in session.presence.changes][-1] is False
    assert True in [change.reached for change in session.presence.changes]


def test_calling_an_item_makes_it_the_current_one():
    meeting = make_open()
    first, second = make_item(meeting), make_item(meeting)
    clerk = make_clerk(meeting)

    actions.call_item(first, actor=clerk)

    session = queries.session_of(meeting, viewer=clerk)
    assert (session.item, session.next_item) == (first, second)
    assert session.item_since is not None
    assert AuditEntry.objects.filter(action="agenda_item.called").exists()


def test_no_item_is_called_before_the_meeting_opens():
    meeting = make_sitting()

    with pytest.raises(RuleError) as refusal:
        actions.call_item(make_item(meeting), actor=make_clerk(meeting))

    assert refusal.value.code == "wrong_state"


def test_an_adjourned_meeting_is_resumed_with_a_quorum_only():
    meeting = make_open(entitled=3, present=2)
    clerk = make_clerk(meeting)
    actions.adjourn_meeting(meeting, reason="午餐", actor=clerk)
    gone = make_event(meeting.invitations.first(), "out")

    with pytest.raises(RuleError) as refusal:
        actions.resume_meeting(meeting, actor=clerk)
    assert refusal.value.code == "no_quorum"
    gone.delete()
    actions.resume_meeting(meeting, actor=clerk)

    assert meeting.state == Meeting.State.OPEN
    kinds = [step.kind for step in meeting.steps.all()]
    assert kinds == ["opened", "adjourned", "resumed"]


def test_closing_ends_every_stay():
    meeting = make_open(present=3)

    actions.close_meeting(meeting, actor=make_clerk(meeting))

    presence = queries.presence_of(meeting)
    assert meeting.state == Meeting.State.CLOSED
    assert (presence.voting.present, presence.attended) == (0, 3)
    assert {line.left_at for line in presence.lines} == {meeting.closed_at}


def test_a_meeting_with_an_undecided_motion_is_not_closed():
    meeting = make_open()
    motion = make_motion(meeting)
    clerk = make_clerk(meeting)

    with pytest.raises(RuleError) as refusal:
        actions.close_meeting(meeting, actor=clerk)
    assert refusal.value.code == "motions_undecided"
    Motion.objects.filter(pk=motion.pk).update(state=Motion.State.WITHDRAWN)

    assert actions.close_meeting(meeting, actor=clerk).state == Meeting.State.CLOSED


@pytest.mark.parametrize("act", [actions.adjourn_meeting, actions.close_meeting, actions.resume_meeting])
def test_nothing_of_the_course_changes_once_the_minutes_are_approved(act):
    meeting = make_open()
    Minutes.objects.create(association=meeting.association, meeting=meeting, state=Minutes.State.APPROVED)

    with pytest.raises(RuleError) as refusal:
        act(meeting, actor=make_clerk(meeting))

    assert refusal.value.code == "minutes_approved"


@pytest.mark.parametrize("act", [actions.adjourn_meeting, actions.close_meeting, actions.resume_meeting])
def test_what_has_not_begun_cannot_pause_or_end(act):
    meeting = make_meeting(make_council(), state=Meeting.State.NOTIFIED)
    for _number in range(3):
        make_event(make_invitation(meeting))

    with pytest.raises(RuleError) as refusal:
        act(meeting, actor=make_clerk(meeting))

    assert refusal.value.code == "wrong_state"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_at_the_same_moment_one_does():
    meeting = make_sitting(present=3)
    clerk = make_clerk(meeting)

    def attempt(_number):
        try:
            actions.open_meeting(Meeting.objects.get(pk=meeting.pk), actor=clerk)
        except RuleError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "opened"

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(attempt, range(4)))

    assert answers == ["opened", "wrong_state", "wrong_state", "wrong_state"]
    assert SessionStep.objects.count() == 1
