"""What can be asked about statements, payments and receipts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.core.sentences import Sentence
from guildhall.dues.models import (
    Allocation,
    DuesNotice,
    PayerAlias,
    Payment,
    Receipt,
    Refund,
    Statement,
    StatementLine,
)
from guildhall.dues.models.payment import PaymentQuerySet
from guildhall.dues.permissions import may_keep_money, may_read_money
from guildhall.dues.queries.owed import with_open
from guildhall.dues.reasons import sentence_of
from guildhall.members.models import Member

OPEN = StatementLine.State.OPEN
MATCHES = ("certain", "proposed", "unclear", "unknown")


def statement_list(user: User, association: Association) -> QuerySet[Statement]:
    """The statements that were taken, newest first, for those who may read the money; else none."""
    if not may_read_money(user, association):
        return Statement.objects.none()
    statements = Statement.objects.filter(association=association)
    counted = statements.annotate(
        lines_count=Count("lines"),
        open_count=Count("lines", filter=Q(lines__state=OPEN)),
        booked_count=Count("lines", filter=Q(lines__state=StatementLine.State.BOOKED)),
    )
    return counted.select_related("file", "association", "actor").order_by("-at", "-pk")


def line_list(
    user: User, association: Association, *, state: str = "", match: str = "", statement: UUID | None = None
) -> QuerySet[StatementLine]:
    """Lines of statements in the order of time; ``state`` open, booked or set_aside, ``match`` one of ``MATCHES``."""
    if not may_read_money(user, association):
        return StatementLine.objects.none()
    lines = StatementLine.objects.filter(association=association).select_related("statement", "association")
    if statement:
        lines = lines.filter(statement=statement)
    if state in StatementLine.State.values:
        lines = lines.filter(state=state)
    if match in MATCHES:
        lines = lines.filter(proposal__state=match)
    return lines.order_by("on", "pk")


@dataclass(frozen=True)
class ShownShare:
    notice: DuesNotice
    amount: int


@dataclass(frozen=True)
class ShownLine:
    """A line with its proposal as people read it. ``state`` is certain, proposed, unclear, unknown, or empty where
    it was not matched yet."""

    line: StatementLine
    state: str
    score: int
    rest: int
    shares: Sequence[ShownShare]
    members: Sequence[Member]
    reasons: Sequence[Sentence]


def shown_lines(lines: Iterable[StatementLine]) -> list[ShownLine]:
    """The lines with notices and members of their proposals, in two queries whatever their number."""
    lines = list(lines)
    keys = {share["notice"] for line in lines for share in line.proposal.get("shares", ())}
    people = {key for line in lines for key in line.proposal.get("members", ())}
    found = with_open(DuesNotice.objects.filter(pk__in=keys)) if keys else DuesNotice.objects.none()
    related = found.select_related("member__organization", "member__person")
    notices = {str(notice.pk): notice for notice in related}
    named = Member.objects.filter(pk__in=people).select_related("organization", "person")
    members = {str(member.pk): member for member in named} if people else {}
    return [_shown(line, notices, members) for line in lines]


def _shown(
    line: StatementLine, notices: Mapping[str, DuesNotice], members: Mapping[str, Member]
) -> ShownLine:
    told: dict[str, Any] = line.proposal
    shares = [
        ShownShare(notices[share["notice"]], share["amount"])
        for share in told.get("shares", ())
        if share["notice"] in notices
    ]
    reasons = [
        sentence_of(reason["code"], {key: value for key, value in reason.items() if key != "code"})
        for reason in told.get("reasons", ())
    ]
    return ShownLine(
        line=line,
        state=told.get("state", ""),
        score=told.get("score", 0),
        rest=told.get("rest", 0),
        shares=shares,
        members=[members[key] for key in told.get("members", ()) if key in members],
        reasons=reasons,
    )


def matches() -> dict[str, str]:
    """How sure a match is, in words; what is to be decided first."""
    return {
        "proposed": _("proposed"),
        "unclear": _("unclear"),
        "unknown": _("unknown"),
        "certain": _("certain"),
    }


def match_counts(association: Association) -> dict[str, int]:
    """How many of the lines that wait are matched how surely."""
    waiting = StatementLine.objects.filter(association=association, state=OPEN).order_by()
    counted = waiting.values_list("proposal__state").annotate(Count("pk"))
    return {state: count for state, count in counted if state in MATCHES}


def certain_count(association: Association) -> int:
    return match_counts(association).get("certain", 0)


def next_line(association: Association, line: StatementLine, *, back: bool = False) -> StatementLine | None:
    """The waiting line after this one in the order of time, or before it; for going through them one by one."""
    waiting = StatementLine.objects.filter(association=association, state=OPEN).exclude(pk=line.pk)
    if back:
        before = waiting.filter(Q(on__lt=line.on) | Q(on=line.on, pk__lt=line.pk))
        return before.order_by("-on", "-pk").first()
    after = waiting.filter(Q(on__gt=line.on) | Q(on=line.on, pk__gt=line.pk))
    return after.order_by("on", "pk").first()


def open_notices_of(members: Iterable[Member]) -> list[DuesNotice]:
    """What these members owe, the oldest first."""
    standing = with_open(DuesNotice.objects.filter(member__in=list(members)).standing())
    notices = standing.filter(open__gt=0)  # type: ignore[misc]  # with_open
    return list(
        notices.select_related("member__organization", "member__person").order_by("due_on", "year", "pk")
    )


def oldest_first(notices: Iterable[DuesNotice], amount: int) -> dict[UUID, int]:
    """How the amount falls on notices of ``open_notices_of``, in their order; for offering, to be confirmed."""
    shares: dict[UUID, int] = {}
    for notice in notices:
        part = min(amount, notice.open)  # type: ignore[attr-defined]  # with_open
        if part > 0:
            shares[notice.pk] = part
            amount -= part
    return shares


def with_left(payments: PaymentQuerySet) -> PaymentQuerySet:
    """The payments, each with ``allocated``, ``refunded`` and ``left`` on account, in fen."""
    return payments.annotate(
        allocated=_summed(Allocation.objects.filter(undone_at__isnull=True)),
        refunded=_summed(Refund.objects.all()),
        left=F("amount") - F("allocated") - F("refunded"),
    )


def _summed(rows: QuerySet[Any]) -> Any:
    sums = rows.filter(payment=OuterRef("pk")).order_by().values("payment").annotate(total=Sum("amount"))
    return Coalesce(Subquery(sums.values("total"), output_field=BigIntegerField()), Value(0))


def left_of(payment: Payment) -> int:
    """What of a payment is on account now."""
    found = with_left(Payment.objects.filter(pk=payment.pk))
    left: int = found.values_list("left", flat=True).get()  # type: ignore[misc]  # with_left
    return left


def payments_visible_to(user: User, association: Association) -> PaymentQuerySet:
    """All payments for those who may read the money; else those of one's own membership."""
    payments = Payment.objects.of(association)
    if may_read_money(user, association):
        return payments
    return payments.filter(member__in=Member.objects.filter(association=association).own(user).values("pk"))


