"""Bookings: asked for, confirmed or declined, cancelled, used."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record, record_all
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.models import new_id
from guildhall.notices.actions import give_notice, give_notices
from guildhall.registry.models import Person
from guildhall.registry.queries import own_organizations, person_of
from guildhall.sharing import notices
from guildhall.sharing.actions.occupying import require_bookable, take_time
from guildhall.sharing.models import BookedTick, Booking, Resource
from guildhall.sharing.openings import beyond, minutes_of, problem, units_within, weekly
from guildhall.sharing.permissions import (
    is_own_booking,
    may_keep,
    require_may_book,
    require_may_cancel,
    require_may_keep,
)
from guildhall.sharing.queries import due_reminders

MOST_REPEATS = 26
OPEN = (Booking.State.REQUESTED, Booking.State.CONFIRMED)


@transaction.atomic
def book_resource(
    resource: Resource,
    *,
    starts_at: datetime,
    ends_at: datetime,
    purpose: str,
    repeats: int = 1,
    actor: User,
) -> list[Booking]:
    """Book a time, or the same time of so many weeks: all of them or none.

    It is confirmed at once where the owner asks for no approval, or is the one who books. Refused, with what is free
    next: a closed day, outside the opening hours or not in whole slots, in the past, too short notice, too long, and
    what is taken.
    """
    person = require_may_book(actor, resource)
    now = timezone.now()
    _require_open(resource, purpose, repeats)
    terms = resource.openings
    require_bookable(beyond(starts_at, ends_at, now), resource, after=now, now=now)
    times = weekly(starts_at, ends_at, repeats, terms.zone)
    for start, end in times:
        require_bookable(problem(terms, start, end, now), resource, after=start, now=now)
    is_confirmed = not resource.needs_approval or may_keep(actor, resource)
    given = {
        "association": resource.association,
        "resource": resource,
        "person": person,
        "organization_id": person.organization_id
        or min(own_organizations(actor, resource.association), default=None),
        "purpose": purpose.strip(),
        "state": Booking.State.CONFIRMED if is_confirmed else Booking.State.REQUESTED,
        "series": new_id() if repeats > 1 else None,
    }
    bookings = [
        Booking(starts_at=start, ends_at=end, minutes=minutes_of(units_within(terms, start, end)), **given)
        for start, end in times
    ]
    Booking.objects.bulk_create(bookings)
    for booking in bookings:
        take_time(resource, booking)
    _tell(bookings, now)
    record_all("booking.made", actor=actor, subjects=[(one, {}) for one in bookings])
    return bookings


def _require_open(resource: Resource, purpose: str, repeats: int) -> None:
    if not Resource.objects.filter(pk=resource.pk, is_active=True).exists():
        raise RuleError(_("This resource is out of use. Ask its owner."), code="out_of_use")
    if not purpose.strip():
        raise InvalidError(_("Say what it is for."), code="purpose_missing", details={"field": "purpose"})
    if not 1 <= repeats <= MOST_REPEATS:
        raise InvalidError(
            _("Book from one to %(most)d weeks.") % {"most": MOST_REPEATS},
            code="out_of_range",
            details={"field": "repeats"},
        )


def _tell(bookings: Sequence[Booking], now: datetime) -> None:
    first = bookings[0]
    if first.state == Booking.State.REQUESTED:
        give_notices(first.association, notices.requested(list(bookings), keepers_of(first.resource)))
    else:
        give_notices(first.association, [notices.decided(booking, stamp=now) for booking in bookings])


def keepers_of(resource: Resource) -> list[Person]:
    """Whom a booking concerns: the contact person, else the owner's people who can sign in, else nobody by name."""
    if resource.contact_id:
        return [resource.contact] if resource.contact else []
    if resource.organization_id is None:
        return [] if resource.created_by is None else _person_of_creator(resource)
    found = Person.objects.filter(organization=resource.organization_id, user__is_active=True, is_guest=False)
    return list(found.select_related("user").order_by("pk")[:20])


def _person_of_creator(resource: Resource) -> list[Person]:
    person = person_of(resource.created_by, resource.association) if resource.created_by else None
    return [person] if person else []


