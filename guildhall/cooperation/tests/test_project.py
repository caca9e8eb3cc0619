from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from guildhall.accounts.powers import Power
from guildhall.commitments.actions import add_milestone
from guildhall.commitments.tests.make import make_organization, make_person
from guildhall.cooperation import actions, queries
from guildhall.cooperation.actions import Owner
from guildhall.cooperation.models import AgreementParty, JointProject
from guildhall.cooperation.tests.make import make_cooperation, make_keeper, make_own_user
from guildhall.cooperation.tests.make_projects import (
    FIGURES,
    PAPER,
    begin_project,
    make_agreement,
    make_chief,
    make_measurement,
    make_project,
    owners_for,
    owners_of,
)
from guildhall.core.errors import NotAllowedError, RuleError
from guildhall.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(association):
    return make_chief(association)


@pytest.fixture
def agreement(association):
    return make_agreement(association)


@pytest.fixture
def project(agreement, chief):
    return begin_project(agreement, chief)


def refused(act):
    with pytest.raises(RuleError) as refusal:
        act()
    return refusal.value.code


def day(days):
    return timezone.localdate() + timedelta(days=days)


def shown(project, viewer):
    return queries.projects_to_show(viewer, project.association).get(pk=project.pk)


def report(project, value, actor, *, on=0, evidence=PAPER):
    return actions.report_measurement(
        project, value=Decimal(value), measured_on=day(on), evidence=evidence, actor=actor
    )


def test_each_side_promises_the_project_when_it_starts(project, agreement, chief, lines):
    promised = [owner.commitment for owner in project.owners.order_by("position")]

    assert [one.state for one in promised] == ["adopted", "adopted"]
    assert {(one.origin_type, one.origin_id) for one in promised} == {
        ("cooperation.jointproject", project.pk)
    }
    assert {(one.deadline, one.measure_zh, one.measure_en) for one in promised} == {
        (project.due_on, "平均交货期：由20天到10天", "Average delivery time: from 20 days to 10 days")
    }
    assert [one.lead for one in promised] == [one.organization for one in agreement.parties.all()]
    assert [list(one.supporting.all()) for one in promised] == [[promised[1].lead], [promised[0].lead]]
    assert lines()[-1] == "joint_project.started"
    assert Notice.objects.filter(user__in=owners_of(project)).count() == 2


def test_it_starts_only_when_everything_is_there(association, chief):
    agreement = make_agreement(association, state="draft")
    planned = make_project(agreement, baseline=None)

    def start():
        planned.refresh_from_db()
        return refused(lambda: actions.start_project(planned, version=planned.version, actor=chief))

    assert start() == "agreement_not_signed"
    agreement.state = "signed"
    agreement.save()
    assert start() == "incomplete"
    JointProject.objects.update(baseline=20, due_on=day(0))
    assert start() == "due_passed"
    JointProject.objects.update(due_on=day(9))
    assert start() == "owners_missing"
    owners = owners_for(agreement)
    actions.amend_project(planned, version=planned.version, owners=owners[:1], actor=chief)
    assert start() == "owners_missing"
    AgreementParty.objects.filter(organization=owners[1].organization).update(left_on=day(-1))
    owners[0].person.organization = owners[1].organization
    owners[0].person.save()
    assert start() == "owner_left"
    owners[0].person.organization = owners[0].organization
    owners[0].person.save()
    planned.refresh_from_db()
    with pytest.raises(NotAllowedError):
        actions.start_project(planned, version=planned.version, actor=make_own_user(owners[0].organization))
    actions.start_project(planned, version=planned.version, actor=chief)
    assert start() == "wrong_state"
    assert planned.owners.get().commitment is not None


def test_what_cannot_be_planned_is_refused(association, agreement, chief):
    party, stranger = agreement.parties.first().organization, make_organization(association)
    wrong: dict[str, Any] = {
        "title_missing": {"title_zh": " ", "title_en": ""},
        "no_way": {"target": Decimal(20)},
        "against_the_direction": {"direction": "up"},
        "no_figure": {"baseline": Decimal("1.2345")},
        "due_before_start": {"baseline_on": day(-2), "due_on": day(-3)},
        "day_to_come": {"baseline_on": day(1)},
        "not_a_party": {"owners": [Owner(stranger)]},
        "owner_twice": {"owners": [Owner(party), Owner(party)]},
        "owner_left": {"owners": [Owner(party, make_person(association, organization=stranger))]},
    }
    for code, given in wrong.items():
        said = FIGURES | given
        assert (
            refused(lambda said=said: actions.plan_project(agreement=agreement, actor=chief, **said)) == code
        )
    assert refused(lambda: actions.plan_project(actor=chief, **FIGURES)) == "of_nothing"
    over = make_cooperation(association, ending="price", ended_on=day(-1))
    assert refused(lambda: actions.plan_project(cooperation=over, actor=chief, **FIGURES)) == "ended"
    keeper = make_keeper(association)
    with pytest.raises(NotAllowedError):
        actions.plan_project(agreement=agreement, is_public=True, actor=keeper, **FIGURES)
    assert JointProject.objects.count() == 0


