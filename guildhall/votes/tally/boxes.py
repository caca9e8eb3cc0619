"""What a count brought, box by box - paper, hands, electronic - and all boxes together."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from guildhall.core.sentences import Sentence, UnreadableError
from guildhall.registry.rules import Tally, Way
from guildhall.registry.rules.counts import refuse_what_is_no_count
from guildhall.registry.rules.labels import WAYS, called
from guildhall.votes.tally.slate import BlankIs, Slate, written_name


class CountError(UnreadableError):
    """Figures that cannot be those of a count: ``code`` and ``sentence`` say what does not add up."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(Sentence(zh, en))
        self.code = code


@dataclass(frozen=True)
class Box:
    """The ballots of one way to vote. Hands are no ballots: issued and returned are None.

    ``invalid`` holds (code, number) in the order of the codes; of paper ballots the reason may not be known ("paper").
    """

    way: str
    issued: int | None = None
    returned: int | None = None
    invalid: tuple[tuple[str, int], ...] = ()

    def __post_init__(self) -> None:
        numbers = [number for _code, number in self.invalid]
        refuse_what_is_no_count(*(one for one in (self.issued, self.returned, *numbers) if one is not None))

    @property
    def valid(self) -> int | None:
        return (
            None if self.returned is None else self.returned - sum(number for _code, number in self.invalid)
        )

    @property
    def is_overfull(self) -> bool:
        """More ballots came out than were handed out: the vote is void."""
        return self.issued is not None and self.returned is not None and self.returned > self.issued

    def as_data(self) -> dict[str, Any]:
        return {
            "way": self.way,
            "issued": self.issued,
            "returned": self.returned,
            "valid": self.valid,
            "invalid": dict(self.invalid),
        }


def make_box(way: str, *, issued: int | None, returned: int | None, invalid: Mapping[str, int]) -> Box:
    """A box with its reasons in order, those that no ballot had left out."""
    reasons = tuple(sorted((code, number) for code, number in invalid.items() if number))
    return Box(str(way), issued, returned, reasons)


@dataclass(frozen=True)
class _Count:
    boxes: tuple[Box, ...]

    def _sum(self, figure: Callable[[Box], int | None]) -> int | None:
        """None as soon as one box has no ballots: a sum of ballots would leave the hands out."""
        figures = [figure(box) for box in self.boxes]
        known = [one for one in figures if one is not None]
        return sum(known) if known and len(known) == len(figures) else None

    @property
    def issued(self) -> int | None:
        return self._sum(lambda box: box.issued)

    @property
    def returned(self) -> int | None:
        return self._sum(lambda box: box.returned)

    @property
    def valid(self) -> int | None:
        return self._sum(lambda box: box.valid)

    @property
    def invalid(self) -> dict[str, int]:
        """How many ballots are invalid, by reason."""
        reasons: Counter[str] = Counter()
        for box in self.boxes:
            reasons.update(dict(box.invalid))
        return dict(sorted(reasons.items()))

    @property
    def overfull(self) -> Box | None:
        """The first box from which more came out than was handed out; only box by box can that be seen."""
        return next((box for box in self.boxes if box.is_overfull), None)

    def _ballots(self) -> dict[str, Any]:
        return {
            "issued": self.issued,
            "returned": self.returned,
            "valid": self.valid,
            "invalid": self.invalid,
            "boxes": [box.as_data() for box in self.boxes],
        }


@dataclass(frozen=True)
class MotionCount(_Count):
    """For, against and abstaining, of all valid ballots and hands."""

    votes: Tally

    def plus(self, other: "MotionCount") -> "MotionCount":
        return MotionCount(self.boxes + other.boxes, _added(self.votes, other.votes))

    def as_data(self) -> dict[str, Any]:
        """Plain JSON: for, against, abstain, issued, returned, valid, invalid by reason, boxes."""
        return _plain(self.votes) | self._ballots()


@dataclass(frozen=True)
class WrittenIn:
    """A name that voters wrote in, and by how many."""

    name: str
    votes: int


