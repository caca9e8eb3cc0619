"""What everyone of the cast tries with joint projects, teams and visits; the member works at a party."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils import timezone

from guildhall.accounts.models import User
from guildhall.commitments.tests.make import make_organization, make_person
from guildhall.cooperation import actions
from guildhall.cooperation.models import Agreement, JointProject, ProjectOwner
from guildhall.cooperation.tests.make_projects import (
    PAPER,
    begin_project,
    make_agreement,
    make_measurement,
    make_project,
    make_team,
    make_visit,
)
from guildhall.registry.models import Organization, Person
from tests.cast import Act, World

Work = Callable[[JointProject, World, User], Any]


def own(world: World) -> Organization:
    """The organization for which the member of the cast works."""
    person = world.person("member")
    if person.organization is None:
        organization = make_organization(world.association)
        Person.objects.filter(pk=person.pk).update(organization=organization)
        return organization
    return person.organization


def agreement_of(world: World) -> Agreement:
    return make_agreement(world.association, own(world), make_organization(world.association))


def on_planned(do: Work) -> Callable[[World, User], None]:
    def tried(world: World, actor: User) -> None:
        agreement = agreement_of(world)
        planned = make_project(agreement)
        for place, party in enumerate(agreement.parties.all()):
            person = (
                world.person("member")
                if place == 0
                else make_person(world.association, organization=party.organization, signs_in=False)
            )
            ProjectOwner.objects.create(
                association=world.association,
                project=planned,
                organization=party.organization,
                person=person,
                position=place,
            )
        do(planned, world, actor)

    return tried


def on_begun(do: Work) -> Callable[[World, User], None]:
    """Begun by the secretary-general: what is tried is done to it as it is then."""

    def tried(world: World, actor: User) -> None:
        do(begin_project(agreement_of(world), world.cast["secretary_general"], signs_in=False), world, actor)

    return tried


def confirmed(project: JointProject) -> JointProject:
    make_measurement(project, confirmed_at=timezone.now())
    return project


def release_owner(project: JointProject, _world: World, actor: User) -> None:
    owner = project.owners.select_related("organization", "project").first()
    assert owner is not None
    assert project.agreement is not None
    project.agreement.parties.filter(organization=owner.organization).update(left_on=timezone.localdate())
    actions.release_owner(owner, reason="退出", actor=actor)


def change_owner(project: JointProject, world: World, actor: User) -> None:
    owner = project.owners.select_related("organization__association", "project").first()
    assert owner is not None
    person = make_person(world.association, organization=owner.organization, signs_in=False)
    actions.change_owner(owner, person=person, reason="调岗", actor=actor)


def give_letter(project: JointProject, world: World, actor: User) -> None:
    assert project.agreement is not None
    team = make_team(project.agreement, project=project, leader=world.person("member"))
    actions.give_letter(team, received_by=world.person("president"), actor=actor)


PROJECT_ACTS = {
    "plan_project": Act(
        "策划联合项目",
        "Plan a joint project",
        lambda w, a: actions.plan_project(agreement=agreement_of(w), title_zh="降本", actor=a),
    ),
    "amend_project": Act(
        "修改联合项目",
        "Change a planned project",
        on_planned(lambda p, w, a: actions.amend_project(p, version=1, title_zh="降本增效", actor=a)),
    ),
    "start_project": Act(
        "启动联合项目",
        "Start a joint project",
        on_planned(lambda p, w, a: actions.start_project(p, version=1, actor=a)),
    ),
    "complete_project": Act(
        "完成联合项目",
        "Complete a joint project",
        on_begun(
            lambda p, w, a: actions.complete_project(
                confirmed(p), conclusion_zh="完成", version=p.version, actor=a
            )
        ),
    ),
    "abandon_project": Act(
        "放弃联合项目",
        "Give a joint project up",
        on_begun(lambda p, w, a: actions.abandon_project(p, reason="调整", version=p.version, actor=a)),
    ),
    "change_owner": Act("更换项目负责人", "Change who answers for a project", on_begun(change_owner)),
    "release_owner": Act(
        "处理退出方的承诺", "Settle what a party that left had promised", on_begun(release_owner)
    ),
    "report_measurement": Act(
        "报告测量结果",
        "Report a measurement",
        on_begun(
            lambda p, w, a: actions.report_measurement(
                p, value=Decimal(15), measured_on=timezone.localdate(), evidence=PAPER, actor=a
            )
        ),
    ),
    "confirm_measurement": Act(
        "确认测量结果",
        "Confirm a measurement",
        on_begun(lambda p, w, a: actions.confirm_measurement(make_measurement(p), actor=a)),
    ),
    "dispute_measurement": Act(
        "对测量结果提出异议",
        "Dispute a measurement",
        on_begun(lambda p, w, a: actions.dispute_measurement(make_measurement(p), reason="口径", actor=a)),
    ),
    "form_team": Act(
        "组建团队",
        "Form a team",
        lambda w, a: actions.form_team(agreement=agreement_of(w), name_zh="攻关团队", actor=a),
    ),
    "amend_team": Act(
        "修改团队",
        "Change a team",
        lambda w, a: actions.amend_team(
            make_team(agreement_of(w), leader=None), version=1, name_zh="新", actor=a
        ),
    ),
    "give_letter": Act("下达军令状", "Give a team its letter of commitment", on_begun(give_letter)),
    "note_visit": Act(
        "登记走访",
        "Note a visit",
        lambda w, a: actions.note_visit(w.association, hosts=[own(w)], purpose_zh="需求", actor=a),
    ),
    "amend_visit": Act(
        "修改走访",
        "Change what is kept of a visit",
        lambda w, a: actions.amend_visit(
            make_visit(w.association, own(w)), version=1, outcome_zh="达成意向", actor=a
        ),
    ),
    "draft_from_visit": Act(
        "由走访起草需求",
        "Draft a need from a visit",
        lambda w, a: actions.draft_from_visit(
            make_visit(w.association, own(w)), organization=own(w), kind="product", title_zh="减速机", actor=a
        ),
    ),
}
