"""What matching is given: the members with the names and numbers by which they pay, and the open notices."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from django.db.models import F

from guildhall.accounts.models import Association
from guildhall.dues.evidence import Payer
from guildhall.dues.matching import Movement, OpenNotice, Proposal, match
from guildhall.dues.models import DuesNotice, PayerAlias, StatementLine
from guildhall.members.models import Member

UNIT = ("organization__name_zh", "organization__name_en", "organization__short_zh", "organization__short_en")


def open_notices(association: Association) -> list[OpenNotice]:
    """Every notice of a current member of which something is open."""
    notices = DuesNotice.objects.filter(association=association, still_open__gt=0).standing()
    current = notices.exclude(member__state=Member.State.ENDED).order_by()
    fields = ("pk", "number", "member_id", "still_open", "year", "due_on")
    rows = current.values_list(*fields)
    return [
        OpenNotice(str(pk), number, str(member), owed, year, due_on)
        for pk, number, member, owed, year, due_on in rows
    ]


def payers(association: Association) -> list[Payer]:
    """Every member, former ones too, with what its payments may call it by."""
    names, accounts = _confirmed(association)
    rows = (
        Member.objects.filter(association=association)
        .order_by()
        .values_list("pk", "number", "organization__uscc", "person__name_zh", "person__name_en", *UNIT)
    )
    return [
        Payer(
            key=str(pk),
            number=number,
            names=tuple(filter(None, (zh, en, person_zh, person_en))),
            shorts=tuple(filter(None, shorts)),
            uscc=uscc or "",
            aliases=tuple(names[pk]),
            accounts=tuple(accounts[pk]),
        )
        for pk, number, uscc, person_zh, person_en, zh, en, *shorts in rows
    ]  # fmt: skip


def _confirmed(association: Association) -> tuple[defaultdict[Any, list[str]], defaultdict[Any, list[str]]]:
    names: defaultdict[Any, list[str]] = defaultdict(list)
    accounts: defaultdict[Any, list[str]] = defaultdict(list)
    known = PayerAlias.objects.filter(association=association).order_by("pk")
    for member, name, account in known.values_list("member_id", "name", "account"):
        if name:
            names[member].append(name)
        if account:
            accounts[member].append(account)
    return names, accounts


def proposals(
    association: Association, lines: Iterable[StatementLine], members: Sequence[Payer] | None = None
) -> list[Proposal]:
    """What each of the lines pays, as far as it can be told; see ``dues.matching``. ``members``: where just read."""
    movements = [
        Movement(str(line.pk), line.on, line.amount, line.payer, line.account, line.remark) for line in lines
    ]
    return match(movements, open_notices(association), members or payers(association)) if movements else []


def as_data(proposal: Proposal) -> dict[str, Any]:
    """A proposal as it is kept with its line."""
    return {
        "state": proposal.state,
        "score": proposal.score,
        "rest": proposal.rest,
        "shares": [asdict(share) for share in proposal.shares],
        "members": list(proposal.members),
        "reasons": [reason.as_data() for reason in proposal.reasons],
    }


def open_lines(association: Association) -> Sequence[StatementLine]:
    waiting = StatementLine.objects.filter(association=association, state=StatementLine.State.OPEN)
    return list(waiting.order_by(F("on"), "pk"))
