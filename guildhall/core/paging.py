"""Pages of a list without counting it: one row more than shown says whether there is a next page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

Thing = TypeVar("Thing")
FARTHEST = 10_000


@dataclass(frozen=True)
class Page(Generic[Thing]):
    """Some rows of a longer list. ``total`` is given only by those who know it anyway."""

    rows: Sequence[Thing]
    number: int
    size: int
    has_next: bool
    total: int | None = None

    def __iter__(self) -> Iterator[Thing]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def first(self) -> int:
        """The place in the whole list of the first row shown, counted from 1."""
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        return (self.number - 1) * self.size + len(self.rows)

    @property
    def is_all(self) -> bool:
        return self.number == 1 and not self.has_next


def number_of(asked: str | int | None) -> int:
    """The page number that was asked for, or 1 where that is no sensible number."""
    try:
        number = int(asked or 1)
    except ValueError:
        return 1
    return min(max(number, 1), FARTHEST)


def page_of(
    queryset: "QuerySet[Any, Thing] | Sequence[Thing]",
    asked: str | int | None = None,
    size: int = 50,
    *,
    total: int | None = None,
) -> Page[Thing]:
    """One page of an ordered queryset or list; ``asked`` is usually ``request.GET.get("page")``."""
    number = number_of(asked)
    start = (number - 1) * size
    rows = list(queryset[start : start + size + 1])
    return Page(rows[:size], number, size, len(rows) > size, total)
