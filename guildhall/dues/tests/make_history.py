"""Notices with everything that was paid, waived and taken back, on days of the past."""

from datetime import datetime, time
from itertools import count

from guildhall.accounts.models import Association, User
from guildhall.dues.collected import History, Span
from guildhall.dues.models import Allocation, DuesNotice, Payment, Waiver
from guildhall.members.models import Member
from guildhall.registry.models import Body

_numbers = count(1)


def noon(association: Association, span: Span) -> datetime | None:
    return datetime.combine(span.until, time(12), association.zone) if span.until else None


def make_history(
    member: Member,
    history: History,
    *,
    people: tuple[User, User],
    branch: Body | None = None,
    collector: User | None = None,
    year: int = 2026,
) -> DuesNotice:
    """The rows of the history, in its order. The books are left out."""
    association, issued = member.association, history.issued
    notice = DuesNotice.objects.create(
        association=association,
        member=member,
        tier=member.tier_terms.get().tier,
        year=year,
        number=f"H{next(_numbers)}",
        amount=issued.amount,
        still_open=0,
        issued_on=issued.on,
        due_on=issued.on,
        branch=branch,
        collector=collector,
        cancelled_at=noon(association, issued),
    )
    for span in history.paid:
        undone_at = noon(association, span)
        payment = Payment.objects.create(
            association=association, received_on=span.on, amount=span.amount, undone_at=undone_at
        )
        Allocation.objects.create(
            association=association,
            payment=payment,
            notice=notice,
            amount=span.amount,
            on=span.on,
            undone_at=undone_at,
        )
    for span in history.waived:
        state = Waiver.State.UNDONE if span.until else Waiver.State.APPROVED
        requester, approver = people
        Waiver.objects.create(
            association=association, notice=notice, amount=span.amount, reason="受灾", state=state,
            requester=requester, approver=approver, on=span.on, undone_on=span.until,
        )  # fmt: skip
    return notice
