"""Counting ballots. Columns are cut out of one long text, so that a hundred thousand ballots take a moment."""

from collections import Counter
from collections.abc import Iterable

from guildhall.registry.rules import Tally, Way
from guildhall.votes.tally.boxes import ElectionCount, MotionCount, make_box, ranked
from guildhall.votes.tally.slate import (
    ABSTAIN,
    AGAINST,
    BLANK,
    FOR,
    MOTION_MARKS,
    BlankIs,
    ElectionBallot,
    Slate,
    fault_code,
    written_name,
)


def count_motion(
    ballots: Iterable[str], *, issued: int | None = None, way: Way | str = Way.SECRET_ELECTRONIC
) -> MotionCount:
    """Ballots on a motion; what is none of for, against, abstain is an invalid ballot (``unknown_mark``).

    ``issued``: how many were handed out, or entitled to cast one; unknown, nothing can be said about too many.
    """
    given = Counter(ballots)
    votes = Tally(*(given[mark] for mark in MOTION_MARKS))
    returned = given.total()
    box = make_box(way, issued=issued, returned=returned, invalid={"unknown_mark": returned - votes.total})
    return MotionCount((box,), votes)


def count_election(
    ballots: Iterable[ElectionBallot],
    slate: Slate,
    *,
    issued: int | None = None,
    way: Way | str = Way.SECRET_ELECTRONIC,
) -> ElectionCount:
    """Ballots of one box. Invalid ones count as returned and nowhere else; ``fault_of`` tells why for each."""
    faults: Counter[str] = Counter()
    names: Counter[str] = Counter()
    valid: list[str] = []
    for marks, write_ins in ballots:
        fault = fault_code(marks, write_ins, slate)
        if fault:
            faults[fault] += 1
            continue
        valid.append(marks)
        if write_ins:
            names.update(map(written_name, write_ins))
    box = make_box(way, issued=issued, returned=len(valid) + faults.total(), invalid=faults)
    return ElectionCount((box,), _columns(valid, slate), ranked(names))


def _columns(valid: list[str], slate: Slate) -> tuple[Tally, ...]:
    width = len(slate.candidates)
    every_mark = "".join(valid)
    return tuple(_votes(every_mark[place::width], slate.blank_is) for place in range(width))


def _votes(column: str, blank_is: BlankIs) -> Tally:
    blank = column.count(BLANK)
    return Tally(
        for_=column.count(FOR),
        against=column.count(AGAINST) + blank * (blank_is is BlankIs.AGAINST),
        abstain=column.count(ABSTAIN) + blank * (blank_is is BlankIs.ABSTAIN),
    )
