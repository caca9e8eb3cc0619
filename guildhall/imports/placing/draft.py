from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from guildhall.imports.models import ImportedRow
from guildhall.imports.places import column_letters
from guildhall.imports.problems import Problem

Outcome = ImportedRow.Outcome
CHUNK = 500


@dataclass
class Draft:
    """A row on its way: what it says, and what it would do."""

    number: int
    cells: Sequence[str]
    values: dict[str, Any]
    problems: list[Problem]
    notes: list[Problem] = field(default_factory=list)
    outcome: str = Outcome.NEW
    name: str = ""
    before: dict[str, Any] | None = None
    made_type: str = ""
    made_id: UUID | None = None
    known_version: int | None = None

    @property
    def is_bad(self) -> bool:
        return bool(self.problems)

    def refuse(self, problem: Problem) -> None:
        self.problems.append(problem)

    def note(self, code: str, **params: Any) -> None:
        self.notes.append(Problem(code, params=params))


@dataclass(frozen=True)
class Columns:
    """Where the fields stand in the table, for saying so."""

    of: Mapping[int, str]

    def cell(self, number: int, *fields: str) -> str:
        """The cell of the row in which the first of these fields stands that the table has."""
        for wanted in fields:
            for column, key in self.of.items():
                if key == wanted:
                    return f"{column_letters(column + 1)}{number}"
        return ""


class Placer(Protocol):
    """Says of each row whether what it lists is new, known or impossible here. One per check of one table."""

    def place(self, drafts: Collection[Draft]) -> None:
        """Settle the next rows of the table."""

    def finish(self) -> Iterator[Draft]:
        """Rows that were settled already and turn out otherwise, now that the whole table is read."""

    @property
    def posts(self) -> list[dict[str, Any]]:
        """The posts that the table creates besides its rows."""


def hexed(key: UUID | None) -> str | None:
    return key.hex if key else None


def given(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values without those that say nothing, as a staged row keeps them."""
    return {key: value for key, value in values.items() if value is not None}
