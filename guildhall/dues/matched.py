"""Proposals kept with the lines, and the certain ones booked, in batches that can begin anew after a crash."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record_all
from guildhall.core.errors import RuleError
from guildhall.dues.evidence import Payer
from guildhall.dues.matching import Proposal
from guildhall.dues.models import DuesNotice, Payment, Statement, StatementLine
from guildhall.dues.queries.matching import as_data, open_lines, payers, proposals
from guildhall.dues.receiving import Incoming, hold_notices, receive, require_payable
from guildhall.jobs.actions import report_progress, start_job
from guildhall.jobs.models import Job
from guildhall.members.models import Member

AT_ONCE = 200
LINES_AT_ONCE, MEMBERS_AT_ONCE = 1000, 5000


def match_when_taken(statement: Statement, actor: User) -> None:
    """A short statement at once, a long one in the background."""
    association = statement.association
    if needs_background(association):
        start_job("dues.propose_matches", association=association, arguments={}, actor=actor)
    else:
        keep_proposals(association)


def needs_background(association: Association) -> bool:
    """Whether matching all that waits takes longer than somebody waits for a page."""
    waiting = StatementLine.objects.filter(association=association, state=StatementLine.State.OPEN)
    members = Member.objects.filter(association=association)
    return waiting.count() > LINES_AT_ONCE or members.count() > MEMBERS_AT_ONCE


def keep_proposals(
    association: Association, job: Job | None = None, members: Sequence[Payer] | None = None
) -> int:
    """Match all lines that wait, and keep with each what is proposed. How many are certain comes back."""
    lines = open_lines(association)
    found = {proposal.line: proposal for proposal in proposals(association, lines, members)}
    for line in lines:
        line.proposal = as_data(found[str(line.pk)])
    StatementLine.objects.bulk_update(lines, ["proposal"], batch_size=500)
    if job:
        report_progress(job, done=len(lines), total=len(lines))
    return sum(proposal.state == "certain" for proposal in found.values())


def book_certain(association: Association, job: Job | None = None, *, actor: User | None) -> int:
    """Match all lines that wait and book the certain ones; how many comes back. What is left keeps its proposal."""
    lines = {str(line.pk): line for line in open_lines(association)}
    members = payers(association)
    matched = proposals(association, list(lines.values()), members)
    certain = [one for one in matched if one.state == "certain"]
    booked = 0
    for start in range(0, len(certain), AT_ONCE):
        booked += _book_batch(association, certain[start : start + AT_ONCE], lines, actor=actor)
        if job:
            report_progress(job, done=min(start + AT_ONCE, len(certain)), total=len(certain))
    keep_proposals(association, members=members)
    return booked


@transaction.atomic
def _book_batch(
    association: Association,
    certain: Sequence[Proposal],
    lines: dict[str, StatementLine],
    *,
    actor: User | None,
) -> int:
    """The lines of this batch that still wait and whose notices are still open so far."""
    keys = {UUID(share.notice) for proposal in certain for share in proposal.shares}
    notices = hold_notices(association, _standing(keys))
    waiting = _waiting([proposal.line for proposal in certain])
    incoming = []
    for proposal in certain:
        one = _incoming(proposal, lines[proposal.line], notices) if proposal.line in waiting else None
        if one:
            lines[proposal.line].state = StatementLine.State.BOOKED
            lines[proposal.line].proposal = as_data(proposal)
            incoming.append(one)
            for key, amount in one.shares.items():
                notices[key].open -= amount  # type: ignore[attr-defined]  # with_open
    booked = [one.line for one in incoming if one.line]
    StatementLine.objects.bulk_update(booked, ["state", "proposal"])
    payments: list[Payment] = receive(association, incoming, actor=actor)
    record_all(
        "payment.booked",
        actor=actor,
        subjects=[
            (payment, {"amount": payment.amount, "line": str(payment.line_id)}) for payment in payments
        ],
    )
    return len(payments)


def _waiting(lines: Iterable[str]) -> set[str]:
    """Those of the lines that still wait; nobody else deals with them before this transaction ends."""
    held = StatementLine.objects.select_for_update().filter(pk__in=lines, state=StatementLine.State.OPEN)
    return {str(pk) for pk in held.order_by("pk").values_list("pk", flat=True)}


def _standing(keys: set[UUID]) -> set[UUID]:
    return set(DuesNotice.objects.standing().filter(pk__in=keys).values_list("pk", flat=True))


def _incoming(proposal: Proposal, line: StatementLine, notices: dict[UUID, DuesNotice]) -> Incoming | None:
    """None where something changed since the line was matched."""
    shares = {UUID(share.notice): share.amount for share in proposal.shares}
    if set(shares) - set(notices):
        return None
    try:
        require_payable(notices, shares.items())
    except RuleError:
        return None
    return of_line(line, shares, notices)


def of_line(line: StatementLine, shares: dict[UUID, int], notices: dict[UUID, DuesNotice]) -> Incoming:
    """The payment that a line is; its member where all notices are of one."""
    members = {notices[key].member_id for key in shares}
    return Incoming(
        on=line.on, amount=line.amount, payer=line.payer, account=line.account, remark=line.remark,
        member_id=members.pop() if len(members) == 1 else None, line=line, shares=shares,
    )  # fmt: skip
