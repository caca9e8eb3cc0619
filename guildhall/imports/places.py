"""Where a cell stands, as people say it: C12, B5:B8. Pure."""

from dataclasses import dataclass
from typing import NamedTuple


class Place(NamedTuple):
    """A cell by row and column, both counted from 1."""

    row: int
    column: int

    @property
    def name(self) -> str:
        return f"{column_letters(self.column)}{self.row}"


@dataclass(frozen=True)
class Area:
    """Cells from one corner to the other."""

    start: Place
    end: Place

    @property
    def name(self) -> str:
        return f"{self.start.name}:{self.end.name}"

    @classmethod
    def named(cls, name: str) -> "Area":
        start, _, end = name.partition(":")
        return cls(place_of(start), place_of(end or start))


def place_of(name: str) -> Place:
    letters = name.rstrip("0123456789")
    return Place(int(name[len(letters) :]), column_number(letters))


def column_letters(number: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
