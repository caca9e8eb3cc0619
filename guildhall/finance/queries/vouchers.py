"""What can be asked about budgets, vouchers, collected dues and entries of units."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power, powers_of
from guildhall.core.models import in_language
from guildhall.core.sentences import Sentence
from guildhall.dues.models import Posting
from guildhall.finance.chart import CATEGORIES, named
from guildhall.finance.figures import Figures
from guildhall.finance.ledger import Kind
from guildhall.finance.limits import level_needed
from guildhall.finance.models import Budget, Collection, Voucher
from guildhall.finance.permissions import (
    levels_of,
    may_decide_all,
    may_keep_all,
    may_prepare,
)
from guildhall.finance.queries.units import is_own, rules_on, units_visible_to, with_totals
from guildhall.registry.models import Body
from guildhall.registry.queries import today_in

USING = (Voucher.State.APPROVED, Voucher.State.BOOKED)
OF_BODY = ("association", "body__association", "body__parent")


def budget_list(user: User, association: Association, *, year: int | None = None) -> QuerySet[Budget]:
    """Budgets of the units that the user sees, each with ``income`` and ``expense``."""
    budgets = Budget.objects.filter(
        association=association, body__in=units_visible_to(user, association).order_by().values("pk")
    )
    if year:
        budgets = budgets.filter(year=year)
    related = budgets.select_related(*OF_BODY, "submitter", "approver")
    return with_totals(related).order_by(
        "-year", F("body__parent_id").asc(nulls_first=True), "body__rank", "pk"
    )


def budget_acts(user: User, budget: Budget) -> set[str]:
    """What the user may do to the budget now."""
    acts = set()
    if budget.state == Budget.State.DRAFT and may_prepare(user, budget.body):
        acts |= {"set_budget_lines", "import_budget_lines", "submit_budget"}
    if budget.state == Budget.State.SUBMITTED and may_decide_all(user, budget.association):
        acts.add("return_budget")
        if budget.submitter_id != user.pk:
            acts.add("approve_budget")
    return acts


@dataclass(frozen=True)
class CategoryLine:
    """A category of a unit's year: what was budgeted, what is booked, what is approved and waits to be."""

    code: str
    kind: str
    name: Sentence
    budgeted: int
    booked: int
    waiting: int

    @property
    def left(self) -> int:
        return self.budgeted - self.booked - self.waiting


def category_lines(body: Body, year: int, figures: Figures) -> list[CategoryLine]:
    """By category that has a budget or money; two queries. ``figures`` are the year's."""
    lines = Budget.objects.filter(body=body, year=year).order_by().values_list("lines__category")
    budgeted = dict(lines.annotate(total=Sum("lines__amount", default=0)))
    approved = Voucher.objects.filter(body=body, year=year, state=Voucher.State.APPROVED).order_by()
    waiting = dict(approved.values_list("category").annotate(total=Sum("amount")))
    booked = {**figures.income, **figures.expense}
    own_codes = [one.code for one in CATEGORIES]
    codes = own_codes + [code for code in booked if code not in own_codes]
    kinds = {one.code: one.kind for one in CATEGORIES}
    found = [
        CategoryLine(
            code,
            kinds.get(code, "income" if code in figures.income else "expense"),
            named(code),
            budgeted.get(code, 0),
            booked.get(code, 0),
            waiting.get(code, 0),
        )
        for code in codes
    ]
    return [line for line in found if line.budgeted or line.booked or line.waiting]


def vouchers_visible_to(user: User, association: Association) -> QuerySet[Voucher]:
    seen = units_visible_to(user, association).order_by().values("pk")
    return Voucher.objects.filter(association=association, body__in=seen).select_related(
        *OF_BODY, "file", "requester", "approver", "booker"
    )


def voucher_list(
    user: User,
    association: Association,
    *,
    unit: UUID | None = None,
    state: str = "",
    year: int | None = None,
    text: str = "",
) -> QuerySet[Voucher]:
    """Vouchers of the units that the user sees, the latest first; ``text`` in purpose or payee."""
    vouchers = vouchers_visible_to(user, association)
    if unit:
        vouchers = vouchers.filter(body=unit)
    if state in Voucher.State.values:
        vouchers = vouchers.filter(state=state)
    if year:
        vouchers = vouchers.filter(year=year)
    if text:
        vouchers = vouchers.filter(Q(purpose__icontains=text) | Q(counterparty__icontains=text))
    return vouchers.order_by("-on", "-pk")


