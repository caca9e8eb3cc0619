"""How the lines of the record are chained: pure functions."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

START = "0" * 64


@dataclass(frozen=True)
class Line:
    """What of an audit line is protected by its hash. ``at`` is ISO 8601 in UTC."""

    association: str
    number: int
    at: str
    actor: str
    actor_name: str
    action: str
    subject_type: str
    subject_id: str
    subject_label: str
    details: dict[str, Any]


def line_hash(line: Line, previous_hash: str) -> str:
    """SHA-256 over the previous line's hash and this line's content as canonical JSON, in hexadecimal."""
    content = json.dumps(asdict(line), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous_hash}\n{content}".encode()).hexdigest()


@dataclass(frozen=True)
class Break:
    """Where the record was tampered with. ``kind``: altered, removed, reordered or cut_off."""

    number: int
    kind: str


def breaks(lines: Iterable[tuple[Line, str, str]], *, head_number: int, head_hash: str) -> Iterable[Break]:
    """Every place where ``(line, previous_hash, hash)`` rows, in order of number, do not hang together."""
    expected, previous = 1, START
    for line, claimed_previous, claimed in lines:
        if line.number > expected:
            yield from (Break(missing, "removed") for missing in range(expected, line.number))
        elif claimed_previous != previous:
            yield Break(line.number, "reordered")
        if line_hash(line, claimed_previous) != claimed:
            yield Break(line.number, "altered")
        expected, previous = line.number + 1, claimed
    if expected <= head_number:
        yield from (Break(missing, "cut_off") for missing in range(expected, head_number + 1))
    elif previous != head_hash or expected - 1 != head_number:
        yield Break(expected - 1, "altered")
