"""Statements of a quarter or a year: handed in by the unit, which closes the period, and accepted or sent back."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.finance.actions.budget import require_unit, said
from guildhall.finance.books import hold_books
from guildhall.finance.duties import QUARTERS, YEAR, first_day, last_day
from guildhall.finance.models import Budget, FinanceStatement, Voucher
from guildhall.finance.permissions import require_may_keep_all, require_may_prepare, require_second
from guildhall.finance.queries.units import figures_of
from guildhall.registry.models import Body
from guildhall.registry.queries import today_in

State = FinanceStatement.State
WAITING = (Voucher.State.REQUESTED, Voucher.State.APPROVED)


@transaction.atomic
def submit_statement(body: Body, *, year: int, quarter: int, note: str = "", actor: User) -> FinanceStatement:
    """Hand in the unit's statement of a quarter, or of the year (0), with the figures of the books as they are.

    Its period is closed from then on. Refused: before the period has ended, while vouchers of it wait, before an
    earlier quarter (for the year: all four) was handed in, twice, in a year that was never open.
    """
    require_may_prepare(actor, body)
    require_unit(body)
    if quarter not in (YEAR, *QUARTERS) or not 2000 <= year <= 9998:
        raise InvalidError(
            _("There is no such quarter."), code="no_such_quarter", details={"field": "quarter"}
        )
    _require_over(body, year, quarter)
    held = Budget.objects.select_for_update(of=("self",)).filter(body=body, year=year)
    if not held.filter(state=Budget.State.APPROVED).first():
        raise RuleError(
            _("%(year)s is not open for this unit: its budget is not approved.") % {"year": year},
            code="year_not_open",
        )
    hold_books(body.association)
    _require_in_order(body, year, quarter)
    _require_nothing_waiting(body, year, quarter)
    try:
        with transaction.atomic():
            statement = FinanceStatement.objects.create(
                association=body.association,
                body=body,
                year=year,
                quarter=quarter,
                figures=figures_of(body, year).of(quarter).as_data(),
                note=note.strip()[:300],
                submitter=actor,
                submitted_at=timezone.now(),
            )
    except IntegrityError as taken:
        raise RuleError(_("This statement was handed in already."), code="statement_known") from taken
    record("finance_statement.submitted", actor=actor, subject=statement, year=year, quarter=quarter)
    return statement


@transaction.atomic
def accept_statement(statement: FinanceStatement, *, actor: User) -> FinanceStatement:
    """The association takes it over into its own. For the treasurer, other than who handed it in."""
    require_may_keep_all(actor, statement.association)
    require_second(actor, statement.submitter_id)
    _move(statement, [State.SUBMITTED], state=State.ACCEPTED, decider=actor, decided_at=timezone.now())
    record("finance_statement.accepted", actor=actor, subject=statement)
    return statement


@transaction.atomic
def return_statement(statement: FinanceStatement, *, reason: str, actor: User) -> FinanceStatement:
    """Send it back with the reason, also after it was accepted: its period is open again. Refused while a later
    statement of the year stands."""
    require_may_keep_all(actor, statement.association)
    reason = said(reason)
    later = FinanceStatement.objects.filter(body=statement.body_id, year=statement.year)
    later = later.exclude(state=State.RETURNED).exclude(pk=statement.pk)
    if statement.quarter and [one for one in later if one.quarter == YEAR or one.quarter > statement.quarter]:
        raise RuleError(
            _("A later statement of this year was handed in. Send that back first."), code="later_stands"
        )
    _move(
        statement,
        [State.SUBMITTED, State.ACCEPTED],
        state=State.RETURNED,
        decider=actor,
        decided_at=timezone.now(),
        answer=reason,
    )
    record("finance_statement.returned", actor=actor, subject=statement, reason=reason)
    return statement


def _require_over(body: Body, year: int, quarter: int) -> None:
    last = last_day(year, quarter)
    if today_in(body.association) <= last:
        raise RuleError(
            _("The period ends on %(day)s; its statement is handed in after that.") % {"day": last},
            code="period_not_over",
            details={"last_day": last.isoformat()},
        )


def _require_in_order(body: Body, year: int, quarter: int) -> None:
    standing = FinanceStatement.objects.filter(body=body, year=year).exclude(state=State.RETURNED)
    done = set(standing.values_list("quarter", flat=True))
    since = body.from_on
    for earlier in QUARTERS:
        if quarter and earlier >= quarter:
            break
        if earlier not in done and not (since and last_day(year, earlier) < since):
            raise RuleError(
                _("Quarter %(quarter)d comes first.") % {"quarter": earlier}, code="earlier_quarter_missing"
            )


def _require_nothing_waiting(body: Body, year: int, quarter: int) -> None:
    waiting = Voucher.objects.filter(
        body=body,
        state__in=WAITING,
        on__gte=first_day(year, quarter),
        on__lte=last_day(year, quarter),
    ).count()
    if waiting:
        raise RuleError(
            _("%(count)d vouchers of this period wait. Have them booked or refused first.")
            % {"count": waiting},
            code="vouchers_waiting",
            details={"count": waiting},
        )


def _move(statement: FinanceStatement, before: list[str], **changes: object) -> None:
    found = FinanceStatement.objects.filter(pk=statement.pk, state__in=before)
    if not found.update(**changes):
        state = FinanceStatement.objects.get(pk=statement.pk).get_state_display()
        raise RuleError(
            _("This statement is “%(state)s” now; load the page again.") % {"state": state},
            code="other_state",
        )
    statement.refresh_from_db()
