"""The founding assembly is convened, and the association comes into being by what it decided."""

from dataclasses import dataclass
from datetime import date
from typing import Unpack

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import RuleError
from guildhall.core.requests import forget
from guildhall.documents.models import File
from guildhall.documents.queries import content_path
from guildhall.founding.actions.founding import over
from guildhall.founding.models import FirstMember, Founding
from guildhall.founding.permissions import require_may_prepare
from guildhall.founding.queries import council_of, first_member_list
from guildhall.founding.steps import FEWEST
from guildhall.meetings.actions import (
    MeetingDetails,
    add_item,
    add_paper,
    convene_meeting,
    fill_invitations,
    number_resolution,
    put_motion,
)
from guildhall.meetings.models import AgendaItem, Meeting, Motion, Paper, Resolution
from guildhall.meetings.queries import meeting_day
from guildhall.members.actions import admit_member, create_tier
from guildhall.members.models import Member, Tier
from guildhall.registry.actions import adopt_charter_profile, change_association, create_post, give_seat
from guildhall.registry.models import Body, Post, Seat
from guildhall.registry.queries import latest_charter, today_in, top_body
from guildhall.votes.actions import prepare_election, take_office
from guildhall.votes.models import Candidate, Election


@transaction.atomic
def convene_assembly(
    founding: Founding, *, seats: int, actor: User, **details: Unpack[MeetingDetails]
) -> Meeting:
    """Convene the founding assembly of the units that confirmed, each with its seat and one vote.

    Its agenda: the report on the preparations, the charter, the election of the council with ``seats`` seats; the draft
    charter is among its papers. Refused: no draft charter, fewer than two units, a unit without representative, a
    second assembly, and what ``convene_meeting`` and ``prepare_election`` refuse.
    """
    require_may_prepare(actor, founding)
    confirmed = list(first_member_list(founding).filter(state=FirstMember.State.CONFIRMED))
    charter = _require_ready(founding, confirmed)
    _seat(founding.association, confirmed, actor)
    top = top_body(founding.association)
    meeting = convene_meeting(top, actor=actor, **details)
    _put_report(meeting, actor)
    motion = _put_charter(meeting, charter, actor)
    election = _put_election(founding.association, meeting, seats, actor)
    waiting = Founding.objects.filter(pk=founding.pk, state=Founding.State.PREPARING, assembly__isnull=True)
    if not waiting.update(
        assembly=meeting, charter_motion=motion, election=election, version=F("version") + 1
    ):
        raise RuleError(_("The founding assembly is convened already."), code="already_convened")
    founding.refresh_from_db()
    fill_invitations(meeting, actor=actor)
    record("founding.assembly_convened", actor=actor, subject=founding, units=len(confirmed), seats=seats)
    return meeting


@transaction.atomic
def seat_late_units(founding: Founding, *, actor: User) -> int:
    """Units that confirmed after the assembly was convened get their seats and invitations. How many. Safe to repeat."""
    require_may_prepare(actor, founding)
    if founding.assembly is None or founding.state != Founding.State.PREPARING:
        raise over(founding)
    confirmed = list(first_member_list(founding).filter(state=FirstMember.State.CONFIRMED))
    _require_represented(confirmed)
    seated = _seat(founding.association, confirmed, actor)
    fill_invitations(founding.assembly, actor=actor)
    record("founding.units_seated", actor=actor, subject=founding, units=seated)
    return seated


@dataclass(frozen=True)
class Being:
    """What coming into being brings: shown before it is done."""

    on: date
    motion: Motion
    election: Election
    units: list[FirstMember]
    council: list[Candidate]


def being_of(founding: Founding) -> Being:
    """What will be there once the association comes into being. Refused, with what is missing, while it cannot."""
    meeting, motion, election = _require_decided(founding)
    units = first_member_list(founding).filter(state=FirstMember.State.CONFIRMED)
    elected = election.candidates.filter(state=Candidate.State.ELECTED).select_related(
        "person", "organization"
    )
    on = meeting_day(meeting) or today_in(founding.association)
    return Being(on, motion, election, list(units), list(elected.order_by("place", "id")))


@transaction.atomic
def complete_founding(founding: Founding, *, actor: User) -> Founding:
    """The association comes into being on the day of its founding assembly.

    The charter's rules are in force by the assembly's resolution, every unit that confirmed is a member with number and
    certificate, the elected sit in the council for their term, and the state is active. Refused while the assembly goes
    on, when the charter was not carried, and before the council is elected.
    """
    require_may_prepare(actor, founding)
    being = being_of(founding)
    founded = Founding.objects.filter(pk=founding.pk, state=Founding.State.PREPARING)
    if not founded.update(state=Founding.State.FOUNDED, founded_on=being.on, version=F("version") + 1):
        raise over(founding)
    founding.refresh_from_db()
    association = founding.association
    resolution = _numbered(being.motion, actor)
    _adopt_rules(association, being.on, resolution, actor)
    if being.election.state == Election.State.DECIDED:
        take_office(being.election, actor=actor)
    _seat_council(association, being, actor)
    members = _admit(association, being, resolution, actor)
    association.refresh_from_db()
    change_association(association, version=association.version, state=Association.State.ACTIVE, actor=actor)
    record(
        "founding.completed",
        actor=actor,
        subject=founding,
        members=len(members),
        council=len(being.council),
        resolution=resolution.serial,
    )
    forget()
    return founding


