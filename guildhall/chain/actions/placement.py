"""Firms on the segments of a chain: what they make or do, what they need."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record, record_all
from guildhall.chain.actions.details import require_choice, require_same_association, require_same_chain
from guildhall.chain.listeners import tell_placed
from guildhall.chain.models import Chain, Placement, Segment
from guildhall.chain.notices import placement_proposed
from guildhall.chain.permissions import require_may_keep, require_may_place
from guildhall.core.errors import InvalidError, RuleError
from guildhall.notices.actions import give_notices
from guildhall.registry.actions.details import changes, store_version, trimmed
from guildhall.registry.models import Organization

State = Placement.State
OWN_FIGURES = frozenset({"capacity", "unit"})
PLACES_MOST = 2_000
LARGEST = Decimal("99999999999999.99")


class PlacementDetails(TypedDict, total=False):
    """``capacity`` is of a year, in ``unit``."""

    products_zh: str
    products_en: str
    capacity: Decimal | None
    unit: str


@dataclass(frozen=True)
class Place:
    """A firm on a segment, and why."""

    segment: Segment
    organization: Organization
    role: str = Placement.Role.SERVES
    reason: str = ""


@transaction.atomic
def propose_placement(
    segment: Segment,
    *,
    organization: Organization,
    role: str = Placement.Role.SERVES,
    reason: str = "",
    actor: User,
    **details: Unpack[PlacementDetails],
) -> Placement:
    """A firm on a segment, waiting to be confirmed. For the firm's own people and whoever keeps the chain.

    Refused: a firm of another association or one that is retired, the same place twice, a capacity without a unit.
    """
    require_may_place(actor, segment.chain, organization)
    require_choice(role, Placement.Role.values, "role")
    _require_firm(segment.chain, organization)
    placement = Placement(
        association_id=segment.association_id,
        segment=segment,
        organization=organization,
        role=role,
        reason=reason.strip()[:300],
        **trimmed(details),
    )
    _require_sound(placement)
    try:
        with transaction.atomic():
            placement.save(force_insert=True)
    except IntegrityError as taken:
        raise RuleError(
            _("%(firm)s has this place on “%(segment)s” already.")
            % {"firm": organization.name, "segment": segment.name},
            code="placed_already",
            details={"field": "segment"},
        ) from taken
    give_notices(segment.association, placement_proposed(placement, actor=actor))
    record("placement.proposed", actor=actor, subject=placement, role=role, reason=placement.reason)
    return placement


@transaction.atomic
def confirm_placement(placement: Placement, *, actor: User) -> Placement:
    """The firm's own people or whoever keeps the chain say that it is so; needs that waited for this close.

    Refused where it is confirmed already.
    """
    require_may_place(actor, placement.segment.chain, placement.organization)
    waiting = Placement.objects.filter(pk=placement.pk, state=State.PROPOSED)
    now = timezone.now()
    if not waiting.update(
        state=State.CONFIRMED, confirmed_by=actor, confirmed_at=now, version=F("version") + 1
    ):
        raise RuleError(_("This place is confirmed already, or was removed."), code="not_proposed")
    placement.refresh_from_db(fields=["state", "confirmed_by", "confirmed_at", "version"])
    tell_placed(placement)
    record("placement.confirmed", actor=actor, subject=placement)
    return placement


@transaction.atomic
def place_organizations(chain: Chain, *, places: Sequence[Place], actor: User) -> list[Placement]:
    """Many firms at once, confirmed: what a person chose among the suggestions. For whoever keeps the chain.

    What is there already is passed over, or confirmed if it waited. Refused: segments of another chain.
    """
    require_may_keep(actor, chain)
    if len(places) > PLACES_MOST:
        raise InvalidError(
            _("At most %(most)d places at once.") % {"most": PLACES_MOST}, code="too_many_places"
        )
    for one in places:
        require_same_chain(one.segment, chain, "segment")
        require_choice(one.role, Placement.Role.values, "role")
        _require_firm(chain, one.organization)
    placed = [made for one in places if (made := _placed(one, actor))]
    for made in placed:
        tell_placed(made)
    record_all(
        "placement.confirmed", actor=actor, subjects=[(made, {"at_once": len(placed)}) for made in placed]
    )
    return placed


@transaction.atomic
def change_placement(
    placement: Placement, *, version: int, actor: User, **details: Unpack[PlacementDetails]
) -> Placement:
    """Change products and capacity. For the firm's own people and whoever keeps the chain.

    Refused to the slower of two (``version``), and a capacity without a unit.
    """
    require_may_place(actor, placement.segment.chain, placement.organization)
    changed = changes(placement, trimmed(details))
    draft = Placement(
        capacity=changed.get("capacity", placement.capacity), unit=changed.get("unit", placement.unit)
    )
    _require_sound(draft)
    told = {name: "private" if name in OWN_FIGURES else str(value) for name, value in changed.items()}
    store_version(placement, version, changed)
    record("placement.changed", actor=actor, subject=placement, changed=told)
    return placement


@transaction.atomic
def remove_placement(placement: Placement, *, actor: User) -> None:
    """Take a firm off a segment. For the firm's own people and whoever keeps the chain."""
    require_may_place(actor, placement.segment.chain, placement.organization)
    pk = placement.pk
    if not Placement.objects.filter(pk=pk).delete()[0]:
        raise RuleError(_("This place was removed already."), code="removed_already")
    placement.pk = pk  # the record names what is gone
    record("placement.removed", actor=actor, subject=placement, role=placement.role)


def _placed(one: Place, actor: User) -> Placement | None:
    """The place, confirmed; None where it was so before."""
    placement, is_new = Placement.objects.get_or_create(
        segment=one.segment,
        organization=one.organization,
        role=one.role,
        defaults={"association_id": one.segment.association_id, "reason": one.reason[:300]},
    )
    if not is_new and placement.state == State.CONFIRMED:
        return None
    placement.state, placement.confirmed_by, placement.confirmed_at = State.CONFIRMED, actor, timezone.now()
    placement.version += 1
    placement.save(update_fields=["state", "confirmed_by", "confirmed_at", "version"])
    placement.segment, placement.organization = one.segment, one.organization
    return placement


def _require_firm(chain: Chain, organization: Organization) -> None:
    require_same_association(organization, chain, "organization")
    if not organization.is_active:
        raise RuleError(
            _("%(firm)s is retired and takes no new places.") % {"firm": organization.name},
            code="organization_retired",
            details={"field": "organization"},
        )


def _require_sound(placement: Placement) -> None:
    capacity = placement.capacity
    if capacity is not None and not (capacity.is_finite() and 0 <= capacity <= LARGEST):
        raise InvalidError(
            _("A capacity is not below nothing, and has at most 14 digits before the point."),
            code="no_such_capacity",
            details={"field": "capacity"},
        )
    if capacity is not None and not placement.unit.strip():
        raise InvalidError(
            _("Give the unit of the capacity, for example t or m²."),
            code="unit_missing",
            details={"field": "unit"},
        )
