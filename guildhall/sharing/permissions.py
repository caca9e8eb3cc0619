"""Who offers and keeps a shared resource, who books it. Its owner's own people and the secretariat keep it."""

from uuid import UUID

from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import may, require_changeable, require_may
from guildhall.accounts.powers import Power
from guildhall.core.errors import NotAllowedError
from guildhall.registry.models import Organization, Person
from guildhall.registry.queries import own_organizations, person_of, sees_registry
from guildhall.sharing.models import Booking, Resource


def own_organizations_of(user: User, association: Association) -> frozenset[UUID]:
    """The units that the user belongs to here or represents today; none for a guest."""
    person = person_of(user, association)
    return frozenset() if person is None or person.is_guest else own_organizations(user, association)


def may_keep_all(user: User, association: Association) -> bool:
    """The secretariat, which keeps the association's own resources and looks after everyone's."""
    return not association.is_record and may(user, Power.MANAGE, association)


def may_offer(user: User, association: Association) -> bool:
    """Whoever belongs to an organization of the association, for it; the secretariat for all."""
    if association.is_record:
        return False
    return may_keep_all(user, association) or bool(own_organizations_of(user, association))


def require_may_offer(user: User, association: Association, organization: Organization | None) -> None:
    """Refused for another's organization, and for the association itself to all but the secretariat."""
    require_changeable(association)
    own = own_organizations_of(user, association)
    if may_keep_all(user, association) or (organization is not None and organization.pk in own):
        return
    raise NotAllowedError(
        _("A resource is offered by its owner's own people, or by the secretariat."), code="not_allowed"
    )


def may_keep(user: User, resource: Resource) -> bool:
    """Whoever changes the resource, decides on its bookings and sees who books it."""
    association = resource.association
    if association.is_record:
        return False
    own = own_organizations_of(user, association)
    return may_keep_all(user, association) or resource.organization_id in own


def require_may_keep(user: User, resource: Resource) -> None:
    require_changeable(resource.association)
    if not may_keep(user, resource):
        raise NotAllowedError(
            _("Only the owner of the resource and the secretariat do this."), code="not_allowed"
        )


def require_may_publish(user: User, association: Association) -> None:
    """To show it to everyone is the association's word, not the owner's alone."""
    require_may(user, Power.PUBLISH, association)


def may_book(user: User, resource: Resource) -> bool:
    """Everyone of the association who sees it: no guests, and of an invited circle only those invited."""
    association = resource.association
    if association.is_record or not sees_registry(user, association):
        return False
    if person_of(user, association) is None:
        return False
    return resource.visibility != Resource.Visibility.INVITED or is_invited(user, resource)


def is_invited(user: User, resource: Resource) -> bool:
    own = own_organizations_of(user, resource.association)
    return may_keep(user, resource) or (bool(own) and resource.invited.filter(pk__in=own).exists())


def require_may_book(user: User, resource: Resource) -> Person:
    """Who books: the person whom the association knows."""
    require_changeable(resource.association)
    person = person_of(user, resource.association)
    if person is None or not may_book(user, resource):
        raise NotAllowedError(
            _("This resource is booked by people of the association to whom it is open."), code="not_allowed"
        )
    return person


def is_own_booking(user: User, booking: Booking) -> bool:
    """One's own, or that of one's own organization."""
    person = person_of(user, booking.association)
    if person is None:
        return False
    own = own_organizations_of(user, booking.association)
    return booking.person_id == person.pk or booking.organization_id in own


def may_cancel(user: User, booking: Booking) -> bool:
    return is_own_booking(user, booking) or may_keep(user, booking.resource)


def require_may_cancel(user: User, booking: Booking) -> None:
    require_changeable(booking.association)
    if not may_cancel(user, booking):
        raise NotAllowedError(
            _("A booking is cancelled by whoever made it, or by the owner of the resource."),
            code="not_allowed",
        )


def may_see_resources(user: User, association: Association) -> bool:
    """Whether the list belongs into the menu."""
    return sees_registry(user, association)
