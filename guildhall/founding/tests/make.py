"""Plain builders for tests: valid by default, every detail can be named."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.documents.actions import store_file
from guildhall.founding import actions
from guildhall.founding.models import FirstMember, Founding
from guildhall.meetings.models import Meeting, Motion
from guildhall.registry.tests.make import (
    make_association,
    make_organization,
    make_person,
    make_top_body,
    make_user,
)
from guildhall.votes.models import Candidate, Election

__all__ = [
    "CHARTER",
    "convene",
    "decide",
    "make_association",
    "make_begun",
    "make_first_member",
    "make_founding",
    "make_organization",
    "make_person",
    "make_user",
]
CHARTER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def make_founding(association: Association | None = None, **details: Any) -> Founding:
    """A founding that is being prepared; its association has no more than its top body."""
    association = association or make_association(state=Association.State.FOUNDING)
    make_top_body(association)
    return Founding.objects.create(association=association, **details)


def make_begun(actor: User | None = None, *, units: int = 0, charter: bool = False) -> Founding:
    """A founding as it begins: bodies, posts and rules are there; so many units have confirmed."""
    actor = actor or make_user()
    founding = actions.begin_founding(name_zh="钢结构产业链联盟", name_en="Steel alliance", actor=actor)
    if charter:
        actions.put_draft_charter(founding, name="章程草案.pdf", content=CHARTER, actor=actor)
    for _number in range(units):
        make_first_member(founding, state=FirstMember.State.CONFIRMED)
    return founding


def make_first_member(founding: Founding | None = None, **details: Any) -> FirstMember:
    """A unit on the list, with a representative who has a mail address."""
    founding = founding or make_founding()
    unit = details.pop("organization", None) or make_organization(founding.association)
    if "representative" not in details:
        details["representative"] = make_person(
            founding.association, organization=unit, email=f"r{unit.pk.hex}@example.org"
        )
    return FirstMember.objects.create(
        association=founding.association, founding=founding, organization=unit, **details
    )


def make_charter_file(founding: Founding) -> None:
    """The draft charter, without anybody having put it."""
    file = store_file(association=founding.association, name="章程.pdf", content=CHARTER, actor=make_user())
    Founding.objects.filter(pk=founding.pk).update(charter=file)
    founding.refresh_from_db()


def convene(founding: Founding, founder: User, **details: Any) -> Meeting:
    details = {
        "seats": 2,
        "name_zh": "成立大会",
        "starts_at": timezone.now() - timedelta(minutes=10),
    } | details
    meeting = actions.convene_assembly(founding, **details, actor=founder)
    founding.refresh_from_db()
    return meeting


def decide(founding: Founding, elected: int = 2) -> Founding:
    """What the assembly decides elsewhere (votes), and its end."""
    Motion.objects.filter(pk=founding.charter_motion_id).update(state=Motion.State.CARRIED)
    firsts = list(FirstMember.objects.filter(founding=founding).order_by("pk")[:elected])
    for first in firsts:
        Candidate.objects.create(
            association=founding.association,
            election=founding.election,
            person=first.representative,
            organization=first.organization,
            state=Candidate.State.ELECTED,
            entered_by=make_user(),
        )
    Election.objects.filter(pk=founding.election_id).update(state=Election.State.DECIDED)
    Meeting.objects.filter(pk=founding.assembly_id).update(state=Meeting.State.CLOSED)
    return Founding.objects.select_related("association", "assembly", "charter_motion", "election").get()
