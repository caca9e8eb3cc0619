"""From the first unit that confirms to the association that is there."""

from datetime import timedelta

import pytest

from guildhall.accounts.models import Association
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import RuleError
from guildhall.founding import actions
from guildhall.founding.models import FirstMember, Founding
from guildhall.founding.queries import way_of
from guildhall.founding.steps import Key, Light
from guildhall.founding.tests.make import convene, decide, make_begun, make_first_member, make_user
from guildhall.meetings.models import Meeting, Motion
from guildhall.members.models import Member
from guildhall.registry.models import Seat
from guildhall.registry.queries import charter_on, today_in, top_body
from guildhall.votes.models import Candidate, Election

pytestmark = pytest.mark.django_db


@pytest.fixture
def founder():
    return make_user()


@pytest.fixture
def founding(founder):
    return make_begun(founder, units=4, charter=True)


def test_the_assembly_has_seats_agenda_papers_and_an_election(founding, founder):
    meeting = convene(founding, founder)

    assert meeting.invitations.entitled().count() == 4
    assert [item.title_zh for item in meeting.agenda.order_by("position")][:2] == [
        "筹备工作报告",
        "审议并表决章程（草案）",
    ]
    assert meeting.papers.count() == 1
    assert (founding.election.seats, founding.election.state) == (2, Election.State.NOMINATING)
    assert AuditEntry.objects.filter(action="founding.assembly_convened").count() == 1


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda f: FirstMember.objects.update(state=FirstMember.State.INVITED), "too_few_units"),
        (lambda f: FirstMember.objects.update(representative=None), "representative_missing"),
        (lambda f: Founding.objects.update(charter=None), "charter_missing"),
    ],
)
def test_an_assembly_that_cannot_decide_is_not_convened(founding, founder, spoil, code):
    spoil(founding)
    founding.refresh_from_db()

    with pytest.raises(RuleError) as refused:
        convene(founding, founder)
    assert refused.value.code == code
    assert not Meeting.objects.exists()
    assert not Seat.objects.exists()


def test_it_is_convened_once(founding, founder):
    convene(founding, founder)

    with pytest.raises(RuleError) as refused:
        convene(founding, founder)
    assert refused.value.code == "already_convened"
    assert Meeting.objects.count() == 1


def test_a_unit_that_confirms_late_is_seated(founding, founder):
    meeting = convene(founding, founder)
    make_first_member(founding, state=FirstMember.State.CONFIRMED)
    assert way_of(founding, viewer=founder).late == 1

    assert actions.seat_late_units(founding, actor=founder) == 1
    assert actions.seat_late_units(founding, actor=founder) == 0
    assert meeting.invitations.entitled().count() == 5


def test_it_comes_into_being_by_what_the_assembly_decided(founding, founder):
    convene(founding, founder)
    founding = decide(founding)
    assert {step.key: step.light for step in way_of(founding, viewer=founder).steps}[Key.BEING] is Light.NOW

    actions.complete_founding(founding, actor=founder)

    association = Association.objects.get(pk=founding.association_id)
    assert (association.state, founding.state) == (Association.State.ACTIVE, Founding.State.FOUNDED)
    assert Member.objects.filter(association=association).count() == 4
    council = Seat.objects.filter(body__kind="council")
    assert {seat.organization_id for seat in council} == {
        one.organization_id for one in Candidate.objects.filter(state=Candidate.State.ELECTED)
    }
    assert Election.objects.get(pk=founding.election_id).state == Election.State.IN_OFFICE
    charter = charter_on(association, today_in(association) + timedelta(days=1))
    assert charter is not None
    assert charter.version == 2
    assert AuditEntry.objects.filter(action="founding.completed").count() == 1
    with pytest.raises(RuleError) as refused:
        actions.complete_founding(founding, actor=founder)
    assert refused.value.code == "not_preparing"
    assert Member.objects.filter(association=association).count() == 4


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda f: Meeting.objects.update(state=Meeting.State.OPEN), "assembly_not_over"),
        (
            lambda f: Motion.objects.filter(pk=f.charter_motion_id).update(state="rejected"),
            "charter_not_carried",
        ),
        (lambda f: Election.objects.update(state=Election.State.LISTED), "council_not_elected"),
    ],
)
def test_without_its_decisions_nothing_comes_into_being(founding, founder, spoil, code):
    convene(founding, founder)
    founding = decide(founding)
    spoil(founding)
    founding = Founding.objects.select_related("association", "assembly", "charter_motion", "election").get()

    with pytest.raises(RuleError) as refused:
        actions.complete_founding(founding, actor=founder)
    assert refused.value.code == code
    assert not Member.objects.exists()
    assert top_body(founding.association).association.state == Association.State.FOUNDING
