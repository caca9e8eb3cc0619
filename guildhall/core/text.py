"""Comparing texts. Pure: strings in, pieces out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

PIECE = re.compile(r"[A-Za-z0-9À-ÿ]+(?:['’.,-][A-Za-z0-9À-ÿ]+)*|\s+|.", re.DOTALL)
Kind = Literal["same", "removed", "added"]


@dataclass(frozen=True)
class Difference:
    """A stretch of text that both versions have, or that only one of them has."""

    kind: Kind
    text: str


def pieces(text: str) -> list[str]:
    """Words of alphabets and numbers whole, Chinese by the character, runs of space as one."""
    return PIECE.findall(text.replace("\r\n", "\n"))


def differences(old: str, new: str) -> list[Difference]:
    """What turns ``old`` into ``new``: the same and added pieces in order give ``new``, the same and removed ``old``."""
    before, after = pieces(old), pieces(new)
    return list(_joined(_steps(before, after)))


def _steps(before: list[str], after: list[str]) -> Iterator[Difference]:
    for name, i, i_end, j, j_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if name == "equal":
            yield Difference("same", "".join(before[i:i_end]))
            continue
        if i < i_end:
            yield Difference("removed", "".join(before[i:i_end]))
        if j < j_end:
            yield Difference("added", "".join(after[j:j_end]))


def _joined(steps: Iterator[Difference]) -> Iterator[Difference]:
    """Drops the single characters that two rewritten stretches share by chance, so that a person can read it."""
    listed = list(steps)
    lonely = {
        place
        for place in range(1, len(listed) - 1)
        if listed[place].kind == "same"
        and len(listed[place].text.strip()) <= 1
        and "\n" not in listed[place].text
        and "same" not in (listed[place - 1].kind, listed[place + 1].kind)
    }
    removed = added = ""
    for place, step in enumerate(listed):
        if step.kind == "same" and place not in lonely:
            yield from _changes(removed, added)
            removed = added = ""
            yield step
        else:
            removed += step.text if step.kind != "added" else ""
            added += step.text if step.kind != "removed" else ""
    yield from _changes(removed, added)


def _changes(removed: str, added: str) -> Iterator[Difference]:
    if removed:
        yield Difference("removed", removed)
    if added:
        yield Difference("added", added)
