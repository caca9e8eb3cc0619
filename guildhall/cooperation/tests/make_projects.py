"""Builders of agreements in force, joint projects, teams and visits: valid by default, every detail can be named."""

from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.commitments.tests.make import make_holder, make_organization, make_person, top_of
from guildhall.cooperation.actions import Owner, plan_project, start_project
from guildhall.cooperation.models import Agreement, AgreementParty, JointProject, Measurement, Team, Visit
from guildhall.registry.models import Organization

_numbers = count(1)
FIGURES: dict[str, Any] = {
    "title_zh": "缩短交货期",
    "title_en": "Shorter delivery",
    "indicator_zh": "平均交货期",
    "indicator_en": "Average delivery time",
    "unit_zh": "天",
    "unit_en": "days",
    "direction": "down",
    "baseline": Decimal(20),
    "target": Decimal(10),
}
PAPER = ("measured.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")


def make_chief(association: Association) -> User:
    """Somebody of the secretariat who also decides and issues letters."""
    powers = (Power.MANAGE, Power.READ, Power.DECIDE, Power.FOLLOW_UP, Power.ISSUE, Power.PUBLISH)
    return make_holder(top_of(association), *powers)


def make_agreement(association: Association, *parties: Organization, **details: Any) -> Agreement:
    """Signed by two organizations of the association, unless parties are named."""
    agreement = Agreement.objects.create(
        **{
            "association": association,
            "title_zh": f"共建协议{next(_numbers)}",
            "state": Agreement.State.SIGNED,
            "signed_on": timezone.localdate(),
        }
        | details
    )
    for place, party in enumerate(parties or [make_organization(association) for _ in range(2)]):
        AgreementParty.objects.create(
            association=association, agreement=agreement, organization=party, position=place
        )
    return agreement


def owners_for(agreement: Agreement, *, signs_in: bool = True) -> list[Owner]:
    """Somebody who works at each party."""
    parties = [party.organization for party in agreement.parties.select_related("organization__association")]
    return [
        Owner(one, make_person(agreement.association, organization=one, signs_in=signs_in)) for one in parties
    ]


def make_project(agreement: Agreement, **details: Any) -> JointProject:
    """Planned with all figures, and nobody who answers for it."""
    due = timezone.localdate() + timedelta(days=100)
    return JointProject.objects.create(
        **{"association": agreement.association, "agreement": agreement, "due_on": due} | FIGURES | details
    )


def begin_project(
    agreement: Agreement, chief: User, *, signs_in: bool = True, **details: Any
) -> JointProject:
    """Under way for a hundred days, with an owner on every side, due in a hundred days."""
    today = timezone.localdate()
    days = {"baseline_on": today - timedelta(days=100), "due_on": today + timedelta(days=100)}
    planned = plan_project(
        agreement=agreement,
        owners=owners_for(agreement, signs_in=signs_in),
        actor=chief,
        **FIGURES | days | details,
    )
    return start_project(planned, version=planned.version, actor=chief)


def owners_of(project: JointProject) -> list[User]:
    """The users of those who answer for it, in the parties' order."""
    rows = project.owners.select_related("person__user").order_by("position")
    return [one.person.user for one in rows if one.person and one.person.user]


def make_measurement(project: JointProject, **details: Any) -> Measurement:
    """Reported by its first owner, and not judged yet."""
    first = project.owners.select_related("person__user").order_by("position").first()
    assert first is not None
    assert first.person is not None
    given = {
        "measured_on": timezone.localdate(),
        "value": Decimal(15),
        "reported_by": first.person.user,
        "reported_for": first.organization,
    }
    return Measurement.objects.create(association=project.association, project=project, **given | details)


def make_team(agreement: Agreement, **details: Any) -> Team:
    given = {"name_zh": f"攻关团队{next(_numbers)}"} | details
    if "leader" not in given:
        given["leader"] = make_person(agreement.association)
    return Team.objects.create(association=agreement.association, agreement=agreement, **given)


def make_visit(association: Association, *hosts: Organization, **details: Any) -> Visit:
    """Of the secretariat, to a new organization unless hosts are named."""
    visitors = details.pop("visitors", ())
    given = {"stated_date": "2026-03", "purpose_zh": "了解需求", "place_zh": "淄博"}
    visit = Visit.objects.create(association=association, **given | details)
    visit.hosts.set(hosts or [make_organization(association)])
    visit.visitors.set(visitors)
    return visit
