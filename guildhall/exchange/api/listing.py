from collections.abc import Callable, Sequence
from typing import Any, overload
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.accounts.models import Association
from guildhall.chain.models import IndustryClass, Segment
from guildhall.commitments.api.rows import one, several
from guildhall.exchange import actions, permissions, queries
from guildhall.exchange.models import Listing
from guildhall.exchange.schemas import (
    AmendListingIn,
    ClassifyListingIn,
    CloseListingIn,
    ListingIn,
    ListingOut,
    ListingRowOut,
    ListingsIn,
    PublicListingOut,
    PublishListingIn,
    ReturnListingIn,
    ShareListingIn,
    SheetIn,
    SheetLineOut,
    SuggestedOut,
)
from guildhall.exchange.sight import as_seen
from guildhall.registry.models import Organization, Person
from guildhall.registry.queries import today_in

router = AssociationRouter()
public = Router()
NAMED: dict[str, type[Any]] = {
    "organization": Organization, "contact": Person, "segment": Segment, "industry_class": IndustryClass,
}  # fmt: skip


class Rows(Sequence[Any]):
    """Rows of a query as they are shown; only those of the page that is asked for are read."""

    def __init__(self, rows: QuerySet[Any], show: Callable[[Sequence[Any]], list[Any]]) -> None:
        self.rows, self.show = rows, show

    def __len__(self) -> int:
        return self.rows.count()

    @overload
    def __getitem__(self, place: int) -> Any: ...
    @overload
    def __getitem__(self, place: slice) -> list[Any]: ...
    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, int):
            return self.show([self.rows[place]])[0]
        return self.show(list(self.rows[place]))


def find_listing(request: SignedInRequest, slug: str, pk: UUID) -> Listing:
    found = queries.listing_to_show(find_association(request, slug), pk, viewer=request.user)
    if found is None:
        raise Http404
    return found


def page(request: SignedInRequest, slug: str, listing: Listing) -> ListingOut:
    association = find_association(request, slug)
    return ListingOut.of_page(queries.listing_page(listing, viewer=request.user, association=association))


def _rows(request: SignedInRequest, association: Association, found: QuerySet[Listing]) -> Rows:
    today = today_in(association)
    return Rows(found, lambda rows: [ListingRowOut.of(seen) for seen in as_seen(rows, request.user, today)])


@router.get("listings", response=list[ListingRowOut])
@paginate
def listing_list(request: SignedInRequest, slug: str, asked: Query[ListingsIn]) -> Rows:
    """Offers and needs that you see, the newest first; drafts only your own."""
    association = find_association(request, slug)
    return _rows(
        request, association, queries.listings(association, viewer=request.user, asked=asked.asked())
    )


@router.get("my-listings", response=list[ListingRowOut])
@paginate
def my_listings(request: SignedInRequest, slug: str) -> Rows:
    """Your own organizations' offers and needs in every state."""
    association = find_association(request, slug)
    return _rows(request, association, queries.own_listings(association, viewer=request.user))


@router.get("listings/{uuid:pk}", response=ListingOut)
def listing(request: SignedInRequest, slug: str, pk: UUID) -> ListingOut:
    return page(request, slug, find_listing(request, slug, pk))


@router.post("listings", response={201: ListingOut})
def draft_listing(request: SignedInRequest, slug: str, data: ListingIn) -> Status[ListingOut]:
    association = find_association(request, slug)
    given = details_of(data, association)
    given.pop("version", None)
    new = actions.draft_listing(association, **given, actor=request.user)
    return Status(201, page(request, slug, new))


@router.patch("listings/{uuid:pk}", response=ListingOut)
def amend_listing(request: SignedInRequest, slug: str, pk: UUID, data: AmendListingIn) -> ListingOut:
    """What was published and changes in its words or in who sees it awaits review again."""
    found = find_listing(request, slug, pk)
    details = details_of(data, found.association)
    return page(request, slug, actions.amend_listing(found, **details, actor=request.user))


@router.post("listings/import", response={200: list[SheetLineOut], 201: list[ListingOut]})
def import_listings(request: SignedInRequest, slug: str, data: SheetIn) -> Status[Any]:
    """Rows of texts by the columns of the export. With ``only_check`` nothing is stored: each row, and what is wrong."""
    association = find_association(request, slug)
    if data.only_check:
        permissions.require_may_list_at_all(request.user, association)
        lines = queries.checked(association, data.texts, viewer=request.user)
        return Status(200, [SheetLineOut.from_orm(line) for line in lines])
    drafts = actions.import_listings(association, rows=data.texts, actor=request.user)
    return Status(201, [page(request, slug, draft) for draft in drafts])


