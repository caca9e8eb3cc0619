"""Teams on joint projects: formed, changed, and given their letter of commitment (军令状)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.commitments.actions import Party, draft_letter, offer_letter
from guildhall.commitments.models import Letter
from guildhall.cooperation.models import Agreement, JointProject, Team
from guildhall.cooperation.permissions import require_may_keep
from guildhall.cooperation.queries.team import body_of_team, targets_of
from guildhall.core.errors import InvalidError, RuleError
from guildhall.registry.models import Person


class TeamDetails(TypedDict, total=False):
    """What can be said of a team."""

    name_zh: str
    name_en: str
    leader: Person | None
    members: Iterable[Person]
    position: int


@transaction.atomic
def form_team(
    *,
    agreement: Agreement | None = None,
    project: JointProject | None = None,
    actor: User,
    **details: Unpack[TeamDetails],
) -> Team:
    """A team of an agreement or of one of its projects, with its leader and members. For the secretariat.

    Refused without a name, for people of elsewhere, and where what it would work on has ended.
    """
    above = project or agreement
    if above is None:
        raise InvalidError(_("A team works on an agreement or on a joint project."), code="of_nothing")
    require_may_keep(actor, above.association)
    _require_going_on(above)
    if project is not None and agreement is None:
        agreement = project.agreement
    team = Team(association=above.association, agreement=agreement, project=project)
    _require_sensible(team, details)
    members = list(details.pop("members", ()))
    for name, value in details.items():
        setattr(team, name, value)
    team.save(force_insert=True)
    team.members.set(members)
    record("team.formed", actor=actor, subject=team, leader=_key(team.leader), members=len(members))
    return team


@transaction.atomic
def amend_team(team: Team, *, version: int, actor: User, **details: Unpack[TeamDetails]) -> Team:
    """Another name, leader or members. ``version`` is the one that was read.

    The leader stays while the letter that they sign or signed stands.
    """
    require_may_keep(actor, team.association)
    _require_sensible(team, details)
    if "leader" in details and details["leader"] != team.leader and stands(team.letter):
        raise RuleError(
            _("The leader signs the letter of commitment that stands: revoke it first."),
            code="letter_stands",
            details={"field": "leader"},
        )
    members = details.pop("members", None)
    if not Team.objects.filter(pk=team.pk, version=version).update(version=F("version") + 1, **details):
        raise RuleError(
            _("Somebody changed this in the meantime. Load the page again and repeat your change."),
            code="changed_meanwhile",
        )
    team.refresh_from_db()
    if members is not None:
        team.members.set(list(members))
    record("team.amended", actor=actor, subject=team, leader=_key(team.leader))
    return team


@transaction.atomic
def give_letter(
    team: Team,
    *,
    received_by: Person,
    text_zh: str = "",
    text_en: str = "",
    from_on: date | None = None,
    to_on: date | None = None,
    actor: User,
) -> Letter:
    """The team's letter of commitment: what its projects' sides promised, to be signed by its leader and by whoever
    receives it. It is offered at once and signed as all letters are.

    For whoever issues letters for the body. Refused without a leader, without a project under way to promise, and
    while a letter stands; one that was revoked can be followed by another.
    """
    require_may_keep(actor, team.association)
    leader = team.leader
    if leader is None:
        raise RuleError(_("Name the team's leader first: the leader signs."), code="leader_missing")
    targets = list(targets_of(team))
    if not targets:
        raise RuleError(
            _("There is nothing to promise yet: start the team's projects first."), code="targets_missing"
        )
    letter = draft_letter(
        body=body_of_team(team),
        kind=Letter.Kind.COMMITMENT,
        parties=[
            Party(leader, role_zh="团队负责人", role_en="Team leader"),
            Party(received_by, role_zh="受领人", role_en="Receives the commitment"),
        ],
        targets=targets,
        origin=team,
        title_zh=f"{team.name_zh or team.name_en}军令状"[:200],
        title_en=f"Letter of commitment of {team.name_en or team.name_zh}"[:200],
        text_zh=text_zh,
        text_en=text_en,
        from_on=from_on,
        to_on=to_on,
        actor=actor,
    )
    free = Q(letter__isnull=True) | Q(letter__state=Letter.State.REVOKED)
    rows = Team.objects.filter(free, pk=team.pk)
    if not Team.objects.filter(pk__in=rows.values("pk")).update(letter=letter, version=F("version") + 1):
        raise RuleError(_("This team has its letter already."), code="letter_stands")
    offered = offer_letter(letter, actor=actor)
    team.refresh_from_db()
    record("team.letter_given", actor=actor, subject=team, letter=str(offered.pk), targets=len(targets))
    return offered


def stands(letter: Letter | None) -> bool:
    """Whether there is a letter that was not revoked."""
    return letter is not None and letter.state != Letter.State.REVOKED


def _require_going_on(above: Agreement | JointProject) -> None:
    over: dict[type, tuple[Any, ...]] = {
        Agreement: (Agreement.State.ENDED,),
        JointProject: (JointProject.State.COMPLETED, JointProject.State.ABANDONED),
    }
    if above.state in over[type(above)]:
        raise RuleError(_("What this team would work on has ended."), code="ended")


def _require_sensible(team: Team, details: TeamDetails) -> None:
    said = [str(details.get(name, getattr(team, name))) for name in ("name_zh", "name_en")]
    if not any(one.strip() for one in said):
        raise InvalidError(_("Give the team a name."), code="name_missing", details={"field": "name_zh"})
    leader = details.get("leader")
    people = [*details.get("members", ()), *([leader] if leader else [])]
    if any(person.association_id != team.association_id for person in people):
        raise InvalidError(
            _("A team's people must be entered among this association's people."),
            code="of_elsewhere",
            details={"field": "members"},
        )


def _key(person: Person | None) -> str | None:
    return str(person.pk) if person else None
