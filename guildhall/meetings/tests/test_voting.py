"""A vote on a motion is opened, abandoned, closed: what the room of votes asks of a motion."""

import pytest

from guildhall.audit.models import AuditEntry
from guildhall.core.errors import NotAllowedError, RuleError
from guildhall.meetings import actions, queries
from guildhall.meetings.models import Motion
from guildhall.meetings.tests.make import make_user
from guildhall.meetings.tests.make_session import (
    RULES,
    SOURCE,
    make_clerk,
    make_event,
    make_motion,
    make_open,
    make_sitting,
)
from guildhall.registry.models import CharterProfile
from guildhall.registry.rules import Counts, Tally, is_carried

pytestmark = pytest.mark.django_db


def begin(motion, *ways):
    return actions.begin_voting(motion, ways=ways, actor=make_clerk(motion.meeting))


def settle(motion, in_favour, against=0):
    counts, tally = Counts(entitled=3, present_on_site=3), Tally(in_favour, against, 0)
    verdict = is_carried(queries.meeting_profile(motion.meeting), "council", motion.kind, tally, counts)
    return actions.settle_motion(
        motion,
        carried=verdict.ok is True,
        way="named_electronic",
        counts=counts,
        tally=tally,
        verdict=verdict,
        actor=make_clerk(motion.meeting),
    )


def test_a_vote_is_opened_and_its_result_kept_with_the_sentence():
    motion = begin(make_motion(make_open()), "paper")

    assert motion.state == Motion.State.VOTING
    settle(motion, 2, 1)

    assert (motion.state, motion.way, motion.for_count) == (Motion.State.CARRIED, "named_electronic", 2)
    assert motion.verdict["applied"]["needed"] == 2
    assert AuditEntry.objects.get(action="motion.vote_begun").details["ways"] == ["paper"]
    assert AuditEntry.objects.get(action="motion.carried").details["way"] == "named_electronic"


def test_while_a_vote_is_under_way_nothing_of_the_motion_changes():
    motion = begin(make_motion(make_open()))
    clerk = make_clerk(motion.meeting)
    acts = [
        lambda: actions.change_motion(motion, version=motion.version, title_zh="另议", actor=clerk),
        lambda: actions.withdraw_motion(motion, actor=clerk),
        lambda: actions.decide_motion(motion, way="consensus", actor=clerk),
        lambda: actions.begin_voting(motion, actor=clerk),
    ]

    for act in acts:
        with pytest.raises(RuleError) as refusal:
            act()
        assert refusal.value.code == "vote_under_way"
    with pytest.raises(RuleError) as refusal:
        actions.close_meeting(motion.meeting, actor=clerk)
    assert refusal.value.code == "motions_undecided"


def test_an_abandoned_vote_leaves_the_motion_to_be_changed_again():
    motion = begin(make_motion(make_open()))
    clerk = make_clerk(motion.meeting)

    actions.leave_voting(motion, reason=" 计票设备故障 ", actor=clerk)

    assert (
        actions.change_motion(motion, version=motion.version, title_zh="另议", actor=clerk).title_zh == "另议"
    )
    assert AuditEntry.objects.get(action="motion.vote_abandoned").details["reason"] == "计票设备故障"
    for act in (lambda: settle(motion, 3), lambda: actions.leave_voting(motion, reason="", actor=clerk)):
        with pytest.raises(RuleError) as refusal:
            act()
        assert refusal.value.code == "no_vote_under_way"


@pytest.mark.parametrize(
    ("kind", "ways", "code"),
    [
        ("election", ("show_of_hands",), "secret_ballot_only"),
        ("election", ("paper", "named_electronic"), "secret_ballot_only"),
        ("ordinary", ("named_electronic",), "way_not_allowed"),
        ("dues_standard", (), "wrong_body"),
        ("ordinary", ("shouting",), "way_unknown"),
    ],
)
def test_what_the_charter_forbids_is_not_begun(kind, ways, code):
    motion = make_motion(make_open(), kind=kind)

    with pytest.raises(RuleError) as refusal:
        begin(motion, *ways)
    assert refusal.value.code == code
    motion.refresh_from_db()
    assert motion.state == Motion.State.PUT


def test_no_vote_is_begun_without_a_quorum_or_outside_the_session():
    meeting = make_open(entitled=3, present=2)
    make_event(meeting.invitations.first(), "out")
    for motion, code in (
        (make_motion(meeting), "quorum_lost"),
        (make_motion(make_sitting(present=3)), "not_in_session"),
    ):
        with pytest.raises(RuleError) as refusal:
            begin(motion)
        assert refusal.value.code == code


def test_a_vote_is_begun_and_abandoned_by_whoever_runs_the_meeting():
    motion = make_motion(make_open())
    with pytest.raises(NotAllowedError):
        actions.begin_voting(motion, actor=make_user())
    begin(motion)
    with pytest.raises(NotAllowedError):
        actions.leave_voting(motion, reason="", actor=make_user())


def test_by_correspondence_a_vote_begins_without_anybody_present_but_no_election():
    written = {"value": ["on_site", "correspondence"], "confidence": "C", "source": SOURCE}
    rules = RULES | {
        "bodies.council.correspondence": written | {"value": "special"},
        "motions.ordinary.forms": written,
        "motions.ordinary.ways": written | {"value": ["correspondence"]},
        "motions.election.forms": written | {"value": ["on_site"]},
    }
    meeting = make_sitting(mode="correspondence")
    profile = {"key": "own", "name": {"zh": "章程", "en": "Charter"}, "rules": rules}
    CharterProfile.objects.filter(association=meeting.association).update(rules=profile)
    clerk, ways = make_clerk(meeting), ("correspondence",)

    for kind, special, code in (
        ("ordinary", False, "correspondence_in_special_cases_only"),
        ("election", True, "not_by_correspondence"),
    ):
        with pytest.raises(RuleError) as refusal:
            actions.begin_voting(
                make_motion(meeting, kind=kind), ways=ways, special_case=special, actor=clerk
            )
        assert refusal.value.code == code
    begun = actions.begin_voting(make_motion(meeting), ways=ways, special_case=True, actor=clerk)
    assert begun.state == Motion.State.VOTING
