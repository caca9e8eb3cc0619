"""The ranking written to the entries: a step of closing the scores, and of taking an entry out after an objection."""

from fractions import Fraction
from uuid import UUID

from guildhall.awards import scoring
from guildhall.awards.models import Call, Entry
from guildhall.awards.queries.panel import given_in


def rank_entries(call: Call) -> None:
    """Score and rank of every entry that takes part, within its category. A tie that a person decided stays."""
    found = scoring.scores(given_in(call))
    entries = {str(one.pk): one for one in call.entries.filter(state=Entry.State.SUBMITTED)}
    by_category: dict[UUID, dict[str, Fraction]] = {}
    for key, entry in entries.items():
        by_category.setdefault(entry.category_id, {})[key] = found[key]
    for scores in by_category.values():
        for row in scoring.ranking(scores):
            entry = entries[row.entry]
            entry.score, entry.exact, entry.rank = scoring.shown(row.score), str(row.score), row.rank
            if not row.tied:
                entry.placed, entry.placed_reason, entry.placed_by = None, "", None
    Entry.objects.bulk_update(
        entries.values(), ["score", "exact", "rank", "placed", "placed_reason", "placed_by"], batch_size=200
    )
