"""Comparing texts. Pure: strings in, pieces out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

PIECE = re.compile(r"[A-Za-z0-9À-ÿ]+(?:['’.,-][A-Za-z0-9À-ÿ]+)*|\s+|.", re.DOTALL)
LINE = re.compile(r"[^\n]*\n|[^\n]+")
LONGEST = 2500
Kind = Literal["same", "removed", "added"]


@dataclass(frozen=True)
class Difference:
    """A stretch of text that both versions have, or that only one of them has."""

    kind: Kind
    text: str


def differences(old: str, new: str) -> list[Difference]:
    """What turns ``old`` into ``new``, for people to read.

    The same and the added stretches in their order are ``new``, the same and the removed ones are ``old``
    (line ends written as ``\\n``). Lines are compared first, then the words of the lines that changed:
    words of alphabets and numbers whole, Chinese by the character.
    """
    before, after = (LINE.findall(text.replace("\r\n", "\n")) for text in (old, new))
    steps: list[Difference] = []
    for removed, added, same in _opcodes(before, after):
        if same:
            steps.append(Difference("same", same))
        elif max(len(removed), len(added)) > LONGEST:
            steps += _changes(removed, added)
        else:
            steps += _words(removed, added)
    return _merged(steps)


def _opcodes(before: list[str], after: list[str]) -> Iterator[tuple[str, str, str]]:
    """Removed, added and same text, stretch by stretch."""
    for name, i, i_end, j, j_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if name == "equal":
            yield "", "", "".join(before[i:i_end])
        else:
            yield "".join(before[i:i_end]), "".join(after[j:j_end]), ""


def _words(removed: str, added: str) -> Iterator[Difference]:
    """Compares two stretches word by word. What they share by chance, a single character, is not kept apart."""
    gone = come = ""
    steps = list(_opcodes(PIECE.findall(removed), PIECE.findall(added)))
    for place, (old, new, same) in enumerate(steps):
        by_chance = 0 < place < len(steps) - 1 and len(same.strip()) <= 1 and "\n" not in same
        if same and not by_chance:
            yield from _changes(gone, come)
            gone = come = ""
            yield Difference("same", same)
        else:
            gone += old + same
            come += new + same
    yield from _changes(gone, come)


def _changes(removed: str, added: str) -> Iterator[Difference]:
    if removed:
        yield Difference("removed", removed)
    if added:
        yield Difference("added", added)


def _merged(steps: list[Difference]) -> list[Difference]:
    grouped = groupby(steps, key=lambda step: step.kind)
    return [Difference(kind, "".join(step.text for step in group)) for kind, group in grouped]
