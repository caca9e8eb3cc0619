"""Which shared resources somebody sees. One place decides; pages, API, search and files ask here."""

from django.db.models import Q, QuerySet

from guildhall.accounts.models import Association, User
from guildhall.registry.queries import sees_registry
from guildhall.sharing.models import Resource
from guildhall.sharing.permissions import may_keep_all, own_organizations_of

PUBLIC = Q(visibility=Resource.Visibility.PUBLIC)
FOR_ALL = Q(visibility__in=[Resource.Visibility.PUBLIC, Resource.Visibility.ASSOCIATION])
BESIDES = ("association", "organization", "contact__organization", "photo", "listing")


def resources_visible_to(user: User, association: Association) -> QuerySet[Resource]:
    """Guests see what is public; people of the association what is open to it, what they were invited to and their
    own organization's, also what it took out of use; the secretariat everything."""
    found = Resource.objects.filter(association=association).select_related(*BESIDES)
    if may_keep_all(user, association):
        return found
    if not sees_registry(user, association):
        return found.filter(PUBLIC, is_active=True)
    own = own_organizations_of(user, association)
    shown = FOR_ALL
    if own:
        invited = Resource.invited.through.objects.filter(organization_id__in=own).values("resource_id")
        shown |= Q(pk__in=invited)
    return found.filter(Q(shown, is_active=True) | Q(organization__in=own))


def public_resources(association: Association) -> QuerySet[Resource]:
    """What anybody may see, signed in or not."""
    found = Resource.objects.filter(PUBLIC, association=association, is_active=True)
    return found.select_related(*BESIDES).order_by("kind", "pk")


def resources_kept_by(user: User, association: Association) -> QuerySet[Resource]:
    """Those whose bookings the user decides on."""
    found = Resource.objects.filter(association=association).select_related(*BESIDES)
    if may_keep_all(user, association):
        return found
    own = own_organizations_of(user, association)
    return found.filter(organization__in=own)


def resource_list(
    user: User, association: Association, *, kind: str = "", text: str = "", mine: bool = False
) -> QuerySet[Resource]:
    """By kind and the newest first; ``mine``: those that the user keeps, also what is out of use."""
    found = resources_visible_to(user, association)
    found = (
        found.filter(pk__in=resources_kept_by(user, association)) if mine else found.filter(is_active=True)
    )
    if kind:
        found = found.filter(kind=kind)
    if text:
        found = found.filter(
            Q(title_zh__icontains=text)
            | Q(title_en__icontains=text)
            | Q(place__icontains=text)
            | Q(organization__name_zh__icontains=text)
            | Q(organization__name_en__icontains=text)
        )
    return found.order_by("kind", "-pk")
