"""Payments: booked from a line or by hand, allocated, undone, refunded."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.names import normal_name
from guildhall.dues.actions.statement import move_line
from guildhall.dues.books import Happening, book
from guildhall.dues.ledger import Event, Kind
from guildhall.dues.matched import book_certain, keep_proposals, needs_background, of_line
from guildhall.dues.models import Allocation, DuesNotice, PayerAlias, Payment, Refund, StatementLine
from guildhall.dues.permissions import require_may_keep_money
from guildhall.dues.queries.payment import left_of
from guildhall.dues.queries.standard import today_at
from guildhall.dues.receiving import (
    ALLOCATION,
    PAYMENT,
    Incoming,
    allocate,
    hold_notices,
    in_words,
    receive,
    require_payable,
)
from guildhall.dues.settling import keep_open
from guildhall.jobs.actions import start_job
from guildhall.jobs.models import Job
from guildhall.members.models import Member

LEARNT_MOST = 5
Shares = Mapping[DuesNotice, int]


class PaymentDetails(TypedDict, total=False):
    """``shares`` say what it pays of which notice; without them the member's oldest open notices are paid first."""

    way: str
    payer: str
    account: str
    remark: str
    shares: Shares | None
    keep_rest: bool


@transaction.atomic
def book_line(
    line: StatementLine, *, shares: Shares, keep_rest: bool = False, member: Member | None = None, actor: User
) -> Payment:
    """Book a line of a statement as the payment of these notices, and learn under which name the member pays.

    Refused: a line that somebody else dealt with; shares beyond the line's amount or beyond what is open; less
    than the whole amount unless the rest shall stay on account (``keep_rest``, for ``member`` where no notice is
    paid); dues of a former member.
    """
    require_may_keep_money(actor, line.association)
    _require_day(line.association, line.on)
    by_key = {notice.pk: amount for notice, amount in shares.items()}
    _require_spent(line.amount, by_key, keep_rest=keep_rest)
    move_line(line, StatementLine.State.OPEN, StatementLine.State.BOOKED)
    notices = hold_notices(line.association, by_key)
    require_payable(notices, by_key.items())
    incoming = of_line(line, by_key, notices)
    if member and not incoming.member_id:
        incoming = replace(incoming, member_id=member.pk)
    [payment] = receive(line.association, [incoming], actor=actor)
    _learn(line, {notice.member for notice in notices.values()})
    record("payment.booked", actor=actor, subject=payment, amount=payment.amount, line=str(line.pk))
    return payment


@transaction.atomic
def book_certain_lines(association: Association, *, actor: User) -> Job | None:
    """Book every waiting line that is certain; a long list in the background, whose job comes back."""
    require_may_keep_money(actor, association)
    if needs_background(association):
        return start_job("dues.book_certain_lines", association=association, arguments={}, actor=actor)
    book_certain(association, actor=actor)
    return None


@transaction.atomic
def propose_matches(association: Association, *, actor: User) -> Job | None:
    """Match every waiting line anew; a long list in the background, whose job comes back."""
    require_may_keep_money(actor, association)
    if needs_background(association):
        return start_job("dues.propose_matches", association=association, arguments={}, actor=actor)
    keep_proposals(association)
    return None


@transaction.atomic
def record_payment(
    member: Member, *, amount: int, received_on: date, actor: User, **details: Unpack[PaymentDetails]
) -> Payment:
    """Money that came in otherwise, by hand. Refused as by ``book_line``; and nothing, a day in the future."""
    association = member.association
    require_may_keep_money(actor, association)
    _require_day(association, received_on)
    if amount <= 0:
        raise InvalidError(_("Give an amount above nothing."), code="no_amount", details={"field": "amount"})
    _require_current(member)
    shares, keep_rest = details.get("shares"), details.get("keep_rest", False)
    wanted = {one.pk: part for one, part in shares.items()} if shares is not None else None
    keys = (
        set(wanted)
        if wanted is not None
        else set(member.dues_notices.standing().values_list("pk", flat=True))
    )
    notices = hold_notices(association, keys)
    by_key = wanted if wanted is not None else _oldest_first(notices, amount)
    _require_spent(amount, by_key, keep_rest=keep_rest)
    require_payable(notices, by_key.items())
    one = Incoming(
        received_on,
        amount,
        way=details.get("way") or Payment.Way.BANK,
        payer=details.get("payer", ""),
        account=details.get("account", ""),
        remark=details.get("remark", ""),
        member_id=member.pk,
        shares=by_key,
    )
    [payment] = receive(association, [one], actor=actor)
    record(
        "payment.recorded",
        actor=actor,
        subject=payment,
        amount=amount,
        member=str(member.pk),
        way=payment.way,
    )
    return payment


