"""Whose private data somebody sees. Public fields are for everyone of the association; private ones are not."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power, powers_of
from guildhall.core.requests import remembered
from guildhall.registry.models import (
    Organization,
    Person,
    Representation,
    Seat,
    Tenure,
    in_force,
    insights_of,
)
from guildhall.registry.queries.days import today_in
from guildhall.registry.queries.powers import person_of


@dataclass(frozen=True)
class Sight:
    """What private data one reader sees in one association: everything, or that of some people and firms."""

    everything: bool = False
    people: frozenset[UUID] = frozenset()
    organizations: frozenset[UUID] = frozenset()

    def of_person(self, person: Person) -> bool:
        """Date of birth, telephone and mail address: for who keeps or reads the registry, and the person."""
        return self.everything or person.pk in self.people

    def of_organization(self, organization: Organization) -> bool:
        """Its telephone: for who keeps or reads the registry, and its own people and representatives."""
        return self.everything or organization.pk in self.organizations


def sees_registry(user: User, association: Association) -> bool:
    """Whether the user sees bodies, posts and people: everyone of the association but guests without a post."""
    if powers_of(user, association).everywhere:
        return True
    person = person_of(user, association)
    if person is None or not person.is_guest:
        return person is not None
    return remembered(
        ("sees_registry", user.pk, association.pk),
        lambda: insights_of(user).filter(association=association).exists(),
    )


def sight_of(user: User, association: Association) -> Sight:
    """What private data the user sees; at most five queries, once in a request."""
    return remembered(("sight", user.pk, association.pk), lambda: _look(user, association))


def _look(user: User, association: Association) -> Sight:
    powers = powers_of(user, association)
    if powers.has(Power.MANAGE) or powers.has(Power.READ):
        return Sight(everything=True)
    person = person_of(user, association)
    if person is None:
        return Sight()
    people, organizations = {person.pk}, set(own_organizations(user, association))
    bodies = powers.bodies_with(Power.MANAGE) | powers.bodies_with(Power.READ)
    if bodies:
        people |= _people_in(bodies)
        organizations |= set(
            Seat.objects.filter(body__in=bodies, organization__isnull=False).values_list(
                "organization", flat=True
            )
        )
    return Sight(people=frozenset(people), organizations=frozenset(organizations))


def own_organizations(user: User, association: Association) -> frozenset[UUID]:
    """The organizations that the user speaks for: the own one, and those represented on a seat today."""
    person = person_of(user, association)
    if person is None:
        return frozenset()
    return remembered(
        ("own_organizations", user.pk, association.pk), lambda: _own_organizations(person, association)
    )


def _own_organizations(person: Person, association: Association) -> frozenset[UUID]:
    represented = Representation.objects.filter(
        in_force(today_in(association)), person=person, seat__organization__isnull=False
    ).values_list("seat__organization", flat=True)
    own = {person.organization_id} if person.organization_id else set()
    return frozenset(own | set(represented))


def _people_in(bodies: frozenset[UUID]) -> set[UUID]:
    ties = Q(pk__in=Tenure.objects.filter(post__body__in=bodies).values("person"))
    ties |= Q(pk__in=Seat.objects.filter(body__in=bodies).values("person"))
    ties |= Q(pk__in=Representation.objects.filter(seat__body__in=bodies).values("person"))
    return set(Person.objects.filter(ties).values_list("pk", flat=True))
