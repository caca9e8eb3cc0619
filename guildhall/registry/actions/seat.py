"""Seats in bodies, and who sits there for a unit."""

from datetime import date, timedelta
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.registry.actions.details import changes, require_order, shown, told, trimmed
from guildhall.registry.models import Body, Organization, Person, Representation, Seat
from guildhall.registry.permissions import require_may_manage
from guildhall.registry.queries import today_in


class SeatDetails(TypedDict, total=False):
    label_zh: str
    label_en: str
    votes: bool


@transaction.atomic
def give_seat(
    body: Body,
    holder: Organization | Person,
    *,
    representative: Person | None = None,
    from_on: date | None = None,
    actor: User,
    **details: Unpack[SeatDetails],
) -> Seat:
    """A seat for a unit, which may name its ``representative`` at once, or for a person.

    Refused: a second seat for the same holder at the same time, a seat in an ended body, a retired
    organization, a representative for a person's seat.
    """
    require_may_manage(actor, body)
    _require_seatable(body, holder, from_on)
    unit, person = (holder, None) if isinstance(holder, Organization) else (None, holder)
    if person and representative:
        raise InvalidError(
            _("A person's seat has no representative. Give the seat to the organization instead."),
            code="no_representative",
            details={"field": "representative"},
        )
    seat = Seat(
        association=body.association,
        body=body,
        organization=unit,
        person=person,
        from_on=from_on,
        **trimmed(details),
    )
    try:
        with transaction.atomic():
            seat.save(force_insert=True)
    except IntegrityError as error:
        raise _already_seated(body, holder) from error
    if representative:
        open_representation(seat, representative, from_on=from_on, letter="")
    record(
        "seat.given",
        actor=actor,
        subject=seat,
        from_on=str(from_on or ""),
        votes=seat.votes,
        representative=str(representative or ""),
    )
    return seat


@transaction.atomic
def change_seat(seat: Seat, *, actor: User, **details: Unpack[SeatDetails]) -> Seat:
    """Change what the seat is called, or whether it has a vote; its holder stays."""
    require_may_manage(actor, seat.body)
    changed = changes(seat, trimmed(details))
    before = told(seat, changed)
    still_open = Q(to_on__isnull=True) | Q(to_on__gte=today_in(seat.association))
    if changed and not Seat.objects.filter(still_open, pk=seat.pk).update(**changed):
        raise RuleError(_("This seat was already withdrawn."), code="already_withdrawn")
    for name, value in changed.items():
        setattr(seat, name, value)
    record("seat.changed", actor=actor, subject=seat, changed=before)
    return seat


@transaction.atomic
def withdraw_seat(seat: Seat, *, on: date, actor: User) -> Seat:
    """End a seat, and with it who represents there; ``on`` is the last day."""
    require_may_manage(actor, seat.body)
    require_order(seat.from_on, on)
    if not close_seat(seat, on):
        raise RuleError(_("This seat was already withdrawn."), code="already_withdrawn")
    record("seat.withdrawn", actor=actor, subject=seat, on=on.isoformat())
    return seat


@transaction.atomic
def name_representative(
    seat: Seat, person: Person, *, from_on: date, letter: str = "", actor: User
) -> Representation:
    """By the unit's letter, ``person`` sits on its seat from that day; the former one's last day is the day before.

    Refused: a person's seat, a seat that ends before, who sits there already, a day on or before the
    one from which the present representative sits.
    """
    require_may_manage(actor, seat.body)
    _require_may_represent(seat, person, from_on)
    if former := seat.representations.filter(to_on__isnull=True).select_related("person").first():
        _end_former(former, person, from_on)
    new = open_representation(seat, person, from_on=from_on, letter=letter.strip())
    record(
        "representative.named",
        actor=actor,
        subject=seat,
        person=person.name,
        former=former.person.name if former else "",
        from_on=from_on.isoformat(),
        letter=new.letter,
    )
    return new


def open_representation(seat: Seat, person: Person, *, from_on: date | None, letter: str) -> Representation:
    """Store who sits there now; the caller has closed the former one."""
    try:
        with transaction.atomic():
            return Representation.objects.create(
                association=seat.association, seat=seat, person=person, from_on=from_on, letter=letter
            )
    except IntegrityError as error:
        raise RuleError(
            _("Somebody else has just named a representative for this seat. Load the page again."),
            code="changed_meanwhile",
        ) from error


def close_seat(seat: Seat, on: date) -> bool:
    """End the seat and its representation on that day; False when it had ended by then."""
    still_open = Q(to_on__isnull=True) | Q(to_on__gt=on)
    if not Seat.objects.filter(still_open, pk=seat.pk).update(to_on=on):
        return False
    seat.representations.filter(from_on__gt=on).delete()
    seat.representations.filter(still_open).update(to_on=on)
    seat.refresh_from_db(fields=["to_on"])
    return True


def _require_seatable(body: Body, holder: Organization | Person, from_on: date | None) -> None:
    if holder.association_id != body.association_id:
        raise InvalidError(
            _("The holder of a seat must belong to the same association."), code="other_association"
        )
    if body.to_on and (from_on is None or from_on > body.to_on):
        raise RuleError(
            _("%(body)s ended on %(day)s; it has no seats after that day.")
            % {"body": body.name, "day": shown(body.to_on)},
            code="body_ended",
        )
    if isinstance(holder, Organization) and not holder.is_active:
        raise RuleError(
            _("%(name)s is retired. Restore the organization first.") % {"name": holder.name}, code="retired"
        )
    same = {"organization": holder} if isinstance(holder, Organization) else {"person": holder}
    later = Q(to_on__isnull=True) | (Q(to_on__gte=from_on) if from_on else Q())
    if Seat.objects.filter(later, body=body, **same).exists():
        raise _already_seated(body, holder)


def _already_seated(body: Body, holder: Organization | Person) -> RuleError:
    return RuleError(
        _("%(name)s already has a seat in %(body)s at that time.") % {"name": holder.name, "body": body.name},
        code="already_seated",
    )


def _require_may_represent(seat: Seat, person: Person, from_on: date) -> None:
    if seat.organization_id is None:
        raise InvalidError(
            _("This is a person's seat; only a unit's seat has a representative."), code="no_representative"
        )
    if person.association_id != seat.association_id:
        raise InvalidError(
            _("The representative must be known to the same association."), code="other_association"
        )
    if (seat.from_on and from_on < seat.from_on) or (seat.to_on and from_on > seat.to_on):
        raise InvalidError(
            _("On %(day)s the unit does not hold this seat. Choose a day within the seat's time.")
            % {"day": shown(from_on)},
            code="outside_of_seat",
            details={"field": "from_on"},
        )


def _end_former(former: Representation, person: Person, from_on: date) -> None:
    if former.person_id == person.pk:
        raise RuleError(
            _("%(name)s already represents the unit on this seat.") % {"name": person.name},
            code="already_represents",
            details={"field": "person"},
        )
    if former.from_on and from_on <= former.from_on:
        raise InvalidError(
            _("%(name)s has represented the unit since %(day)s. Choose a later day.")
            % {"name": former.person.name, "day": shown(former.from_on)},
            code="not_after_former",
            details={"field": "from_on"},
        )
    last_day = from_on - timedelta(days=1)
    if not Representation.objects.filter(pk=former.pk, to_on__isnull=True).update(to_on=last_day):
        raise RuleError(
            _("Somebody else has just named a representative for this seat. Load the page again."),
            code="changed_meanwhile",
        )
