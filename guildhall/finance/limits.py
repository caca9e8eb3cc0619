"""Who has to approve spending, and whether the budget has room for it. Pure: rules and amounts in, an answer out that
says which rule was applied."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guildhall.core.money import said_amount
from guildhall.core.sentences import Sentence
from guildhall.finance.ledger import Kind


class Level(StrEnum):
    """``HEAD`` decides for the branch, ``ASSOCIATION`` for the whole association (the secretary-general), ``COUNCIL``
    has resolved on it, with a number."""

    HEAD = "head"
    ASSOCIATION = "association"
    COUNCIL = "council"


@dataclass(frozen=True)
class Limits:
    """In force from a day: up to which amount, itself included, each level approves. None: without an upper limit."""

    from_on: date
    head_up_to: int
    association_up_to: int | None
    refuses_over_budget: bool = True


@dataclass(frozen=True)
class Answer:
    """Yes or no, a stable code, the sentence for people; for a question of approval also the level it needs."""

    ok: bool
    code: str
    sentence: Sentence
    level: Level | None = None


def level_needed(limits: Limits, *, kind: Kind, amount: int, is_branch: bool) -> Answer:
    """Which level approves money of this kind. What the association itself spends, allots or brings in is never
    approved by a branch's head."""
    said, day = said_amount(amount), _day(limits.from_on)
    if kind == Kind.EXPENSE and is_branch and amount <= limits.head_up_to:
        most = said_amount(limits.head_up_to)
        return Answer(
            ok=True,
            code="head",
            sentence=Sentence(
                f"{said.zh}，未超过分支机构负责人审批限额{most.zh}，由分支机构负责人审批（{day.zh}起施行）",
                f"{said.en} is within the {most.en} that the head of the branch approves (in force from {day.en})",
            ),
            level=Level.HEAD,
        )
    if limits.association_up_to is None or amount <= limits.association_up_to:
        return Answer(
            ok=True,
            code="association",
            sentence=_by_association(limits, said, day, is_branch=is_branch and kind == Kind.EXPENSE),
            level=Level.ASSOCIATION,
        )
    most = said_amount(limits.association_up_to)
    return Answer(
        ok=True,
        code="council",
        sentence=Sentence(
            f"{said.zh}，超过秘书长审批限额{most.zh}，须经理事会决议并登记决议文号（{day.zh}起施行）",
            f"{said.en} is above the {most.en} that the secretary-general approves: the council resolves on it, and the "
            f"number of its resolution is needed (in force from {day.en})",
        ),
        level=Level.COUNCIL,
    )


def _by_association(limits: Limits, said: Sentence, day: Sentence, *, is_branch: bool) -> Sentence:
    if is_branch:
        most = said_amount(limits.head_up_to)
        return Sentence(
            f"{said.zh}，超过分支机构负责人审批限额{most.zh}，由秘书长审批（{day.zh}起施行）",
            f"{said.en} is above the {most.en} that the head of the branch approves: the secretary-general does "
            f"(in force from {day.en})",
        )
    return Sentence(
        f"{said.zh}，由秘书长审批（{day.zh}起施行）",
        f"{said.en} is approved by the secretary-general (in force from {day.en})",
    )


def may_approve(needed: Answer, held: Collection[Level], resolution: str) -> Answer:
    """Whether somebody who holds these levels may approve what needs that one. ``COUNCIL`` is recorded by whoever
    decides for the association, with the resolution's number."""
    level = needed.level
    wanted = Level.ASSOCIATION if level == Level.COUNCIL else level
    if wanted not in held and not (wanted == Level.HEAD and Level.ASSOCIATION in held):
        return Answer(ok=False, code="above_limit", sentence=needed.sentence, level=level)
    if level == Level.COUNCIL and not resolution.strip():
        return Answer(ok=False, code="resolution_needed", sentence=needed.sentence, level=level)
    return Answer(ok=True, code=needed.code, sentence=needed.sentence, level=level)


def fits(limits: Limits, *, budgeted: int, used: int, amount: int, reason: str) -> Answer:
    """Whether the budget of a category has room for the amount; beyond it by the rules refused, or with a reason."""
    left, said = said_amount(budgeted - used), said_amount(amount)
    within = used + amount <= budgeted
    zh = f"预算{said_amount(budgeted).zh}，已用{said_amount(used).zh}，尚余{left.zh}，本次{said.zh}"
    en = f"{said_amount(budgeted).en} is budgeted, {said_amount(used).en} used, {left.en} left, and this is {said.en}"
    if within:
        return Answer(ok=True, code="within_budget", sentence=Sentence(zh, en))
    if limits.refuses_over_budget:
        return Answer(
            ok=False,
            code="over_budget",
            sentence=Sentence(f"{zh}：超出预算，不得支出", f"{en}: over the budget, which the rules refuse"),
        )
    if not reason.strip():
        return Answer(
            ok=False,
            code="over_budget_reason_needed",
            sentence=Sentence(
                f"{zh}：超出预算，须说明原因", f"{en}: over the budget, for which a reason is needed"
            ),
        )
    return Answer(ok=True, code="over_budget_with_reason", sentence=Sentence(zh, en))


def share_of(amount: int, percent: int) -> int:
    """The branch's share of dues that it collected, rounded down to whole fen."""
    return amount * percent // 100


def _day(day: date) -> Sentence:
    return Sentence(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%B %Y}")