@router.get("listings/{uuid:pk}/suggestions", response=SuggestedOut)
def suggestions(request: SignedInRequest, slug: str, pk: UUID) -> SuggestedOut:
    """Where it seems to belong: for those who may change it."""
    return SuggestedOut.of(queries.suggested(find_listing(request, slug, pk), viewer=request.user))


@router.post("listings/{uuid:pk}/classify", response=ListingOut)
def classify_listing(request: SignedInRequest, slug: str, pk: UUID, data: ClassifyListingIn) -> ListingOut:
    """Confirm its segment, its class, or both."""
    found = find_listing(request, slug, pk)
    segments = Segment.objects.filter(association=found.association)
    classes = IndustryClass.objects.filter(association=found.association)
    classified = actions.classify_listing(
        found,
        segment=one(segments, data.segment_id, field="segment_id"),
        industry_class=one(classes, data.industry_class_id, field="industry_class_id"),
        actor=request.user,
    )
    return page(request, slug, classified)


@router.delete("listings/{uuid:pk}", response={204: None})
def discard_listing(request: SignedInRequest, slug: str, pk: UUID) -> Status[None]:
    actions.discard_listing(find_listing(request, slug, pk), actor=request.user)
    return Status(204, None)


@router.post("listings/{uuid:pk}/submit", response=ListingOut)
def submit_listing(request: SignedInRequest, slug: str, pk: UUID) -> ListingOut:
    found = actions.submit_listing(find_listing(request, slug, pk), actor=request.user)
    return page(request, slug, found)


@router.post("listings/{uuid:pk}/publish", response=ListingOut)
def publish_listing(request: SignedInRequest, slug: str, pk: UUID, data: PublishListingIn) -> ListingOut:
    found = find_listing(request, slug, pk)
    return page(request, slug, actions.publish_listing(found, version=data.version, actor=request.user))


@router.post("listings/{uuid:pk}/return", response=ListingOut)
def return_listing(request: SignedInRequest, slug: str, pk: UUID, data: ReturnListingIn) -> ListingOut:
    found = find_listing(request, slug, pk)
    return page(request, slug, actions.return_listing(found, reason=data.reason, actor=request.user))


@router.post("listings/{uuid:pk}/renew", response=ListingOut)
def renew_listing(request: SignedInRequest, slug: str, pk: UUID) -> ListingOut:
    found = actions.renew_listing(find_listing(request, slug, pk), actor=request.user)
    return page(request, slug, found)


@router.post("listings/{uuid:pk}/close", response=ListingOut)
def close_listing(request: SignedInRequest, slug: str, pk: UUID, data: CloseListingIn) -> ListingOut:
    found = find_listing(request, slug, pk)
    closed = actions.close_listing(found, ending=data.ending, note=data.note, actor=request.user)
    return page(request, slug, closed)


@router.post("listings/{uuid:pk}/share", response=ListingOut)
def share_listing(request: SignedInRequest, slug: str, pk: UUID, data: ShareListingIn) -> ListingOut:
    """With these associations, with all, or (neither) with none any more."""
    found = find_listing(request, slug, pk)
    others = several(Association.objects.all(), data.association_ids, field="association_ids")
    shared = actions.share_listing(found, associations=others, with_all=data.with_all, actor=request.user)
    return page(request, slug, shared)


@public.get("p/{slug}/listings", response=list[PublicListingOut], auth=None)
@paginate
def public_listing_list(request: HttpRequest, slug: str, asked: Query[ListingsIn]) -> Rows:
    """The public offers and needs, for anybody. Open data."""
    association = get_object_or_404(Association.objects.public(), slug=slug)
    found, today = queries.public_list(association, asked=asked.asked()), today_in(association)
    return Rows(
        found, lambda rows: [PublicListingOut.of(seen) for seen in as_seen(rows, AnonymousUser(), today)]
    )


@public.get("p/{slug}/listings/{uuid:pk}", response=PublicListingOut, auth=None)
def public_listing(request: HttpRequest, slug: str, pk: UUID) -> PublicListingOut:
    association = get_object_or_404(Association.objects.public(), slug=slug)
    found = get_object_or_404(queries.public_list(association, asked=queries.Asked()), pk=pk)
    return PublicListingOut.of(as_seen([found], AnonymousUser(), today_in(association))[0])


def details_of(data: AmendListingIn, association: Association) -> dict[str, Any]:
    """What was sent, with rows in place of ids; what was left out is left out."""
    given: dict[str, Any] = data.dict(exclude_unset=True)
    for name, model in NAMED.items():
        if (key := f"{name}_id") in given:
            rows = model._default_manager.filter(association=association)
            given[name] = one(rows, given.pop(key), field=key)
    if "party_ids" in given:
        rows = Organization.objects.filter(association=association)
        given["parties"] = several(rows, given.pop("party_ids"), field="party_ids")
    if "step" in given:
        given["step"] = given["step"] or ""
    return given
