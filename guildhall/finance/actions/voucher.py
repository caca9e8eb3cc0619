"""Vouchers: requested by one person, approved by another within the limits, booked by the treasurer, undone by an entry
against them."""

from datetime import date
from typing import IO, TypedDict, Unpack

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.core.money import written_amount
from guildhall.core.names import normal_name
from guildhall.documents.actions import store_file, take_number
from guildhall.dues.models import Posting
from guildhall.finance import books
from guildhall.finance.actions.budget import require_unit, said
from guildhall.finance.chart import MONEY, is_category
from guildhall.finance.duties import quarter_of
from guildhall.finance.ledger import Kind
from guildhall.finance.limits import Answer, fits, level_needed, may_approve
from guildhall.finance.models import Budget, FinanceStatement, SpendingRules, Voucher
from guildhall.finance.permissions import (
    require_may_keep_all,
    require_may_prepare,
    require_second,
    require_some_level,
)
from guildhall.finance.queries.units import rules_on
from guildhall.registry.models import Body
from guildhall.registry.queries import today_in

State = Voucher.State
USING = (State.APPROVED, State.BOOKED)


class VoucherDetails(TypedDict, total=False):
    """``reason``: why beyond the budget; ``name`` and ``content`` of a file to attach."""

    category: str
    reason: str
    name: str
    content: IO[bytes] | bytes


@transaction.atomic
def request_voucher(
    body: Body,
    *,
    kind: str,
    amount: int,
    on: date,
    purpose: str,
    counterparty: str,
    actor: User,
    **details: Unpack[VoucherDetails],
) -> Voucher:
    """Ask for money in or out of the unit's sub-ledger; nothing is booked yet.

    Refused: a year without an approved budget, a quarter that is closed, a day in the future, nothing or less, no
    purpose or payee, a category of another kind, dues as a branch's income, money to an account of the branch itself.
    """
    require_may_prepare(actor, body)
    require_unit(body)
    _require_sound(body, kind, amount, details.get("category", ""))
    _require_said(body, purpose, counterparty)
    hold_year(body, on)
    voucher = Voucher.objects.create(
        association=body.association,
        body=body,
        kind=kind,
        amount=amount,
        on=on,
        year=on.year,
        category=details.get("category", ""),
        purpose=purpose.strip()[:200],
        counterparty=counterparty.strip()[:200],
        reason=details.get("reason", "").strip()[:300],
        requester=actor,
    )
    if details.get("content"):
        _attach(voucher, details["name"], details["content"], actor)
    record("voucher.requested", actor=actor, subject=voucher, kind=kind, amount=amount, unit=str(body.pk))
    return voucher


@transaction.atomic
def attach_voucher_file(voucher: Voucher, *, name: str, content: IO[bytes] | bytes, actor: User) -> Voucher:
    """The invoice or contract behind it. Refused once it is booked, refused or undone."""
    require_may_prepare(actor, voucher.body)
    if not Voucher.objects.filter(pk=voucher.pk, state__in=[State.REQUESTED, State.APPROVED]).exists():
        raise other_state(voucher)
    _attach(voucher, name, content, actor)
    record("voucher.file_attached", actor=actor, subject=voucher, name=name)
    return voucher


def _attach(voucher: Voucher, name: str, content: IO[bytes] | bytes, actor: User) -> None:
    voucher.file = store_file(association=voucher.association, name=name, content=content, actor=actor)
    voucher.save(update_fields=["file"])


@transaction.atomic
def approve_voucher(voucher: Voucher, *, resolution: str = "", reason: str = "", actor: User) -> Voucher:
    """Money may go out. For whoever the limits name, other than who asked for it; above the highest limit with the
    number of the council's resolution.

    Refused with the rule that was applied: above the limit, over the budget (or without a reason, by the rules), a
    year that is not open, a quarter that is closed. Income is not approved but booked.
    """
    held = require_some_level(actor, voucher.body)
    require_second(actor, voucher.requester_id)
    if voucher.kind == Voucher.Kind.INCOME:
        raise RuleError(_("Income needs no approval; the treasurer books it."), code="income_needs_none")
    budget = hold_year(voucher.body, voucher.on)
    rules = _rules(voucher.association, voucher.on)
    needed = level_needed(
        rules.limits,
        kind=Kind(voucher.kind),
        amount=voucher.amount,
        is_branch=voucher.body.parent_id is not None,
    )
    answer = may_approve(needed, held, resolution)
    _require(answer, forbidden=answer.code == "above_limit")
    reason = reason.strip()[:300] or voucher.reason
    applied = [answer, *_require_room(voucher, rules, budget, reason)]
    _move(
        voucher,
        State.REQUESTED,
        state=State.APPROVED,
        approver=actor,
        approved_at=timezone.now(),
        resolution=resolution.strip()[:60],
        reason=reason,
        applied={"sentences": [one.sentence.as_data() for one in applied]},
    )
    record("voucher.approved", actor=actor, subject=voucher, amount=voucher.amount, level=str(needed.level))
    return voucher


