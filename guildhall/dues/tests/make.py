"""Plain builders for tests: valid by default, every detail can be named."""

from datetime import date
from itertools import count
from typing import Any

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.dues.booking import book_run_in_batches
from guildhall.dues.books import Happening, book
from guildhall.dues.ledger import Event, Kind
from guildhall.dues.models import DuesNotice, DuesRate, DuesRun, DuesStandard, ReminderStep, Waiver
from guildhall.dues.settling import keep_open
from guildhall.members.models import Member, Tier
from guildhall.members.tests.make import (
    make_association,
    make_member,
    make_organization,
    make_person,
    make_tier,
    make_user,
    make_user_with_powers,
)
from guildhall.registry.tests.make import make_top_body

__all__ = [
    "DUE",
    "ISSUED",
    "VOTE",
    "book_everything",
    "make_association",
    "make_collector",
    "make_draft",
    "make_member",
    "make_notice",
    "make_organization",
    "make_person",
    "make_run",
    "make_standard",
    "make_step",
    "make_tier",
    "make_treasurer",
    "make_user",
    "make_user_with_powers",
    "make_waiver",
]
ISSUED, DUE = date(2026, 11, 18), date(2026, 11, 30)
VOTE: dict[str, Any] = {
    "decided_on": date(2025, 12, 12),
    "way": "paper",
    "form": "on_site",
    "entitled": 90,
    "present": 72,
    "in_favour": 60,
    "against": 7,
    "abstained": 5,
}
_numbers = count(1)


def make_treasurer(association: Association, *more: Power) -> User:
    """Somebody who keeps the association's money."""
    make_top_body(association)
    return make_user_with_powers(association, Power.KEEP_MONEY, *more)


def make_collector(association: Association) -> User:
    """Somebody who holds a post in the association, and keeps no money."""
    return make_user_with_powers(association, Power.CONVENE)


def make_draft(association: Association | None = None, **details: Any) -> DuesStandard:
    association = association or make_association()
    given = {"name_zh": f"会费标准{next(_numbers)}", "from_on": date(2026, 1, 1)}
    return DuesStandard.objects.create(
        association=association, body=make_top_body(association), **given | details
    )


def make_standard(
    association: Association | None = None, *, rates: dict[Tier, int] | None = None, **details: Any
) -> DuesStandard:
    """An adopted standard with these rates a year."""
    given = {"state": DuesStandard.State.ADOPTED} | VOTE | details
    standard = make_draft(association, **given)
    DuesRate.objects.bulk_create(
        DuesRate(association=standard.association, standard=standard, tier=tier, amount=amount)
        for tier, amount in (rates or {}).items()
    )
    return standard


def make_run(standard: DuesStandard, **details: Any) -> DuesRun:
    given = {"year": 2026, "issued_on": ISSUED, "due_on": DUE}
    return DuesRun.objects.create(association=standard.association, standard=standard, **given | details)


def book_everything(run: DuesRun, actor: User | None = None) -> list[DuesNotice]:
    """What the background work does, here and now."""
    DuesRun.objects.filter(pk=run.pk).update(state=DuesRun.State.BOOKING)
    book_run_in_batches(run, actor=actor)
    run.refresh_from_db()
    return list(run.notices.order_by("number"))


def make_notice(
    association: Association | None = None, *, member: Member | None = None, amount: int = 500_000
) -> DuesNotice:
    """A booked notice of a member, with its entry in the books."""
    association = association or (member.association if member else make_association())
    member = member or make_member(association)
    tier = member.tier_terms.get().tier
    run = DuesRun.objects.filter(association=association).first() or make_run(make_standard(association))
    standard = run.standard
    DuesRate.objects.update_or_create(
        standard=standard, tier=tier, defaults={"association": association, "amount": amount}
    )
    book_everything(run)
    return DuesNotice.objects.select_related("association").get(member=member)


def make_waiver(
    notice: DuesNotice, *, amount: int = 100_000, requester: User | None = None, is_approved: bool = False
) -> Waiver:
    """A waiver that somebody asked for; or that was approved, and is in the books."""
    details: dict[str, Any] = {}
    if is_approved:
        details = {"state": Waiver.State.APPROVED, "approver": make_user(), "on": ISSUED}
    waiver = Waiver.objects.create(
        association=notice.association,
        notice=notice,
        amount=amount,
        reason="受灾",
        requester=requester or make_user(),
        **details,
    )
    if is_approved:
        happening = Happening(Event(Kind.WAIVED, amount), "dues.waiver", waiver.pk, ISSUED)
        book(notice.association, [happening], actor=None)
        keep_open([notice.pk])
    return waiver


def make_step(association: Association, **details: Any) -> ReminderStep:
    given = {"days": 10, "text_zh": "{name}：尚欠{open}。", "text_en": "{name}: {open} is open."}
    return ReminderStep.objects.create(association=association, **given | details)
