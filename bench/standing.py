"""Where the dues of an association with five years of notices stand. Run inside a Django process."""

import statistics
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from bench.world import gather_statistics
from guildhall.accounts.models import Association, User
from guildhall.core.models import new_id
from guildhall.core.paging import page_of
from guildhall.dues.models import Allocation, DuesNotice, DuesRun, Payment, Reminder, ReminderStep, Waiver
from guildhall.dues.queries import (
    ArrearsFilter,
    arrears_lines,
    arrears_rows,
    arrears_total,
    collection,
    curve,
    unpaid,
    unpaid_lines,
)
from guildhall.dues.settling import keep_open
from guildhall.members.models import Tier

BATCH = 5_000
ROUNDS = 7


def figures(slug: str) -> dict[str, tuple[float, float]]:
    """Milliseconds (median) of the clock and of this process for each question, after five years were paid for the
    most part."""
    association = Association.objects.get(slug=slug)
    pay(association)
    gather_statistics()
    run = DuesRun.objects.filter(association=association).latest("year")
    on, asked = run.issued_on + timedelta(days=45), ArrearsFilter()

    def arrears() -> object:
        arrears_total(association, asked)
        return arrears_lines(association, page_of(arrears_rows(association, asked)).rows, asked)

    return {
        "share on a day": median(lambda: collection(association, run.year, on)),
        "its curve": median(lambda: curve(association, run.year, on)),
        "arrears": median(arrears),
        "the council's list": median(lambda: unpaid_lines(association, unpaid(association).rows[:50])),
    }


def median(ask: Callable[[], object]) -> tuple[float, float]:
    clock, processor = [], []
    for _round in range(ROUNDS):
        starts = time.perf_counter(), time.process_time()
        ask()
        clock.append(time.perf_counter() - starts[0])
        processor.append(time.process_time() - starts[1])
    return 1000 * statistics.median(clock), 1000 * statistics.median(processor)


def pay(association: Association) -> None:
    """Of a hundred notices 85 are paid within three months; of every two hundred payments one is taken back; of
    those who do not pay a tenth is let off one half, the rest is reminded. Each tier has a collector."""
    people = [User.objects.create(email=f"{association.slug}-{n}@example.org") for n in range(4)]
    for collector, tier in zip(people, Tier.objects.filter(association=association), strict=True):
        DuesNotice.objects.filter(association=association, tier=tier).update(collector=collector)
    step = ReminderStep.objects.create(association=association, days=10, text_zh="请缴费")
    for run in DuesRun.objects.filter(association=association):
        notices = list(
            DuesNotice.objects.filter(run=run).order_by("pk").only("amount", "issued_on", "member")
        )
        for start in range(0, len(notices), BATCH):
            pay_batch(association, notices[start : start + BATCH], run.year + start, step, people)


def pay_batch(
    association: Association, notices: list[DuesNotice], seed: int, step: ReminderStep, people: list[User]
) -> None:
    payments, waivers, reminders = [], [], []
    for place, notice in enumerate(notices):
        if (place * 7 + seed) % 100 < 85:
            payments.append(paid(association, notice, place))
        elif place % 10 == 3:
            waivers.append(let_off(association, notice, people))
        else:
            on = notice.issued_on + timedelta(days=30)
            reminders.append(Reminder(association=association, notice=notice, step=step, on=on))
    Payment.objects.bulk_create(payment for payment, _part in payments)
    Allocation.objects.bulk_create(part for _payment, part in payments)
    Waiver.objects.bulk_create(waivers)
    Reminder.objects.bulk_create(reminders)
    keep_open(notice.pk for notice in notices)


def paid(association: Association, notice: DuesNotice, place: int) -> tuple[Payment, Allocation]:
    on = notice.issued_on + timedelta(days=place * 31 % 90)
    undone_at = datetime.combine(on + timedelta(days=3), datetime.min.time(), association.zone)
    details = {"association": association, "amount": notice.amount} | (
        {"undone_at": undone_at} if place % 200 == 0 else {}
    )
    payment = Payment(id=new_id(), received_on=on, member_id=notice.member_id, **details)
    return payment, Allocation(id=new_id(), payment=payment, notice=notice, on=on, **details)


def let_off(association: Association, notice: DuesNotice, people: list[User]) -> Waiver:
    requester, approver, *_others = people
    return Waiver(
        association=association, notice=notice, amount=max(1, notice.amount // 2), reason="受灾",
        state=Waiver.State.APPROVED, requester=requester, approver=approver, on=notice.issued_on + timedelta(days=9),
    )  # fmt: skip
