from dataclasses import dataclass

from guildhall.accounts.models import Association, User
from guildhall.registry.models import CharterProfile, Organization, Person, Seat, Tenure
from guildhall.registry.queries.days import today_in
from guildhall.registry.queries.sight import sees_registry


@dataclass(frozen=True)
class Step:
    """One of the first steps: a word for it, and how many there are already."""

    key: str
    count: int
    done: bool


def first_steps(association: Association, *, viewer: User) -> list[Step]:
    """What a new association does first, in order, and what of it is done. Five queries."""
    if not sees_registry(viewer, association):
        return []
    today = today_in(association)
    organizations = Organization.objects.of(association).count()
    people = Person.objects.of(association).count()
    tenures = Tenure.objects.of(association).in_force(today).count()
    seats = Seat.objects.of(association).in_force(today).count()
    versions = CharterProfile.objects.of(association).count()
    return [
        Step("charter", versions, versions > 1),
        Step("organizations", organizations, organizations > 0),
        Step("people", people, people > 1),
        Step("posts", tenures, tenures > 1),
        Step("seats", seats, seats > 0),
        Step("public", int(association.is_public), association.is_public),
    ]
