"""Meetings that someone may see, as lists and as one page."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from uuid import UUID

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power, powers_of
from guildhall.core.dates import parse_stated
from guildhall.core.sentences import Sentence
from guildhall.meetings.models import Invitation, Meeting, Minutes
from guildhall.meetings.naming import meeting_name
from guildhall.meetings.permissions import (
    may_convene,
    may_prepare,
    may_publish,
    may_read_all,
    may_read_session,
)
from guildhall.meetings.stages import Stage, stages_of
from guildhall.registry.models import Body, Person, Tenure, in_force
from guildhall.registry.queries import body_tree, person_of

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
    in the body today, to its chair and recorder, and to whoever is invited.
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
        leads = Q(chair=person) | Q(recorder=person)
        visible |= announced & (Q(body__in=sits) | leads | Q(Exists(invited)))
    return meetings.filter(visible)


def meeting_list(
    user: User, association: Association, *, when: str = "upcoming", body: UUID | None = None
) -> QuerySet[Meeting]:
    """Meetings to be held (the next first) or held (the last first), of one body or of all."""
    meetings = meetings_visible_to(user, association).select_related("association", "body", "chair")
    if body is not None:
        meetings = meetings.filter(body=body)
    if when == "past":
        newest = F("starts_at").desc(nulls_last=True)
        return meetings.filter(state__in=PAST).order_by(newest, "-stated_date", "-id")
    return meetings.filter(state__in=UPCOMING).order_by(F("starts_at").asc(nulls_last=True), "id")


def bodies_of_meetings(user: User, association: Association) -> list[Body]:
    """The bodies whose meetings the person may see some of, in their order: what the list is filtered by."""
    seen = meetings_visible_to(user, association).order_by().values("body")
    return list(Body.objects.filter(association=association, pk__in=seen).order_by("rank", "id"))


def told(meeting: Meeting) -> int:
    """How many of those who stand on the list were told of the meeting."""
    return Invitation.objects.standing().filter(meeting=meeting, notified_at__isnull=False).count()


def meeting_day(meeting: Meeting) -> date | None:
    """The day of the meeting in the association's time zone, where it is known."""
    if meeting.starts_at:
        return timezone.localdate(meeting.starts_at, meeting.association.zone)
    return parse_stated(meeting.stated_date).as_date() if meeting.stated_date else None


def moment_entered_for(meeting: Meeting) -> datetime | None:
    """When somebody counts as having come to a past meeting of which only that is known; None for a living one.

    Its start, else its stated day; where not even the year is stated, when it was entered here.
    """
    if not meeting.entered_afterwards:
        return None
    day = meeting_day(meeting)
    if meeting.starts_at or day is None:
        return meeting.starts_at or meeting.created_at
    return datetime(day.year, day.month, day.day, tzinfo=meeting.association.zone)


@dataclass(frozen=True)
class ReplyCounts:
    """How the invitations of a meeting stand."""

    invited: int
    entitled: int
    coming: int
    excused: int
    stand_in: int
    unanswered: int

    @property
    def answered(self) -> int:
        return self.invited - self.unanswered

    @property
    def answered_words(self) -> str:
        return f"{self.answered} / {self.invited}"

    @property
    def coming_or_sent(self) -> int:
        return self.coming + self.stand_in


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
class Hub:
    """What stands around every page of a meeting: heading, state, tabs."""

    meeting: Meeting
    counts: ReplyCounts
    may_prepare: bool
    may_read_all: bool
    may_read_session: bool
    waits_for_publication: bool
    stages: list[Stage]


def hub_of(meeting: Meeting, *, viewer: User, invitations: Iterable[Invitation] | None = None) -> Hub:
    """For ``meetings/hub.html``, which the pages of a meeting extend.

    At most three queries, fewer where the page has the standing ``invitations`` or the minutes anyway.
    """
    counts = reply_counts(meeting) if invitations is None else counted(invitations)
    approved = are_minutes_approved(meeting)
    return Hub(
        meeting=meeting,
        counts=counts,
        may_prepare=may_prepare(viewer, meeting),
        may_read_all=may_read_all(viewer, meeting),
        may_read_session=may_read_session(viewer, meeting),
        waits_for_publication=approved and meeting.published_at is None and may_publish(viewer, meeting),
        stages=stages_of(
            state=meeting.state,
            was_told=not meeting.entered_afterwards,
            approved=approved,
            published=meeting.published_at is not None,
        ),
    )


def are_minutes_approved(meeting: Meeting) -> bool:
    """No query when the meeting was read together with its minutes."""
    minutes: Minutes | None = getattr(meeting, "minutes", None)
    return minutes is not None and minutes.state == Minutes.State.APPROVED


def counted(invitations: Iterable[Invitation]) -> ReplyCounts:
    """The same counts over invitations that were read already."""
    rows = list(invitations)
    replies = Counter(one.reply for one in rows)
    return ReplyCounts(
        invited=len(rows),
        entitled=sum(one.role == Invitation.Role.VOTING for one in rows),
        coming=replies[Invitation.Reply.COMING],
        excused=replies[Invitation.Reply.EXCUSED],
        stand_in=replies[Invitation.Reply.STAND_IN],
        unanswered=replies[Invitation.Reply.NONE],
    )


def suggested_name(body: Body, on: date) -> Sentence:
    """By the custom of term and number (二届二次会长办公会); the number counts what was not cancelled.

    Earlier meetings may be missing here, so the number goes on until no meeting of the body is called so. Two queries.
    """
    of_body = Q(post__body=body) | Q(post__sits_in=body)
    term = Tenure.objects.filter(of_body, in_force(on)).aggregate(
        number=Max("term_number"), since=Max("from_on", filter=Q(term_number__isnull=False))
    )
    held = Meeting.objects.filter(body=body, starts_at__isnull=False).exclude(state=Meeting.State.CANCELLED)
    if term["number"] is None:
        held = held.filter(starts_at__year=on.year)
    elif term["since"] is not None:
        held = held.filter(starts_at__date__gte=term["since"])
    taken = list(held.values_list("name_zh", "name_en"))
    names = Sentence(body.name_zh, body.name_en)
    tried = (
        meeting_name(names, number=number, term=term["number"], year=on.year)
        for number in count(len(taken) + 1)
    )
    return next(
        name
        for name in tried
        if not any((name.zh and name.zh == zh) or (name.en and name.en == en) for zh, en in taken)
    )


def bodies_to_convene(user: User, association: Association, on: date) -> list[Body]:
    """The bodies of that day for which the person may convene a meeting, in their order. One query."""
    return [line.body for line in body_tree(association, on) if may_convene(user, line.body)]
