from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from ninja import Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest
from guildhall.accounts.models import Association
from guildhall.exchange.actions import ListingDetails
from guildhall.funding import actions, queries
from guildhall.funding.api.finding import (
    Drawn,
    find_need,
    find_product,
    find_reader,
    meant,
    own_firm,
)
from guildhall.funding.models import BankProduct
from guildhall.funding.schemas import (
    AskFundingIn,
    ChangeNeedIn,
    ChangeProductIn,
    NeedOut,
    OfferProductIn,
    ProductOut,
    TextIn,
    WholeNeedOut,
)

router = AssociationRouter()
OWN = ("listing_id", "amount", "months", "purpose", "collateral", "rate_most", "version")


def text_of(data: TextIn) -> ListingDetails:
    return cast(ListingDetails, data.dict())


def product_data(product: BankProduct) -> dict[str, Any]:
    listing = product.listing
    left = {"id", "title", "bank", "state", "regions"}
    return {name: getattr(product, name) for name in ProductOut.model_fields if name not in left} | {
        "id": product.pk,
        "title": listing.title,
        "bank": listing.organization,
        "state": listing.state,
        "regions": product.regions_named,
    }


def need_data(seen: queries.NeedSeen) -> dict[str, Any]:
    need = seen.need
    return {name: getattr(need, name) for name in OWN} | {
        "id": need.pk,
        "title": seen.listing.title,
        "text": seen.listing.text,
        "firm": seen.firm,
        "state": need.listing.state,
        "region": need.listing.region,
    }


def _need_answer(request: SignedInRequest, association: Association, pk: UUID) -> dict[str, Any]:
    need = queries.needs_visible_to(request.user, association).get(pk=pk)
    [seen] = queries.seen_needs([need], request.user, association)
    offers = queries.offers_for(need, request.user, is_firm=queries.knows_firm(request.user, need))
    return need_data(seen) | {
        "fits": [
            {
                "product": product_data(one.product),
                "is_possible": one.fit.is_possible,
                "verdicts": [verdict.as_data() for verdict in one.fit.verdicts],
                "case_id": one.case.pk if one.case else None,
            }
            for one in offers
        ]
    }


@router.get("funding/products", response=list[ProductOut])
@paginate
def product_list(request: SignedInRequest, slug: str) -> Sequence[dict[str, Any]]:
    """Banks' products that the caller sees."""
    association = find_reader(request, slug)
    found = queries.products_visible_to(request.user, association)
    return Drawn(found, lambda rows: [product_data(one) for one in rows])


@router.get("funding/products/{uuid:pk}", response=ProductOut)
def product(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    return product_data(find_product(request, slug, pk))


@router.post("funding/products", response={201: ProductOut})
def offer_product(request: SignedInRequest, slug: str, data: OfferProductIn) -> Status[dict[str, Any]]:
    """By people of the bank or the secretariat; a second person publishes it."""
    association = find_reader(request, slug)
    given = data.dict(exclude={"bank_id", "text"})
    bank = meant(queries.banks_of(association).select_related("association"), data.bank_id, "bank_id")
    made = actions.offer_product(association, bank=bank, text=text_of(data.text), **given, actor=request.user)
    return Status(201, product_data(made))


@router.patch("funding/products/{uuid:pk}", response=ProductOut)
def change_product(request: SignedInRequest, slug: str, pk: UUID, data: ChangeProductIn) -> dict[str, Any]:
    found = find_product(request, slug, pk)
    given = data.dict(exclude_unset=True)
    return product_data(actions.change_product(found, **given, actor=request.user))


@router.get("funding/needs", response=list[NeedOut])
@paginate
def funding_need_list(request: SignedInRequest, slug: str) -> Sequence[dict[str, Any]]:
    """The own firms' needs; for people of banks those that are published, without names."""
    association = find_reader(request, slug)
    return Drawn(
        queries.needs_visible_to(request.user, association),
        lambda rows: [need_data(seen) for seen in queries.seen_needs(rows, request.user, association)],
    )


@router.get("funding/needs/{uuid:pk}", response=WholeNeedOut)
def funding_need(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    found = find_need(request, slug, pk)
    return _need_answer(request, found.association, found.pk)


@router.post("funding/needs", response={201: WholeNeedOut})
def ask_funding(request: SignedInRequest, slug: str, data: AskFundingIn) -> Status[dict[str, Any]]:
    """By the firm's own people only; no bank learns the name until the firm accepts it."""
    association = find_reader(request, slug)
    given = data.dict(exclude={"organization_id", "text"})
    made = actions.ask_funding(
        association,
        organization=own_firm(request, association, data.organization_id),
        text=text_of(data.text),
        **given,
        actor=request.user,
    )
    return Status(201, _need_answer(request, association, made.pk))


@router.patch("funding/needs/{uuid:pk}", response=WholeNeedOut)
def change_funding_need(request: SignedInRequest, slug: str, pk: UUID, data: ChangeNeedIn) -> dict[str, Any]:
    found = find_need(request, slug, pk)
    actions.change_funding_need(found, **data.dict(exclude_unset=True), actor=request.user)
    return _need_answer(request, found.association, found.pk)
