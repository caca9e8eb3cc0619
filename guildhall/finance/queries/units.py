"""Units and what they did in a year: the association itself and its branches."""

from collections.abc import Collection as Several
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import ExtractQuarter
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.dues.models import Posting
from guildhall.finance.chart import EXPENSE, INCOME, MONEY
from guildhall.finance.duties import BUDGET, Duty, State, duties_of
from guildhall.finance.figures import Figures, Row, quarters_of, year_of
from guildhall.finance.models import (
    Budget,
    FinanceRules,
    FinanceStatement,
    RulesConfirmation,
    SpendingRules,
    StatedBranches,
    Voucher,
)
from guildhall.finance.permissions import bodies_seen, may_see_all
from guildhall.registry.models import Body, BodyQuerySet
from guildhall.registry.queries import today_in

BudgetRows = QuerySet[Budget]
TOP_FIRST = F("parent_id").asc(nulls_first=True)
CODES = {"income": [each.code for each in INCOME], "expense": [each.code for each in EXPENSE]}


def units_of(association: Association) -> BodyQuerySet:
    """The association itself, first, and its branches."""
    units = Body.objects.filter(Q(parent=None) | Q(kind=Body.Kind.BRANCH), association=association)
    return units.select_related("association", "parent").order_by(TOP_FIRST, "rank", "id")


def units_visible_to(user: User, association: Association) -> BodyQuerySet:
    """All for those who may see all money; else the branches over which the user's posts let them."""
    units = units_of(association)
    if may_see_all(user, association):
        return units
    return units.filter(pk__in=bodies_seen(user, association))


@dataclass(frozen=True)
class Stated:
    """How many branches a source states of an association, and how many of them it names."""

    number: int
    named: int


def stated_branches(association: Association) -> Stated | None:
    """Of a read-only record, where its source counts the branches. Two queries."""
    number = StatedBranches.objects.filter(association=association).values_list("number", flat=True).first()
    if number is None:
        return None
    return Stated(number, units_of(association).filter(kind=Body.Kind.BRANCH).count())


def is_own(body: Body) -> bool:
    """Whether the unit is the association itself."""
    return body.parent_id is None


def unit_name(body: Body) -> str:
    return _("The association itself") if is_own(body) else body.name


def rules_on(association: Association, on: date) -> SpendingRules | None:
    """The spending rules in force on the day."""
    rules = SpendingRules.objects.filter(association=association, from_on__lte=on)
    return rules.select_related("association").first()


@dataclass(frozen=True)
class YearFigures:
    quarters: tuple[Figures, Figures, Figures, Figures]

    @property
    def year(self) -> Figures:
        return year_of(self.quarters)

    def of(self, quarter: int) -> Figures:
        """A quarter's, or the year's for 0."""
        return self.quarters[quarter - 1] if quarter else self.year


NOTHING = YearFigures((Figures(), Figures(), Figures(), Figures()))


def figures_in(
    association: Association, year: int, bodies: Several[Body] | None = None
) -> Mapping[UUID | None, YearFigures]:
    """Every unit's quarters out of the books, by the branch's key, None for the association itself. Two queries.

    ``bodies``: only of these units.
    """
    postings = Posting.objects.filter(association=association).order_by()
    if bodies is not None:
        own = Q(account__body__isnull=True) if any(is_own(body) for body in bodies) else Q(pk__in=[])
        postings = postings.filter(own | Q(account__body__in=[body.pk for body in bodies]))
    before = postings.filter(account__code__in=MONEY, entry__on__lt=date(year, 1, 1))
    opening = dict(before.values_list("account__body").annotate(total=Sum("amount")))
    within = postings.filter(entry__on__gte=date(year, 1, 1), entry__on__lt=date(year + 1, 1, 1))
    rows: dict[UUID | None, list[Row]] = {unit: [] for unit in opening}
    grouped = within.annotate(quarter=ExtractQuarter("entry__on")).values_list(
        "account__body", "quarter", "account__code", "account__kind"
    )
    for unit, quarter, code, kind, total in grouped.annotate(total=Sum("amount")):
        rows.setdefault(unit, []).append(Row(quarter, code, kind, total))
    return {unit: YearFigures(quarters_of(opening.get(unit, 0), rows[unit])) for unit in rows}


def figures_of(body: Body, year: int) -> YearFigures:
    """One unit's."""
    key = None if is_own(body) else body.pk
    return figures_in(body.association, year, [body]).get(key, NOTHING)


