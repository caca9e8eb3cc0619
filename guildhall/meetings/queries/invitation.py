"""Who is invited, who is to be, and who has answered."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db.models import Case, F, Q, QuerySet, When

from guildhall.accounts.models import Association, User
from guildhall.meetings.models import Invitation, InvitationQuerySet, Meeting
from guildhall.meetings.permissions import may_read_all
from guildhall.meetings.queries.meeting import meeting_day
from guildhall.members.queries import named_stand_ins
from guildhall.registry.models import Body, Person, Seat, Tenure
from guildhall.registry.queries import RosterLine, person_of, profile_on, roster, today_in

_reply_links = Signer(salt="guildhall.meetings.reply")


@dataclass
class Filling:
    """What filling the invitations from the body's roster of the day would do.

    ``vacant`` are units' seats without a representative, ``doubled`` second seats of somebody who is
    already invited: both keep their vote but have nobody of their own to invite.
    """

    new: list[RosterLine] = field(default_factory=list)
    kept: list[tuple[Invitation, RosterLine]] = field(default_factory=list)
    left: list[Invitation] = field(default_factory=list)
    vacant: list[RosterLine] = field(default_factory=list)
    doubled: list[RosterLine] = field(default_factory=list)
    ranks: dict[UUID, int] = field(default_factory=dict)


def filling_of(meeting: Meeting) -> Filling | None:
    """What would change if the invitations were filled now; None while the day of the meeting is not known."""
    day = meeting_day(meeting)
    if day is None:
        return None
    filling, seen = Filling(), set[UUID]()
    rows = meeting.invitations.select_related("person__organization", "person__user", "seat", "organization")
    there = {invitation.person_id: invitation for invitation in rows}
    for rank, line in enumerate(roster(meeting.body, day), start=1):
        if line.person is None:
            filling.vacant.append(line)
        elif line.person.pk in seen:
            filling.doubled.append(line)
        else:
            seen.add(line.person.pk)
            filling.ranks[line.person.pk] = rank
            _sort_in(filling, line, there.get(line.person.pk))
    filling.left = [
        invitation
        for invitation in there.values()
        if invitation.withdrawn_at is None and is_by_roster(invitation) and invitation.person_id not in seen
    ]
    return filling


def _sort_in(filling: Filling, line: RosterLine, there: Invitation | None) -> None:
    if there is None or (there.withdrawn_at is not None and line.votes):
        filling.new.append(line)
    elif there.withdrawn_at is None:
        filling.kept.append((there, line))


def is_by_roster(invitation: Invitation) -> bool:
    """Whether the invitation follows from the roster: it has a seat or a vote."""
    return invitation.seat_id is not None or invitation.role == Invitation.Role.VOTING


def roster_line_of(meeting: Meeting, person: Person) -> RosterLine | None:
    """The person's line in the body's roster of the meeting's day, the one with a vote first."""
    day = meeting_day(meeting)
    lines = [line for line in roster(meeting.body, day) if line.person == person] if day else []
    return next((line for line in lines if line.votes), lines[0] if lines else None)


def left_on(person: Person, body: Body) -> date | None:
    """The last day on which the person sat in the body; None when they never did."""
    seats = Seat.objects.filter(body=body).filter(Q(person=person) | Q(representations__person=person))
    ends = list(seats.values_list("to_on", "representations__to_on"))
    held = Tenure.objects.filter(person=person).filter(Q(post__body=body) | Q(post__sits_in=body))
    ends += [(day, None) for day in held.values_list("to_on", flat=True)]
    known = [min(day for day in pair if day) for pair in ends if any(pair)]
    return max(known, default=None)


def invitation_list(
    meeting: Meeting, *, viewer: User, reply: str = "", role: str = "", words: str = ""
) -> InvitationQuerySet:
    """The meeting's invitations by rank, the withdrawn last; filtered by reply, role and words of a name.

    Those who do not read the body's meetings find only their own.
    """
    invitations = invitations_visible_to(viewer, meeting).select_related(
        "person__organization", "person__user", "organization", "seat", "stand_in"
    )
    if reply:
        invitations = invitations.standing().filter(reply=reply)
    if role:
        invitations = invitations.filter(role=role)
    if words := words.replace("\0", "").strip():
        names = ("person__name_zh", "person__name_en", "organization__name_zh", "organization__name_en")
        found = Q()
        for name in names:
            found |= Q(**{f"{name}__icontains": words})
        invitations = invitations.filter(found)
    return invitations.order_by(F("withdrawn_at").asc(nulls_first=True), "rank", "id")


def own_invitation(meeting: Meeting, user: User) -> Invitation | None:
    """The person's standing invitation to the meeting, or the one that they stand in for."""
    person = person_of(user, meeting.association)
    if person is None:
        return None
    rows = meeting.invitations.standing().filter(Q(person=person) | Q(stand_in=person))
    return rows.select_related("person", "organization", "stand_in").order_by("rank").first()


def my_invitations(user: User, association: Association) -> QuerySet[Invitation]:
    """The person's own standing invitations and those they stand in for, of meetings that were announced."""
    person = person_of(user, association)
    if person is None:
        return Invitation.objects.none()
    mine = Q(person=person) | Q(stand_in=person)
    hidden = Q(meeting__state=Meeting.State.DRAFT) | Q(
        meeting__state__in=(Meeting.State.CANCELLED, Meeting.State.POSTPONED), meeting__notified_at=None
    )
    return (
        Invitation.objects.standing()
        .filter(mine, association=association)
        .exclude(hidden)
        .select_related("meeting__body", "person", "organization", "stand_in")
        .order_by("-meeting__starts_at", "-id")
    )


def invitations_visible_to(user: User, meeting: Meeting) -> InvitationQuerySet:
    """All for those who read the body's meetings; else the person's own."""
    rows = meeting.invitations.all()
    if may_read_all(user, meeting):
        return rows
    person = person_of(user, meeting.association)
    return rows.standing().filter(Q(person=person) | Q(stand_in=person)) if person else rows.none()


def possible_stand_ins(invitation: Invitation) -> QuerySet[Person]:
    """People of the invited unit who are not invited themselves; first those whom its last letter names as stand-ins."""
    if invitation.organization_id is None:
        return Person.objects.none()
    invited = Invitation.objects.standing().filter(meeting=invitation.meeting)
    day = meeting_day(invitation.meeting) or today_in(invitation.meeting.association)
    is_named = Q(pk__in=named_stand_ins(invitation.organization_id, day))
    return (
        Person.objects.filter(organization=invitation.organization_id)
        .exclude(pk=invitation.person_id)
        .exclude(pk__in=invited.values("person"))
        .annotate(is_named=Case(When(is_named, then=0), default=1))
        .order_by("is_named", "name_key", "id")
    )


def stand_in_rule(meeting: Meeting) -> str:
    """What the charter says of proxies in this body: ``never``, ``written``, or nothing."""
    day = meeting_day(meeting)
    rule = profile_on(meeting.association, day).body_rule(meeting.body.kind, "proxies") if day else None
    return str(rule.value) if rule else ""


def reply_token(invitation: Invitation) -> str:
    """The key in the link by which the invited person answers without signing in."""
    return _reply_links.sign(invitation.pk.hex)


def invitation_by_token(association: Association, token: str) -> Invitation | None:
    """The standing invitation that the link belongs to; None for a key that was not made here."""
    try:
        pk = UUID(_reply_links.unsign(token))
    except (BadSignature, ValueError):
        return None
    invitations = Invitation.objects.standing().filter(association=association, pk=pk)
    return invitations.select_related("meeting__body", "person", "organization", "stand_in").first()
