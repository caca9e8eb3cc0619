"""What can be asked about statements: of one unit, and merged into the association's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from guildhall.accounts.models import Association, User
from guildhall.core.sentences import Sentence
from guildhall.finance.chart import CATEGORIES, INTERNAL, named
from guildhall.finance.duties import Duty, State
from guildhall.finance.figures import Figures, from_data, merged
from guildhall.finance.models import FinanceStatement
from guildhall.finance.permissions import may_keep_all, may_prepare
from guildhall.finance.queries.units import (
    NOTHING,
    duties_in,
    figures_in,
    figures_of,
    is_own,
    unit_name,
    units_of,
    units_visible_to,
)
from guildhall.registry.models import Body


def statement_list(
    user: User, association: Association, *, year: int | None = None, state: str = ""
) -> QuerySet[FinanceStatement]:
    """Statements that units handed in, of those that the user sees, the latest period first."""
    seen = units_visible_to(user, association).order_by().values("pk")
    statements = FinanceStatement.objects.filter(association=association, body__in=seen)
    if year:
        statements = statements.filter(year=year)
    if state in FinanceStatement.State.values:
        statements = statements.filter(state=state)
    related = statements.select_related(
        "association", "body__association", "body__parent", "submitter", "decider"
    )
    return related.order_by("-submitted_at", "-pk")


def statement_acts(user: User, statement: FinanceStatement) -> set[str]:
    """What the user may do to the statement now."""
    if not may_keep_all(user, statement.association) or statement.state == FinanceStatement.State.RETURNED:
        return set()
    is_second = statement.submitter_id != user.pk
    is_new = statement.state == FinanceStatement.State.SUBMITTED
    return {"return_statement"} | ({"accept_statement"} if is_new and is_second else set())


@dataclass(frozen=True)
class Shown:
    """A statement's figures as they were handed in, and whether the books say the same today."""

    figures: Figures
    agrees: bool


def shown_statement(statement: FinanceStatement) -> Shown:
    """``agrees`` is false where dues of the period were booked after it was handed in (the association's own only)."""
    handed_in = from_data(statement.figures)
    now = figures_of(statement.body, statement.year).of(statement.quarter)
    return Shown(handed_in, handed_in == now)


@dataclass(frozen=True)
class FigureLine:
    """A line of a statement: ``amounts`` one for each column, then their sum."""

    code: str
    part: str
    name: Sentence
    amounts: Sequence[int]
    total: int


def figure_lines(columns: Sequence[Figures]) -> list[FigureLine]:
    """Lines of one figure or of several side by side, in the order of the chart; each adds up to its total."""
    order = {one.code: place for place, one in enumerate(CATEGORIES)}
    lines = []
    for part in ("income", "expense", "others"):
        parts: list[Mapping[str, int]] = [getattr(one, part) for one in columns]
        codes = {code for lines_of in parts for code in lines_of}
        for code in sorted(codes, key=lambda code: (order.get(code, -1), code)):
            amounts = [lines_of.get(code, 0) for lines_of in parts]
            lines.append(FigureLine(code, part, named(code), amounts, sum(amounts)))
    return lines


@dataclass(frozen=True)
class Column:
    """A unit in the merged statement: its figures, its statement where one stands, and whether that is late."""

    body: Body
    name: str
    figures: Figures
    statement: FinanceStatement | None
    duty: Duty | None

    @property
    def is_late(self) -> bool:
        return self.duty is not None and self.duty.state == State.LATE


@dataclass(frozen=True)
class Merged:
    """The association's statement: every unit's column and the whole, which is their sum in every line."""

    year: int
    quarter: int
    columns: Sequence[Column]
    total: Figures

    @property
    def lines(self) -> list[FigureLine]:
        """What passes between the association and its branches cancels out and has no line."""
        found = figure_lines([column.figures for column in self.columns])
        return [line for line in found if line.code != INTERNAL or line.total or any(line.amounts)]

    @property
    def missing(self) -> Sequence[Column]:
        """The units of which no statement is accepted yet."""
        accepted = FinanceStatement.State.ACCEPTED
        return [one for one in self.columns if one.statement is None or one.statement.state != accepted]


def merged_statement(association: Association, year: int, quarter: int) -> Merged:
    """All units in a quarter, or in the year for 0, out of the books: whoever handed in has a statement besides.

    Where a statement stands, its period is closed, so that the books say what it says; the association's own column
    also holds the dues.
    """
    bodies = list(units_of(association))
    figures = figures_in(association, year)
    standing = FinanceStatement.objects.filter(association=association, year=year, quarter=quarter)
    statements = {one.body_id: one for one in standing.exclude(state=FinanceStatement.State.RETURNED)}
    duties = duties_in(association, year, bodies)
    columns = [
        Column(
            body=body,
            name=unit_name(body),
            figures=figures.get(_key(body), NOTHING).of(quarter),
            statement=statements.get(body.pk),
            duty=next((duty for duty in duties[body.pk] if duty.what == quarter), None),
        )
        for body in bodies
    ]
    return Merged(year, quarter, columns, merged([column.figures for column in columns]))


def _key(body: Body) -> UUID | None:
    return None if is_own(body) else body.pk


@dataclass(frozen=True)
class PeriodLine:
    """A quarter, or the year, of a unit: its figures, what is due, and the statement where one was handed in."""

    what: int
    figures: Figures
    duty: Duty | None
    statement: FinanceStatement | None
    may_submit: bool


def period_lines(user: User, body: Body, year: int, duties: Sequence[Duty]) -> list[PeriodLine]:
    """The four quarters and the year, which is their sum."""
    figures = figures_of(body, year)
    statements = {
        one.quarter: one
        for one in FinanceStatement.objects.filter(body=body, year=year).exclude(
            state=FinanceStatement.State.RETURNED
        )
    }
    due = {duty.what: duty for duty in duties}
    prepares = may_prepare(user, body)
    found = []
    for what in (1, 2, 3, 4, 0):
        duty, statement = due.get(what), statements.get(what)
        can = prepares and statement is None and duty is not None and duty.state in (State.DUE, State.LATE)
        found.append(PeriodLine(what, figures.of(what), duty, statement, can))
    return found
