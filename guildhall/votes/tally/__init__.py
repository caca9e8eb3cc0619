"""Counting ballots and deciding elections: pure functions. No database, clock or settings.

A motion's ballot is ``"for"``, ``"against"`` or ``"abstain"``. An election's ballot is one letter per candidate in the
order of the slate - F for, A against, S abstaining, ``-`` left blank - and the names that were written in.
"""

from guildhall.votes.tally.boxes import (
    Box,
    CountError,
    ElectionCount,
    MotionCount,
    WrittenIn,
    counted_by_hand,
    differences,
    entered_election,
    entered_motion,
    together,
)
from guildhall.votes.tally.counting import count_election, count_motion
from guildhall.votes.tally.deciding import decide_election, decide_motion, with_ballots
from guildhall.votes.tally.outcome import ElectionOutcome, Standing, next_slate
from guildhall.votes.tally.slate import (
    BLANK,
    FAULTS,
    MARKS,
    MOTION_MARKS,
    BlankIs,
    CandidateOnBallot,
    ElectionBallot,
    Fault,
    Slate,
    fault_of,
    written_name,
)

__all__ = [
    "BLANK",
    "FAULTS",
    "MARKS",
    "MOTION_MARKS",
    "BlankIs",
    "Box",
    "CandidateOnBallot",
    "CountError",
    "ElectionBallot",
    "ElectionCount",
    "ElectionOutcome",
    "Fault",
    "MotionCount",
    "Slate",
    "Standing",
    "WrittenIn",
    "count_election",
    "count_motion",
    "counted_by_hand",
    "decide_election",
    "decide_motion",
    "differences",
    "entered_election",
    "entered_motion",
    "fault_of",
    "next_slate",
    "together",
    "with_ballots",
    "written_name",
]
