"""Meetings that someone may see, as lists and as one page."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power, powers_of
from guildhall.core.dates import parse_stated
from guildhall.meetings.models import AgendaItem, Invitation, Meeting
from guildhall.meetings.permissions import may_prepare, may_read_all
from guildhall.registry.models import Body, Person, in_force
from guildhall.registry.queries import person_of

UPCOMING = (
    Meeting.State.DRAFT,
    Meeting.State.NOTIFIED,
    Meeting.State.POSTPONED,
    Meeting.State.OPEN,
    Meeting.State.ADJOURNED,
)
PAST = (Meeting.State.CLOSED, Meeting.State.CANCELLED)


def bodies_sat_in(person: Person, on: date) -> QuerySet[Body]:
    """Bodies in which the person sits on that day: by a seat, for a unit, or by a post."""
    seats = Q(seats__person=person) & in_force(on, "seats__")
    units = (
        Q(seats__representations__person=person)
        & in_force(on, "seats__representations__")
        & in_force(on, "seats__")
    )
    bodies = Body.objects.filter(association=person.association_id).order_by()
    held = Q(posts__tenures__person=person) & in_force(on, "posts__tenures__")
    ex_officio = Q(ex_officio_posts__tenures__person=person) & in_force(on, "ex_officio_posts__tenures__")
    return bodies.filter(seats).union(bodies.filter(units), bodies.filter(held), bodies.filter(ex_officio))


def meetings_visible_to(user: User, association: Association) -> QuerySet[Meeting]:
    """The association's meetings that this person may see.

    All of a body over which they hold READ or CONVENE. What is no longer a draft also to those who sit
    in the body today, and to whoever is invited.
    """
    meetings = Meeting.objects.filter(association=association)
    powers = powers_of(user, association)
    if powers.has(Power.READ) or powers.has(Power.CONVENE):
        return meetings
    visible: Q = Q(body__in=powers.bodies_with(Power.READ) | powers.bodies_with(Power.CONVENE))
    person = person_of(user, association)
    if person is not None:
        today = timezone.localdate(timezone=association.zone)
        sits = [body.pk for body in bodies_sat_in(person, today)]
        invited = (
            Invitation.objects.standing()
            .filter(meeting=OuterRef("pk"))
            .filter(Q(person=person) | Q(stand_in=person))
        )
        unknown = Q(state__in=(Meeting.State.CANCELLED, Meeting.State.POSTPONED), notified_at=None)
        announced = ~Q(state=Meeting.State.DRAFT) & ~unknown
        visible |= announced & (Q(body__in=sits) | Q(Exists(invited)))
    return meetings.filter(visible)


def meeting_list(
    user: User, association: Association, *, when: str = "upcoming", body: Body | None = None
) -> QuerySet[Meeting]:
    """Meetings to be held (the next first) or held (the last first), of one body or of all."""
    meetings = meetings_visible_to(user, association).select_related("body", "chair")
    if body is not None:
        meetings = meetings.filter(body=body)
    if when == "past":
        newest = F("starts_at").desc(nulls_last=True)
        return meetings.filter(state__in=PAST).order_by(newest, "-stated_date", "-id")
    return meetings.filter(state__in=UPCOMING).order_by(F("starts_at").asc(nulls_last=True), "id")


def meeting_day(meeting: Meeting) -> date | None:
    """The day of the meeting in the association's time zone, where it is known."""
    if meeting.starts_at:
        return timezone.localdate(meeting.starts_at, meeting.association.zone)
    return parse_stated(meeting.stated_date).as_date() if meeting.stated_date else None


@dataclass(frozen=True)
class ReplyCounts:
    """How the invitations of a meeting stand."""

    invited: int
    entitled: int
    coming: int
    excused: int
    stand_in: int
    unanswered: int


def reply_counts(meeting: Meeting) -> ReplyCounts:
    """Counts over the standing invitations; ``entitled`` are those with a vote (应到)."""
    replies = Invitation.Reply
    return ReplyCounts(
        **Invitation.objects.standing()
        .filter(meeting=meeting)
        .aggregate(
            invited=Count("id"),
            entitled=Count("id", filter=Q(role=Invitation.Role.VOTING)),
            coming=Count("id", filter=Q(reply=replies.COMING)),
            excused=Count("id", filter=Q(reply=replies.EXCUSED)),
            stand_in=Count("id", filter=Q(reply=replies.STAND_IN)),
            unanswered=Count("id", filter=Q(reply=replies.NONE)),
        )
    )


@dataclass(frozen=True)
class MeetingPage:
    """What the hub of a meeting shows to one reader."""

    meeting: Meeting
    agenda: list[AgendaItem]
    counts: ReplyCounts
    own_invitation: Invitation | None
    may_prepare: bool
    may_read_all: bool


def meeting_page(meeting: Meeting, *, viewer: User) -> MeetingPage:
    """The meeting with its agenda, the state of its invitations and what the reader may do with it."""
    person = person_of(viewer, meeting.association)
    own = Invitation.objects.standing().filter(meeting=meeting, person=person).first() if person else None
    agenda = meeting.agenda.prefetch_related("speakers__person__organization", "papers__file")
    return MeetingPage(
        meeting=meeting,
        agenda=list(agenda),
        counts=reply_counts(meeting),
        own_invitation=own,
        may_prepare=may_prepare(viewer, meeting),
        may_read_all=may_read_all(viewer, meeting),
    )