@transaction.atomic
def allocate_payment(payment: Payment, *, shares: Shares, actor: User) -> Payment:
    """Pay notices with what of a payment is on account. Refused beyond that, beyond what is open, twice for one notice."""
    require_may_keep_money(actor, payment.association)
    hold_payment(payment)
    by_key = {notice.pk: amount for notice, amount in shares.items()}
    left = left_of(payment)
    if not by_key or sum(by_key.values()) > left:
        raise RuleError(
            _("%(left)s of this payment is on account; allocate no more than that.")
            % {"left": in_words(left)},
            code="more_than_left",
            details={"left": left},
        )
    notices = hold_notices(payment.association, by_key)
    require_payable(notices, by_key.items())
    standing = Allocation.objects.filter(payment=payment, undone_at__isnull=True)
    if standing.filter(notice__in=by_key).exists():
        raise RuleError(
            _("This payment already pays a part of that notice. Undo that part first."),
            code="allocated_already",
        )
    allocate(payment, by_key, on=today_at(payment.association), actor=actor)
    record("payment.allocated", actor=actor, subject=payment, amount=sum(by_key.values()))
    return payment


@transaction.atomic
def undo_allocation(allocation: Allocation, *, reason: str, actor: User) -> Allocation:
    """A part of a payment pays its notice no longer and is on account again. Refused while a receipt stands for it."""
    require_may_keep_money(actor, allocation.association)
    reason = _reason(reason)
    hold_payment(allocation.payment)
    _require_no_receipt(allocation.payment, allocation.notice_id)
    _take_back([allocation], actor=actor)
    allocation.refresh_from_db()
    record("allocation.undone", actor=actor, subject=allocation, reason=reason, amount=allocation.amount)
    return allocation


@transaction.atomic
def undo_payment(payment: Payment, *, reason: str, actor: User) -> Payment:
    """The payment was a mistake: what it paid is owed again, its line waits to be matched again.

    Refused: undone already, something refunded, a receipt that stands.
    """
    require_may_keep_money(actor, payment.association)
    reason = _reason(reason)
    hold_payment(payment)
    if payment.refunds.exists():
        raise RuleError(_("Something of this payment was refunded; it stays."), code="refunded")
    _require_no_receipt(payment)
    _take_back(payment.allocations.filter(undone_at__isnull=True).order_by("pk"), actor=actor)
    Payment.objects.filter(pk=payment.pk).update(undone_at=timezone.now(), undone_why=reason)
    event = Event(Kind.PAID, payment.amount, way=payment.way, undoes=True)
    book(
        payment.association,
        [Happening(event, PAYMENT, payment.pk, today_at(payment.association))],
        actor=actor,
    )
    lines = StatementLine.objects.filter(payments=payment.pk, state=StatementLine.State.BOOKED)
    lines.update(state=StatementLine.State.OPEN)
    payment.refresh_from_db()
    record("payment.undone", actor=actor, subject=payment, reason=reason, amount=payment.amount)
    return payment


@transaction.atomic
def refund_payment(payment: Payment, *, amount: int, on: date, reason: str, actor: User) -> Refund:
    """Money given back. Refused: more than is on account (undo the allocation first), a day in the future or before
    the money came, no reason."""
    require_may_keep_money(actor, payment.association)
    reason = _reason(reason)
    _require_day(payment.association, on)
    hold_payment(payment)
    if on < payment.received_on:
        raise InvalidError(
            _("The money came later than that day."), code="too_early", details={"field": "on"}
        )
    left = left_of(payment)
    if not 0 < amount <= left:
        raise RuleError(
            _("%(left)s of this payment is on account; only that can be refunded. Undo an allocation first.")
            % {"left": in_words(left)},
            code="more_than_left",
            details={"field": "amount", "left": left},
        )
    refund = Refund.objects.create(
        association=payment.association, payment=payment, amount=amount, on=on, reason=reason, actor=actor
    )
    event = Event(Kind.REFUNDED, amount, way=payment.way)
    book(payment.association, [Happening(event, "dues.refund", refund.pk, on)], actor=actor)
    record("payment.refunded", actor=actor, subject=refund, amount=amount, reason=reason)
    return refund


