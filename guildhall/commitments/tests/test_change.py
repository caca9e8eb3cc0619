import pytest

from guildhall.commitments import actions
from guildhall.commitments.models import Change, Commitment
from guildhall.commitments.tests.make import (
    in_days,
    make_association,
    make_commitment,
    make_milestone,
    make_person,
    make_plan,
    user_of,
)
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.notices.models import Notice

pytestmark = pytest.mark.django_db


def test_the_head_moves_the_deadline_and_the_old_one_stays_visible(commitment, head, lines):
    old = commitment.deadline

    actions.postpone_deadline(commitment, deadline=in_days(60), reason="Fair postponed", actor=head)

    change = commitment.changes.get()
    assert commitment.deadline == in_days(60)
    assert (change.kind, change.old_deadline, change.new_deadline) == ("postponed", old, in_days(60))
    assert lines() == ["commitment.postponed"]


def test_whoever_only_follows_up_moves_no_deadline(commitment, secretary, responsible):
    for user in (secretary, user_of(responsible)):
        with pytest.raises(NotAllowedError):
            actions.postpone_deadline(commitment, deadline=in_days(60), reason="x", actor=user)


@pytest.mark.parametrize(("days", "code"), [(-1, "day_passed"), (30, "same_deadline")])
def test_a_new_deadline_is_new_and_yet_to_come(commitment, head, days, code):
    with pytest.raises(InvalidError) as refusal:
        actions.postpone_deadline(commitment, deadline=in_days(days), reason="x", actor=head)

    assert refusal.value.code == code


def test_a_deadline_does_not_move_before_an_open_milestone(commitment, head):
    make_milestone(commitment, due_on=in_days(20))

    with pytest.raises(InvalidError) as refusal:
        actions.postpone_deadline(commitment, deadline=in_days(10), reason="x", actor=head)

    assert refusal.value.code == "milestone_after_deadline"


def test_what_is_a_draft_has_no_deadline_to_postpone(body, head):
    with pytest.raises(RuleError) as refusal:
        actions.postpone_deadline(
            make_commitment(body, state="draft"), deadline=in_days(60), reason="x", actor=head
        )

    assert refusal.value.code == "not_under_way"


def test_it_is_handed_over_and_both_are_told(commitment, head, responsible, body):
    successor = make_person(body.association)

    actions.hand_over(commitment, to=successor, reason="Changed jobs", actor=head)

    change = commitment.changes.get()
    assert commitment.responsible == successor
    assert (change.old_responsible, change.new_responsible) == (responsible, successor)
    assert {notice.user for notice in Notice.objects.all()} == {user_of(responsible), user_of(successor)}


def test_it_is_not_handed_to_the_same_person_or_to_a_stranger(commitment, head, responsible):
    for person, code in ((responsible, "same_person"), (make_person(make_association()), "of_elsewhere")):
        with pytest.raises(InvalidError) as refusal:
            actions.hand_over(commitment, to=person, reason="x", actor=head)
        assert refusal.value.code == code


@pytest.mark.parametrize("state", ["draft", "adopted", "reported"])
def test_what_is_not_finished_is_cancelled_with_a_reason(body, head, state):
    commitment = make_commitment(body, state=state)

    actions.cancel_commitment(commitment, reason="No budget", actor=head)

    assert commitment.state == Commitment.State.CANCELLED
    assert commitment.changes.get().reason == "No budget"


def test_what_was_accepted_is_not_cancelled(body, head):
    with pytest.raises(RuleError) as refusal:
        actions.cancel_commitment(make_commitment(body, state="accepted"), reason="x", actor=head)

    assert refusal.value.code == "already_closed"


def test_a_change_of_an_adopted_plan_s_item_is_a_new_version_of_the_plan(body, head):
    plan = make_plan(body, state="adopted")
    item = make_commitment(body, plan=plan)

    actions.postpone_deadline(item, deadline=in_days(60), reason="Fair postponed", actor=head)

    version = plan.versions.get()
    assert version.content["items"][0]["deadline"] == in_days(60).isoformat()
    assert (version.cause, version.note) == ("postponed", "Fair postponed")


@pytest.mark.parametrize(
    "act",
    [
        lambda one, head: actions.postpone_deadline(one, deadline=in_days(60), reason=" ", actor=head),
        lambda one, head: actions.cancel_commitment(one, reason="", actor=head),
        lambda one, head: actions.reopen_commitment(one, reason="", actor=head),
    ],
)
def test_every_change_needs_its_reason(commitment, head, act):
    with pytest.raises(InvalidError) as refusal:
        act(commitment, head)

    assert refusal.value.code == "reason_missing"
    assert not Change.objects.exists()
