"""From identifiers to the things that the caller may see."""

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from django.db.models import Model
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from guildhall.accounts.http import SignedInRequest, find_association
from guildhall.core.errors import InvalidError
from guildhall.registry.models import Body, Organization, Person, Post, Seat, Tenure
from guildhall.registry.models.rows import RegistryQuerySet

Thing = TypeVar("Thing", bound=Model)


def found(request: SignedInRequest, slug: str, pk: UUID, rows: RegistryQuerySet[Thing]) -> Thing:
    """The thing at this address, or 404."""
    association = find_association(request, slug)
    return get_object_or_404(rows.of(association).visible_to(request.user), pk=pk)


def the_body(request: SignedInRequest, slug: str, pk: UUID) -> Body:
    return found(request, slug, pk, Body.objects.select_related("association", "parent"))


def the_post(request: SignedInRequest, slug: str, pk: UUID) -> Post:
    return found(request, slug, pk, Post.objects.select_related("association", "body__association"))


def the_seat(request: SignedInRequest, slug: str, pk: UUID) -> Seat:
    rows = Seat.objects.select_related("association", "body__association", "organization", "person")
    return found(request, slug, pk, rows)


def the_tenure(request: SignedInRequest, slug: str, pk: UUID) -> Tenure:
    return found(
        request, slug, pk, Tenure.objects.select_related("association", "person", "post__body__association")
    )


def the_organization(request: SignedInRequest, slug: str, pk: UUID) -> Organization:
    return found(request, slug, pk, Organization.objects.select_related("association", "parent"))


def the_person(request: SignedInRequest, slug: str, pk: UUID) -> Person:
    return found(request, slug, pk, Person.objects.select_related("association", "organization"))


def meant(
    request: SignedInRequest, slug: str, pk: UUID | None, rows: RegistryQuerySet[Thing], field: str
) -> Thing | None:
    """What an identifier inside the request means; None for none, refused where there is nothing."""
    if pk is None:
        return None
    association = find_association(request, slug)
    thing = rows.of(association).visible_to(request.user).filter(pk=pk).first()
    if thing is None:
        raise InvalidError(
            _("There is nothing with the identifier %(id)s here (%(field)s).") % {"id": pk, "field": field},
            code="unknown_reference",
            details={"field": field},
        )
    return thing


def needed(thing: Thing | None, field: str) -> Thing:
    """What cannot be left out."""
    if thing is None:
        raise InvalidError(
            _("%(field)s is missing.") % {"field": field}, code="missing", details={"field": field}
        )
    return thing


def meant_body(request: SignedInRequest, slug: str, pk: UUID | None, field: str) -> Body | None:
    return meant(request, slug, pk, Body.objects.select_related("association", "parent"), field)


def meant_bodies(request: SignedInRequest, slug: str, pks: Iterable[UUID], field: str) -> list[Body]:
    bodies = (meant_body(request, slug, pk, field) for pk in pks)
    return [body for body in bodies if body]


def meant_person(request: SignedInRequest, slug: str, pk: UUID | None, field: str) -> Person | None:
    return meant(request, slug, pk, Person.objects.select_related("organization"), field)


def meant_organization(
    request: SignedInRequest, slug: str, pk: UUID | None, field: str
) -> Organization | None:
    return meant(request, slug, pk, Organization.objects.select_related("parent"), field)
