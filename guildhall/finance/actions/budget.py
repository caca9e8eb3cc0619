"""Budgets: drafted and submitted by the unit, approved for the association."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.documents.actions import store_file
from guildhall.documents.formats import ending_of
from guildhall.documents.queries import content_path
from guildhall.finance.budget_table import LinesError, Read, lines_in
from guildhall.finance.chart import BY_CODE
from guildhall.finance.models import Budget, BudgetLine
from guildhall.finance.permissions import (
    require_may_decide_all,
    require_may_prepare,
    require_second,
)
from guildhall.finance.queries.units import rules_on
from guildhall.imports.problems import Problem
from guildhall.imports.tables import TableError, open_table
from guildhall.registry.models import Body
from guildhall.registry.queries import today_in

State = Budget.State
LINES_MOST = 200


@dataclass(frozen=True)
class Line:
    """What goes in or out under a category, in fen."""

    category: str
    amount: int
    text_zh: str = ""
    text_en: str = ""


@transaction.atomic
def draft_budget(body: Body, *, year: int, actor: User) -> Budget:
    """Begin the unit's budget of a year. Refused: what is no unit, a branch that has ended, a second one."""
    require_may_prepare(actor, body)
    require_unit(body)
    if body.to_on is not None and body.to_on.year < year:
        raise RuleError(_("This branch ended on %(day)s.") % {"day": body.to_on}, code="branch_ended")
    if not 2000 <= year <= today_in(body.association).year + 1:
        raise InvalidError(
            _("A budget is made for this year, the next, or one that has passed."),
            code="no_such_year",
            details={"field": "year"},
        )
    try:
        with transaction.atomic():
            budget = Budget.objects.create(association=body.association, body=body, year=year)
    except IntegrityError as taken:
        raise RuleError(
            _("There is a budget of this unit for %(year)s already.") % {"year": year},
            code="budget_known",
            details={"field": "year"},
        ) from taken
    record("budget.drafted", actor=actor, subject=budget, unit=str(body.pk), year=year)
    return budget


@transaction.atomic
def set_budget_lines(budget: Budget, *, lines: Sequence[Line], version: int, actor: User) -> Budget:
    """All lines at once. Refused once it is submitted, for amounts of nothing or less, for unknown categories, and
    to the slower of two (``version``)."""
    require_may_prepare(actor, budget.body)
    _require_sound(lines)
    _replace(budget, lines, version)
    record("budget.lines_set", actor=actor, subject=budget, lines=len(lines), total=_total(lines))
    return budget


@transaction.atomic
def import_budget_lines(
    budget: Budget, *, name: str, content: IO[bytes] | bytes, version: int, actor: User
) -> Budget:
    """All lines at once from a spreadsheet with the columns category, what for, and amount in yuan.

    Refused, with nothing changed: what cannot be read, the row named; and as ``set_budget_lines``.
    """
    require_may_prepare(actor, budget.body)
    file = store_file(association=budget.association, name=name, content=content, actor=actor)
    try:
        with open_table(content_path(file), ending_of(file.name)) as table:
            read = lines_in(table.rows)
    except LinesError as refused:
        said = refused.sentence.in_language(get_language() or "en")
        raise InvalidError(
            said, code=refused.code, details={"field": "file", "row": refused.row}
        ) from refused
    except TableError as refused:
        said = str(Problem(refused.code, params=refused.params).sentence)
        raise InvalidError(said, code=refused.code, details={"field": "file"}) from refused
    lines = [_line(one) for one in read]
    _require_sound(lines)
    _replace(budget, lines, version)
    record("budget.lines_set", actor=actor, subject=budget, lines=len(lines), total=_total(lines), file=name)
    return budget


def _line(read: Read) -> Line:
    is_chinese = not read.text.isascii()
    return Line(read.category, read.amount, read.text if is_chinese else "", "" if is_chinese else read.text)


@transaction.atomic
def submit_budget(budget: Budget, *, actor: User) -> Budget:
    """Hand the budget in to be approved. Refused without lines, and once it is handed in."""
    require_may_prepare(actor, budget.body)
    if not budget.lines.exists():
        raise RuleError(_("A budget needs at least one line."), code="budget_empty")
    _move(
        budget,
        State.DRAFT,
        state=State.SUBMITTED,
        submitter=actor,
        submitted_at=timezone.now(),
        answer="",
        version=F("version") + 1,
    )
    record("budget.submitted", actor=actor, subject=budget, year=budget.year)
    return budget


