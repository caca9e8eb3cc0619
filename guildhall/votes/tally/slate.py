"""Who stands on the ballot, what a ballot can say, and when it is invalid."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from guildhall.core.sentences import Sentence

FOR, AGAINST, ABSTAIN, BLANK = "F", "A", "S", "-"
MARKS = FOR + AGAINST + ABSTAIN + BLANK
MOTION_MARKS = ("for", "against", "abstain")
NAME_LIMIT = 60
DOTS = re.compile(r"\s*[·•‧・∙⋅]\s*")
SPACE_BESIDE_CHINESE = re.compile(r"(?<=[^\x00-\u02ff]) | (?=[^\x00-\u02ff])")


class BlankIs(StrEnum):
    """What it means where a voter put no mark. The charter's ``blank_is`` says it; abstaining is usual."""

    ABSTAIN = "abstain"
    AGAINST = "against"
    NOTHING = "nothing"


class ElectionBallot(NamedTuple):
    """One ballot: a letter per candidate in the order of the slate, and the names written in."""

    marks: str
    write_ins: tuple[str, ...] = ()


@dataclass(frozen=True)
class CandidateOnBallot:
    """One line of the ballot paper."""

    id: str
    name_zh: str
    name_en: str = ""

    @property
    def name(self) -> Sentence:
        return Sentence(self.name_zh or self.name_en, self.name_en or self.name_zh)


@dataclass(frozen=True)
class Slate:
    """The ballot paper: candidates in their order, how many seats there are, whether others may be written in.

    ValueError for less than one seat or for a candidate who stands on it twice.
    """

    candidates: tuple[CandidateOnBallot, ...]
    seats: int
    write_ins_allowed: bool = False
    blank_is: BlankIs = BlankIs.ABSTAIN

    def __post_init__(self) -> None:
        if self.seats < 1:
            raise ValueError(f"{self.seats} seats cannot be voted on")
        if len({candidate.id for candidate in self.candidates}) != len(self.candidates):
            raise ValueError("a candidate stands on the slate twice")

    @property
    def is_contested(self) -> bool:
        """More candidates than seats (差额); otherwise 等额."""
        return len(self.candidates) > self.seats

    @cached_property
    def names(self) -> frozenset[str]:
        """The candidates' names as they would be counted if somebody wrote them in."""
        names = (name for one in self.candidates for name in (one.name_zh, one.name_en))
        return frozenset(map(written_name, names)) - {""}

    @cached_property
    def marks(self) -> re.Pattern[str]:
        return re.compile(f"[{MARKS}]{{{len(self.candidates)}}}")


@dataclass(frozen=True)
class Fault:
    """Why a ballot is invalid."""

    code: str
    sentence: Sentence


# Looked for in this order. A name on the slate that is written in as well could be a second vote, a change of mind or
# a namesake: nobody can tell from the ballot, so nobody guesses. The page refuses it before it is cast.
FAULTS: Mapping[str, Sentence] = {
    "wrong_length": Sentence("选票上的记号与候选人数不符", "not one mark for each candidate"),
    "unknown_mark": Sentence("选票上有无法识别的记号", "a mark that cannot be read"),
    "write_ins_not_allowed": Sentence("本次选举不得另选他人", "a name written in where that is not allowed"),
    "write_in_unreadable": Sentence("另选他人的姓名空白或无法识别", "a name written in cannot be read"),
    "write_in_twice": Sentence("同一姓名另选了两次", "the same name written in twice"),
    "write_in_on_slate": Sentence(
        "另选他人栏填写了候选人的姓名，无法判断其意",
        "a candidate's name written in once more, so it is not clear",
    ),
    "too_many_marks": Sentence(
        "赞成（含另选他人）的人数多于应选名额",
        "more names marked for, write-ins included, than there are seats",
    ),
}


def written_name(name: str) -> str:
    """A name as write-ins are counted by, so that every way to write it is one name.

    Full and half width are the same (NFKC), what is invisible is dropped, so are spaces beside Chinese characters;
    dots between the parts of a name are ``·``, Latin letters are capitals as in a passport.
    """
    plain = unicodedata.normalize("NFKC", name)
    seen = "".join(" " if one.isspace() else one for one in plain if one.isspace() or _is_visible(one))
    spaced = DOTS.sub("·", " ".join(seen.split()))
    return unicodedata.normalize("NFKC", SPACE_BESIDE_CHINESE.sub("", spaced).upper())


def _is_visible(character: str) -> bool:
    return not unicodedata.category(character).startswith("C")


def fault_of(ballot: ElectionBallot, slate: Slate) -> Fault | None:
    """Why this ballot is invalid; None where it is valid. A blank ballot is valid."""
    code = fault_code(ballot.marks, ballot.write_ins, slate)
    return Fault(code, FAULTS[code]) if code else None


def fault_code(marks: str, write_ins: tuple[str, ...], slate: Slate) -> str:
    """The code of what is wrong with a ballot, the first in the order of ``FAULTS``; empty where it is valid."""
    if not slate.marks.fullmatch(marks):
        return "wrong_length" if len(marks) != len(slate.candidates) else "unknown_mark"
    wrong = _write_in_fault(write_ins, slate) if write_ins else ""
    if wrong:
        return wrong
    return "too_many_marks" if marks.count(FOR) + len(write_ins) > slate.seats else ""


def _write_in_fault(write_ins: tuple[str, ...], slate: Slate) -> str:
    if not slate.write_ins_allowed:
        return "write_ins_not_allowed"
    names = [written_name(name) for name in write_ins]
    if not all(0 < len(name) <= NAME_LIMIT for name in names):
        return "write_in_unreadable"
    if len(set(names)) != len(names):
        return "write_in_twice"
    return "" if slate.names.isdisjoint(names) else "write_in_on_slate"
