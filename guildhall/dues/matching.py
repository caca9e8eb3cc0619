"""Which dues notices a payment pays, and why one thinks so. Pure: lines and notices in, proposals out.

Certain is only what names its payer beyond doubt and fits in exactly one way; that may be booked unseen. What
fits otherwise is proposed for a treasurer to decide, and between two that are equally good none is chosen. The
same lines and notices give the same proposals in whatever order they come.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import Literal

from guildhall.dues.evidence import WEIGHT, Book, Evidence, Payer, plain, years_in
from guildhall.dues.reasons import Reason, reason_of

State = Literal["certain", "proposed", "unclear", "unknown"]
MOST_COMBINED = 10
IDENTITY_MOST, EXACT, IN_PART, BEYOND = 70, 30, 15, 5
# Words by which a payment says that it is for something else.
OTHER_PURPOSES = (
    "培训",
    "展位",
    "参展",
    "会议费",
    "会务",
    "赞助",
    "捐",
    "广告",
    "房租",
    "租金",
    "押金",
    "保证金",
    "退款",
    "退回",
    "退费",
    "货款",
    "工资",
    "利息",
    "手续费",
    "报名",
    "餐",
    "住宿",
    "差旅",
    "刊物",
    "资料费",
    "评审费",
    "检测",
    "咨询费",
    "服务费",
    "TRAINING",
    "BOOTH",
    "SPONSOR",
    "DONATION",
    "RENT",
    "DEPOSIT",
    "INTEREST",
    "FEE",
    "FOR",
    "THE",
    "FORUM",
)
DUES_WORDS = ("会费", "会员费", "年费", "DUES", "MEMBERSHIP FEE")


@dataclass(frozen=True)
class OpenNotice:
    """A notice of which ``owed`` fen are still open."""

    key: str
    number: str
    member: str
    owed: int
    year: int
    due_on: date


@dataclass(frozen=True)
class Movement:
    """Money that came in, in fen."""

    key: str
    on: date
    amount: int
    payer: str = ""
    account: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Share:
    notice: str
    amount: int


@dataclass(frozen=True)
class Proposal:
    """``shares`` say what the payment pays; ``rest`` is what would stay on account. ``score`` is out of 100.

    Unclear: several fit equally well, they stand in ``members``. Unknown: nothing was recognised.
    """

    line: str
    state: State
    shares: tuple[Share, ...] = ()
    rest: int = 0
    score: int = 0
    members: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class _Fit:
    """How an amount falls on notices. ``ways`` counts the equally exact ones."""

    shares: tuple[Share, ...]
    kind: Literal["exact", "in_part", "beyond", "nothing"]
    ways: int = 1
    rest: int = 0


def match(
    movements: Iterable[Movement], notices: Sequence[OpenNotice], payers: Sequence[Payer]
) -> list[Proposal]:
    """A proposal for every movement, sorted by its key.

    Together the certain ones never pay more than is owed; each proposal alone neither. First each movement is
    judged by itself; then the better founded take their notices, and who comes too late is judged again by what
    is left.
    """
    book = Book(payers, [(notice.number, notice.key, notice.member) for notice in notices])
    judge = _Judge(book, notices)
    ordered = sorted(movements, key=lambda one: (one.on, one.key))
    first = [(judge.judged(one), one) for one in ordered]
    done: dict[str, Proposal] = {}
    for proposal, movement in sorted(first, key=lambda pair: (pair[0].state != "certain", -pair[0].score)):
        final = proposal if judge.has_left(proposal.shares) else judge.judged_again(movement)
        if final.state == "certain":
            judge.take(final.shares)
        done[movement.key] = final
    return [done[key] for key in sorted(done)]


class _Judge:
    def __init__(self, book: Book, notices: Sequence[OpenNotice]) -> None:
        self.book = book
        self.notices = {notice.key: notice for notice in notices}
        self.left = {notice.key: notice.owed for notice in notices}
        self.of_member: dict[str, list[OpenNotice]] = defaultdict(list)
        for notice in sorted(notices, key=lambda one: (one.due_on, one.year, one.key)):
            self.of_member[notice.member].append(notice)

    def has_left(self, shares: Iterable[Share]) -> bool:
        return all(self.left[share.notice] >= share.amount for share in shares)

    def take(self, shares: Iterable[Share]) -> None:
        for share in shares:
            self.left[share.notice] -= share.amount

    def judged_again(self, movement: Movement) -> Proposal:
        """By what is left. What another payment just paid makes a second one doubtful, never certain."""
        again = self.judged(movement)
        state: State = "proposed" if again.state == "certain" else again.state
        return replace(again, state=state, reasons=(*again.reasons, reason_of("paid_by_another")))

    def judged(self, movement: Movement) -> Proposal:
        evidence = self.book.about(movement.payer, movement.account, movement.remark)
        if not evidence:
            return Proposal(
                movement.key, "unknown", rest=movement.amount, reasons=(reason_of("nothing_found"),)
            )
        joint, choices = _who(evidence)
        if joint:
            return self._for(movement, joint, evidence)
        judged = [self._for(movement, [member], evidence) for member in choices]
        exact = [one for one in judged if one.shares and not one.rest and self._is_exact(one)]
        if len(exact) == 1:
            return replace(_doubtful(exact[0]), reasons=(*exact[0].reasons, reason_of("only_one_fits")))
        members = tuple(sorted(choices))
        reasons = (reason_of("several_fit", count=len(choices)),)
        return Proposal(movement.key, "unclear", rest=movement.amount, members=members, reasons=reasons)

    def _is_exact(self, proposal: Proposal) -> bool:
        return any(reason.code.startswith("exact") for reason in proposal.reasons)

    def _for(self, movement: Movement, members: Sequence[str], evidence: Sequence[Evidence]) -> Proposal:
        """What the payment pays if it is from these members."""
        about = [one for one in evidence if one.member in members and one.kind != "twin"]
        named = {one.notice for one in about if one.notice}
        open_ones = [
            replace(notice, owed=self.left[notice.key])
            for member in members
            for notice in self.of_member.get(member, ())
            if self.left[notice.key] > 0
        ]
        fit = _fit(movement.amount, open_ones, named, years_in(movement.remark))
        reasons = [reason_of(one.kind, said=one.said, degree=one.degree) for one in about]
        reasons += _amount_reasons(fit, movement.amount, open_ones)
        others = [
            one for one in evidence if one.member not in members and one.kind in ("name", "alias", "account")
        ]
        if others:
            reasons.append(reason_of("paid_by_other_member", said=others[0].said))
        is_other = _is_for_something_else(movement.remark)
        if is_other:
            reasons.append(reason_of("other_purpose"))
            fit = fit if fit.kind == "exact" else replace(fit, shares=())
        twins = [one for one in evidence if one.kind == "twin" and one.member not in members]
        if twins and {one.kind for one in about} == {"name"}:
            reasons.append(reason_of("twin"))
            others += twins
        sure = _is_sure(about, members, fit, named) and not others and not is_other
        return Proposal(
            line=movement.key,
            state="certain" if sure else "proposed" if fit.shares else "unclear",
            shares=fit.shares,
            rest=movement.amount - sum(share.amount for share in fit.shares),
            score=_score(about, members, fit),
            members=tuple(sorted(members)),
            reasons=tuple(dict.fromkeys(reasons)),
        )


def _doubtful(proposal: Proposal) -> Proposal:
    return replace(proposal, state="proposed") if proposal.state == "certain" else proposal


def _who(evidence: Sequence[Evidence]) -> tuple[list[str], list[str]]:
    """The members for whom the payment is together, or else those of whom it is one or the other.

    Whom the remark names goes before whose account the money came from: one firm pays for others. A number
    alone against the payer's own name may be mistyped: then it is one or the other.
    """
    designated = _members(evidence, "notice_number", "uscc", "member_number", "named")
    payers = _members(evidence, "name")
    if designated and payers and not set(designated) & set(payers):
        by_number = not _members(evidence, "uscc", "named")
        return ([], [*designated, *payers]) if by_number else (designated, [])
    if designated:
        return designated, []
    for kinds in (("name",), ("alias", "account"), ("short",), ("similar",)):
        found = _members(evidence, *kinds)
        if found:
            is_joint = len(found) == 1 or kinds == ("alias", "account")
            return (found, []) if is_joint else ([], found)
    return [], []


def _members(evidence: Iterable[Evidence], *kinds: str) -> list[str]:
    return sorted({one.member for one in evidence if one.kind in kinds})


def _fit(amount: int, notices: Sequence[OpenNotice], named: set[str], years: frozenset[int]) -> _Fit:
    """How the amount falls on the notices: on those named, else of the year named, else in the one exact way."""
    wanted = [notice for notice in notices if notice.key in named]
    of_years = [notice for notice in notices if notice.year in years]
    for chosen in (wanted, of_years, list(notices)):
        if chosen and sum(notice.owed for notice in chosen) == amount:
            return _Fit(_whole(chosen), "exact")
    pool = wanted or of_years or list(notices)
    exact = _exact_ways(amount, pool)
    if exact:
        return _Fit(_whole(exact[0]) if _are_of_one(exact) else (), "exact", len(exact))
    if not pool:
        return _Fit((), "nothing", rest=amount)
    shares = _oldest_first(amount, pool)
    rest = amount - sum(share.amount for share in shares)
    if not rest and len({notice.member for notice in pool}) > 1:
        return _Fit((), "in_part", rest=amount, ways=2)
    return _Fit(shares, "beyond" if rest else "in_part", rest=rest, ways=1 if len(pool) == 1 or rest else 2)


def _are_of_one(ways: Sequence[Sequence[OpenNotice]]) -> bool:
    """Whether the ways differ in the years paid only, not in whose notices they pay."""
    return len({frozenset(notice.member for notice in way) for way in ways}) == 1


def _whole(notices: Iterable[OpenNotice]) -> tuple[Share, ...]:
    return tuple(Share(notice.key, notice.owed) for notice in notices)


def _exact_ways(amount: int, notices: Sequence[OpenNotice]) -> list[tuple[OpenNotice, ...]]:
    """The sets of notices that are exactly paid, the smallest and oldest first; none looked for among many."""
    few = notices[:MOST_COMBINED]
    return [
        chosen
        for size in range(1, len(few) + 1)
        for chosen in combinations(few, size)
        if sum(notice.owed for notice in chosen) == amount
    ]


def _oldest_first(amount: int, notices: Iterable[OpenNotice]) -> tuple[Share, ...]:
    shares = []
    for notice in sorted(notices, key=lambda one: (one.due_on, one.year, one.key)):
        part = min(amount, notice.owed)
        if part > 0:
            shares.append(Share(notice.key, part))
            amount -= part
    return tuple(shares)


def _is_sure(about: Sequence[Evidence], members: Sequence[str], fit: _Fit, named: set[str]) -> bool:
    """Every member is beyond doubt, and the amount fits in exactly one way (or a named notice is paid in part)."""
    fits_once = fit.kind == "exact" and fit.ways == 1
    in_part = fit.kind == "in_part" and len(named) == 1 and len(fit.shares) == 1
    kinds: Mapping[str, set[str]] = defaultdict(set)
    for one in about:
        kinds[one.member].add(one.kind)
    return (fits_once or in_part) and all(_is_beyond_doubt(kinds[member]) for member in members)


def _is_beyond_doubt(kinds: set[str]) -> bool:
    """A number alone may be mistyped into another's; with a second sign it is not. Full names and codes are enough."""
    if kinds & {"name", "uscc", "named"}:
        return True
    signs = {"alias" if kind == "account" else kind for kind in kinds}
    return len(signs) > 1 and bool(signs & {"notice_number", "member_number", "alias"})


