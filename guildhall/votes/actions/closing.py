"""A vote is closed: no more ballots, the envelopes opened, shuffled and gone, and the key with them."""

import secrets
from collections.abc import Iterable
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import RuleError
from guildhall.meetings import pulse
from guildhall.meetings.permissions import require_may_run
from guildhall.votes.models import BoxBallot, Envelope, RollEntry, Vote
from guildhall.votes.queries import counts_at_close
from guildhall.votes.sealing import (
    BrokenSealError,
    KeyLostError,
    SealedBallot,
    destroy_key,
    open_all,
)

State, Channel = RollEntry.State, RollEntry.Channel


@transaction.atomic
def close_vote(vote: Vote, *, actor: User) -> Vote:
    """No more ballots are taken; those cast are counted. Who has not voted did not vote.

    Every ballot whose voter was told that it counts is in the box, and no other. Refused when the vote is not open,
    and when its envelopes cannot be opened because the key is lost: then it can only be broken off.
    """
    require_may_run(actor, vote.meeting)
    closing = Vote.objects.filter(pk=vote.pk, state=Vote.State.OPEN)
    changed = closing.update(state=Vote.State.COUNTING, closed_at=timezone.now())
    vote.refresh_from_db(fields=["state", "closed_at"])
    if not changed:
        raise RuleError(
            _("This vote is not open any more: %(state)s.") % {"state": vote.get_state_display()},
            code="vote_not_open",
        )
    _end_casting(vote)
    if vote.seal:
        _fill_box(vote)
    vote.counts = counts_at_close(vote)
    vote.save(update_fields=["counts"])
    pulse.changed(vote.meeting_id)
    record("vote.closed", actor=actor, subject=vote, **vote.counts)
    transaction.on_commit(partial(leave_no_trace, vote.pk))
    return vote


def leave_no_trace(vote: UUID) -> None:
    """After the envelopes are gone: the key too, and on SQLite what its log still holds of them."""
    destroy_key(vote, folder=settings.VOTE_KEYS)
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            # Not to wait for readers: what stays in the log until the next time cannot be opened any more.
            cursor.execute("PRAGMA busy_timeout = 0")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute(f"PRAGMA busy_timeout = {_busy_milliseconds()}")


def _busy_milliseconds() -> int:
    return int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000)


def _end_casting(vote: Vote) -> None:
    """Casting changes a row from "may vote" to "voted"; this changes those that are left to "did not vote".

    On PostgreSQL it waits at each row that a cast is changing just now, and looks at it again when that has
    committed: the cast then stands, and its envelope is read below by a later statement. A cast that comes
    after this finds its row changed, and is refused. On SQLite one transaction writes at a time. Either
    way what was confirmed to a voter is counted and nothing else. Rows are taken in the order of casting.
    """
    free = vote.roll.filter(state=State.MAY_VOTE)
    list(free.select_for_update().order_by("pk").values_list("pk", flat=True))
    if vote.is_counted_by_hand:
        free.filter(channel=Channel.ROOM).update(state=_left_in_room(vote))
    free.update(state=State.NOT_VOTED)


def _left_in_room(vote: Vote) -> str:
    """Whose hands were counted nobody knows one by one; who took no paper did not vote."""
    return State.BY_HAND if vote.in_room == Vote.Means.HANDS else State.NOT_VOTED


def _fill_box(vote: Vote) -> None:
    """Open all envelopes, write the ballots in an order that nobody can know, and take the envelopes away."""
    envelopes = [
        (entry, bytes(content)) for entry, content in vote.envelopes.values_list("entry_id", "content")
    ]
    ballots = _opened(vote, envelopes)
    secrets.SystemRandom().shuffle(ballots)
    BoxBallot.objects.bulk_create(
        (
            BoxBallot(
                association_id=vote.association_id,
                vote=vote,
                phrase=phrase,
                marks=ballot.marks,
                write_ins=list(ballot.write_ins),
            )
            for phrase, ballot in zip(_distinct(ballots), ballots, strict=True)
        ),
        batch_size=500,
    )
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
    Envelope.objects.filter(vote=vote).delete()


def _opened(vote: Vote, envelopes: list[tuple[UUID, bytes]]) -> list[SealedBallot]:
    try:
        return open_all(envelopes, vote=vote.pk, folder=settings.VOTE_KEYS)
    except KeyLostError as lost:
        raise RuleError(
            _(
                "The key to this vote's envelopes is not on the server any more, so nobody can open them. "
                "Break the vote off and hold it again."
            ),
            code="key_lost",
        ) from lost
    except BrokenSealError as broken:
        raise RuleError(
            _(
                "An envelope of this vote was altered in the database and cannot be opened. "
                "Break the vote off, hold it again, and find out who had access."
            ),
            code="seal_broken",
        ) from broken


def _distinct(ballots: Iterable[SealedBallot]) -> list[str]:
    """The phrases; should chance ever draw one twice, the second is told apart."""
    seen: dict[str, int] = {}
    phrases = []
    for ballot in ballots:
        seen[ballot.phrase] = times = seen.get(ballot.phrase, 0) + 1
        phrases.append(ballot.phrase if times == 1 else f"{ballot.phrase}·{times}")
    return phrases
