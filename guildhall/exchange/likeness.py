"""How much two offers or needs say the same. Pure: texts in, a share and the shared words out."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from guildhall.matching.tokens import is_han, normalized, terms

ALIKE = 0.6
OF_THE_TITLE = 0.7
MOST_SHARED = 3


@dataclass(frozen=True)
class Said:
    """The titles and texts of one listing, in each language."""

    titles: tuple[str, str]
    texts: tuple[str, str]


@dataclass(frozen=True)
class Likeness:
    """From 0 to 1, and the longest stretches that both titles have."""

    share: float
    shared: tuple[str, ...]

    @property
    def is_alike(self) -> bool:
        return self.share >= ALIKE

    @property
    def percent(self) -> int:
        return round(100 * self.share)


def likeness(one: Said, other: Said) -> Likeness:
    """By titles, and by texts where both have one; in the language in which they are likest."""
    best = max(range(2), key=lambda place: _share(one.titles[place], other.titles[place]))
    share = _share(one.titles[best], other.titles[best])
    if one.texts[best] and other.texts[best]:
        share = OF_THE_TITLE * share + (1 - OF_THE_TITLE) * _share(one.texts[best], other.texts[best])
    return Likeness(share, _stretches(one.titles[best], other.titles[best]))


def _share(one: str, other: str) -> float:
    """Twice the terms that both have, of all that they have. Single characters count for nothing."""
    first, second = _telling(one), _telling(other)
    if not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))


def _telling(text: str) -> set[str]:
    return {term for term in terms(text) if len(term) > 1 or not is_han(term)}


def _stretches(one: str, other: str) -> tuple[str, ...]:
    first, second = normalized(one), normalized(other)
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    found = [first[block.a : block.a + block.size].strip() for block in blocks if block.size > 1]
    return tuple(sorted({text for text in found if len(text) > 1}, key=len, reverse=True)[:MOST_SHARED])