@dataclass(frozen=True)
class ElectionCount(_Count):
    """Per candidate in the order of the slate; names written in with most votes first, then by name."""

    votes: tuple[Tally, ...]
    write_ins: tuple[WrittenIn, ...] = ()

    def plus(self, other: "ElectionCount") -> "ElectionCount":
        if len(self.votes) != len(other.votes):
            raise ValueError("these boxes are not of the same slate")
        names = Counter({one.name: one.votes for one in self.write_ins})
        names.update({one.name: one.votes for one in other.write_ins})
        votes = tuple(_added(one, two) for one, two in zip(self.votes, other.votes, strict=True))
        return ElectionCount(self.boxes + other.boxes, votes, ranked(names))

    def as_data(self) -> dict[str, Any]:
        """Plain JSON: candidates in their order, write_ins by name, issued, returned, valid, invalid, boxes."""
        return {
            "candidates": [_plain(one) for one in self.votes],
            "write_ins": {one.name: one.votes for one in self.write_ins},
        } | self._ballots()


def _added(one: Tally, two: Tally) -> Tally:
    return Tally(one.for_ + two.for_, one.against + two.against, one.abstain + two.abstain)


def _plain(votes: Tally) -> dict[str, int]:
    return {"for": votes.for_, "against": votes.against, "abstain": votes.abstain}


def ranked(names: Mapping[str, int]) -> tuple[WrittenIn, ...]:
    """Names written in: most votes first, then by name."""
    given = (WrittenIn(name, votes) for name, votes in names.items() if votes)
    return tuple(sorted(given, key=lambda one: (-one.votes, one.name)))


AnyCount = TypeVar("AnyCount", MotionCount, ElectionCount)


def together(counts: Iterable[AnyCount]) -> AnyCount:
    """Several boxes as one count: as if all had been counted at once. IndexError where there is none."""
    in_order = sorted(counts, key=lambda count: [str(box) for box in count.boxes])
    whole = in_order[0]
    for count in in_order[1:]:
        whole = whole.plus(count)
    return whole


def counted_by_hand(votes: Tally, *, way: Way | str = Way.SHOW_OF_HANDS) -> MotionCount:
    """A show of hands as the teller counted it. No ballots, so nothing is issued, returned or invalid."""
    return MotionCount((Box(str(way)),), votes)


def entered_motion(
    votes: Tally, *, issued: int, returned: int, invalid: int = 0, way: Way | str = Way.PAPER
) -> MotionCount:
    """Paper ballots of a motion as the tellers entered them. CountError where the figures do not add up.

    More returned than issued is kept as entered: it makes the vote void, which ``decide_motion`` says.
    """
    box = make_box(way, issued=issued, returned=returned, invalid={"paper": invalid})
    _refuse_misfit(box, votes, Sentence("本议案", "this motion"), exact=True)
    return MotionCount((box,), votes)


def entered_election(
    slate: Slate,
    votes: Sequence[Tally],
    *,
    issued: int,
    returned: int,
    invalid: int = 0,
    write_ins: Mapping[str, int] | None = None,
    way: Way | str = Way.PAPER,
) -> ElectionCount:
    """Paper ballots of an election as the tellers entered them, per candidate in the order of the slate.

    CountError where the figures do not add up: a candidate's votes and the valid ballots, more votes for than the
    valid ballots can hold, a name written in that may not be. More returned than issued is kept as entered.
    """
    box = make_box(way, issued=issued, returned=returned, invalid={"paper": invalid})
    if len(votes) != len(slate.candidates):
        raise CountError(
            "candidates_missing", "并非每位候选人都有得票数。", "Not every candidate has figures."
        )
    for candidate, given in zip(slate.candidates, votes, strict=True):
        _refuse_misfit(box, given, candidate.name, exact=slate.blank_is is not BlankIs.NOTHING)
    names = _names(slate, write_ins or {}, box.valid or 0)
    marks = sum(one.for_ for one in votes) + sum(names.values())
    if marks > (box.valid or 0) * slate.seats:
        raise CountError(
            "too_many_votes",
            f"赞成票合计{marks}票，多于{box.valid}张有效选票可投的票数。",
            f"{marks} votes for in all are more than {box.valid} valid ballots can hold.",
        )
    return ElectionCount((box,), tuple(votes), ranked(names))


