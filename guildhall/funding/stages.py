"""The way of a firm's case with a bank, from proposal to money drawn: which step leads where, and whose it is. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    PROPOSED = "proposed"
    INTRODUCED = "introduced"
    DECLINED = "declined"
    APPLIED = "applied"
    OFFERED = "offered"
    GRANTED = "granted"
    REFUSED = "refused"
    DRAWN = "drawn"
    WITHDRAWN = "withdrawn"


class Side(StrEnum):
    FIRM = "firm"
    BANK = "bank"


@dataclass(frozen=True)
class Move:
    """A step: who may take it, and what has to be said with it."""

    by: frozenset[Side]
    needs_amount: bool = False
    needs_reason: bool = False


FIRM, BANK = frozenset({Side.FIRM}), frozenset({Side.BANK})
WITHDRAW = Move(FIRM, needs_reason=True)
REFUSE = Move(BANK, needs_reason=True)
# Accepting and declining a proposal are acts of their own: only after them does the bank know whose need it is.
MOVES: dict[Stage, dict[Stage, Move]] = {
    Stage.INTRODUCED: {
        Stage.APPLIED: Move(FIRM, needs_amount=True),
        Stage.REFUSED: REFUSE,
        Stage.WITHDRAWN: WITHDRAW,
    },
    Stage.APPLIED: {
        Stage.OFFERED: Move(BANK, needs_amount=True),
        Stage.REFUSED: REFUSE,
        Stage.WITHDRAWN: WITHDRAW,
    },
    Stage.OFFERED: {
        Stage.GRANTED: Move(BANK, needs_amount=True),
        Stage.REFUSED: REFUSE,
        Stage.WITHDRAWN: WITHDRAW,
    },
    Stage.GRANTED: {Stage.DRAWN: Move(FIRM | BANK, needs_amount=True), Stage.WITHDRAWN: WITHDRAW},
}
# What counts as having come so far, in order: a granted case was applied for and offered.
WAY = (Stage.PROPOSED, Stage.INTRODUCED, Stage.APPLIED, Stage.OFFERED, Stage.GRANTED, Stage.DRAWN)


def moves_from(stage: Stage, side: Side) -> list[Stage]:
    """The steps that this side may take now."""
    return [to for to, move in MOVES.get(stage, {}).items() if side in move.by]
