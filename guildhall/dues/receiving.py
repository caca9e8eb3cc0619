"""Payments into the tables and the books, many at once, inside the caller's transaction."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.models import new_id
from guildhall.core.money import written_amount
from guildhall.dues.books import Happening, book
from guildhall.dues.ledger import Event, Kind
from guildhall.dues.models import Allocation, DuesNotice, Payment, StatementLine
from guildhall.dues.queries.owed import with_open
from guildhall.dues.settling import keep_open
from guildhall.members.models import Member

PAYMENT, ALLOCATION = "dues.payment", "dues.allocation"


@dataclass(frozen=True)
class Incoming:
    """Money that came in, and which notices it pays, by their keys. What is left stays on account."""

    on: date
    amount: int
    way: str = Payment.Way.BANK
    payer: str = ""
    account: str = ""
    remark: str = ""
    member_id: UUID | None = None
    line: StatementLine | None = None
    shares: Mapping[UUID, int] = field(default_factory=dict)


def in_words(fen: int) -> str:
    return written_amount(fen, get_language() or "en")


def hold_notices(association: Association, keys: Iterable[UUID]) -> dict[UUID, DuesNotice]:
    """The notices with what is open; nobody pays, waives or cancels any of them before the transaction ends.

    Refused when one of them is not the association's, or was cancelled.
    """
    wanted = set(keys)
    held = DuesNotice.objects.select_for_update().filter(association=association, pk__in=wanted)
    list(held.order_by("pk").values_list("pk", flat=True))
    notices = with_open(DuesNotice.objects.filter(association=association, pk__in=wanted).standing())
    found = {notice.pk: notice for notice in notices.select_related("member__organization", "member__person")}
    if wanted - set(found):
        raise RuleError(
            _("A notice was cancelled in the meantime. Load the page again."), code="notice_cancelled"
        )
    return found


def require_payable(notices: Mapping[UUID, DuesNotice], shares: Iterable[tuple[UUID, int]]) -> None:
    """Refused: less than nothing, more than is open of a notice, dues of who is no longer a member."""
    wanted: Counter[UUID] = Counter()
    for key, amount in shares:
        if amount <= 0:
            raise InvalidError(_("Each notice is paid with more than nothing."), code="nothing_to_pay")
        wanted[key] += amount
    for key, amount in wanted.items():
        notice = notices[key]
        still_open: int = notice.open  # type: ignore[attr-defined]  # with_open
        if amount > still_open:
            raise RuleError(
                _("Of notice %(number)s only %(open)s is open.")
                % {"number": notice.number, "open": in_words(still_open)},
                code="more_than_owed",
                details={"notice": str(key), "open": still_open},
            )
        if notice.member.state == Member.State.ENDED:
            raise RuleError(
                _("%(member)s is no longer a member. Leave the money on account, or refund it.")
                % {"member": notice.member},
                code="member_ended",
            )


def receive(association: Association, incoming: Sequence[Incoming], *, actor: User | None) -> list[Payment]:
    """Store the payments with what they pay, and write both into the books. Whoever calls has held the notices."""
    payments = [
        Payment(
            id=new_id(), association=association, received_on=one.on, amount=one.amount, way=one.way,
            payer=one.payer, account=one.account, remark=one.remark, member_id=one.member_id, line=one.line,
            actor=actor,
        )
        for one in incoming
    ]  # fmt: skip
    Payment.objects.bulk_create(payments)
    events = [
        Happening(Event(Kind.PAID, payment.amount, way=payment.way), PAYMENT, payment.pk, payment.received_on)
        for payment in payments
    ]
    book(association, events, actor=actor)
    _allocate_all(
        [(payment, one.shares, one.on) for payment, one in zip(payments, incoming, strict=True)], actor
    )
    return payments


def allocate(
    payment: Payment, shares: Mapping[UUID, int], *, on: date, actor: User | None
) -> list[Allocation]:
    """The parts of the payment that pay notices, with their entries."""
    return _allocate_all([(payment, shares, on)], actor)


def _allocate_all(
    wanted: Sequence[tuple[Payment, Mapping[UUID, int], date]], actor: User | None
) -> list[Allocation]:
    parts = [
        Allocation(
            id=new_id(), association_id=payment.association_id, payment=payment, notice_id=key, amount=amount, on=on
        )
        for payment, shares, on in wanted
        for key, amount in shares.items()
    ]  # fmt: skip
    if not parts:
        return []
    Allocation.objects.bulk_create(parts)
    keep_open({part.notice_id for part in parts})
    events = [Happening(Event(Kind.ALLOCATED, part.amount), ALLOCATION, part.pk, part.on) for part in parts]
    book(wanted[0][0].association, events, actor=actor)
    return parts
