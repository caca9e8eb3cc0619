"""Motions are put, decided by the rule of their kind, withdrawn, numbered."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone, translation

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.meetings import actions, queries
from guildhall.meetings.models import Meeting, Minutes, Motion, Resolution
from guildhall.meetings.tests.make import make_body, make_item, make_user_with_powers
from guildhall.meetings.tests.make_session import (
    make_clerk,
    make_council,
    make_event,
    make_motion,
    make_open,
    make_past,
    make_sitting,
)

pytestmark = pytest.mark.django_db
HANDS = {"way": "show_of_hands"}


def hands(in_favour, against=0, abstain=0):
    return HANDS | {"for_count": in_favour, "against_count": against, "abstain_count": abstain}


def decide(motion, **details):
    return actions.decide_motion(motion, **details, actor=make_clerk(motion.meeting))


def test_a_motion_is_put_under_an_item_and_recorded():
    meeting = make_open()
    item = make_item(meeting)

    motion = actions.put_motion(
        meeting, item=item, title_zh=" 通过计划 ", kind="charter_change", actor=make_clerk(meeting)
    )

    assert (motion.title_zh, motion.item, motion.state) == ("通过计划", item, Motion.State.PUT)
    assert AuditEntry.objects.get(action="motion.put").details["kind"] == "charter_change"


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"title_zh": "  "}, "title_missing"),
        ({"title_zh": "甲", "kind": "revolution"}, "kind_unknown"),
        ({"title_zh": "甲", "item": "elsewhere"}, "item_of_elsewhere"),
    ],
)
def test_what_cannot_be_put_is_refused(details, code):
    meeting = make_open()
    if "item" in details:
        details = details | {"item": make_item()}

    with pytest.raises(InvalidError) as refusal:
        actions.put_motion(meeting, **details, actor=make_clerk(meeting))

    assert refusal.value.code == code
    assert not Motion.objects.exists()


def test_exactly_two_thirds_of_the_present_carry_in_the_council():
    motion = make_motion(make_open(entitled=3, present=3))

    decide(motion, **hands(2, 1))

    assert motion.state == Motion.State.CARRIED
    assert motion.counts == {
        "entitled": 3,
        "present_on_site": 3,
        "present_online": 0,
        "issued": None,
        "returned": None,
        "valid": None,
        "by_correspondence": 0,
    }
    assert motion.verdict["sentence"]["zh"].endswith("通过。")
    assert motion.verdict["applied"]["needed"] == 2
    assert AuditEntry.objects.get(action="motion.carried").details["votes"]["for_"] == 2


def test_abstentions_stay_in_the_base():
    motion = make_motion(make_open(entitled=3, present=3))

    decide(motion, **hands(1, 0, 2))

    assert motion.state == Motion.State.REJECTED
    assert AuditEntry.objects.filter(action="motion.rejected").exists()


def test_the_rule_belongs_to_the_motions_kind():
    meeting = make_open(entitled=6, present=4)
    ordinary, charter = make_motion(meeting), make_motion(meeting, kind="charter_change")

    assert decide(ordinary, **hands(3, 1)).state == Motion.State.CARRIED
    assert decide(charter, **hands(3, 1)).state == Motion.State.REJECTED


def test_by_consensus_nothing_is_counted():
    motion = make_motion(make_open())

    decide(motion, way="consensus")

    assert motion.state == Motion.State.CARRIED
    assert (motion.for_count, motion.against_count) == (None, None)
    assert motion.verdict["code"] == "carried_by_consensus"


@pytest.mark.parametrize("way", ["show_of_hands", "consensus"])
@pytest.mark.parametrize(
    ("kind", "code"), [("election", "secret_ballot_only"), ("dues_standard", "wrong_body")]
)
def test_elections_and_dues_standards_are_not_decided_openly(kind, code, way):
    motion = make_motion(make_open(), kind=kind)
    given = hands(3) if way == "show_of_hands" else {"way": way}

    with translation.override("en"), pytest.raises(RuleError) as refusal:
        decide(motion, **given)

    assert refusal.value.code == code
    assert str(refusal.value.message)
    motion.refresh_from_db()
    assert motion.state == Motion.State.PUT


def test_the_rules_of_a_motion_say_beforehand_which_ways_are_refused():
    motion = make_motion(make_open(), kind="election")

    with translation.override("en"):
        rules = queries.motion_rules(motion)

        assert (rules.by_hand, rules.allowed[0]) == ([], "paper")
        assert "secret ballot only" in rules.refusals[0]


def test_more_hands_than_are_present_are_counted_again():
    motion = make_motion(make_open(entitled=4, present=3))

    with pytest.raises(InvalidError) as refusal:
        decide(motion, **hands(3, 1))

    assert (refusal.value.code, refusal.value.details["present"]) == ("more_hands_than_present", 3)


def test_nothing_is_decided_once_the_quorum_is_lost():
    meeting = make_open(entitled=3, present=2)
    motion = make_motion(meeting)
    make_event(meeting.invitations.first(), "out")

    with pytest.raises(RuleError) as refusal:
        decide(motion, **hands(1))

    assert refusal.value.code == "quorum_lost"
    motion.refresh_from_db()
    assert motion.state == Motion.State.PUT


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"way": "applause"}, "way_unknown"),
        (HANDS, "counts_missing"),
        (hands(2, -1), "count_negative"),
        ({"way": "consensus", "for_count": 3}, "counts_with_consensus"),
    ],
)
def test_counts_that_make_no_sense_are_refused(given, code):
    motion = make_motion(make_open())

    with pytest.raises(InvalidError) as refusal:
        decide(motion, **given)

    assert refusal.value.code == code


def test_a_motion_is_decided_once():
    motion = make_motion(make_open())
    decide(motion, **hands(3))

    with pytest.raises(RuleError) as refusal:
        decide(motion, **hands(0, 3))

    assert refusal.value.code == "already_decided"


@pytest.mark.parametrize("when", ["before", "after"])
def test_motions_are_decided_in_session_only(when):
    meeting = make_sitting(present=3) if when == "before" else make_open()
    if when == "after":
        actions.adjourn_meeting(meeting, actor=make_clerk(meeting))

    with pytest.raises(RuleError) as refusal:
        decide(make_motion(meeting), **hands(3))

    assert refusal.value.code == "not_in_session"


@pytest.mark.parametrize("act", ["put", "decide", "withdraw", "number"])
def test_a_participant_without_a_task_in_the_meeting_is_refused(act):
    meeting = make_open()
    motion = make_motion(meeting)
    actor = make_user_with_powers(meeting.association, Power.DECIDE)
    acts = {
        "put": lambda: actions.put_motion(meeting, title_zh="甲", actor=actor),
        "decide": lambda: actions.decide_motion(motion, **hands(3), actor=actor),
        "withdraw": lambda: actions.withdraw_motion(motion, actor=actor),
        "number": lambda: actions.number_resolution(motion, actor=actor),
    }

    with pytest.raises(NotAllowedError):
        acts[act]()


def test_a_withdrawn_motion_stays_in_the_record():
    motion = make_motion(make_open())

    actions.withdraw_motion(motion, actor=make_clerk(motion.meeting))

    assert motion.state == Motion.State.WITHDRAWN
    with pytest.raises(RuleError):
        decide(motion, **hands(3))


def test_an_undecided_motion_can_be_corrected_a_decided_one_cannot():
    motion = make_motion(make_open())
    clerk = make_clerk(motion.meeting)
    actions.change_motion(motion, version=1, title_zh="改后的议案", actor=clerk)
    assert motion.title_zh == "改后的议案"
    decide(motion, **hands(3))

    with pytest.raises(RuleError) as refusal:
        actions.change_motion(motion, version=2, title_zh="事后的议案", actor=clerk)

    assert refusal.value.code == "already_decided"


@pytest.mark.parametrize("state", ["carried", "rejected", "not_stated"])
def test_a_past_motion_keeps_the_result_that_its_source_states(state):
    motion = make_motion(make_past())

    actions.enter_motion_result(motion, state=state, actor=make_clerk(motion.meeting))

    assert (motion.state, motion.for_count, motion.verdict) == (state, None, {})


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"state": "put"}, "result_unknown"),
        ({"state": "carried", "way": "applause"}, "result_unknown"),
        ({"state": "not_stated", "for_count": 3}, "counts_without_result"),
    ],
)
def test_a_past_result_that_is_none_is_refused(details, code):
    motion = make_motion(make_past())

    with pytest.raises(InvalidError) as refusal:
        actions.enter_motion_result(motion, **details, actor=make_clerk(motion.meeting))

    assert refusal.value.code == code


def test_results_are_not_entered_by_hand_for_a_meeting_that_is_held_here():
    motion = make_motion(make_open())

    with pytest.raises(RuleError) as refusal:
        actions.enter_motion_result(motion, state="carried", actor=make_clerk(motion.meeting))

    assert refusal.value.code == "not_a_past_meeting"


def test_resolutions_of_a_body_are_numbered_without_gaps():
    body = make_council()
    meeting = make_open(body)
    clerk = make_clerk(meeting)
    motions = [decide(make_motion(meeting), **hands(3)) for _number in range(3)]

    numbered = [actions.number_resolution(motion, actor=clerk) for motion in motions]

    assert [resolution.number for resolution in numbered] == [1, 2, 3]
    assert numbered[0].serial == f"{body.name_zh}决议〔{timezone.localdate().year}〕1号"
    assert numbered[0].title_zh == motions[0].title_zh
    assert AuditEntry.objects.filter(action="resolution.numbered").count() == 3


def test_each_body_counts_for_itself():
    body = make_council()
    bodies = (body, make_body(body.association))
    motions = [decide(make_motion(make_open(one)), **hands(3)) for one in bodies]

    numbers = [
        actions.number_resolution(motion, actor=make_clerk(motion.meeting)).number for motion in motions
    ]

    assert numbers == [1, 1]


def test_a_number_is_given_once():
    motion = decide(make_motion(make_open()), **hands(3))
    clerk = make_clerk(motion.meeting)
    actions.number_resolution(motion, actor=clerk)

    with pytest.raises(RuleError) as refusal:
        actions.number_resolution(motion, actor=clerk)

    assert refusal.value.code == "already_numbered"
    assert Resolution.objects.count() == 1


def test_what_was_rejected_gets_no_number():
    motion = decide(make_motion(make_open()), **hands(0, 3))

    with pytest.raises(RuleError) as refusal:
        actions.number_resolution(motion, actor=make_clerk(motion.meeting))

    assert refusal.value.code == "not_carried"


def test_after_the_approval_of_the_minutes_nothing_is_put_any_more():
    meeting = make_open()
    Minutes.objects.create(association=meeting.association, meeting=meeting, state=Minutes.State.APPROVED)

    with pytest.raises(RuleError) as refusal:
        actions.put_motion(meeting, title_zh="甲", actor=make_clerk(meeting))

    assert refusal.value.code == "minutes_approved"


def test_no_motion_is_put_to_a_meeting_that_is_over():
    meeting = make_open()
    actions.close_meeting(meeting, actor=make_clerk(meeting))

    with pytest.raises(RuleError) as refusal:
        actions.put_motion(meeting, title_zh="甲", actor=make_clerk(meeting))

    assert refusal.value.code == "meeting_over"


@pytest.mark.django_db(transaction=True)
def test_of_eight_decisions_at_the_same_moment_one_counts():
    motion = make_motion(make_open())
    clerk = make_clerk(motion.meeting)

    def attempt(number):
        try:
            fresh = Motion.objects.select_related("meeting__body", "meeting__association").get(pk=motion.pk)
            actions.decide_motion(fresh, **hands(number % 4), actor=clerk)
        except RuleError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "decided"

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(attempt, range(8)))

    assert answers == ["already_decided"] * 7 + ["decided"]
    assert AuditEntry.objects.filter(action__in=["motion.carried", "motion.rejected"]).count() == 1
    assert Meeting.objects.get().state == Meeting.State.OPEN
