import pytest

from guildhall.commitments import actions
from guildhall.commitments.models import Milestone
from guildhall.commitments.tests.make import in_days, make_commitment, make_milestone, today, user_of
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError

pytestmark = pytest.mark.django_db


def test_the_responsible_person_sets_a_milestone(commitment, responsible, lines):
    milestone = actions.add_milestone(
        commitment, title_zh="完成走访", due_on=in_days(10), actor=user_of(responsible)
    )

    assert list(commitment.milestones.all()) == [milestone]
    assert lines() == ["milestone.added"]


def test_a_milestone_after_the_deadline_is_refused_with_both_dates(commitment, secretary):
    with pytest.raises(InvalidError) as refusal:
        actions.add_milestone(commitment, title_en="Step", due_on=in_days(31), actor=secretary)

    assert refusal.value.details["due_on"] == in_days(31).isoformat()
    assert refusal.value.details["deadline"] == in_days(30).isoformat()
    assert str(in_days(31).day) in str(refusal.value.message)


def test_a_milestone_on_the_deadline_is_in_time(commitment, secretary):
    assert actions.add_milestone(commitment, title_en="Last", due_on=in_days(30), actor=secretary).pk


def test_a_mere_reader_sets_no_milestone(commitment, reader):
    with pytest.raises(NotAllowedError):
        actions.add_milestone(commitment, title_en="Step", due_on=in_days(3), actor=reader)


def test_a_milestone_has_a_name(commitment, secretary):
    with pytest.raises(InvalidError) as refusal:
        actions.add_milestone(commitment, title_en=" ", due_on=in_days(3), actor=secretary)

    assert refusal.value.code == "title_missing"


def test_milestones_reached_roll_up_into_progress(commitment, responsible):
    first, _second = make_milestone(commitment), make_milestone(commitment)

    actions.finish_milestone(first, actor=user_of(responsible))

    commitment.refresh_from_db()
    assert (first.done_on, commitment.progress) == (today(), 50)


def test_a_milestone_is_reached_once_and_not_on_a_day_to_come(commitment, secretary):
    milestone = make_milestone(commitment)
    with pytest.raises(InvalidError):
        actions.finish_milestone(milestone, done_on=in_days(1), actor=secretary)
    actions.finish_milestone(milestone, actor=secretary)

    with pytest.raises(RuleError) as refusal:
        actions.finish_milestone(milestone, actor=secretary)

    assert refusal.value.code == "not_open"


def test_a_milestone_moves_within_the_deadline_until_it_is_reached(commitment, secretary):
    milestone = make_milestone(commitment)

    actions.change_milestone(milestone, title_zh="", title_en="Next", due_on=in_days(9), actor=secretary)

    assert (milestone.title_en, milestone.due_on) == ("Next", in_days(9))
    with pytest.raises(InvalidError):
        actions.change_milestone(milestone, title_zh="", title_en="x", due_on=in_days(99), actor=secretary)


def test_what_was_reached_is_not_taken_out(commitment, secretary):
    reached, open_one = make_milestone(commitment, done_on=today()), make_milestone(commitment)

    actions.remove_milestone(open_one, actor=secretary)
    with pytest.raises(RuleError):
        actions.remove_milestone(reached, actor=secretary)

    assert list(Milestone.objects.all()) == [reached]


def test_what_is_finished_takes_no_milestone(body, secretary):
    accepted = make_commitment(body, state="accepted")

    with pytest.raises(RuleError) as refusal:
        actions.add_milestone(accepted, title_en="Late", due_on=in_days(3), actor=secretary)

    assert refusal.value.code == "not_open"
