"""An offer or need is reviewed by a second person; later it is renewed, and closed with how it ended."""

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.chain.models import Placement
from guildhall.core.errors import InvalidError, RuleError
from guildhall.exchange import notices
from guildhall.exchange.actions.listing import OPEN, VALID_FOR, valid_until
from guildhall.exchange.listeners import tell_listeners
from guildhall.exchange.models import Listing
from guildhall.exchange.permissions import require_may_amend, require_may_publish, require_may_review
from guildhall.exchange.soundness import require_publishable
from guildhall.notices.actions import give_notices
from guildhall.registry.actions.details import changed_meanwhile
from guildhall.registry.queries import today_in

REMIND_BEFORE = (14, 3)
RENEWABLE_BEFORE = 30


@transaction.atomic
def publish_listing(listing: Listing, *, version: int, actor: User) -> Listing:
    """Publish what was handed in. For a second person; ``version`` is the one that was read.

    Without a last day it is valid for half a year. Refused to whoever wrote it or handed it in.
    """
    require_may_publish(actor, listing)
    require_publishable(listing, list(listing.parties.all()))
    waiting = Listing.objects.filter(pk=listing.pk, state=Listing.State.SUBMITTED)
    now = timezone.now()
    published = waiting.filter(version=version).update(
        state=Listing.State.PUBLISHED,
        reviewed_by=actor,
        published_at=now,
        until_on=valid_until(listing),
        version=F("version") + 1,
        changed_at=now,
    )
    if not published:
        raise _not_waiting(listing)
    listing.refresh_from_db()
    tell_listeners(listing)
    give_notices(listing.association, [*notices.published(listing, actor), *notices.invited(listing)])
    record("listing.published", actor=actor, subject=listing, visibility=str(listing.visibility))
    return listing


@transaction.atomic
def return_listing(listing: Listing, *, reason: str, actor: User) -> Listing:
    """Send back what was handed in, with the reason; it is a draft again."""
    require_may_review(actor, listing)
    if not reason.strip():
        raise InvalidError(
            _("Say what should be changed."), code="reason_missing", details={"field": "reason"}
        )
    waiting = Listing.objects.filter(pk=listing.pk, state=Listing.State.SUBMITTED)
    if not waiting.update(
        state=Listing.State.DRAFT,
        returned_reason=reason.strip()[:300],
        version=F("version") + 1,
        changed_at=timezone.now(),
    ):
        raise _not_waiting(listing)
    listing.refresh_from_db()
    give_notices(listing.association, notices.returned(listing, actor))
    record("listing.returned", actor=actor, subject=listing, reason=listing.returned_reason)
    return listing


@transaction.atomic
def renew_listing(listing: Listing, *, actor: User) -> Listing:
    """Half a year more from today, when it has expired or will within thirty days."""
    require_may_amend(actor, listing)
    today = today_in(listing.association)
    near = Listing.objects.filter(pk=listing.pk, state=Listing.State.PUBLISHED)
    renewed = near.filter(until_on__lt=date.fromordinal(today.toordinal() + RENEWABLE_BEFORE)).update(
        until_on=today + VALID_FOR, renewed_on=today, version=F("version") + 1, changed_at=timezone.now()
    )
    if not renewed:
        raise RuleError(
            _("Only what is published, and expired or about to expire within 30 days, can be renewed."),
            code="not_renewable",
        )
    listing.refresh_from_db()
    tell_listeners(listing)
    record("listing.renewed", actor=actor, subject=listing, until_on=str(listing.until_on))
    return listing


@transaction.atomic
def close_listing(listing: Listing, *, ending: str, note: str = "", actor: User) -> Listing:
    """Take it off, saying how it ended: fulfilled or withdrawn."""
    require_may_amend(actor, listing)
    if ending not in (Listing.Ending.FULFILLED, Listing.Ending.WITHDRAWN):
        raise InvalidError(
            _("Say whether it was fulfilled or is withdrawn."),
            code="unknown_ending",
            details={"field": "ending"},
        )
    _close(listing, ending, note)
    record("listing.closed", actor=actor, subject=listing, ending=str(ending), note=note.strip()[:300])
    return listing


def _close(listing: Listing, ending: str, note: str) -> None:
    now = timezone.now()
    closed = Listing.objects.filter(pk=listing.pk, state__in=OPEN[1:]).update(
        state=Listing.State.CLOSED,
        ending=ending,
        ending_note=note.strip()[:300],
        closed_at=now,
        version=F("version") + 1,
        changed_at=now,
    )
    if not closed:
        raise RuleError(_("Only what awaits review or is published can be closed."), code="not_open")
    listing.refresh_from_db()
    tell_listeners(listing)


def close_filled_needs(placement: Placement) -> None:
    """A segment that was open is served now: the needs drafted for it are closed, and whoever wrote them is told.

    Called by the room of chains inside the transaction in which the placement was confirmed.
    """
    if placement.role != Placement.Role.SERVES:
        return
    needs = Listing.objects.filter(
        association=placement.association_id,
        segment=placement.segment_id,
        side=Listing.Side.NEED,
        origin_type=placement.segment._meta.label_lower,
        origin_id=placement.segment_id,
        state__in=OPEN,
    ).select_related("association", "created_by", "organization", "contact__user")
    for need in needs.order_by("pk"):
        now = timezone.now()
        Listing.objects.filter(pk=need.pk).update(
            state=Listing.State.CLOSED,
            ending=Listing.Ending.FILLED,
            ending_note=str(placement.organization)[:300],
            closed_at=now,
            version=F("version") + 1,
            changed_at=now,
        )
        need.refresh_from_db()
        tell_listeners(need)
        give_notices(need.association, notices.filled(need, placement))
        record(
            "listing.closed",
            actor=placement.confirmed_by,
            subject=need,
            ending="filled",
            by=str(placement.pk),
        )


@transaction.atomic
def remind_of_expiry(association: Association, *, on: date) -> int:
    """Remind the owners of what expires in fourteen and in three days; once each, however often it is called.

    Called by the clock. How many notices were given comes back.
    """
    soon = Listing.objects.filter(
        association=association,
        state=Listing.State.PUBLISHED,
        until_on__gte=on,
        until_on__lte=date.fromordinal(on.toordinal() + max(REMIND_BEFORE)),
    ).select_related("association", "organization", "contact__user", "created_by")
    drafts = [draft for one in soon.order_by("pk") for draft in notices.expiring(one, on, REMIND_BEFORE)]
    return len(give_notices(association, drafts))


def _not_waiting(listing: Listing) -> RuleError:
    if Listing.objects.filter(pk=listing.pk, state=Listing.State.SUBMITTED).exists():
        return changed_meanwhile(listing, [])
    return RuleError(_("It does not await review."), code="not_submitted")
