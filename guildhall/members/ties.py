"""What hangs on an organization, in every room, without importing the rooms above: each column that refers to one.

A merge moves these rows, a preview counts them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Field, ManyToOneRel, Model, Q, QuerySet, UniqueConstraint
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from guildhall.members.models import LikelyPair, Member, Merge, NotSame
from guildhall.registry.models import Organization, Representation, Seat

# What is said about the two entries themselves stays with each.
ABOUT_THE_ENTRIES = {Merge, LikelyPair, NotSame}
AT_ONCE = 500


@dataclass(frozen=True)
class Tie:
    """One column of one table, whose rows refer to organizations."""

    model: type[Model]
    field: str

    @property
    def table(self) -> str:
        return self.model._meta.label_lower

    @property
    def label(self) -> str:
        """What people call these rows."""
        if self.model is Organization:
            return _("Its units") if self.field == "parent" else _("Entries merged into it before")
        return str(capfirst(str(self.model._meta.verbose_name)))

    def rows_of(self, organization: Organization) -> "QuerySet[Any]":
        rows: QuerySet[Any] = self.model._base_manager.filter(**{self.field: organization})
        return rows.order_by("pk")

    @cached_property
    def constraints(self) -> list[UniqueConstraint]:
        """The promises of uniqueness in which the column takes part."""
        own: Field[Any, Any] = self.model._meta.get_field(self.field)  # type: ignore[assignment]
        alone = [UniqueConstraint(fields=[self.field], name="alone")] if own.unique else []
        declared = [each for each in self.model._meta.constraints if isinstance(each, UniqueConstraint)]
        # A table between two that Django made promises in the older way that a pair stands there once.
        pairs = [UniqueConstraint(fields=each, name="pair") for each in self.model._meta.unique_together]
        return alone + [each for each in declared + pairs if self.field in each.fields]

    def clashing(self, kept: Organization, gone: Organization, today: date) -> list[UUID]:
        """The rows of ``gone`` that ``kept`` may not have beside its own."""
        if self.model is Seat:
            lasting = Seat.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=today))
            bodies = lasting.filter(organization=kept).values("body")
            return list(lasting.filter(organization=gone, body__in=bodies).values_list("pk", flat=True))
        if not self.constraints or not self.rows_of(kept).exists():
            return []
        return [row.pk for row in self.rows_of(gone) if self._clashes(row, kept)]

    def _clashes(self, row: Model, kept: Organization) -> bool:
        setattr(row, self.field, kept)
        for constraint in self.constraints:
            try:
                constraint.validate(self.model, row)
            except ValidationError:
                return True
        return False


def all_ties() -> list[Tie]:
    """Every tie of the whole house, in the order of the rooms."""
    relations = Organization._meta.get_fields(include_hidden=True)
    found = [
        Tie(relation.related_model, relation.field.name)
        for relation in relations
        if isinstance(relation, ManyToOneRel) and relation.related_model not in ABOUT_THE_ENTRIES
    ]
    return sorted(found, key=lambda tie: (tie.table, tie.field))


def rows_of(table: str) -> "QuerySet[Any]":
    """The rows of a table that a merge wrote down."""
    model: type[Model] = apps.get_model(table)
    return model._base_manager.all()


def tie_of(table: str, field: str) -> Tie:
    """The tie that a merge wrote down."""
    return Tie(apps.get_model(table), field)


@dataclass(frozen=True)
class Move:
    """The rows of one tie: those that move to the kept entry, and those that stay because it has its own."""

    tie: Tie
    moving: list[UUID]
    staying: list[UUID]

    @property
    def label(self) -> str:
        return self.tie.label

    def as_data(self) -> dict[str, Any]:
        return {"table": self.tie.table, "field": self.tie.field, "rows": [str(pk) for pk in self.moving]}


def moves(kept: Organization, gone: Organization, today: date) -> list[Move]:
    """Everything that hangs on ``gone``, kind by kind; kinds of which it has nothing are left out."""
    return [move for tie in all_ties() if (move := _move(tie, kept, gone, today)).moving or move.staying]


def _move(tie: Tie, kept: Organization, gone: Organization, today: date) -> Move:
    rows = list(tie.rows_of(gone).values_list("pk", flat=True))
    staying = set(tie.clashing(kept, gone, today)) if rows else set()
    return Move(tie, [pk for pk in rows if pk not in staying], [pk for pk in rows if pk in staying])


def point(tie: Tie, rows: Iterable[Any], *, was: Organization, now: Organization) -> int:
    """Let these rows refer to ``now`` where they still refer to ``was``; how many did."""
    return sum(
        tie.model._base_manager.filter(pk__in=some, **{tie.field: was}).update(**{tie.field: now})
        for some in portions(rows)
    )


def still_pointing(tie: Tie, rows: Iterable[Any], organization: Organization) -> int:
    return sum(tie.rows_of(organization).filter(pk__in=some).count() for some in portions(rows))


def portions(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """So many rows as one question may name."""
    named = list(rows)
    for start in range(0, len(named), AT_ONCE):
        yield named[start : start + AT_ONCE]


def memberships(*organizations: Organization) -> list[Member]:
    """The memberships of these entries that did not end."""
    return list(Member.objects.current().filter(organization__in=organizations).order_by("number"))


@dataclass(frozen=True)
class Closing:
    """An open period of the entry that goes, and the last day that the merge gives it."""

    row: Seat | Representation
    last_day: date

    def as_data(self) -> dict[str, str | None]:
        was = self.row.to_on.isoformat() if self.row.to_on else None
        day = self.last_day.isoformat()
        return {"table": self.row._meta.label_lower, "row": str(self.row.pk), "was": was, "to_on": day}


def closings(move: Move, today: date) -> list[Closing]:
    """Seats that both hold in the same body: the one of the entry that goes ends, with who sits on it."""
    if move.tie.model is not Seat or not move.staying:
        return []
    seats = Seat.objects.filter(pk__in=move.staying).select_related("body")
    lasting = Q(to_on__isnull=True) | Q(to_on__gte=today)
    sitting = Representation.objects.filter(lasting, seat__in=move.staying)
    rows: list[Seat | Representation] = [*seats, *sitting]
    yesterday = today - timedelta(days=1)
    return [Closing(row, max(yesterday, row.from_on or yesterday)) for row in rows]
