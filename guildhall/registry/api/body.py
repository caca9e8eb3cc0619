from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from ninja import Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.registry import actions, queries
from guildhall.registry.api.references import (
    meant_body,
    meant_organization,
    meant_person,
    needed,
    the_body,
    the_seat,
)
from guildhall.registry.models import Body, Organization, Person, Representation, Seat
from guildhall.registry.schemas import (
    BodyOut,
    BodyRowOut,
    ChangeBodyIn,
    ChangeSeatIn,
    EndBodyIn,
    FoundBodyIn,
    GiveSeatIn,
    LastDayIn,
    RepresentationOut,
    RepresentativeIn,
    RosterLineOut,
    SeatOut,
)

router = AssociationRouter()


@router.get("bodies", response=list[BodyRowOut])
@paginate
def body_list(request: SignedInRequest, slug: str, with_ended: bool = False) -> list[queries.BodyRow]:  # noqa: FBT001,FBT002 -- a query parameter
    """The bodies as a tree, each after the one it belongs to."""
    association = find_association(request, slug)
    on = None if with_ended else queries.today_in(association)
    return queries.body_overview(association, on, viewer=request.user)


@router.post("bodies", response={201: BodyOut})
def found_body(request: SignedInRequest, slug: str, data: FoundBodyIn) -> Status[Body]:
    given = data.dict()
    parent = needed(meant_body(request, slug, given.pop("parent_id"), "parent_id"), "parent_id")
    return Status(201, actions.found_body(parent, **given, actor=request.user))


@router.get("bodies/{uuid:pk}", response=BodyOut)
def body(request: SignedInRequest, slug: str, pk: UUID) -> Body:
    return the_body(request, slug, pk)


@router.patch("bodies/{uuid:pk}", response=BodyOut)
def change_body(request: SignedInRequest, slug: str, pk: UUID, data: ChangeBodyIn) -> Body:
    given = data.dict(exclude_unset=True)
    parent = meant_body(request, slug, given.pop("parent_id", None), "parent_id")
    return actions.change_body(the_body(request, slug, pk), parent=parent, **given, actor=request.user)


@router.post("bodies/{uuid:pk}/end", response=BodyOut)
def end_body(request: SignedInRequest, slug: str, pk: UUID, data: EndBodyIn) -> Body:
    seats_to = meant_body(request, slug, data.seats_to_id, "seats_to_id")
    return actions.end_body(the_body(request, slug, pk), on=data.on, seats_to=seats_to, actor=request.user)


@router.get("bodies/{uuid:pk}/roster", response=list[RosterLineOut])
@paginate
def roster(request: SignedInRequest, slug: str, pk: UUID, on: date | None = None) -> list[queries.RosterLine]:
    """Who is entitled to sit in the body on a day (default: today)."""
    found = the_body(request, slug, pk)
    return queries.roster(found, on or queries.today_in(found.association))


@router.post("bodies/{uuid:pk}/seats", response={201: SeatOut})
def give_seat(request: SignedInRequest, slug: str, pk: UUID, data: GiveSeatIn) -> Status[Seat]:
    given = data.dict()
    unit = meant_organization(request, slug, given.pop("organization_id"), "organization_id")
    person = meant_person(request, slug, given.pop("person_id"), "person_id")
    holder: Organization | Person = needed(unit, "organization_id") if unit else needed(person, "person_id")
    given["representative"] = meant_person(request, slug, given.pop("representative_id"), "representative_id")
    seat = actions.give_seat(the_body(request, slug, pk), holder, **given, actor=request.user)
    return Status(201, seat)


@router.post("seats/{uuid:pk}/withdraw", response=SeatOut)
def withdraw_seat(request: SignedInRequest, slug: str, pk: UUID, data: LastDayIn) -> Seat:
    return actions.withdraw_seat(the_seat(request, slug, pk), on=data.on, actor=request.user)


@router.patch("seats/{uuid:pk}", response=SeatOut)
def change_seat(request: SignedInRequest, slug: str, pk: UUID, data: ChangeSeatIn) -> Seat:
    found = the_seat(request, slug, pk)
    return actions.change_seat(found, **data.dict(exclude_unset=True), actor=request.user)


@router.get("seats/{uuid:pk}", response=SeatOut)
def seat(request: SignedInRequest, slug: str, pk: UUID) -> Seat:
    return the_seat(request, slug, pk)


@router.get("seats/{uuid:pk}/representatives", response=list[RepresentationOut])
@paginate
def representatives(request: SignedInRequest, slug: str, pk: UUID) -> QuerySet[Representation]:
    """Who sat on the unit's seat, the newest first."""
    return queries.representatives_of(the_seat(request, slug, pk))


@router.post("seats/{uuid:pk}/representatives", response={201: RepresentationOut})
def name_representative(
    request: SignedInRequest, slug: str, pk: UUID, data: RepresentativeIn
) -> Status[Representation]:
    given = data.dict()
    person = needed(meant_person(request, slug, given.pop("person_id"), "person_id"), "person_id")
    new = actions.name_representative(the_seat(request, slug, pk), person, **given, actor=request.user)
    return Status(201, new)
