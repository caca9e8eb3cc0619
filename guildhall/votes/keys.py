"""The folder of keys, against the database: which keys no vote needs any more.

A crash between a commit and the removal of its file, or between a file and its commit, leaves one behind.
"""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings

from guildhall.votes.models import Vote
from guildhall.votes.sealing import destroy_key

# A key is made before the transaction that opens its vote; this is longer than any of them takes.
OPENING = timedelta(hours=1)


def destroy_spent_keys(now: datetime) -> int:
    """Destroy the keys of votes that are not open any more, and old ones of votes that never came to be.

    Comes back: how many.
    """
    kept = {vote: path for path in settings.VOTE_KEYS.glob("*.key") if (vote := _vote_of(path))}
    states = dict(Vote.objects.filter(pk__in=kept).values_list("pk", "state"))
    spent = [vote for vote, path in kept.items() if _is_spent(states.get(vote), path, now)]
    for vote in spent:
        destroy_key(vote, folder=settings.VOTE_KEYS)
    return len(spent)


def destroy_if_spent(vote: Vote) -> None:
    """The same for a vote that somebody looks at."""
    if vote.seal and vote.state != Vote.State.OPEN:
        destroy_key(vote.pk, folder=settings.VOTE_KEYS)


def _vote_of(path: Path) -> UUID | None:
    try:
        return UUID(path.stem)
    except ValueError:
        return None


def _is_spent(state: str | None, path: Path, now: datetime) -> bool:
    if state is not None:
        return state != Vote.State.OPEN
    try:
        return now.timestamp() - path.stat().st_mtime > OPENING.total_seconds()
    except FileNotFoundError:
        return False
