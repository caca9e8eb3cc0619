import pytest

from guildhall.accounts.powers import Power
from guildhall.commitments import actions
from guildhall.commitments.models import Acceptance, Commitment
from guildhall.commitments.tests.make import in_days, make_commitment, make_holder, make_person, user_of
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def reported(commitment, responsible):
    return actions.report_done(commitment, text="Done", actor=user_of(responsible))


def test_a_second_person_who_follows_up_accepts(reported, secretary, responsible, lines):
    actions.accept_commitment(reported, note="Seen", actor=secretary)

    assert reported.state == Commitment.State.ACCEPTED
    assert reported.acceptances.get().by == secretary
    assert lines() == ["commitment.reported", "commitment.accepted"]
    assert Notice.objects.filter(user=user_of(responsible)).exists()


def test_the_superior_accepts_without_any_post(body, responsible):
    superior = make_person(body.association)
    commitment = make_commitment(body, responsible=responsible, superior=superior)
    actions.report_done(commitment, text="Done", actor=user_of(responsible))

    assert actions.accept_commitment(commitment, actor=user_of(superior)).state == Commitment.State.ACCEPTED


def test_nobody_judges_what_they_reported_themselves(commitment, secretary):
    actions.report_done(commitment, text="Done", actor=secretary)

    for judge in (
        lambda: actions.accept_commitment(commitment, actor=secretary),
        lambda: actions.return_commitment(commitment, reason="No", actor=secretary),
    ):
        with pytest.raises(NotAllowedError) as refusal:
            judge()
        assert refusal.value.code == "second_person_needed"


def test_the_responsible_person_does_not_judge_even_when_following_up(body, secretary):
    follower = make_holder(body, Power.FOLLOW_UP)
    commitment = make_commitment(body, responsible=follower.people.get())
    actions.report_done(commitment, text="Done", actor=secretary)

    with pytest.raises(NotAllowedError) as refusal:
        actions.accept_commitment(commitment, actor=follower)

    assert refusal.value.code == "second_person_needed"


def test_a_mere_reader_does_not_judge(reported, reader):
    with pytest.raises(NotAllowedError) as refusal:
        actions.accept_commitment(reported, actor=reader)

    assert refusal.value.code == "not_allowed"


def test_it_is_returned_with_a_reason_and_is_under_way_again(reported, secretary, responsible):
    with pytest.raises(InvalidError):
        actions.return_commitment(reported, reason=" ", actor=secretary)

    actions.return_commitment(reported, reason="The list is missing", actor=secretary)

    assert (reported.state, reported.reported_by) == (Commitment.State.ADOPTED, None)
    assert reported.acceptances.get().outcome == Acceptance.Outcome.RETURNED
    actions.report_done(reported, text="With the list", actor=user_of(responsible))
    assert reported.state == Commitment.State.REPORTED


def test_only_what_was_reported_is_judged(commitment, secretary):
    with pytest.raises(RuleError) as refusal:
        actions.accept_commitment(commitment, actor=secretary)

    assert refusal.value.code == "not_reported"


def test_it_is_accepted_once(reported, secretary, head):
    actions.accept_commitment(reported, actor=secretary)

    with pytest.raises(RuleError) as refusal:
        actions.accept_commitment(reported, actor=head)

    assert refusal.value.code == "not_reported"


def test_the_head_opens_it_again_with_a_reason(reported, secretary, head):
    actions.accept_commitment(reported, actor=secretary)
    with pytest.raises(NotAllowedError):
        actions.reopen_commitment(reported, reason="Not true", actor=secretary)

    actions.reopen_commitment(reported, reason="Two firms were not visited", actor=head)

    assert (reported.state, reported.accepted_at) == (Commitment.State.ADOPTED, None)
    assert reported.acceptances.count() == 2


def test_a_draft_that_was_cancelled_is_not_opened_again(body, head):
    draft = make_commitment(body, state="cancelled", adopted_on=None)

    with pytest.raises(RuleError) as refusal:
        actions.reopen_commitment(draft, reason="x", actor=head)

    assert refusal.value.code == "not_closed"


def test_what_was_cancelled_after_adoption_is_opened_again(body, head):
    cancelled = make_commitment(body, state="cancelled", adopted_on=in_days(-5))

    assert actions.reopen_commitment(cancelled, reason="x", actor=head).state == Commitment.State.ADOPTED
