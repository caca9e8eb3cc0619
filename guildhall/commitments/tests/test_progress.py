import pytest

from guildhall.commitments import actions
from guildhall.commitments.models import Commitment
from guildhall.commitments.tests.make import (
    make_association,
    make_commitment,
    make_organization,
    make_person,
    make_seat,
    user_of,
)
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.notices.models import Notice
from guildhall.registry.models import Representation, Seat

pytestmark = pytest.mark.django_db


def test_the_responsible_person_reports_with_evidence(commitment, responsible, lines):
    report = actions.report_progress(
        commitment,
        text="Half of the firms were visited",
        percent=50,
        evidence=[("visits.txt", b"six firms")],
        actor=user_of(responsible),
    )

    assert (commitment.percent, commitment.state) == (50, Commitment.State.ADOPTED)
    assert [file.name for file in report.evidence.all()] == ["visits.txt"]
    assert lines() == ["file.stored", "commitment.progressed"]


def test_whoever_represents_the_unit_reports_for_it_while_they_do(body):
    association = body.association
    unit = make_organization(association)
    deputy, former = make_person(association), make_person(association)
    seat = Seat.objects.create(association=association, body=body, organization=unit)
    Representation.objects.create(association=association, seat=seat, person=deputy)
    Representation.objects.create(association=association, seat=seat, person=former, to_on="2020-01-01")
    commitment = make_commitment(body, lead=unit)

    actions.report_progress(commitment, text="Begun", percent=5, actor=user_of(deputy))

    with pytest.raises(NotAllowedError):
        actions.report_progress(commitment, text="Begun", percent=5, actor=user_of(former))


def test_somebody_else_of_the_body_reports_nothing(commitment, body, reader):
    member = make_person(body.association)
    make_seat(body, member)

    for user in (reader, user_of(member)):
        with pytest.raises(NotAllowedError):
            actions.report_progress(commitment, text="Done", percent=100, actor=user)


@pytest.mark.parametrize("percent", [-1, 101])
def test_progress_is_between_nothing_and_all(commitment, secretary, percent):
    with pytest.raises(InvalidError) as refusal:
        actions.report_progress(commitment, text="Done", percent=percent, actor=secretary)

    assert refusal.value.code == "percent_out_of_range"


def test_a_false_file_is_refused_and_nothing_is_reported(commitment, secretary):
    with pytest.raises(InvalidError):
        actions.report_progress(
            commitment, text="See", percent=10, evidence=[("plan.pdf", b"MZ not a pdf")], actor=secretary
        )

    commitment.refresh_from_db()
    assert (commitment.percent, commitment.progress_reports.count()) == (0, 0)


@pytest.mark.parametrize("state", ["draft", "reported", "accepted", "cancelled"])
def test_only_what_is_under_way_takes_reports(body, secretary, state):
    commitment = make_commitment(body, state=state)

    for report in (
        lambda: actions.report_progress(commitment, text="x", percent=1, actor=secretary),
        lambda: actions.report_done(commitment, text="x", actor=secretary),
    ):
        with pytest.raises(RuleError) as refusal:
            report()
        assert refusal.value.code == "not_under_way"


def test_reporting_done_tells_the_head_of_the_body(commitment, responsible, head):
    actions.report_done(commitment, text="All visited", actor=user_of(responsible))

    assert (commitment.state, commitment.reported_by) == (Commitment.State.REPORTED, user_of(responsible))
    assert [notice.user for notice in Notice.objects.all()] == [head]


def test_a_read_only_record_takes_no_report(body, secretary):
    commitment = make_commitment(body)
    body.association.is_record = True

    with pytest.raises(RuleError) as refusal:
        actions.report_progress(commitment, text="x", percent=1, actor=secretary)

    assert refusal.value.code == "read_only_record"


def test_people_of_another_association_report_nothing_here(commitment):
    stranger = make_person(make_association())

    with pytest.raises(NotAllowedError):
        actions.report_done(commitment, text="x", actor=user_of(stranger))