def voucher_acts(user: User, voucher: Voucher) -> set[str]:
    """What the user may do to the voucher now; whether the limits let them, the act itself says."""
    State, acts = Voucher.State, set()  # noqa: N806  the choices
    is_second = voucher.requester_id != user.pk
    keeps = may_keep_all(user, voucher.association)
    approves = not voucher.association.is_record and bool(levels_of(user, voucher.body))
    is_income = voucher.kind == Voucher.Kind.INCOME
    if voucher.state in (State.REQUESTED, State.APPROVED) and may_prepare(user, voucher.body):
        acts.add("attach_voucher_file")
    if voucher.state == State.REQUESTED:
        acts |= {"approve_voucher"} if approves and is_second and not is_income else set()
        acts |= {"refuse_voucher"} if (keeps if is_income else approves) else set()
    if voucher.state == State.APPROVED and keeps:
        acts.add("refuse_voucher")
    if keeps and is_second and voucher.state == (State.REQUESTED if is_income else State.APPROVED):
        acts.add("book_voucher")
    if keeps and voucher.state == State.BOOKED:
        acts.add("undo_voucher")
    return acts


def approval_needed(voucher: Voucher) -> Sentence | None:
    """Who has to approve it, by the rule that is applied; nothing while no spending rules are in force."""
    rules = rules_on(voucher.association, voucher.on)
    if rules is None:
        return None
    is_branch = not is_own(voucher.body)
    needed = level_needed(rules.limits, kind=Kind(voucher.kind), amount=voucher.amount, is_branch=is_branch)
    return needed.sentence


def vouchers_waiting_for(user: User, association: Association, *, most: int) -> list[Voucher]:
    """What waits for this person to approve or, as the association's treasurer, to book; the oldest first."""
    bodies = powers_of(user, association).bodies_with(Power.DECIDE)
    keeps = may_keep_all(user, association)
    if association.is_record or not (bodies or keeps):
        return []
    wanted = Q(state=Voucher.State.REQUESTED, body__in=bodies) & ~Q(kind=Voucher.Kind.INCOME)
    if not may_decide_all(user, association):
        rules = rules_on(association, today_in(association))
        wanted &= Q(amount__lte=rules.head_up_to if rules else 0)
    if keeps:
        wanted |= Q(state=Voucher.State.APPROVED)
        wanted |= Q(state=Voucher.State.REQUESTED, kind=Voucher.Kind.INCOME)
    waiting = Voucher.objects.filter(wanted, association=association).exclude(requester=user)
    return list(waiting.select_related("association", "body").order_by("on", "pk")[:most])


def collection_list(
    user: User, association: Association, *, unit: UUID | None = None, state: str = ""
) -> QuerySet[Collection]:
    """Dues that branches collected, the latest first."""
    seen = units_visible_to(user, association).order_by().values("pk")
    collections = Collection.objects.filter(association=association, body__in=seen)
    if unit:
        collections = collections.filter(body=unit)
    if state in Collection.State.values:
        collections = collections.filter(state=state)
    return collections.select_related(
        *OF_BODY, "member__association", "member__organization", "member__person", "payment", "reporter"
    ).order_by("-on", "-pk")


def collection_acts(user: User, collection: Collection) -> set[str]:
    """What the user may do to collected dues now."""
    if not may_keep_all(user, collection.association):
        return set()
    if collection.state == Collection.State.REPORTED:
        return {"refuse_collection"} | ({"book_collection"} if collection.reporter_id != user.pk else set())
    return {"undo_collection"} if collection.state == Collection.State.BOOKED else set()


@dataclass(frozen=True)
class Collected:
    """Dues that a branch collected in a year and that stand booked, and the share of them that it was granted."""

    amount: int
    share: int


def collected_in(body: Body, year: int) -> Collected:
    booked = Collection.objects.filter(body=body, state=Collection.State.BOOKED, on__year=year)
    found = booked.filter(payment__undone_at__isnull=True).aggregate(
        amount=Sum("amount", default=0), share=Sum("share", default=0)
    )
    return Collected(found["amount"], found["share"])


def ledger(body: Body, year: int) -> QuerySet[Posting]:
    """The unit's postings of a year, the latest entry first: every entry with all its sides in this unit."""
    postings = Posting.objects.filter(
        association=body.association_id, entry__on__gte=date(year, 1, 1), entry__on__lt=date(year + 1, 1, 1)
    )
    own = postings.filter(account__body__isnull=True) if is_own(body) else postings.filter(account__body=body)
    return own.select_related("entry__actor", "account").order_by("-entry__on", "-entry__id", "account__code")


@dataclass(frozen=True)
class LedgerLine:
    """One side of an entry as people read it, in fen; one of debit and credit is nothing."""

    on: date
    said: str
    code: str
    account: str
    debit: int
    credit: int
    actor: str


def ledger_line(posting: Posting) -> LedgerLine:
    entry, account = posting.entry, posting.account
    return LedgerLine(
        on=entry.on,
        said=in_language(entry.text_zh, entry.text_en),
        code=account.code,
        account=f"{account.code} {account.name}",
        debit=max(posting.amount, 0),
        credit=max(-posting.amount, 0),
        actor=str(entry.actor or ""),
    )
