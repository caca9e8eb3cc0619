"""What a member sees of its own dues: what it owes for which year, what was paid, and how to pay the rest."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from guildhall.accounts.models import Association, User
from guildhall.documents.models import Document
from guildhall.dues.models import Allocation, DuesNotice, Payment, Receipt
from guildhall.dues.queries.owed import with_open
from guildhall.dues.queries.payment import with_left
from guildhall.members.models import Member, Tier, TierTerm
from guildhall.members.queries import own_memberships
from guildhall.registry.queries import today_in

MOST_MEMBERSHIPS = 5
FOUND_IN_TEXT = re.compile(r"[\u4e00-\u9fff]{4,}")


@dataclass(frozen=True)
class OwnNotice:
    """One year of one member: the notice with ``paid``, ``waived`` and ``open``, the receipts for it, and the remark
    by which a payment of it is recognised."""

    notice: DuesNotice
    receipts: Sequence[Receipt]
    remark: str

    @property
    def is_owed(self) -> bool:
        return self.notice.cancelled_at is None and self.notice.open > 0  # type: ignore[attr-defined]  # with_open


@dataclass(frozen=True)
class OwnPayment:
    """What came in for the member: the whole payment, or of one that also paid for others the part for this member."""

    payment: Payment
    amount: int
    left: int
    is_part: bool


@dataclass(frozen=True)
class OwnDues:
    """A member's dues as its own people see them. ``owed`` is what is open of all years together."""

    member: Member
    tier: Tier | None
    notices: Sequence[OwnNotice]
    payments: Sequence[OwnPayment]

    @property
    def certificate(self) -> Document | None:
        return self.member.certificate

    @property
    def open_notices(self) -> list[OwnNotice]:
        return [one for one in self.notices if one.is_owed]

    @property
    def owed(self) -> int:
        return sum(one.notice.open for one in self.open_notices)  # type: ignore[attr-defined]  # with_open

    @property
    def remark(self) -> str:
        """For one transfer that pays everything that is open."""
        return remark_for([one.notice for one in reversed(self.open_notices)])


def remark_for(notices: Sequence[DuesNotice]) -> str:
    """What to write on the transfer so that ``dues.matching`` recognises it by number and by name: HF2026-00012 会费 …

    All notices are of one member. The word for dues keeps a firm's name such as “…检测…” from sounding like another
    purpose. A name that is short or has blanks or signs in it is not surely found in a text: then the member's number
    is the second sign.
    """
    if not notices:
        return ""
    member = notices[0].member
    name = member.holder.name_zh or member.holder.name_en
    number = "" if FOUND_IN_TEXT.fullmatch(name) else f"会员编号{member.number} "
    return f"{' '.join(notice.number for notice in notices)} 会费 {number}{name}"


def own_dues(user: User, association: Association) -> list[OwnDues]:
    """What the user's own unit, or the user as a member, owes and paid; nothing of others. Ten queries at most."""
    members = list(own_memberships(user, association)[:MOST_MEMBERSHIPS])
    if not members:
        return []
    tiers = _tiers_of(members, association)
    notices = _notices_of(members)
    payments = _payments_of(members)
    return [
        OwnDues(member, tiers.get(member.pk), notices[member.pk], payments[member.pk]) for member in members
    ]


def _tiers_of(members: Sequence[Member], association: Association) -> dict[UUID, Tier]:
    terms = TierTerm.objects.filter(member__in=members).in_force(today_in(association))
    return {term.member_id: term.tier for term in terms.select_related("tier").order_by("pk")}


def _notices_of(members: Sequence[Member]) -> dict[UUID, list[OwnNotice]]:
    """The latest year first; of a year the notice that stands before those that were cancelled."""
    found = with_open(DuesNotice.objects.filter(member__in=members)).select_related(
        "association", "tier", "member__organization", "member__person"
    )
    receipts: dict[UUID, list[Receipt]] = defaultdict(list)
    for receipt in Receipt.objects.filter(notice__member__in=members).order_by("issued_on", "pk"):
        receipts[receipt.notice_id].append(receipt)
    sorted_ones: dict[UUID, list[OwnNotice]] = defaultdict(list)
    for notice in found.order_by("-year", "cancelled_at", "-number"):
        sorted_ones[notice.member_id].append(OwnNotice(notice, receipts[notice.pk], remark_for([notice])))
    return sorted_ones


def _payments_of(members: Sequence[Member]) -> dict[UUID, list[OwnPayment]]:
    """The latest first. Of a payment that is not the member's own only the part is told that paid its notices."""
    found: dict[UUID, list[OwnPayment]] = defaultdict(list)
    own = with_left(Payment.objects.filter(member__in=members).standing())
    for payment in own.order_by("-received_on", "-pk"):
        left: int = payment.left  # type: ignore[attr-defined]  # with_left
        found[payment.member_id].append(OwnPayment(payment, payment.amount, left, is_part=False))  # type: ignore[index]
    for member, part in _parts_of(members):
        found[member].append(OwnPayment(part.payment, part.amount, 0, is_part=True))
    for payments in found.values():
        payments.sort(key=lambda one: (one.payment.received_on, one.payment.pk), reverse=True)
    return found


def _parts_of(members: Sequence[Member]) -> Iterable[tuple[UUID, Allocation]]:
    """Parts of payments that are on nobody's or another member's account."""
    parts = Allocation.objects.filter(notice__member__in=members, undone_at__isnull=True)
    foreign = parts.filter(Q(payment__member__isnull=True) | ~Q(payment__member__in=members))
    return [(part.notice.member_id, part) for part in foreign.select_related("payment", "notice")]