@dataclass(frozen=True)
class UnitLine:
    """A unit's year in one line."""

    body: Body
    name: str
    budget: Budget | None
    figures: Figures
    late: Sequence[Duty]
    waiting: int
    has_confirmed: bool | None


def with_totals(budgets: BudgetRows) -> BudgetRows:
    """Each with ``income`` and ``expense``, in fen."""
    return budgets.annotate(
        income=Sum("lines__amount", filter=Q(lines__category__in=CODES["income"]), default=0),
        expense=Sum("lines__amount", filter=Q(lines__category__in=CODES["expense"]), default=0),
    )


@dataclass(frozen=True)
class UnitYear:
    """The rules by which units hand in, none while there are none, and a line for each unit."""

    rules: SpendingRules | None
    lines: Sequence[UnitLine]


def unit_year(user: User, association: Association, year: int) -> UnitYear:
    """A year of all units that the user may see. The number of queries does not grow with them."""
    bodies = list(units_visible_to(user, association))
    everything = may_see_all(user, association)
    figures = figures_in(association, year, None if everything else bodies)
    budgets = {
        one.body_id: one for one in with_totals(Budget.objects.filter(association=association, year=year))
    }
    rules = rules_of_year(association, year)
    handed_in = {one.body_id for one in budgets.values() if one.state != Budget.State.DRAFT}
    duties = _duties(rules, year, bodies, handed_in)
    waiting = _waiting(association, year)
    confirmed = _confirmed(association)
    lines = [
        UnitLine(
            body=body,
            name=unit_name(body),
            budget=budgets.get(body.pk),
            figures=figures.get(None if is_own(body) else body.pk, NOTHING).year,
            late=[duty for duty in duties[body.pk] if duty.state == State.LATE],
            waiting=waiting.get(body.pk, 0),
            has_confirmed=None if confirmed is None or is_own(body) else body.pk in confirmed,
        )
        for body in bodies
    ]
    return UnitYear(rules, lines)


def rules_of_year(association: Association, year: int) -> SpendingRules | None:
    """Those in force today, in a past year at its end."""
    return rules_on(association, min(today_in(association), date(year, 12, 31)))


def duties_in(association: Association, year: int, bodies: Several[Body]) -> dict[UUID, Sequence[Duty]]:
    """What each unit hands in for the year and what is late; nothing while no rules say by when. Three queries."""
    rules = rules_of_year(association, year)
    budgets = Budget.objects.filter(association=association, year=year).exclude(state=Budget.State.DRAFT)
    return _duties(
        rules, year, bodies, set(budgets.order_by().values_list("body", flat=True)) if rules else ()
    )


def _duties(
    rules: SpendingRules | None, year: int, bodies: Several[Body], with_budget: Several[UUID]
) -> dict[UUID, Sequence[Duty]]:
    if rules is None:
        return {body.pk: () for body in bodies}
    today = today_in(rules.association)
    done = {body.pk: {BUDGET} if body.pk in with_budget else set() for body in bodies}
    statements = FinanceStatement.objects.filter(association=rules.association_id, year=year)
    standing = statements.exclude(state=FinanceStatement.State.RETURNED).order_by()
    for body, quarter in standing.values_list("body", "quarter"):
        done.setdefault(body, set()).add(quarter)
    return {
        body.pk: ()
        if _is_over(body, year)
        else duties_of(rules.terms, year=year, done=done[body.pk], today=today, since=_since(body, year))
        for body in bodies
    }


def _is_over(body: Body, year: int) -> bool:
    return (body.to_on is not None and body.to_on.year < year) or (
        body.from_on is not None and body.from_on.year > year
    )


def _since(body: Body, year: int) -> date | None:
    """Who was set up within the year owes nothing from before."""
    return body.from_on if body.from_on and body.from_on.year == year else None


def _waiting(association: Association, year: int) -> dict[UUID, int]:
    """How many vouchers wait to be approved or booked, by unit."""
    waiting = Voucher.objects.filter(
        association=association, year=year, state__in=[Voucher.State.REQUESTED, Voucher.State.APPROVED]
    )
    return dict(waiting.order_by().values_list("body").annotate(count=Count("pk")))


def _confirmed(association: Association) -> set[UUID] | None:
    """Which branches confirmed the latest finance rules; None where there are none."""
    latest = FinanceRules.objects.filter(association=association).first()
    if latest is None:
        return None
    return set(RulesConfirmation.objects.filter(rules=latest).values_list("body", flat=True))
