from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from guildhall.accounts.models import Association, User
from guildhall.core.text_index import narrowed
from guildhall.registry.models import (
    Organization,
    OrganizationQuerySet,
    Person,
    PersonQuerySet,
    Representation,
    Seat,
    SeatQuerySet,
)
from guildhall.registry.queries.sight import sight_of
from guildhall.registry.queries.words import plain, unit_is_meant

SORTS = {
    "name": ("name_key", "id"),
    "-name": ("-name_key", "-id"),
    "region": ("region", "name_key", "id"),
    "-region": ("-region", "name_key", "id"),
    "added": ("created_at", "id"),
    "-added": ("-created_at", "-id"),
}


@dataclass(frozen=True)
class OrganizationCard:
    """An organization as one reader may see it. ``phone`` is None where the reader may not."""

    organization: Organization
    phone: str | None

    @property
    def sees_private(self) -> bool:
        return self.phone is not None


def organizations(
    association: Association,
    *,
    viewer: User,
    q: str = "",
    kind: str = "",
    region: str = "",
    retired: bool = False,
    sort: str = "name",
) -> OrganizationQuerySet:
    """The organizations that the reader sees, by name; without telephones.

    ``q`` is looked for in names, pinyin and credit codes, ``region`` in the region; ``retired`` ones stand apart.
    """
    found = Organization.objects.of(association).visible_to(viewer).filter(is_active=not retired)
    if q := plain(q):
        found = narrowed(found, q, unit_is_meant(q))
    if kind:
        found = found.filter(kind=kind)
    if region := plain(region):
        found = found.filter(region__icontains=region)
    return found.defer("phone", "about_zh", "about_en").order_by(*SORTS.get(sort, SORTS["name"]))


def organization_card(organization: Organization, *, viewer: User) -> OrganizationCard:
    sees = sight_of(viewer, organization.association).of_organization(organization)
    return OrganizationCard(organization, organization.phone if sees else None)


def people_of(organization: Organization, *, viewer: User) -> PersonQuerySet:
    """The organization's people by name, without private data."""
    people = Person.objects.filter(organization=organization).visible_to(viewer)
    return people.defer("email", "phone", "born_on").order_by("name_key", "id")


def seats_of(organization: Organization, on: date) -> SeatQuerySet:
    """The seats that it holds on the day, each with its body and who sits there (``sitting``). Two queries."""
    sitting = Representation.objects.in_force(on).select_related("person").order_by("-id")
    return (
        Seat.objects.filter(organization=organization)
        .in_force(on)
        .select_related("body", "organization", "person")
        .prefetch_related(Prefetch("representations", sitting, to_attr="sitting"))
        .order_by("body__rank", "body", "id")
    )


def units_of(organization: Organization) -> OrganizationQuerySet:
    """The active organizations that belong to it, by name."""
    return Organization.objects.filter(parent=organization).active().order_by("name_key", "id")
