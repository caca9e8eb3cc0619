"""What the story has made so far, and how it reckons time: in days from today."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from guildhall.accounts.models import Association, User
from guildhall.commitments.models import Commitment, Plan
from guildhall.demo.clock import at
from guildhall.registry.models import Body, Organization, Person

SATURDAY = 5


@dataclass
class World:
    """The association with the bodies, people and units that the story calls by a name of its own.

    ``members`` are the member units in the order of the list, ``representatives`` who sits there for them.
    """

    association: Association
    now: datetime
    users: dict[str, User] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    units: dict[str, Organization] = field(default_factory=dict)
    members: list[Organization] = field(default_factory=list)
    representatives: list[Person] = field(default_factory=list)
    branch_of: dict[Organization, str] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)
    commitments: dict[str, Commitment] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.now.astimezone(self.association.zone).date()

    def day(self, offset: int) -> date:
        return self.today + timedelta(days=offset)

    def moment(self, offset: int, clock: str = "09:00") -> datetime:
        """A time of day where the association works, so many days from today."""
        return datetime.combine(self.day(offset), time.fromisoformat(clock), self.association.zone)

    @contextmanager
    def on(self, offset: int, clock: str = "09:00") -> Iterator[datetime]:
        """Inside the block it is then."""
        moment = self.moment(offset, clock)
        with at(moment):
            yield moment

    @property
    def secretary(self) -> User:
        return self.users["secretary_general"]

    @property
    def officer(self) -> User:
        return self.users["officer"]

    @property
    def president(self) -> User:
        return self.users["president"]

    def person(self, key: str) -> Person:
        """``president``, ``machines_head``; ``m12`` is the representative of the member at that place."""
        return self.representatives[int(key[1:])] if key[1:].isdigit() else self.people[key]

    def unit(self, key: str) -> Organization:
        return self.members[int(key[1:])] if key[1:].isdigit() else self.units[key]

    def user_of(self, person: Person | None) -> User | None:
        return next((user for user in self.users.values() if person and user.pk == person.user_id), None)

    def workday(self, offset: int) -> int:
        """The offset itself, or the next one that falls on a working day."""
        return next(day for day in range(offset, offset + 3) if self.day(day).weekday() < SATURDAY)
