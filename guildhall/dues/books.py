"""Events into the books: entries with their postings, in bulk. Nothing here is ever changed or deleted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from guildhall.accounts.models import Association, User
from guildhall.core.models import new_id
from guildhall.dues.ledger import CHART, Event, postings_of, text_of
from guildhall.dues.models import Account, Entry, Posting


@dataclass(frozen=True)
class Happening:
    """An event of a row (its model's label and key), on a day. The same event of a row is booked once.

    Taking one back is an event of its own: ``Event(..., undoes=True)`` of the same row.
    """

    event: Event
    source_type: str
    source_id: UUID
    on: date

    @property
    def name(self) -> str:
        return f"{self.event.kind}.undone" if self.event.undoes else str(self.event.kind)


def book(association: Association, happenings: Sequence[Happening], *, actor: User | None) -> list[Entry]:
    """Write what happened into the books, inside the caller's transaction.

    IntegrityError where the same event of the same row was booked before: the caller's conditional update
    should have stopped it.
    """
    accounts = chart_of(association)
    entries = [_entry(association, one, actor) for one in happenings]
    Entry.objects.bulk_create(entries)
    Posting.objects.bulk_create(_postings(association, accounts, entries, happenings))
    return entries


def chart_of(association: Association) -> Mapping[str, UUID]:
    """The accounts of the chart by their code; made where they are missing."""
    held = _held(association)
    missing = [plan for plan in CHART if plan.code not in held]
    if not missing:
        return held
    Account.objects.bulk_create(
        [
            Account(
                association=association,
                code=plan.code,
                kind=plan.kind,
                name_zh=plan.name.zh,
                name_en=plan.name.en,
            )
            for plan in missing
        ],
        ignore_conflicts=True,
    )
    return _held(association)


def _held(association: Association) -> Mapping[str, UUID]:
    own = Account.objects.filter(association=association, body__isnull=True).order_by()
    return dict(own.values_list("code", "pk"))


def _entry(association: Association, one: Happening, actor: User | None) -> Entry:
    text = text_of(one.event)
    return Entry(
        id=new_id(),
        association=association,
        on=one.on,
        text_zh=text.zh,
        text_en=text.en,
        event=one.name,
        source_type=one.source_type,
        source_id=str(one.source_id),
        actor=actor,
    )


def _postings(
    association: Association,
    accounts: Mapping[str, UUID],
    entries: Iterable[Entry],
    happenings: Iterable[Happening],
) -> list[Posting]:
    return [
        Posting(association=association, entry=entry, account_id=accounts[leg.account], amount=leg.amount)
        for entry, one in zip(entries, happenings, strict=True)
        for leg in postings_of(one.event)
    ]