@transaction.atomic
def return_budget(budget: Budget, *, reason: str, actor: User) -> Budget:
    """Send a submitted budget back with the reason; it can be changed and handed in again."""
    require_may_decide_all(actor, budget.association)
    reason = said(reason)
    _move(budget, State.SUBMITTED, state=State.DRAFT, answer=reason, version=F("version") + 1)
    record("budget.returned", actor=actor, subject=budget, reason=reason)
    return budget


@transaction.atomic
def approve_budget(budget: Budget, *, resolution: str = "", actor: User) -> Budget:
    """From now on the year is open for the unit's money. For somebody who decides for the association, other than who
    submitted it; with the resolution's number where the spending rules ask for it."""
    require_may_decide_all(actor, budget.association)
    require_second(actor, budget.submitter_id)
    rules = rules_on(budget.association, today_in(budget.association))
    if rules and rules.budget_needs_resolution and not resolution.strip():
        raise InvalidError(
            _("A budget is approved by a resolution: give its number."),
            code="resolution_needed",
            details={"field": "resolution"},
        )
    _move(
        budget,
        State.SUBMITTED,
        state=State.APPROVED,
        approver=actor,
        approved_at=timezone.now(),
        resolution=resolution.strip()[:60],
        version=F("version") + 1,
    )
    record("budget.approved", actor=actor, subject=budget, resolution=budget.resolution)
    return budget


def require_unit(body: Body) -> None:
    """Only the association itself and its branches have a sub-ledger."""
    if body.parent_id is not None and body.kind != Body.Kind.BRANCH:
        raise RuleError(
            _("Only the association itself and its branches have money of their own to account for."),
            code="no_unit",
        )


def said(reason: str) -> str:
    """The reason, which is needed."""
    if not reason.strip():
        raise InvalidError(_("Say why."), code="reason_missing", details={"field": "reason"})
    return reason.strip()[:300]


def _require_sound(lines: Sequence[Line]) -> None:
    if len(lines) > LINES_MOST:
        raise InvalidError(
            _("A budget has %(most)d lines at most.") % {"most": LINES_MOST}, code="too_many_lines"
        )
    for number, line in enumerate(lines, start=1):
        if line.category not in BY_CODE:
            raise InvalidError(
                _("Line %(line)d: choose a category. Dues are the association's and in no branch's budget.")
                % {"line": number},
                code="no_such_category",
                details={"line": number},
            )
        if line.amount <= 0:
            raise InvalidError(
                _("Line %(line)d: give an amount above nothing.") % {"line": number},
                code="no_amount",
                details={"line": number},
            )


def _replace(budget: Budget, lines: Sequence[Line], version: int) -> None:
    held = Budget.objects.filter(pk=budget.pk, state=State.DRAFT, version=version)
    if not held.update(version=F("version") + 1):
        if Budget.objects.filter(pk=budget.pk).exclude(state=State.DRAFT).exists():
            raise RuleError(_("This budget was handed in; it cannot be changed."), code="not_a_draft")
        raise RuleError(
            _("Somebody changed this in the meantime. Load the page again and repeat your change."),
            code="changed_meanwhile",
        )
    budget.lines.all().delete()
    BudgetLine.objects.bulk_create(
        BudgetLine(
            association_id=budget.association_id,
            budget=budget,
            category=line.category,
            amount=line.amount,
            text_zh=line.text_zh[:120],
            text_en=line.text_en[:120],
            position=position,
        )
        for position, line in enumerate(lines)
    )
    budget.refresh_from_db()


def _total(lines: Sequence[Line]) -> int:
    return sum(line.amount for line in lines)


def _move(budget: Budget, before: str, **changes: object) -> None:
    if not Budget.objects.filter(pk=budget.pk, state=before).update(**changes):
        raise RuleError(
            _("This budget is “%(state)s” now; load the page again.")
            % {"state": Budget.objects.get(pk=budget.pk).get_state_display()},
            code="other_state",
        )
    budget.refresh_from_db()
