"""Taking a resource's time, so that nobody else has it: the database refuses the second, on every database alike.

Each quarter of an hour is a row of its own, unique for its resource. Two people who book the same time at once both
write their rows; one of them waits for the other's transaction and is then refused by the constraint.
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.core.errors import RuleError
from guildhall.sharing.models import BookedTick, Booking, Closure, Resource
from guildhall.sharing.openings import Problem, Unit, ticks
from guildhall.sharing.queries import next_free


def take_time(resource: Resource, held: Booking | Closure) -> None:
    """Refused with what is free next where any part of the time is taken."""
    booking, closure = (held, None) if isinstance(held, Booking) else (None, held)
    rows = [
        BookedTick(
            association_id=resource.association_id,
            resource=resource,
            starts_at=tick,
            booking=booking,
            closure=closure,
        )
        for tick in ticks(held.starts_at, held.ends_at)
    ]
    try:
        with transaction.atomic():
            BookedTick.objects.bulk_create(rows, batch_size=500)
    except IntegrityError as taken:
        raise refusal(
            resource, "taken", _("This time is taken."), after=held.starts_at, now=timezone.now()
        ) from taken


def require_bookable(found: Problem | None, resource: Resource, *, after: datetime, now: datetime) -> None:
    """Refuse a time that the resource's own rules refuse, and say what is free next."""
    if found is not None:
        sentence = found.sentence.in_language(get_language() or "en")
        raise refusal(resource, found.code, sentence, after=after, now=now)


def refusal(resource: Resource, code: str, sentence: str, *, after: datetime, now: datetime) -> RuleError:
    free = next_free(resource, after=after, now=now)
    zone = resource.association.zone
    if free:
        times = "; ".join(_said(unit, zone) for unit in free)
        more = _("Free next: %(times)s.") % {"times": times}
    else:
        more = _("Nothing is free in the next five weeks.")
    sentence = f"{sentence} {more}"
    times_free = [{"starts_at": unit.starts.isoformat(), "ends_at": unit.ends.isoformat()} for unit in free]
    return RuleError(sentence, code=code, details={"free": times_free, "field": "starts_at"})


def _said(unit: Unit, zone: object) -> str:
    start, end = unit.starts.astimezone(zone), unit.ends.astimezone(zone)  # type: ignore[arg-type]
    return f"{start:%m-%d %H:%M}–{end:%H:%M}"