@transaction.atomic
def confirm_booking(booking: Booking, *, actor: User) -> Booking:
    """The owner agrees. Refused where it was answered already or its time has passed."""
    require_may_keep(actor, booking.resource)
    now = timezone.now()
    if booking.ends_at <= now:
        raise RuleError(_("The time of this booking has passed."), code="in_past")
    _decide(booking, (Booking.State.REQUESTED,), Booking.State.CONFIRMED, actor=actor, now=now)
    give_notice(booking.association, notices.decided(booking, stamp=now))
    record("booking.confirmed", actor=actor, subject=booking)
    return booking


@transaction.atomic
def decline_booking(booking: Booking, *, reason: str, actor: User) -> Booking:
    """The owner does not agree, with the reason; the time is free again."""
    require_may_keep(actor, booking.resource)
    now = timezone.now()
    reason = _reason(reason)
    _decide(booking, (Booking.State.REQUESTED,), Booking.State.DECLINED, actor=actor, now=now, reason=reason)
    BookedTick.objects.filter(booking=booking).delete()
    give_notice(booking.association, notices.decided(booking, stamp=now))
    record("booking.declined", actor=actor, subject=booking, reason=reason)
    return booking


@transaction.atomic
def cancel_booking(booking: Booking, *, reason: str = "", whole_series: bool = False, actor: User) -> int:
    """Given up by whoever booked, or taken back by the owner with a reason; the time is free again.

    With ``whole_series`` those of the same weekly booking that are still to come. Refused once it is over. Returns
    how many were cancelled.
    """
    require_may_cancel(actor, booking)
    now = timezone.now()
    by_owner = not is_own_booking(actor, booking)
    reason = _reason(reason) if by_owner else reason.strip()
    waiting = [booking]
    if whole_series and booking.series:
        others = Booking.objects.filter(
            series=booking.series, state__in=OPEN, starts_at__gt=booking.starts_at
        )
        waiting += others.exclude(pk=booking.pk).select_related(
            "association", "resource__association", "person__user", "organization"
        )
    if booking.ends_at <= now:
        raise RuleError(_("The time of this booking has passed."), code="in_past")
    for one in waiting:
        _decide(one, OPEN, Booking.State.CANCELLED, actor=actor, now=now, reason=reason)
    BookedTick.objects.filter(booking__in=waiting).delete()
    for one in waiting:
        give_notice(one.association, notices.decided(one, stamp=now))
        if not by_owner:
            give_notices(one.association, notices.cancelled_for_owner(one, keepers_of(one.resource)))
    record_all("booking.cancelled", actor=actor, subjects=[(one, {"reason": reason}) for one in waiting])
    return len(waiting)


@transaction.atomic
def note_use(booking: Booking, *, came: bool, actor: User) -> Booking:
    """The owner notes whether whoever booked came. Refused before it has begun."""
    require_may_keep(actor, booking.resource)
    now = timezone.now()
    if booking.starts_at > now:
        raise RuleError(_("This booking has not begun yet."), code="not_begun")
    state = Booking.State.USED if came else Booking.State.NO_SHOW
    _decide(booking, (Booking.State.CONFIRMED,), state, actor=actor, now=now)
    record("booking.noted", actor=actor, subject=booking, came=came)
    return booking


def send_booking_reminders(association: Association, *, now: datetime) -> int:
    """Remind everyone whose confirmed booking begins within a day; told once. Returns how many were told now."""
    drafts = [notices.reminder(booking) for booking in due_reminders(association, now=now)]
    with transaction.atomic():
        return len(give_notices(association, drafts))


def _reason(text: str) -> str:
    if not text.strip():
        raise InvalidError(_("Give the reason."), code="reason_missing", details={"field": "reason"})
    return text.strip()


def _decide(
    booking: Booking,
    states: Sequence[Booking.State],
    state: Booking.State,
    *,
    actor: User,
    now: datetime,
    **more: Any,
) -> None:
    waiting = Booking.objects.filter(pk=booking.pk, state__in=states)
    values = {"state": state, "decided_by": actor, "decided_at": now} | more
    if not waiting.update(**values, sequence=F("sequence") + 1):
        booking.refresh_from_db(fields=["state"])
        raise RuleError(
            _("This booking is already: %(state)s.") % {"state": booking.get_state_display()},
            code="other_state",
        )
    booking.refresh_from_db(fields=[*values, "sequence"])
