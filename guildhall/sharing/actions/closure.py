"""Times that the owner keeps for itself."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.sharing.actions.occupying import take_time
from guildhall.sharing.models import Closure, Resource
from guildhall.sharing.openings import GRAIN, beyond
from guildhall.sharing.permissions import require_may_keep

LONGEST = timedelta(days=31)


@transaction.atomic
def block_time(
    resource: Resource, *, starts_at: datetime, ends_at: datetime, reason: str, actor: User
) -> Closure:
    """Nobody books in this time: maintenance, own use. Refused where somebody has booked in it, in the past, for more
    than 31 days at once, and off the quarters of an hour."""
    require_may_keep(actor, resource)
    _require_sound(resource, starts_at, ends_at, reason)
    closure = Closure.objects.create(
        association=resource.association,
        resource=resource,
        starts_at=starts_at,
        ends_at=ends_at,
        reason=reason.strip(),
        created_by=actor,
    )
    take_time(resource, closure)
    record("closure.made", actor=actor, subject=closure, resource=str(resource.pk))
    return closure


def _require_sound(resource: Resource, starts_at: datetime, ends_at: datetime, reason: str) -> None:
    if not reason.strip():
        raise InvalidError(_("Give the reason."), code="reason_missing", details={"field": "reason"})
    if ends_at <= starts_at:
        raise InvalidError(
            _("The end has to lie after the start."), code="ends_before_start", details={"field": "ends_at"}
        )
    if ends_at - starts_at > LONGEST:
        raise InvalidError(_("Block 31 days at once at most."), code="too_long", details={"field": "ends_at"})
    now = timezone.now()
    if ends_at <= now:
        raise RuleError(_("This time has passed."), code="in_past", details={"field": "starts_at"})
    if far := beyond(starts_at, ends_at, now):
        sentence = far.sentence.in_language(get_language() or "en")
        raise RuleError(sentence, code=far.code, details={"field": "starts_at"})
    for name, moment in (("starts_at", starts_at), ("ends_at", ends_at)):
        if moment.minute % GRAIN or moment.second or moment.microsecond:
            raise InvalidError(
                _("Times fall on full quarters of an hour."), code="off_quarter", details={"field": name}
            )


@transaction.atomic
def unblock_time(closure: Closure, *, actor: User) -> None:
    """The time can be booked again."""
    require_may_keep(actor, closure.resource)
    record("closure.ended", actor=actor, subject=closure, resource=str(closure.resource_id))
    if not Closure.objects.filter(pk=closure.pk).delete()[0]:
        raise RuleError(_("This time is not blocked any more."), code="gone")