def payment_list(user: User, association: Association, *, state: str = "", text: str = "") -> PaymentQuerySet:
    """Payments, the latest first; ``state`` on_account or undone, ``text`` in payer, remark or member."""
    payments = with_left(payments_visible_to(user, association))
    payments = payments.select_related("member__organization", "member__person", "association")
    if state == "undone":
        payments = payments.filter(undone_at__isnull=False)
    elif state == "on_account":
        payments = payments.standing().filter(left__gt=0)  # type: ignore[misc]  # with_left
    if text:
        named = Q(payer__icontains=text) | Q(remark__icontains=text) | Q(member__number__iexact=text)
        named |= Q(member__organization__name_zh__icontains=text) | Q(
            member__organization__name_en__icontains=text
        )
        payments = payments.filter(named)
    return payments.order_by("-received_on", "-pk")


def payment_to_show(user: User, association: Association) -> PaymentQuerySet:
    """Whole payments: what they pay, refunds and receipts."""
    allocations = Allocation.objects.select_related(
        "association", "notice__member__organization", "notice__member__person"
    )
    found = with_left(payments_visible_to(user, association))
    return found.select_related(
        "association", "member__organization", "member__person", "line__statement__file", "actor"
    ).prefetch_related(
        Prefetch("allocations", allocations.order_by("pk")), "refunds", Prefetch("receipts", Receipt.objects.order_by("pk"))
    )  # fmt: skip


def payment_acts(user: User, payment: Payment) -> set[str]:
    """What the user may do to the payment now."""
    if not may_keep_money(user, payment.association) or payment.undone_at is not None:
        return set()
    left: int = payment.left  # type: ignore[attr-defined]  # with_left
    return {"undo_payment"} | ({"allocate_payment", "refund_payment"} if left > 0 else set())


def receipt_list(
    user: User, association: Association, *, state: str = "", text: str = ""
) -> QuerySet[Receipt]:
    """The register of receipts, the latest first; members see their own."""
    receipts = Receipt.objects.of(association).select_related(
        "association", "payment", "notice__member__organization", "notice__member__person"
    )
    if not may_read_money(user, association):
        own = Member.objects.filter(association=association).own(user).values("pk")
        receipts = receipts.filter(notice__member__in=own)
    if state in Receipt.State.values:
        receipts = receipts.filter(state=state)
    if text:
        receipts = receipts.filter(Q(number__icontains=text) | Q(payer__icontains=text))
    return receipts.order_by("-issued_on", "-pk")


def parts_without_receipt(association: Association) -> QuerySet[Allocation]:
    """Parts of payments that pay a notice and for which no receipt stands, the oldest first."""
    standing = Receipt.objects.exclude(state=Receipt.State.VOID).filter(
        notice=OuterRef("notice"), payment=OuterRef("payment")
    )
    parts = Allocation.objects.filter(association=association, undone_at__isnull=True)
    missing = parts.annotate(receipt=Subquery(standing.values("pk")[:1])).filter(receipt__isnull=True)
    return missing.select_related(
        "association", "payment", "notice__member__organization", "notice__member__person"
    ).order_by("on", "pk")


@dataclass(frozen=True)
class Reconciliation:
    """What was paid of dues, what of it receipts stand for, what still wants one, in fen: the last two make the first."""

    paid: int
    with_receipt: int
    without_receipt: int

    @property
    def agrees(self) -> bool:
        return self.paid == self.with_receipt + self.without_receipt


def reconciliation(association: Association) -> Reconciliation:
    """The register of receipts against the payments, computed from each side by itself."""
    paid = Allocation.objects.filter(association=association, undone_at__isnull=True)
    receipts = Receipt.objects.filter(association=association).exclude(state=Receipt.State.VOID)
    return Reconciliation(_total(paid), _total(receipts), _total(parts_without_receipt(association)))


def _total(rows: QuerySet[Any]) -> int:
    return rows.order_by().aggregate(total=Sum("amount"))["total"] or 0


def alias_list(user: User, association: Association) -> QuerySet[PayerAlias]:
    """Names and accounts under which members pay, as treasurers confirmed them."""
    if not may_read_money(user, association):
        return PayerAlias.objects.none()
    aliases = PayerAlias.objects.filter(association=association)
    return aliases.select_related("association", "member__organization", "member__person").order_by(
        "name", "pk"
    )