@transaction.atomic
def refuse_voucher(voucher: Voucher, *, reason: str, actor: User) -> Voucher:
    """It is not spent, for that reason. For whoever approves spending of the unit; the treasurer may refuse as well,
    also what was approved and is not booked yet."""
    if voucher.kind == Voucher.Kind.INCOME or voucher.state == State.APPROVED:
        require_may_keep_all(actor, voucher.association)
    else:
        require_some_level(actor, voucher.body)
    reason = said(reason)
    changed = Voucher.objects.filter(pk=voucher.pk, state=voucher.state).exclude(
        state__in=[State.BOOKED, State.UNDONE, State.REFUSED]
    )
    if not changed.update(state=State.REFUSED, answer=reason):
        raise other_state(voucher)
    voucher.refresh_from_db()
    record("voucher.refused", actor=actor, subject=voucher, reason=reason)
    return voucher


@transaction.atomic
def book_voucher(voucher: Voucher, *, actor: User) -> Voucher:
    """The money went in or out of the association's account: the voucher gets the unit's next number, and its entry.

    For the association's treasurer, other than who asked for it. Refused: not approved (income needs no approval),
    spending without a file, more than the unit has, a year that is not open, a quarter that is closed.
    """
    require_may_keep_all(actor, voucher.association)
    require_second(actor, voucher.requester_id)
    hold_year(voucher.body, voucher.on)
    is_income = voucher.kind == Voucher.Kind.INCOME
    before = State.REQUESTED if is_income else State.APPROVED
    if voucher.kind == Voucher.Kind.EXPENSE and not voucher.file_id:
        raise RuleError(
            _("Attach the invoice or another proof first; spending without one is not booked."),
            code="file_missing",
        )
    number = take_number(voucher.association, f"voucher.{voucher.body_id.hex}", voucher.year)
    _move(voucher, before, state=State.BOOKED, number=number, booker=actor, booked_at=timezone.now())
    _require_funds(voucher)
    books.book(
        voucher, Kind(voucher.kind), voucher.amount, category=voucher.category, on=voucher.on, actor=actor
    )
    record("voucher.booked", actor=actor, subject=voucher, number=voucher.label, amount=voucher.amount)
    return voucher


@transaction.atomic
def undo_voucher(voucher: Voucher, *, reason: str, actor: User) -> Voucher:
    """A booked voucher was a mistake: today an entry against it is booked, and it keeps its number.

    For the association's treasurer, with a reason. Refused in a closed quarter (today's), undone already.
    """
    require_may_keep_all(actor, voucher.association)
    reason = said(reason)
    today = today_in(voucher.association)
    books.hold_books(voucher.association)
    require_open(voucher.body, today)
    _move(voucher, State.BOOKED, state=State.UNDONE, undone_on=today, answer=reason)
    if voucher.kind != Voucher.Kind.EXPENSE:
        _require_left(voucher.body, voucher.amount)
    books.undo(voucher, Kind(voucher.kind), voucher.amount, category=voucher.category, on=today, actor=actor)
    record("voucher.undone", actor=actor, subject=voucher, number=voucher.label, reason=reason)
    return voucher


def hold_year(body: Body, on: date) -> Budget:
    """The unit's approved budget of the day's year, which nobody else holds before this transaction ends.

    Refused: a day in the future, a year that is not open, a closed quarter.
    """
    if on > today_in(body.association):
        raise InvalidError(_("This day is in the future."), code="in_the_future", details={"field": "on"})
    held = Budget.objects.select_for_update(of=("self",)).filter(body=body, year=on.year)
    budget = held.filter(state=Budget.State.APPROVED).first()
    if budget is None:
        raise RuleError(
            _("%(year)s is not open for this unit: its budget is not approved.") % {"year": on.year},
            code="year_not_open",
            details={"field": "on", "year": on.year},
        )
    require_open(body, on)
    return budget


def require_open(body: Body, on: date) -> None:
    """Refused while a statement of the day's quarter or year stands."""
    standing = FinanceStatement.objects.filter(body=body, year=on.year, quarter__in=[quarter_of(on), 0])
    if standing.exclude(state=FinanceStatement.State.RETURNED).exists():
        raise RuleError(
            _("Quarter %(quarter)d of %(year)d is closed: its statement was handed in.")
            % {"quarter": quarter_of(on), "year": on.year},
            code="quarter_closed",
            details={"field": "on", "year": on.year, "quarter": quarter_of(on)},
        )


