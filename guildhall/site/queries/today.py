"""What needs somebody's attention today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power, powers_of
from guildhall.commitments import queries as follow_up
from guildhall.commitments.lights import Light
from guildhall.commitments.models import Commitment, LetterParty
from guildhall.commitments.queries import commitments_visible_to
from guildhall.cooperation.models import Agreement
from guildhall.cooperation.queries import agreements_awaiting
from guildhall.dues.queries import Sums, collected_today, may_read_money
from guildhall.finance.models import Voucher
from guildhall.finance.queries import vouchers_waiting_for
from guildhall.jobs.queries import is_clock_known_to_stand
from guildhall.meetings.models import Invitation, Meeting, Minutes
from guildhall.meetings.queries import meeting_list
from guildhall.registry.models import Person
from guildhall.registry.queries import person_of
from guildhall.votes.models import Vote
from guildhall.votes.queries import votes_awaiting

SHOWN = 8


@dataclass(frozen=True)
class Today:
    """What needs the reader's attention, the most urgent first. Lists hold at most ``SHOWN`` rows."""

    now: datetime
    person: Person | None
    to_vote: list[Vote]
    to_answer: list[Invitation]
    meetings: Sequence[Meeting]
    mine: list[Commitment]
    to_accept: list[Commitment]
    overdue: list[Commitment]
    to_sign: list[LetterParty]
    agreements: list[Agreement]
    to_approve: list[Minutes]
    unanswered: list[tuple[Meeting, int]]
    lights: dict[Light, int]
    months: list[follow_up.DueMonth]
    dues: tuple[int, Sums] | None
    vouchers: list[Voucher]
    is_clock_standing: bool
    is_new: bool


def today(user: User, association: Association, *, now: datetime) -> Today:
    """One person's day in one association, from what they may see. A fixed number of queries."""
    person = person_of(user, association)
    powers = powers_of(user, association)
    keeps = powers.has(Power.MANAGE)
    meetings = list(meeting_list(user, association).annotate(unanswered=waiting_replies())[:SHOWN])
    rows = follow_up.board(user, association, follow_up.BoardFilter(light=Light.OVERDUE.value))
    lights = follow_up.counts(user, association, follow_up.BoardFilter())
    return Today(
        now=now,
        person=person,
        to_vote=votes_awaiting(user, association)[:SHOWN],
        to_answer=invitations_to_answer(person, now=now),
        meetings=meetings,
        mine=list(follow_up.my_commitments(user, association).prefetch_related(None)[:SHOWN]),
        to_accept=commitments_to_accept(user, association),
        overdue=list(rows.prefetch_related(None)[:SHOWN]),
        to_sign=letters_to_sign(person),
        agreements=list(agreements_awaiting(user, association)[:SHOWN]),
        to_approve=minutes_to_approve(user, association),
        unanswered=unanswered(user, association, meetings),
        lights=lights,
        months=follow_up.due_months(user, association),
        dues=collected_today(association) if may_read_money(user, association) else None,
        vouchers=vouchers_waiting_for(user, association, most=SHOWN),
        is_clock_standing=keeps and is_clock_known_to_stand(now=now),
        is_new=keeps and not association.is_record and not meetings and not any(lights.values()),
    )


def invitations_to_answer(person: Person | None, *, now: datetime) -> list[Invitation]:
    if person is None:
        return []
    waiting = Invitation.objects.standing().filter(person=person, reply=Invitation.Reply.NONE)
    announced = waiting.filter(meeting__state=Meeting.State.NOTIFIED, meeting__starts_at__gt=now)
    return list(announced.select_related("meeting__body").order_by("meeting__starts_at")[:SHOWN])


def commitments_to_accept(user: User, association: Association) -> list[Commitment]:
    """Reported done, and for this person to accept: over whose body they follow up, or whose superior they are."""
    powers = powers_of(user, association)
    person = person_of(user, association)
    reported = commitments_visible_to(user, association).filter(state=Commitment.State.REPORTED)
    if not (powers.has(Power.FOLLOW_UP) or powers.has(Power.DECIDE)):
        bodies = powers.bodies_with(Power.FOLLOW_UP) | powers.bodies_with(Power.DECIDE)
        reported = reported.filter(Q(body__in=bodies) | Q(superior=person))
    others = reported.exclude(reported_by=user).exclude(responsible=person)
    return list(others.select_related("responsible").order_by("deadline")[:SHOWN])


def letters_to_sign(person: Person | None) -> list[LetterParty]:
    if person is None:
        return []
    waiting = LetterParty.objects.filter(person=person, signed_at__isnull=True, letter__state="offered")
    return list(waiting.select_related("letter").order_by("letter__created_at")[:SHOWN])


def minutes_to_approve(user: User, association: Association) -> list[Minutes]:
    """Minutes put up for approval, for those who decide in their bodies and did not put them up."""
    powers = powers_of(user, association)
    waiting = Minutes.objects.filter(association=association, state=Minutes.State.SUBMITTED)
    if not powers.has(Power.DECIDE):
        waiting = waiting.filter(meeting__body__in=powers.bodies_with(Power.DECIDE))
    return list(waiting.exclude(submitted_by=user).select_related("meeting")[:SHOWN])


def waiting_replies() -> Subquery:
    """As an annotation on meetings: how many of the invited have not answered."""
    waiting = Invitation.objects.standing().filter(meeting=OuterRef("pk"), reply=Invitation.Reply.NONE)
    counted = waiting.order_by().values("meeting").annotate(number=Count("pk")).values("number")
    return Subquery(counted, output_field=IntegerField())


def unanswered(
    user: User, association: Association, meetings: Sequence[Meeting]
) -> list[tuple[Meeting, int]]:
    """Of the coming meetings that the person prepares: how many have not answered."""
    powers = powers_of(user, association)
    prepared = [meeting for meeting in meetings if powers.has(Power.CONVENE, meeting.body_id)]
    numbers = {meeting.pk: getattr(meeting, "unanswered", None) or 0 for meeting in prepared}
    sent = [meeting for meeting in prepared if meeting.state == Meeting.State.NOTIFIED]
    return [(meeting, numbers[meeting.pk]) for meeting in sent if numbers[meeting.pk]]
