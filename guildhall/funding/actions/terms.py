"""Banks' products and firms' needs: written as an offer or need with figures, handed in for review at once."""

from collections.abc import Collection, Mapping
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.exchange.actions import ListingDetails, draft_listing, submit_listing
from guildhall.exchange.models import Listing
from guildhall.exchange.permissions import require_may_amend
from guildhall.funding.fit import COLLATERAL, PURPOSES
from guildhall.funding.models import BankProduct, FundingNeed
from guildhall.funding.permissions import require_of_firm
from guildhall.registry.actions.details import changes, store_version, told
from guildhall.registry.models import Organization

LARGEST_SUM = 10**15
LONGEST_TERM = 600
HIGHEST_RATE = 10_000


class ProductFigures(TypedDict, total=False):
    amount_from: int | None
    amount_to: int | None
    months_from: int | None
    months_to: int | None
    rate_from: int | None
    rate_to: int | None
    collateral: Collection[str]
    purposes: Collection[str]
    regions: str
    members_only: bool
    least_turnover: int | None


class NeedFigures(TypedDict, total=False):
    amount: int
    months: int | None
    purpose: str
    collateral: Collection[str]
    rate_most: int | None


@transaction.atomic
def offer_product(
    association: Association,
    *,
    bank: Organization,
    text: ListingDetails,
    actor: User,
    **figures: Unpack[ProductFigures],
) -> BankProduct:
    """What a bank lends, with its text and figures; a second person of the secretariat publishes it.

    Refused for an organization that is no bank, and for figures that cannot be: from more than to, unknown words.
    """
    _require_bank(bank)
    product = BankProduct(association=association, **_figures(figures))
    _require_order(product)
    details: ListingDetails = {**text, "kind": Listing.Kind.FINANCE}
    listing = draft_listing(association, side=Listing.Side.OFFER, organization=bank, actor=actor, **details)
    product.listing = submit_listing(listing, actor=actor)
    product.save(force_insert=True)
    record("bank_product.offered", actor=actor, subject=product)
    return product


@transaction.atomic
def change_product(
    product: BankProduct, *, version: int, actor: User, **figures: Unpack[ProductFigures]
) -> BankProduct:
    """Other figures; the text is changed with the offer. ``version`` is the one that was read."""
    require_may_amend(actor, product.listing)
    _require_open(product.listing)
    given = _figures(figures)
    changed = changes(product, given)
    before = told(product, changed)
    draft = BankProduct(association=product.association)
    for name in ProductFigures.__annotations__:
        setattr(draft, name, changed.get(name, getattr(product, name)))
    _require_order(draft)
    store_version(product, version, changed)
    record("bank_product.changed", actor=actor, subject=product, changed=before)
    return product


@transaction.atomic
def ask_funding(
    association: Association,
    *,
    organization: Organization,
    text: ListingDetails,
    actor: User,
    **figures: Unpack[NeedFigures],
) -> FundingNeed:
    """A firm looks for money, without its name until it accepts a bank. For the firm's own people only."""
    require_of_firm(actor, organization)
    given = _figures(figures)
    need = FundingNeed(association=association, **given)
    _require_amount(need.amount)
    details: ListingDetails = {
        **text,
        "kind": Listing.Kind.FINANCE,
        "visibility": Listing.Visibility.ANONYMOUS,
    }
    listing = draft_listing(
        association, side=Listing.Side.NEED, organization=organization, actor=actor, **details
    )
    need.listing = submit_listing(listing, actor=actor)
    need.save(force_insert=True)
    record("funding_need.asked", actor=actor, subject=need)
    return need


@transaction.atomic
def change_funding_need(
    need: FundingNeed, *, version: int, actor: User, **figures: Unpack[NeedFigures]
) -> FundingNeed:
    """Other figures; the text is changed with the need. For the firm's own people only."""
    firm = need.listing.organization
    if firm is None:
        raise RuleError(_("This need belongs to no firm."), code="no_firm")
    require_of_firm(actor, firm)
    _require_open(need.listing)
    changed = changes(need, _figures(figures))
    _require_amount(changed.get("amount", need.amount))
    # Sums of a firm are for those of its cases: the record says only what was changed.
    store_version(need, version, changed)
    record("funding_need.changed", actor=actor, subject=need, fields=sorted(changed))
    return need


def _require_open(listing: Listing) -> None:
    if Listing.objects.filter(pk=listing.pk, state=Listing.State.CLOSED).exists():
        raise RuleError(_("It is closed."), code="closed")


def _require_bank(bank: Organization) -> None:
    if bank.kind != Organization.Kind.BANK:
        raise InvalidError(
            _("Products are offered by banks. The registry lists this organization as something else."),
            code="no_bank",
            details={"field": "bank"},
        )


def _figures(given: Mapping[str, Any]) -> dict[str, Any]:
    """The figures in one spelling; refused what cannot be."""
    found = dict(given)
    for name, known in (("collateral", COLLATERAL), ("purposes", PURPOSES)):
        if name in found:
            found[name] = sorted(set(found[name]))
            _require(name, set(found[name]) <= known.keys())
    if found.get("purpose"):
        _require("purpose", found["purpose"] in PURPOSES)
    if "regions" in found:
        found["regions"] = "\n".join(
            line.strip()[:100] for line in found["regions"].splitlines() if line.strip()
        )
    limits = {"amount": LARGEST_SUM, "turnover": LARGEST_SUM, "months": LONGEST_TERM, "rate": HIGHEST_RATE}
    for name, value in found.items():
        most = next((limit for part, limit in limits.items() if part in name), None)
        if most is not None and value is not None:
            _require(name, 0 <= value <= most)
    return found


def _require(name: str, is_right: bool) -> None:  # noqa: FBT001  a check in one line
    if not is_right:
        raise InvalidError(_("This value cannot be right."), code="invalid", details={"field": name})


def _require_order(product: BankProduct) -> None:
    for name in ("amount", "months", "rate"):
        least, most = getattr(product, f"{name}_from"), getattr(product, f"{name}_to")
        if least is not None and most is not None and most < least:
            raise InvalidError(
                _("“Up to” is less than “from”."),
                code="ends_before_start",
                details={"field": f"{name}_to"},
            )


def _require_amount(amount: int) -> None:
    if amount <= 0:
        raise InvalidError(_("Say how much is needed."), code="amount_missing", details={"field": "amount"})
