"""Banks' products and firms' needs: who sees which, whose name is told, and what fits what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from guildhall.accounts.models import Association, User
from guildhall.exchange.models import Listing
from guildhall.exchange.sight import Seen, is_live_on, visible_listings
from guildhall.funding.fit import Fit, Need, ranked
from guildhall.funding.models import BankProduct, DataItem, FirmRecord, FundingCase, FundingNeed
from guildhall.funding.permissions import bank_of, firms_of, is_of_firm, may_look_after
from guildhall.members.models import Member
from guildhall.registry.queries import today_in

BESIDES = ("association", "listing__association", "listing__organization", "listing__contact")
UNNAMED = (FundingCase.State.PROPOSED, FundingCase.State.DECLINED)


@dataclass(frozen=True)
class NeedSeen:
    """A need as one reader may see it: without the name until the firm accepted that reader's bank."""

    need: FundingNeed
    listing: Seen
    is_named: bool

    @property
    def firm(self) -> str:
        organization = self.need.listing.organization
        return organization.name if self.is_named and organization else ""


@dataclass(frozen=True)
class Offered:
    """A product beside a need, with what fits; ``case`` where there is one already."""

    product: BankProduct
    fit: Fit
    case: FundingCase | None


def products_visible_to(user: User, association: Association) -> QuerySet[BankProduct]:
    """Those whose offers the user sees."""
    shown = visible_listings(user, association).order_by().values("pk")
    found = BankProduct.objects.filter(association=association, listing__in=shown)
    return found.select_related(*BESIDES).order_by("-listing__published_at", "-pk")


def needs_visible_to(user: User, association: Association) -> QuerySet[FundingNeed]:
    """One's own firm's; for people of banks those that are published now; for the secretariat all. For nobody else,
    although other people of the association may see the bare need among offers and needs."""
    found = FundingNeed.objects.filter(association=association).select_related(*BESIDES)
    if not may_look_after(user, association):
        seen = Q(listing__organization__in=firms_of(user, association))
        if (bank := bank_of(user, association)) is not None:
            live = Listing.objects.filter(is_live_on(today_in(association)), association=association)
            shown = live.filter(pk__in=visible_listings(user, association).order_by().values("pk"))
            cases = FundingCase.objects.filter(product__listing__organization=bank).values("need")
            seen |= Q(listing__in=shown.order_by().values("pk")) | Q(pk__in=cases)
        found = found.filter(seen)
    return found.order_by("-listing__published_at", "-pk")


def own_needs(user: User, association: Association) -> QuerySet[FundingNeed]:
    """Those for which the user acts and that are not closed."""
    found = FundingNeed.objects.filter(
        association=association, listing__organization__in=firms_of(user, association)
    )
    return found.exclude(listing__state=Listing.State.CLOSED).select_related(*BESIDES).order_by("-pk")


def named_needs(needs: Sequence[FundingNeed], user: User, association: Association) -> set[UUID]:
    """Those whose firm the user may know: the own, all for the secretariat, and those that accepted the user's bank."""
    if may_look_after(user, association):
        return {need.pk for need in needs}
    own = firms_of(user, association)
    named = {need.pk for need in needs if need.listing.organization_id in own}
    if (bank := bank_of(user, association)) is not None:
        met = FundingCase.objects.filter(need__in=needs, product__listing__organization=bank)
        named |= set(met.exclude(state__in=UNNAMED).values_list("need", flat=True))
    return named


def seen_needs(needs: Iterable[FundingNeed], user: User, association: Association) -> list[NeedSeen]:
    """The needs as the user may see them, in their order. A constant number of queries.

    Banks are told no name whatever the visibility of the bare need is: it is the firm's to tell.
    """
    rows = list(needs)
    named = named_needs(rows, user, association)
    today = today_in(association)
    return [
        NeedSeen(
            need,
            Seen(need.listing, is_named=need.pk in named, today=today),
            need.pk in named,
        )
        for need in rows
    ]


def offers_for(need: FundingNeed, user: User, *, is_firm: bool) -> list[Offered]:
    """The products that the user sees, the best fitting first. What a firm has not released is unknown to a bank; for
    the firm itself its own figures count. Products are listed by association: some dozens."""
    products = list(live_products(need.association, user)[:500])
    if not is_firm and (bank := bank_of(user, need.association)) is not None:
        products = [one for one in products if one.listing.organization_id == bank.pk]
    asked = asked_of(need, knows_firm=is_firm)
    fits = ranked(asked, {product.pk: product.terms for product in products})
    by_pk = {product.pk: product for product in products}
    cases = {case.product_id: case for case in need.cases.filter(product__in=by_pk)}
    return [Offered(by_pk[pk], fit, cases.get(pk)) for pk, fit in fits]


def live_products(association: Association, user: User) -> QuerySet[BankProduct]:
    return products_visible_to(user, association).filter(
        is_live_of(association), listing__state=Listing.State.PUBLISHED
    )


def is_live_of(association: Association) -> Q:
    return Q(listing__until_on__gte=today_in(association))


def asked_of(need: FundingNeed, *, knows_firm: bool) -> Need:
    """The need for ``funding.fit``; membership and turnover only for who may know them."""
    organization = need.listing.organization
    is_member = turnover = None
    if knows_firm and organization is not None:
        is_member = Member.objects.filter(organization=organization, ended_on__isnull=True).exists()
        kept = FirmRecord.objects.filter(organization=organization, item=DataItem.TURNOVER)
        turnover = kept.order_by("-year").values_list("amount", flat=True).first()
    return Need(
        amount=need.amount,
        months=need.months,
        rate_most=need.rate_most,
        collateral=frozenset(need.collateral),
        purpose=need.purpose,
        region=need.listing.region,
        is_member=is_member,
        turnover=turnover,
    )


def knows_firm(user: User, need: FundingNeed) -> bool:
    """Whether the fit may use what the firm has not released: for its own people only."""
    organization = need.listing.organization
    return organization is not None and is_of_firm(user, organization)
