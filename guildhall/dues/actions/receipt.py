"""Numbers of fiscal receipts (社会团体会费票据): recorded, verified, void. The receipts themselves are issued elsewhere."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.dues.actions.payment import hold_payment
from guildhall.dues.models import Allocation, Receipt
from guildhall.dues.permissions import require_may_keep_money
from guildhall.dues.queries.standard import today_at
from guildhall.dues.receiving import hold_notices, in_words

State = Receipt.State


@transaction.atomic
def record_receipt(
    allocation: Allocation,
    *,
    number: str,
    amount: int,
    issued_on: date,
    payer: str = "",
    note: str = "",
    actor: User,
) -> Receipt:
    """The number of the receipt that was issued for what a payment paid of a notice.

    Refused: a notice that is not paid in full, for then receipts and standard could not agree; another amount than
    that part; a number that is recorded, a second receipt for the same part; a day in the future or before the money.
    """
    require_may_keep_money(actor, allocation.association)
    hold_payment(allocation.payment)
    if allocation.undone_at is not None:
        raise RuleError(_("This part of the payment was undone."), code="already_undone")
    _require_standard(allocation, amount)
    _require_day(allocation, issued_on)
    receipt = Receipt(
        association=allocation.association,
        number=_number(number),
        notice=allocation.notice,
        payment=allocation.payment,
        payer=payer.strip()[:200] or allocation.payment.payer or str(allocation.notice.member),
        amount=amount,
        issued_on=issued_on,
        note=note.strip()[:300],
    )
    _store(receipt)
    record("receipt.recorded", actor=actor, subject=receipt, number=receipt.number, amount=amount)
    return receipt


@transaction.atomic
def verify_receipt(receipt: Receipt, *, actor: User) -> Receipt:
    """The receipt was checked with its issuer (核销). Refused once it is verified or void."""
    require_may_keep_money(actor, receipt.association)
    _move(receipt, [State.ISSUED], State.VERIFIED)
    record("receipt.verified", actor=actor, subject=receipt, number=receipt.number)
    return receipt


@transaction.atomic
def void_receipt(receipt: Receipt, *, reason: str, actor: User) -> Receipt:
    """The receipt is void; its number stays in the register, and another may be recorded. Refused without a reason."""
    require_may_keep_money(actor, receipt.association)
    if not reason.strip():
        raise InvalidError(_("Say why."), code="reason_missing", details={"field": "reason"})
    _move(receipt, [State.ISSUED, State.VERIFIED], State.VOID, note=reason.strip()[:300])
    record("receipt.voided", actor=actor, subject=receipt, number=receipt.number, reason=receipt.note)
    return receipt


def _move(receipt: Receipt, before: list[str], after: str, **changes: object) -> None:
    found = Receipt.objects.filter(pk=receipt.pk, state__in=before)
    if not found.update(state=after, version=F("version") + 1, **changes):
        raise RuleError(_("This receipt was dealt with already."), code="already_done")
    receipt.refresh_from_db()


def _number(number: str) -> str:
    if not number.strip():
        raise InvalidError(
            _("Give the number of the receipt."), code="no_number", details={"field": "number"}
        )
    return number.strip()[:60]


def _require_standard(allocation: Allocation, amount: int) -> None:
    """All receipts of a notice together are what the standard asks, so each is exactly its part of a paid notice."""
    notice = hold_notices(allocation.association, [allocation.notice_id])[allocation.notice_id]
    still_open: int = notice.open  # type: ignore[attr-defined]  # with_open
    if still_open > 0:
        raise RuleError(
            _("Of notice %(number)s %(open)s is still open; its receipts are recorded when it is paid.")
            % {"number": notice.number, "open": in_words(still_open)},
            code="not_paid",
            details={"open": still_open},
        )
    if amount != allocation.amount:
        raise InvalidError(
            _("The standard asks %(amount)s here; the receipt has to say exactly that.")
            % {"amount": in_words(allocation.amount)},
            code="not_the_standard",
            details={"field": "amount", "amount": allocation.amount},
        )


def _require_day(allocation: Allocation, issued_on: date) -> None:
    if not allocation.payment.received_on <= issued_on <= today_at(allocation.association):
        raise InvalidError(
            _("A receipt is issued between the day of the payment and today."),
            code="wrong_day",
            details={"field": "issued_on"},
        )


def _store(receipt: Receipt) -> None:
    standing = Receipt.objects.filter(notice=receipt.notice, payment=receipt.payment).exclude(
        state=State.VOID
    )
    if standing.exists():
        raise RuleError(_("A receipt for this part is recorded. Void it first."), code="has_receipt")
    try:
        with transaction.atomic():
            receipt.save(force_insert=True)
    except IntegrityError as taken:
        raise RuleError(
            _("A receipt with this number is recorded already."),
            code="number_taken",
            details={"field": "number"},
        ) from taken