@transaction.atomic
def forget_alias(alias: PayerAlias, *, actor: User) -> PayerAlias:
    """A name or account under which a member is no longer expected to pay."""
    require_may_keep_money(actor, alias.association)
    if not PayerAlias.objects.filter(pk=alias.pk).delete()[0]:
        raise RuleError(_("This name was forgotten already."), code="already_forgotten")
    record("payer_alias.forgotten", actor=actor, subject=alias, name=alias.name, account=alias.account)
    return alias


def hold_payment(payment: Payment) -> None:
    """Refuse unless the payment stands; nobody changes anything of it before this transaction ends."""
    held = Payment.objects.select_for_update().filter(pk=payment.pk, undone_at__isnull=True)
    if not held.values_list("pk", flat=True).first():
        raise RuleError(_("This payment was undone."), code="payment_undone")


def _take_back(allocations: Iterable[Allocation], *, actor: User) -> None:
    parts = list(allocations)
    held = DuesNotice.objects.select_for_update().filter(pk__in=[part.notice_id for part in parts])
    list(held.order_by("pk").values_list("pk", flat=True))
    for part in parts:
        standing = Allocation.objects.filter(pk=part.pk, undone_at__isnull=True)
        if not standing.update(undone_at=timezone.now()):
            raise RuleError(_("This was undone already."), code="already_undone")
    keep_open(part.notice_id for part in parts)
    events = [
        Happening(
            Event(Kind.ALLOCATED, part.amount, undoes=True), ALLOCATION, part.pk, today_at(part.association)
        )
        for part in parts
    ]
    if events:
        book(parts[0].association, events, actor=actor)


def _require_no_receipt(payment: Payment, notice_id: UUID | None = None) -> None:
    receipts = payment.receipts.exclude(state="void")
    standing = receipts.filter(notice=notice_id).first() if notice_id else receipts.first()
    if standing:
        raise RuleError(
            _("Receipt %(number)s stands for this. Void it first.") % {"number": standing.number},
            code="receipt_stands",
        )


def _require_day(association: Association, on: date) -> None:
    if on > today_at(association):
        raise InvalidError(
            _("This day is in the future; no money has come then."),
            code="in_future",
            details={"field": "received_on"},
        )


def _require_current(member: Member) -> None:
    if member.state == Member.State.ENDED:
        raise RuleError(
            _("%(member)s is no longer a member; no dues are taken.") % {"member": member},
            code="member_ended",
            details={"field": "member"},
        )


def _require_spent(amount: int, shares: Mapping[UUID, int], *, keep_rest: bool) -> None:
    rest = amount - sum(shares.values())
    if rest < 0:
        raise RuleError(
            _("The notices chosen take %(over)s more than came in.") % {"over": in_words(-rest)},
            code="more_than_came",
        )
    if rest and not keep_rest:
        raise RuleError(
            _(
                "%(rest)s more came in than is paid by it. Say that the rest stays on account, or choose more notices."
            )
            % {"rest": in_words(rest)},
            code="more_than_owed",
            details={"field": "keep_rest", "rest": rest},
        )


def _oldest_first(notices: Mapping[UUID, DuesNotice], amount: int) -> dict[UUID, int]:
    shares: dict[UUID, int] = {}
    for notice in sorted(notices.values(), key=lambda one: (one.due_on, one.year, one.pk)):
        part = min(amount, notice.open)  # type: ignore[attr-defined]  # with_open
        if part > 0:
            shares[notice.pk] = part
            amount -= part
    return shares


def _learn(line: StatementLine, members: set[Member]) -> None:
    """The name and account of the line are the member's from now on, unless they are its own name anyway."""
    plain = normal_name(line.payer)
    for member in members if len(members) <= LEARNT_MOST else ():
        unit = member.organization or member.person
        own = {normal_name(name) for name in (unit.name_zh, unit.name_en) if name}  # type: ignore[union-attr]
        if plain and (plain not in own or line.account):
            PayerAlias.objects.get_or_create(
                association=line.association,
                member=member,
                plain="" if plain in own else plain,
                account=line.account,
                defaults={"name": "" if plain in own else line.payer},
            )


def _reason(reason: str) -> str:
    if not reason.strip():
        raise InvalidError(_("Say why."), code="reason_missing", details={"field": "reason"})
    return reason.strip()[:300]
