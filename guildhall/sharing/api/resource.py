from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from ninja import File, Status, UploadedFile
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest
from guildhall.documents.queries import api_file_link
from guildhall.exchange.models import Listing
from guildhall.registry.models import Organization, Person
from guildhall.registry.queries import person_of, today_in
from guildhall.sharing import actions, permissions, queries
from guildhall.sharing.api.finding import (
    find_association,
    find_closure,
    find_kept,
    find_resource,
    meant,
    meant_organizations,
    moment_meant,
)
from guildhall.sharing.models import Resource
from guildhall.sharing.schemas import (
    BlockIn,
    ChangeIn,
    ClosureOut,
    DayOut,
    FeedOut,
    KeptOut,
    OfferIn,
    ResourceOut,
    UseOut,
    WholeResourceOut,
)

router = AssociationRouter()


def _answer(request: SignedInRequest, resource: Resource) -> dict[str, Any]:
    names = [name for name in WholeResourceOut.model_fields if name not in ("photo", "may_keep", "may_book")]
    user = request.user
    return {name: getattr(resource, name) for name in names} | {
        "photo": api_file_link(resource.photo, user) if resource.photo else None,
        "may_keep": permissions.may_keep(user, resource),
        "may_book": resource.is_active and permissions.may_book(user, resource),
    }


@router.get("resources", response=list[ResourceOut])
@paginate
def resource_list(
    request: SignedInRequest, slug: str, kind: str = "", q: str = "", *, mine: bool = False
) -> QuerySet[Resource]:
    """Shared resources that the caller sees; ``mine``: those that the caller keeps, also what is out of use."""
    association = find_association(request, slug)
    return queries.resource_list(request.user, association, kind=kind, text=q, mine=mine)


@router.post("resources", response={201: WholeResourceOut})
def offer_resource(request: SignedInRequest, slug: str, data: OfferIn) -> Status[dict[str, Any]]:
    """Without ``organization_id`` the association's own resource, which only the secretariat offers."""
    association = find_association(request, slug)
    given = data.dict()
    made = actions.offer_resource(
        association,
        organization=meant(Organization, association, given.pop("organization_id"), "organization_id"),
        contact=meant(Person, association, given.pop("contact_id"), "contact_id"),
        listing=meant(Listing, association, given.pop("listing_id"), "listing_id"),
        invited=meant_organizations(association, given.pop("invited_ids")),
        **given,
        actor=request.user,
    )
    return Status(201, _answer(request, made))


@router.get("resources/{uuid:pk}", response=WholeResourceOut)
def resource(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    return _answer(request, find_resource(request, slug, pk))


@router.patch("resources/{uuid:pk}", response=WholeResourceOut)
def change_resource(request: SignedInRequest, slug: str, pk: UUID, data: ChangeIn) -> dict[str, Any]:
    """Only what is sent is changed."""
    found = find_kept(request, slug, pk)
    given = {name: value for name, value in data.dict(exclude_unset=True).items() if value is not None}
    ids = given.pop("invited_ids", None)
    invited = None if ids is None else meant_organizations(found.association, ids)
    return _answer(request, actions.change_resource(found, invited=invited, **given, actor=request.user))


@router.post("resources/{uuid:pk}/photo", response=WholeResourceOut)
def attach_photo(request: SignedInRequest, slug: str, pk: UUID, file: File[UploadedFile]) -> dict[str, Any]:
    """Send the picture as ``multipart/form-data``."""
    found = find_kept(request, slug, pk)
    actions.attach_photo(found, name=file.name or "", content=file.open(), actor=request.user)
    return _answer(request, found)


@router.post("resources/{uuid:pk}/retire", response=WholeResourceOut)
def retire_resource(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    return _answer(request, actions.retire_resource(find_kept(request, slug, pk), actor=request.user))


@router.post("resources/{uuid:pk}/restore", response=WholeResourceOut)
def restore_resource(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    return _answer(request, actions.restore_resource(find_kept(request, slug, pk), actor=request.user))


@router.get("resources/{uuid:pk}/calendar", response=list[DayOut])
def resource_month(
    request: SignedInRequest, slug: str, pk: UUID, month: date | None = None
) -> list[dict[str, Any]]:
    """Each day of the weeks that touch the month, with its slots."""
    found = find_resource(request, slug, pk)
    person = person_of(request.user, found.association)
    shown = queries.month_of(found, month or today_in(found.association), now=timezone.now())
    mine = {
        booking.starts_at: booking.ends_at
        for booking in queries.bookings_of_resource(found)
        .filter(person=person, state__in=["requested", "confirmed", "used"])
        .order_by("-starts_at")[:200]
    }
    return [
        {
            "on": day.on,
            "free": day.free,
            "slots": [
                {
                    "starts_at": cell.unit.starts,
                    "ends_at": cell.unit.ends,
                    "state": "mine" if cell.unit.starts in mine else cell.state,
                }
                for cell in day.cells
            ],
        }
        for week in shown.weeks
        for day in week
    ]


@router.get("resources/{uuid:pk}/keeping", response=KeptOut)
def resource_bookings(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    """For the owner: blocked times, and how much it was used during the last 90 days."""
    found = find_kept(request, slug, pk)
    today = today_in(found.association)
    use = queries.use_of(found, today - timedelta(days=90), today - timedelta(days=1))
    shown = {name: getattr(use, name) for name in UseOut.model_fields}
    return {"closures": queries.closures_of(found, now=timezone.now()), "use": shown}


@router.post("resources/{uuid:pk}/block", response={201: ClosureOut})
def block_time(request: SignedInRequest, slug: str, pk: UUID, data: BlockIn) -> Status[Any]:
    found = find_kept(request, slug, pk)
    made = actions.block_time(
        found,
        starts_at=moment_meant(data.starts_at),
        ends_at=moment_meant(data.ends_at),
        reason=data.reason,
        actor=request.user,
    )
    return Status(201, made)


@router.post("resources/blocked/{uuid:pk}/end", response={204: None})
def unblock_time(request: SignedInRequest, slug: str, pk: UUID) -> Status[None]:
    actions.unblock_time(find_closure(request, slug, pk), actor=request.user)
    return Status(204, None)


@router.post("resources/{uuid:pk}/feed", response={201: FeedOut})
def make_resource_feed(request: SignedInRequest, slug: str, pk: UUID) -> Status[dict[str, str]]:
    """A secret address for a calendar program; an earlier one stops working."""
    key = actions.make_resource_feed(find_resource(request, slug, pk), actor=request.user)
    path = reverse("sharing:resource_calendar", args=[slug, pk])
    return Status(201, {"address": request.build_absolute_uri(f"{path}?key={key}")})


@router.delete("resources/{uuid:pk}/feed", response={204: None})
def end_resource_feed(request: SignedInRequest, slug: str, pk: UUID) -> Status[None]:
    actions.end_resource_feed(find_resource(request, slug, pk), actor=request.user)
    return Status(204, None)
