"""Events of units into the books, inside their action's transaction. Nothing here is ever changed or deleted."""

from datetime import date
from uuid import UUID

from guildhall.accounts.models import Association, User
from guildhall.documents.actions import take_numbers
from guildhall.dues.models import Account, Entry, Posting
from guildhall.finance.chart import ALL, BANK, OF_A_BRANCH
from guildhall.finance.ledger import OWN, Event, Kind, postings_of, text_of
from guildhall.finance.models import Collection, Voucher
from guildhall.registry.models import Body

Source = Voucher | Collection


def hold_books(association: Association) -> None:
    """Nobody else writes into the association's books before the caller's transaction ends."""
    take_numbers(association, "books", 1, count=0)


def unit_of(body: Body) -> UUID | None:
    """The unit as the books know it: the branch, or nothing for the association itself."""
    return OWN if body.parent_id is None else body.pk


def book(source: Source, kind: Kind, amount: int, *, category: str = "", on: date, actor: User) -> Entry:
    """Write the event of a voucher or collection into the books. IntegrityError where it was booked before: the
    caller's conditional update should have stopped it."""
    return _write(source, Event(kind, amount, unit_of(source.body), category), on=on, actor=actor)


def undo(
    source: Source, kind: Kind, amount: int, *, category: str = "", on: date, actor: User
) -> Entry | None:
    """Write the entry against the one that ``book`` wrote; None where none was written."""
    event = Event(kind, amount, unit_of(source.body), category, undoes=True)
    first = Entry.objects.filter(
        association=source.association_id,
        event=_name(kind),
        source_type=source._meta.label_lower,
        source_id=str(source.pk),
    ).first()
    return _write(source, event, on=on, actor=actor, undoes=first) if first else None


def _name(kind: Kind) -> str:
    return f"finance.{kind}"


def _write(source: Source, event: Event, *, on: date, actor: User, undoes: Entry | None = None) -> Entry:
    text, about = text_of(event), source.label if isinstance(source, Voucher) else ""
    purpose = source.purpose if isinstance(source, Voucher) else source.note
    entry = Entry.objects.create(
        association_id=source.association_id,
        on=on,
        text_zh=_line(text.zh, about, purpose),
        text_en=_line(text.en, about, purpose),
        event=_name(event.kind) + (".undone" if undoes else ""),
        source_type=source._meta.label_lower,
        source_id=str(source.pk),
        undoes=undoes,
        actor=actor,
    )
    Posting.objects.bulk_create(
        Posting(
            association_id=source.association_id,
            entry=entry,
            account=account_of(source, leg.unit, leg.account),
            amount=leg.amount,
        )
        for leg in postings_of(event)
    )
    return entry


def _line(*parts: str) -> str:
    return " · ".join(part for part in parts if part)[:200]


def account_of(source: Source, unit: UUID | None, code: str) -> Account:
    """The unit's account of that code; made where it is missing."""
    plan = ALL[code]
    name = OF_A_BRANCH if code == BANK and unit is not OWN else plan.name
    found, _is_new = Account.objects.get_or_create(
        association_id=source.association_id,
        body_id=unit,  # type: ignore[misc]  # none is the association itself
        code=code,
        defaults={"kind": plan.kind, "name_zh": name.zh, "name_en": name.en},
    )
    return found