def other_state(voucher: Voucher) -> RuleError:
    state = Voucher.objects.get(pk=voucher.pk).get_state_display()
    return RuleError(
        _("This voucher is “%(state)s” now; load the page again.") % {"state": state}, code="other_state"
    )


def funds_of(body: Body) -> int:
    """What the unit has in the association's account, and in cash for the association itself."""
    unit = books.unit_of(body)
    held = Posting.objects.filter(association=body.association_id, account__code__in=MONEY)
    held = held.filter(account__body=unit) if unit else held.filter(account__body__isnull=True)
    total: int = held.order_by().aggregate(total=Sum("amount", default=0))["total"]
    return total


def _rules(association: Association, on: date) -> SpendingRules:
    rules = rules_on(association, on)
    if rules is None:
        raise RuleError(
            _("No spending rules are in force on this day: set first who approves up to which amount."),
            code="no_limits",
        )
    return rules


def _require(answer: Answer, *, forbidden: bool = False) -> None:
    if answer.ok:
        return
    sentence = answer.sentence.in_language(get_language() or "en")
    if forbidden:
        raise NotAllowedError(sentence, code=answer.code, details={"verdict": answer.sentence.as_data()})
    field = "resolution" if answer.code == "resolution_needed" else "reason"
    raise RuleError(
        sentence, code=answer.code, details={"field": field, "verdict": answer.sentence.as_data()}
    )


def _require_room(voucher: Voucher, rules: SpendingRules, budget: Budget, reason: str) -> list[Answer]:
    """For spending: the verdict on the budget of its category."""
    if voucher.kind != Voucher.Kind.EXPENSE:
        return []
    planned = budget.lines.filter(category=voucher.category).order_by()
    others = Voucher.objects.filter(body=voucher.body_id, year=voucher.year, category=voucher.category)
    used = others.filter(kind=Voucher.Kind.EXPENSE, state__in=USING).exclude(pk=voucher.pk).order_by()
    answer = fits(
        rules.limits,
        budgeted=planned.aggregate(total=Sum("amount", default=0))["total"],
        used=used.aggregate(total=Sum("amount", default=0))["total"],
        amount=voucher.amount,
        reason=reason,
    )
    _require(answer)
    return [answer]


def _require_funds(voucher: Voucher) -> None:
    """Spending from what the unit has, an allotment from what the association has."""
    if voucher.kind == Voucher.Kind.EXPENSE:
        _require_left(voucher.body, voucher.amount)
    if voucher.kind == Voucher.Kind.ALLOTMENT:
        own = Body.objects.get(association=voucher.association_id, parent=None)
        _require_left(own, voucher.amount)


def _require_left(body: Body, amount: int) -> None:
    left = funds_of(body)
    if amount > left:
        raise RuleError(
            _("%(left)s is there in the sub-ledger; no more than that can be taken out of it.")
            % {"left": written_amount(left, get_language() or "en")},
            code="more_than_there_is",
            details={"left": left},
        )


def _require_sound(body: Body, kind: str, amount: int, category: str) -> None:
    if amount <= 0:
        raise InvalidError(_("Give an amount above nothing."), code="no_amount", details={"field": "amount"})
    if kind not in Voucher.Kind.values:
        raise InvalidError(
            _("There is no such kind of voucher."), code="no_such_kind", details={"field": "kind"}
        )
    if kind in (Voucher.Kind.INCOME, Voucher.Kind.EXPENSE) and not is_category(category, kind):
        raise InvalidError(
            _("Choose a category of this kind. Dues are booked under Dues, never as a unit's income."),
            code="no_such_category",
            details={"field": "category"},
        )
    if kind == Voucher.Kind.ALLOTMENT and body.parent_id is None:
        raise InvalidError(
            _("The association allots nothing to itself."),
            code="allotted_to_itself",
            details={"field": "kind"},
        )


def _require_said(body: Body, purpose: str, counterparty: str) -> None:
    for field, text in (("purpose", purpose), ("counterparty", counterparty)):
        if not text.strip():
            raise InvalidError(
                _("Purpose and payee or payer are needed."), code="not_said", details={"field": field}
            )
    own = {normal_name(name) for name in (body.name_zh, body.name_en) if name}
    if body.parent_id is not None and normal_name(counterparty) in own:
        raise RuleError(
            _(
                "A branch has no bank account of its own: no money is paid to it or by it. What the association gives "
                "it is an allotment within the association's account."
            ),
            code="no_account_of_its_own",
            details={"field": "counterparty"},
        )


def _move(voucher: Voucher, before: str, **changes: object) -> None:
    if not Voucher.objects.filter(pk=voucher.pk, state=before).update(**changes):
        raise other_state(voucher)
    voucher.refresh_from_db()
