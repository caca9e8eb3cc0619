from typing import Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Router, Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, api_user, find_association
from guildhall.accounts.models import User
from guildhall.registry import actions, queries
from guildhall.registry.api.references import meant_organization, the_person
from guildhall.registry.models import Person, SignInInvitation, Tenure
from guildhall.registry.schemas import (
    AcceptedOut,
    AcceptSignInIn,
    ChangePersonIn,
    InvitationOut,
    PersonIn,
    PersonOut,
    PersonRowOut,
    TenureOut,
)

router = AssociationRouter()
outside = Router()


def card(request: SignedInRequest, person: Person) -> PersonOut:
    return PersonOut.of(queries.person_card(person, viewer=request.user))


@router.get("people", response=list[PersonRowOut])
@paginate
def person_list(
    request: SignedInRequest,
    slug: str,
    q: str = "",
    role: Literal["", "posts", "guests", "sign_in", "no_sign_in"] = "",
    organization_id: UUID | None = None,
) -> QuerySet[Person]:
    """People by name, without private data. ``q`` is looked for in names, pinyin, positions and organizations."""
    association = find_association(request, slug)
    return queries.people(association, viewer=request.user, q=q, role=role, organization=organization_id)


@router.post("people", response={201: PersonOut})
def add_person(request: SignedInRequest, slug: str, data: PersonIn) -> Status[PersonOut]:
    given = data.dict()
    given["organization"] = meant_organization(request, slug, given.pop("organization_id"), "organization_id")
    new = actions.add_person(find_association(request, slug), **given, actor=request.user)
    return Status(201, card(request, new))


@router.get("people/{uuid:pk}", response=PersonOut)
def person(request: SignedInRequest, slug: str, pk: UUID) -> PersonOut:
    return card(request, the_person(request, slug, pk))


@router.patch("people/{uuid:pk}", response=PersonOut)
def change_person(request: SignedInRequest, slug: str, pk: UUID, data: ChangePersonIn) -> PersonOut:
    given = data.dict(exclude_unset=True)
    if "organization_id" in given:
        given["organization"] = meant_organization(
            request, slug, given.pop("organization_id"), "organization_id"
        )
    found = the_person(request, slug, pk)
    return card(request, actions.change_person(found, **given, actor=request.user))


@router.get("people/{uuid:pk}/tenures", response=list[TenureOut])
@paginate
def tenures_of_person(request: SignedInRequest, slug: str, pk: UUID) -> QuerySet[Tenure]:
    """Every post that the person holds and held, the newest first."""
    return queries.tenures_of(the_person(request, slug, pk))


@router.post("people/{uuid:pk}/invite", response={201: InvitationOut})
def invite_person_to_sign_in(request: SignedInRequest, slug: str, pk: UUID) -> Status[SignInInvitation]:
    """A link is mailed that is valid once, for seven days."""
    found = the_person(request, slug, pk)
    return Status(201, actions.invite_person_to_sign_in(found, actor=request.user))


@outside.post("sign-in-links/accept", response=AcceptedOut, auth=None)
def accept_sign_in(request: HttpRequest, data: AcceptSignInIn) -> User:
    """Whoever has the link makes a sign-in with a password, or links the one that he or she uses already."""
    user = api_user(request)
    actor = user if isinstance(user, User) else None
    return actions.accept_sign_in(data.token, password=data.password, actor=actor)