def _require_ready(founding: Founding, confirmed: list[FirstMember]) -> File:
    if len(confirmed) < FEWEST:
        raise RuleError(
            _("%(count)s units have confirmed; at least %(fewest)s are needed.")
            % {"count": len(confirmed), "fewest": FEWEST},
            code="too_few_units",
        )
    _require_represented(confirmed)
    if founding.charter is None:
        raise RuleError(_("Put the draft charter first: the assembly decides on it."), code="charter_missing")
    return founding.charter


def _require_represented(confirmed: list[FirstMember]) -> None:
    alone = [first.organization.name for first in confirmed if first.representative is None]
    if alone:
        raise RuleError(
            _("Name who represents: %(units)s.") % {"units": ", ".join(alone[:10])},
            code="representative_missing",
        )


def _seat(association: Association, confirmed: list[FirstMember], actor: User) -> int:
    top = top_body(association)
    seated = set(
        Seat.objects.filter(body=top, organization__isnull=False).values_list("organization", flat=True)
    )
    new = [first for first in confirmed if first.organization_id not in seated]
    for first in new:
        give_seat(
            top,
            first.organization,
            representative=first.representative,
            label_zh="首批成员",
            label_en="First member",
            actor=actor,
        )
    return len(new)


def _put_report(meeting: Meeting, actor: User) -> AgendaItem:
    return add_item(
        meeting,
        kind=AgendaItem.Kind.REPORT,
        title_zh="筹备工作报告",
        title_en="Report on the preparations",
        actor=actor,
    )


def _put_charter(meeting: Meeting, charter: File, actor: User) -> Motion:
    item = add_item(
        meeting,
        kind=AgendaItem.Kind.DECISION,
        title_zh="审议并表决章程（草案）",
        title_en="The draft charter: discussion and vote",
        actor=actor,
    )
    with content_path(charter).open("rb") as content:
        add_paper(
            meeting,
            name=charter.name,
            content=content,
            item=item,
            title_zh="章程（草案）",
            title_en="Draft charter",
            visibility=Paper.Visibility.INVITED,
            actor=actor,
        )
    return put_motion(
        meeting,
        kind="charter_change",
        item=item,
        title_zh="通过章程",
        title_en="To adopt the charter",
        actor=actor,
    )


def _put_election(association: Association, meeting: Meeting, seats: int, actor: User) -> Election:
    council = council_of(association)
    if council is None:
        raise RuleError(_("There is no council to elect. Add the body first."), code="no_council")
    return prepare_election(
        meeting,
        _director(council, actor),
        seats=seats,
        term_number=1,
        term_from=meeting_day(meeting),
        actor=actor,
    )


def _director(council: Body, actor: User) -> Post:
    """The post of those who are elected; their seats in the council are their units'."""
    known = Post.objects.filter(body=council, kind=Post.Kind.DIRECTOR).first()
    if known:
        return known
    return create_post(council, kind=Post.Kind.DIRECTOR, name_zh="理事", name_en="Director", actor=actor)


def _require_decided(founding: Founding) -> tuple[Meeting, Motion, Election]:
    meeting, motion, election = founding.assembly, founding.charter_motion, founding.election
    if meeting is None or motion is None or election is None:
        raise RuleError(_("Convene the founding assembly first."), code="not_convened")
    if meeting.state != Meeting.State.CLOSED:
        raise RuleError(
            _("The founding assembly is not over yet. It is: %(state)s.")
            % {"state": meeting.get_state_display()},
            code="assembly_not_over",
        )
    if motion.state != Motion.State.CARRIED:
        raise RuleError(
            _("The assembly has not adopted the charter: %(state)s.") % {"state": motion.get_state_display()},
            code="charter_not_carried",
        )
    if election.state not in (Election.State.DECIDED, Election.State.IN_OFFICE):
        raise RuleError(
            _("The council is not elected yet: %(state)s.") % {"state": election.get_state_display()},
            code="council_not_elected",
        )
    return meeting, motion, election


def _numbered(motion: Motion, actor: User) -> Resolution:
    known = Resolution.objects.filter(motion=motion).first()
    return known or number_resolution(motion, is_public=True, actor=actor)


def _adopt_rules(association: Association, on: date, resolution: Resolution, actor: User) -> None:
    """The rules that were prepared, from now on by resolution; a later version that somebody adopted meanwhile stays."""
    last = latest_charter(association)
    if last is None or last.from_on > on:
        return
    adopt_charter_profile(
        association,
        rules=last.rules,
        preset=last.preset,
        from_on=on,
        note=f"{resolution.serial}",
        based_on=last.version,
        actor=actor,
    )


def _seat_council(association: Association, being: Being, actor: User) -> None:
    council = council_of(association)
    if council is None:
        return
    for candidate in being.council:
        holder = candidate.organization or candidate.person
        give_seat(
            council,
            holder,
            representative=candidate.person if candidate.organization else None,
            from_on=being.on,
            label_zh="理事单位" if candidate.organization else "理事",
            label_en="Council member",
            actor=actor,
        )


def _admit(association: Association, being: Being, resolution: Resolution, actor: User) -> list[Member]:
    tier = Tier.objects.filter(association=association, is_active=True).order_by("-rank", "id").first()
    if tier is None:
        top = top_body(association)
        tier = create_tier(association, name_zh="成员单位", name_en="Member", seat_in=top, actor=actor)
    body = top_body(association)
    return [
        admit_member(
            first.organization, tier=tier, on=being.on, body=body, resolution=resolution.serial, actor=actor
        )
        for first in being.units
        if not first.organization.memberships.current().exists()
    ]