def test_of_two_who_change_it_at_once_the_slower_is_told(agreement, chief):
    planned = make_project(agreement)
    actions.amend_project(planned, version=1, title_zh="先", actor=chief)

    assert refused(lambda: actions.amend_project(planned, version=1, title_zh="后", actor=chief)) == (
        "changed_meanwhile"
    )
    assert refused(lambda: actions.abandon_project(planned, reason="x", version=1, actor=chief)) == (
        "changed_meanwhile"
    )
    planned.refresh_from_db()
    assert planned.title_zh == "先"


def test_a_measurement_counts_once_another_side_confirms_it(project, chief, lines):
    first, second = owners_of(project)
    reported = report(project, "14", first)
    assert queries.outcome_of(shown(project, chief), day(0)).result.standing == "not_measured"
    assert Notice.objects.filter(user=second, key__startswith="measurement.reported").count() == 1

    actions.confirm_measurement(reported, actor=second)

    found = queries.outcome_of(shown(project, chief), day(0))
    assert (found.result.percent, found.result.standing) == ("60%", "on_track")
    assert "完成60%，应完成50%" in found.sentence.zh
    assert lines()[-2:] == ["measurement.reported", "measurement.confirmed"]
    assert reported.confirmed_for == project.owners.get(person__user=second).organization
    curve = queries.curve_of(shown(project, chief))
    assert (curve.measured, curve.line) == ([20.0, 14.0, None], [20.0, 15.0, 10.0])


def test_who_reported_it_or_their_side_cannot_confirm_it(project, association, chief):
    first, second = owners_of(project)
    colleague = make_own_user(project.owners.order_by("position").first().organization)
    stranger = make_own_user(make_organization(association))
    of_side, of_secretariat = make_measurement(project), report(project, "13", chief)

    for actor in (first, colleague, stranger):
        with pytest.raises(NotAllowedError):
            actions.confirm_measurement(of_side, actor=actor)
    for actor in (chief, make_keeper(association), stranger):
        with pytest.raises(NotAllowedError):
            actions.confirm_measurement(of_secretariat, actor=actor)
    actions.confirm_measurement(of_side, actor=make_keeper(association))
    actions.confirm_measurement(of_secretariat, actor=second)
    assert refused(lambda: actions.confirm_measurement(of_side, actor=second)) == "already_judged"
    assert refused(lambda: actions.dispute_measurement(of_side, reason="x", actor=second)) == "already_judged"


def test_a_disputed_measurement_never_counts(project, chief):
    first, second = owners_of(project)
    reported = make_measurement(project)
    assert (
        refused(lambda: actions.dispute_measurement(reported, reason=" ", actor=second)) == "reason_missing"
    )

    actions.dispute_measurement(reported, reason="口径不一致", actor=second)

    [line] = queries.measurement_lines(shown(project, chief), first, project.association)
    assert (line.state, line.may_judge) == ("disputed", False)
    assert queries.outcome_of(shown(project, chief), day(0)).result.measured is None
    assert Notice.objects.filter(user=first, key__startswith="measurement.judged").count() == 1


def test_measurements_that_cannot_be_are_refused(project, association, agreement, chief):
    first, _second = owners_of(project)
    assert refused(lambda: report(project, "14", first, on=1)) == "not_yet"
    assert refused(lambda: report(project, "14", first, on=-101)) == "before_the_baseline"
    assert refused(lambda: report(project, "14", first, evidence=None)) == "evidence_missing"
    assert refused(lambda: report(project, "NaN", first)) == "no_figure"
    with pytest.raises(NotAllowedError):
        report(project, "14", make_own_user(make_organization(association)))
    first.people.update(organization=make_organization(association))
    with pytest.raises(NotAllowedError):
        report(project, "14", type(first).objects.get(pk=first.pk))
    assert refused(lambda: report(make_project(agreement), "14", chief)) == "not_under_way"
    assert project.measurements.count() == 0