def _names(slate: Slate, write_ins: Mapping[str, int], valid: int) -> Counter[str]:
    names: Counter[str] = Counter()
    for name, votes in write_ins.items():
        refuse_what_is_no_count(votes)
        names[written_name(name)] += votes
    wrong = next((name for name in names if not name or name in slate.names or names[name] > valid), None)
    if names and not slate.write_ins_allowed:
        raise CountError(
            "write_ins_not_allowed", "本次选举不得另选他人。", "No names may be written in here."
        )
    if wrong is not None:
        raise CountError(
            "write_in_misfits",
            f"另选他人“{wrong}”不能这样计票：姓名空白、已是候选人，或票数多于有效选票。",
            f"“{wrong}” cannot be counted so: no name, a candidate, or more votes than valid ballots.",
        )
    return names


def _refuse_misfit(box: Box, votes: Tally, about: Sentence, *, exact: bool) -> None:
    valid = box.valid or 0
    if valid < 0:
        raise CountError(
            "more_invalid_than_returned",
            "无效选票多于收回选票。",
            "More ballots are invalid than were returned.",
        )
    if votes.total > valid or (exact and votes.total < valid):
        raise CountError(
            "votes_do_not_add_up",
            f"{about.zh}：赞成{votes.for_}、反对{votes.against}、弃权{votes.abstain}，合计{votes.total}，与有效选票{valid}张不符。",
            f"{about.en}: {votes.for_} for, {votes.against} against, {votes.abstain} abstaining make {votes.total},"
            f" not the {valid} valid ballots.",
        )


def differences(first: AnyCount, second: AnyCount) -> tuple[Sentence, ...]:
    """Where two tellers' counts of the same ballots differ, in words; empty where they agree."""
    one, two = _figures(first), _figures(second)
    found = [key for key in {**one, **two} if one.get(key) != two.get(key)]
    return tuple(_difference(key, one.get(key), two.get(key)) for key in found)


def _difference(about: Sentence, one: int | None, two: int | None) -> Sentence:
    zh, en = ("无" if one is None else one, "无" if two is None else two), (one or 0, two or 0)
    return Sentence(
        f"{about.zh}：一人记{zh[0]}，另一人记{zh[1]}", f"{about.en}: {en[0]} by one, {en[1]} by the other"
    )


def _figures(count: MotionCount | ElectionCount) -> dict[Sentence, int | None]:
    figures: dict[Sentence, int | None] = {}
    for box in count.boxes:
        way = called(box.way, WAYS)
        figures[Sentence(f"{way.zh}发出", f"{way.en}, issued")] = box.issued
        figures[Sentence(f"{way.zh}收回", f"{way.en}, returned")] = box.returned
        figures[Sentence(f"{way.zh}有效", f"{way.en}, valid")] = box.valid
    if isinstance(count, MotionCount):
        return figures | _votes(count.votes, Sentence("", ""))
    for number, votes in enumerate(count.votes, start=1):
        figures |= _votes(votes, Sentence(f"第{number}位候选人", f"candidate {number}, "))
    return figures | {
        Sentence(f"另选他人“{one.name}”", f"written in “{one.name}”"): one.votes for one in count.write_ins
    }


def _votes(votes: Tally, about: Sentence) -> dict[Sentence, int | None]:
    return {
        Sentence(f"{about.zh}赞成", f"{about.en}for"): votes.for_,
        Sentence(f"{about.zh}反对", f"{about.en}against"): votes.against,
        Sentence(f"{about.zh}弃权", f"{about.en}abstaining"): votes.abstain,
    }
