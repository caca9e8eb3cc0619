"""What can be asked about plans, commitments and letters."""

from guildhall.commitments.queries.board import (
    BoardFilter,
    board,
    counts,
    follow_up_rules,
    light_of,
    my_commitments,
)
from guildhall.commitments.queries.people import superiors
from guildhall.commitments.queries.plan import (
    Line,
    VersionStep,
    by_course,
    compare_versions,
    incomplete_items,
    items_of,
    open_items,
    plan_list,
    plan_progress,
    snapshot,
    successors_of,
    version_steps,
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
    "Line",
    "VersionStep",
    "board",
    "by_course",
    "commitments_visible_to",
    "compare_versions",
    "counts",
    "follow_up_rules",
    "incomplete_items",
    "items_of",
    "letters_visible_to",
    "light_of",
    "my_commitments",
    "open_items",
    "plan_list",
    "plan_progress",
    "plans_visible_to",
    "reads_whole",
    "snapshot",
    "successors_of",
    "superiors",
    "today_at",
    "version_steps",
]