def test_it_is_completed_with_what_was_confirmed_last(project, chief, lines):
    first, second = owners_of(project)
    done = {"conclusion_zh": "交货期缩短", "version": project.version, "actor": chief}
    assert refused(lambda: actions.complete_project(project, **done)) == "not_measured"
    actions.confirm_measurement(report(project, "8", first), actor=second)
    assert refused(lambda: actions.complete_project(project, **done | {"conclusion_zh": ""})) == (
        "conclusion_missing"
    )

    actions.complete_project(project, **done)

    found = queries.outcome_of(shown(project, chief), day(0))
    assert (found.result.percent, found.reached) == ("120%", True)
    assert {one.commitment.state for one in project.owners.all()} == {"adopted"}
    assert lines()[-1] == "joint_project.completed"
    assert refused(lambda: report(project, "7", first)) == "not_under_way"


def test_given_up_its_promises_are_cancelled_by_who_may_decide(project, association, chief):
    given = {"reason": "市场变化", "version": project.version}
    with pytest.raises(NotAllowedError):
        actions.abandon_project(project, **given, actor=make_keeper(association))

    actions.abandon_project(project, **given, actor=chief)

    assert project.state == "abandoned"
    assert {one.commitment.state for one in project.owners.all()} == {"cancelled"}
    assert refused(lambda: actions.abandon_project(project, **given, actor=chief)) == "wrong_state"


def test_what_a_party_promised_that_left_is_handed_over_or_cancelled(project, agreement, chief):
    leaving, staying = project.owners.select_related("organization__association").order_by("position")
    settle = {"reason": "退出协议", "actor": chief}
    assert refused(lambda: actions.release_owner(leaving, **settle)) == "party_stays"
    agreement.parties.filter(organization=leaving.organization).update(left_on=day(0))
    stranger = make_person(project.association)
    assert refused(lambda: actions.release_owner(leaving, to=stranger, **settle)) == "not_an_owner"

    actions.release_owner(leaving, to=staying.person, **settle)

    assert leaving.commitment.responsible == staying.person
    assert [line.has_left for line in queries.owner_lines(shown(project, chief), chief)] == [True, False]
    assert refused(lambda: actions.release_owner(leaving, **settle)) == "already_left"
    with pytest.raises(NotAllowedError):
        report(project, "14", leaving.person.user)


def test_an_owner_who_left_the_firm_hands_over_to_a_colleague(project, association, chief):
    owner = project.owners.select_related("organization__association").order_by("position").first()
    old, new = owner.person, make_person(association, organization=owner.organization)
    old.organization = make_organization(association)
    old.save()
    [line, _other] = queries.owner_lines(shown(project, chief), chief)
    assert (line.acts, line.has_left) == (False, False)
    assert refused(lambda: actions.change_owner(owner, person=old, actor=chief)) == "owner_left"

    actions.change_owner(owner, person=new, reason="离职", actor=chief)

    assert owner.commitment.responsible == new
    assert (
        refused(lambda: actions.change_owner(owner, person=new, reason="离职", actor=chief))
        == "changed_meanwhile"
    )


def test_milestones_are_those_of_what_was_promised(project, chief):
    owner = project.owners.order_by("position").first()
    add_milestone(owner.commitment, title_zh="首批交付", due_on=day(30), actor=chief)

    line, _other = queries.owner_lines(shown(project, chief), chief)

    assert [one.title_zh for one in line.commitment.milestones.all()] == ["首批交付"]
    assert line.commitment.light == "on_track"


def test_who_sees_a_project(project, agreement, association, chief):
    insider = owners_of(project)[0]
    stranger = make_own_user(make_organization(association))
    reader = make_keeper(association, Power.OVERSEE)

    def seen(user):
        return queries.project_list(user, association).filter(pk=project.pk).exists()

    agreement.is_public = True
    agreement.save()
    assert [seen(one) for one in (chief, reader, insider, stranger)] == [True, True, True, False]
    JointProject.objects.update(is_public=True)
    assert seen(stranger)
    measurement = make_measurement(project)
    assert queries.measurement_lines(project, stranger, association) is None
    assert len(queries.measurement_lines(project, insider, association)) == 1
    assert queries.measurements_to_show(insider, association).get() == measurement
    assert not queries.measurements_to_show(stranger, association).exists()
    assert not queries.teams_to_show(stranger, association).exists()