def _score(about: Sequence[Evidence], members: Sequence[str], fit: _Fit) -> int:
    """What speaks for the least certain of the members, and how well the amount fits."""
    weights = dict.fromkeys(members, 0)
    for kind, member in {(one.kind, one.member) for one in about}:
        weights[member] += WEIGHT[kind]
    amounts = {"exact": EXACT, "in_part": IN_PART, "beyond": BEYOND, "nothing": 0}
    weight = min(weights.values(), default=0)
    return min(IDENTITY_MOST, weight) + amounts[fit.kind] // fit.ways


def _amount_reasons(fit: _Fit, amount: int, notices: Sequence[OpenNotice]) -> list[Reason]:
    owed = sum(notice.owed for notice in notices)
    if fit.kind == "exact":
        code = "exact_several_ways" if fit.ways > 1 else "exact_sum" if len(fit.shares) > 1 else "exact"
        return [reason_of(code, count=fit.ways if fit.ways > 1 else len(fit.shares))]
    codes = {"in_part": "in_part", "beyond": "beyond", "nothing": "nothing_open"}
    return [reason_of(codes[fit.kind], amount=amount, owed=owed)]


def _is_for_something_else(remark: str) -> bool:
    text = plain(remark)
    return any(word in text for word in OTHER_PURPOSES) and not any(word in text for word in DUES_WORDS)
