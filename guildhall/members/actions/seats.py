"""Seats that a tier gives: given with it, withdrawn with it."""

from datetime import date

from django.db.models import F, Q

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.members.models import Member, Tier
from guildhall.registry.actions import give_seat
from guildhall.registry.actions.seat import close_seat
from guildhall.registry.models import Body, Person, Representation, Seat, SeatQuerySet


def seats_after(member: Member, day: date, body: Body | None = None) -> SeatQuerySet:
    """The member's seats that go on after the day, in the body or anywhere."""
    holder = (
        {"organization": member.organization_id} if member.organization_id else {"person": member.person_id}
    )
    found = Seat.objects.filter(Q(to_on__isnull=True) | Q(to_on__gt=day), **holder)
    return found.filter(body=body) if body else found


def give_seat_of(
    tier: Tier, member: Member, *, on: date, representative: Person | None = None, actor: User
) -> None:
    """The seat that the tier gives, unless the member sits there already."""
    body = tier.seat_in
    if body is None or seats_after(member, on, body).exists():
        return
    give_seat(
        body,
        member.holder,
        representative=representative,
        from_on=on,
        label_zh=tier.name_zh,
        label_en=tier.name_en,
        actor=actor,
    )


def withdraw_seats(member: Member, *, last: date, body: Body | None = None, actor: User) -> None:
    """End the member's seats in the body, or all of them; ``last`` is their last day.

    Who decides on members need not keep the bodies: so the seat is closed without asking for that.
    """
    for seat in list(
        seats_after(member, last, body).select_related("association", "organization", "person", "body")
    ):
        day = max(last, seat.from_on or last)
        if close_seat(seat, day):
            record("seat.withdrawn", actor=actor, subject=seat, on=day.isoformat())


def last_representative(member: Member, body: Body | None) -> Person | None:
    """Who sat last for the unit in the body."""
    found = Representation.objects.filter(seat__organization=member.organization_id, seat__body=body)
    if body is None or member.organization_id is None:
        return None
    last = found.select_related("person").order_by(F("from_on").desc(nulls_last=True), "-id").first()
    return last.person if last else None
