"""Who may keep the registry. MANAGE over a body reaches that body and all below it."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import may, require_changeable, require_may
from guildhall.accounts.powers import Power, powers_of
from guildhall.core.errors import NotAllowedError
from guildhall.registry.models import Body, Organization, Person, Representation, Seat, Tenure


def may_manage(user: User, association: Association, body: Body | None = None) -> bool:
    """Whether a change would be allowed: for pages that offer it."""
    return not association.is_record and may(user, Power.MANAGE, association, body.pk if body else None)


def require_may_manage(user: User, body: Body) -> None:
    """Refuse without MANAGE over the body; refuse any change of a read-only record."""
    require_may(user, Power.MANAGE, body.association, body.pk)


def may_add(user: User, association: Association) -> bool:
    """Whoever manages at least one body may enter organizations and people, to seat and appoint them there."""
    return not association.is_record and bool(powers_of(user, association).bodies_with(Power.MANAGE))


def require_may_add(user: User, association: Association) -> None:
    require_changeable(association)
    if not may_add(user, association):
        require_may(user, Power.MANAGE, association)


def may_change_person(user: User, person: Person) -> bool:
    """Who manages the whole association, or every body in which the person holds a post or sits.

    A branch may not change somebody with posts elsewhere: whoever changes a mail address decides who signs in.
    """
    powers = powers_of(user, person.association)
    if person.association.is_record or powers.has(Power.MANAGE):
        return not person.association.is_record
    managed = powers.bodies_with(Power.MANAGE)
    return bool(managed) and not _elsewhere(managed, person=person)


def may_change_organization(user: User, organization: Organization) -> bool:
    """Who manages the whole association, or every body in which the organization has a seat."""
    powers = powers_of(user, organization.association)
    if organization.association.is_record or powers.has(Power.MANAGE):
        return not organization.association.is_record
    managed = powers.bodies_with(Power.MANAGE)
    return bool(managed) and not organization.seats.exclude(body__in=managed).exists()


def _elsewhere(managed: frozenset[UUID], *, person: Person) -> bool:
    other_posts = Tenure.objects.filter(person=OuterRef("pk")).exclude(post__body__in=managed)
    other_seats = Seat.objects.filter(person=OuterRef("pk")).exclude(body__in=managed)
    other_units = Representation.objects.filter(person=OuterRef("pk")).exclude(seat__body__in=managed)
    tied = Q(Exists(other_posts)) | Q(Exists(other_seats)) | Q(Exists(other_units)) | Q(user__isnull=False)
    return Person.objects.filter(tied, pk=person.pk).exists()


def require_may_change_person(user: User, person: Person) -> None:
    require_changeable(person.association)
    if not may_change_person(user, person):
        raise NotAllowedError(
            _("This person can be changed by those who keep the registry of the whole association."),
            code="not_allowed",
        )


def require_may_change_organization(user: User, organization: Organization) -> None:
    require_changeable(organization.association)
    if not may_change_organization(user, organization):
        raise NotAllowedError(
            _("This organization can be changed by those who keep the registry of the whole association."),
            code="not_allowed",
        )


def managers_of(top: Body) -> QuerySet[Tenure, Any]:
    """Tenures of people who can sign in, in posts that manage the whole association."""
    managing = [
        pk for pk, powers in top.posts.order_by().values_list("pk", "powers") if Power.MANAGE in powers
    ]
    return Tenure.objects.filter(post__in=managing, person__user__is_active=True)
