"""What can be asked about plans, commitments and letters."""

from guildhall.commitments.queries.board import (
    BoardFilter,
    board,
    counts,
    follow_up_rules,
    light_of,
    my_commitments,
)
from guildhall.commitments.queries.standing import (
    commitments_visible_to,
    letters_visible_to,
    plans_visible_to,
    reads_whole,
    today_at,
)

__all__ = [
    "BoardFilter",
    "board",
    "commitments_visible_to",
    "counts",
    "follow_up_rules",
    "letters_visible_to",
    "light_of",
    "my_commitments",
    "plans_visible_to",
    "reads_whole",
    "today_at",
]
