"""Tiers: create, edit, retire, restore."""

from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.members.models import Tier, TierTerm
from guildhall.members.permissions import require_may_keep_members
from guildhall.registry.actions.details import changes, require_name, store_version, told, trimmed
from guildhall.registry.models import Body


class TierDetails(TypedDict, total=False):
    name_zh: str
    name_en: str
    rank: int
    seat_in: Body | None


@transaction.atomic
def create_tier(association: Association, *, actor: User, **details: Unpack[TierDetails]) -> Tier:
    """A level of membership, with the body in which it gives a seat if it gives one.

    Refused without a name, with a name that another tier has, with a body of elsewhere or one that has ended.
    """
    require_may_keep_members(actor, association)
    tier = Tier(association=association, **trimmed(details))
    _require_sound(tier)
    try:
        with transaction.atomic():
            tier.save(force_insert=True)
    except IntegrityError as error:
        raise _name_taken() from error
    record("tier.created", actor=actor, subject=tier, seat_in=str(tier.seat_in or ""))
    return tier


@transaction.atomic
def edit_tier(tier: Tier, *, version: int, actor: User, **details: Unpack[TierDetails]) -> Tier:
    """Change the tier itself; who is of it stays so. Seats that were given are not moved.

    ``version`` is the one that was shown. Refused when somebody else changed it since, and as by ``create_tier``.
    """
    require_may_keep_members(actor, tier.association)
    changed = changes(tier, trimmed(details))
    before = told(tier, changed)
    draft = Tier(pk=tier.pk, association=tier.association)
    for field in TierDetails.__annotations__:
        setattr(draft, field, changed.get(field, getattr(tier, field)))
    _require_sound(draft)
    try:
        with transaction.atomic():
            store_version(tier, version, changed)
    except IntegrityError as error:
        raise _name_taken() from error
    record("tier.edited", actor=actor, subject=tier, changed=before)
    return tier


@transaction.atomic
def retire_tier(tier: Tier, *, actor: User) -> Tier:
    """It stays in the history and is offered to nobody. Refused while members are of it."""
    require_may_keep_members(actor, tier.association)
    held = TierTerm.objects.filter(tier=tier, to_on__isnull=True).count()
    if held:
        message = ngettext(
            "%(count)d member is of this tier. Change that member's tier first.",
            "%(count)d members are of this tier. Change their tier first.",
            held,
        )
        raise RuleError(message % {"count": held}, code="tier_in_use")
    _switch(tier, active=False)
    record("tier.retired", actor=actor, subject=tier)
    return tier


@transaction.atomic
def restore_tier(tier: Tier, *, actor: User) -> Tier:
    """Offer a retired tier again."""
    require_may_keep_members(actor, tier.association)
    _switch(tier, active=True)
    record("tier.restored", actor=actor, subject=tier)
    return tier


def _switch(tier: Tier, *, active: bool) -> None:
    if not Tier.objects.filter(pk=tier.pk, is_active=not active).update(is_active=active):
        message = _("This tier is in use.") if active else _("This tier is already retired.")
        raise RuleError(message, code="already_active" if active else "already_retired")
    tier.is_active = active


def _require_sound(tier: Tier) -> None:
    require_name(tier.name_zh, tier.name_en)
    body, field = tier.seat_in, {"field": "seat_in"}
    if body and body.association_id != tier.association_id:
        raise InvalidError(
            _("Choose a body of the same association."), code="other_association", details=field
        )
    if body and body.to_on:
        raise RuleError(
            _("%(body)s has ended; it has no seats any more.") % {"body": body.name},
            code="body_ended",
            details=field,
        )


def _name_taken() -> RuleError:
    return RuleError(
        _("Another tier has this name already."), code="name_taken", details={"field": "name_zh"}
    )
