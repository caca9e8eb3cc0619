"""What a line of a bank statement says about who pays and for what. Pure; built once over all members.

Everything is looked up, nothing compared one by one: numbers and names in dictionaries, misspelt names among
the few that share their rarest pairs of characters.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from guildhall.core.names import LEGAL_FORMS, check_uscc, normal_name

# How much each says by itself about who pays, of 70.
WEIGHT: dict[str, int] = {
    "notice_number": 50,
    "uscc": 50,
    "name": 50,
    "member_number": 45,
    "account": 45,
    "alias": 45,
    "named": 40,
    "short": 20,
    "similar": 15,
}
PIECE = re.compile(r"\d+|[A-Z]+|[^\W\d_A-Z]")
YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)\s*(?:年|度|-|/|\b)")
LABEL = re.compile(r"(?:会员(?:编)?号|会员证号|编号|会员|MEMBER|NO|NUMBER)[\W_]*(\d{2,12})(?!\d)")
SEPARATOR = re.compile(r"[\W_]+")
BRANCH = re.compile(r"[^\W\d_]{0,10}?(?:分公司|子公司|分行|办事处)")
# Behind these words, or a sign, a name begins.
BEFORE_NAMES = ("代", "为", "付", "替", "缴", "给", "由", "交", "司", "会员", "单位", "代表", "关于", "收")
LONGEST_NUMBER = 14
SHORTEST_NUMBER, SHORTEST_NAME = 4, 4
SURE_LENGTH = 6
RAREST, MOST_SHARING, SHARED_LEAST = 6, 400, 2
SIMILAR_LEAST, SIMILAR_APART = 80.0, 4.0


@dataclass(frozen=True)
class Payer:
    """A member as its payments may name it. ``aliases`` and ``accounts`` were confirmed by a treasurer before."""

    key: str
    number: str = ""
    names: tuple[str, ...] = ()
    shorts: tuple[str, ...] = ()
    uscc: str = ""
    aliases: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """One thing that a line says: about which member, in which words; ``notice`` where it names one."""

    kind: str
    member: str
    said: str
    notice: str = ""
    degree: int = 100


def plain(text: str) -> str:
    """Full and half width and capitals make no difference."""
    return unicodedata.normalize("NFKC", text).upper()


def plain_number(text: str) -> str:
    """A number by its letters, digits and characters only: ``会费〔2026〕12号`` is ``会费202612号``."""
    return "".join(PIECE.findall(plain(text)))


def whole_name(name: str) -> str:
    """A name with its legal form, by its letters, digits and characters only."""
    return "".join(character for character in plain(name).casefold() if character.isalnum())


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the name is written in full there, with its legal form, and is no part of another firm's name."""
    before = text[:start].rstrip()
    rest = text[end:]
    form = next((form for form in LEGAL_FORMS if rest.startswith(form)), "")
    is_whole = bool(form) or (text[start].isascii() and text[start].isalpha())
    is_free = not before or text[start - 1] == " " or before.endswith(BEFORE_NAMES)
    return is_whole and is_free and not BRANCH.match(rest[len(form) :])


def _likeness(one: str, other: str) -> float:
    """Of 100. One wrong character in a short name is as little as in a long one."""
    ratio = fuzz.ratio(one, other)
    return max(ratio, SIMILAR_LEAST) if Levenshtein.distance(one, other, score_cutoff=1) == 1 else ratio


def plain_account(text: str) -> str:
    return re.sub(r"[\s-]", "", plain(text))


def pairs(name: str) -> set[str]:
    return {name[place : place + 2] for place in range(len(name) - 1)}


@dataclass
class Book:
    """All members and the numbers of open notices, ready to be asked. ``notices`` are (number, key, member)."""

    payers: Sequence[Payer]
    notices: Iterable[tuple[str, str, str]]
    _numbers: dict[str, list[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(list))
    _names: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(dict))
    _aliases: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _accounts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _shorts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _starts: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for number, key, member in self.notices:
            self._numbers[plain_number(number)].append(("notice_number", key, member))
        for payer in self.payers:
            self._enter(payer)
        for name in [*self._names, *self._shorts]:
            self._starts[name[:3]].add(len(name))

    def _enter(self, payer: Payer) -> None:
        for kind, number in (("member_number", payer.number), ("uscc", payer.uscc)):
            if number:
                self._numbers[plain_number(number)].append((kind, "", payer.key))
        for name in payer.names:
            if bare := normal_name(name):
                self._names[bare].setdefault(payer.key, set()).add(whole_name(name))
        for names, into in ((payer.aliases, self._aliases), (payer.shorts, self._shorts)):
            for bare in filter(None, map(normal_name, names)):
                into[bare].add(payer.key)
        for account in payer.accounts:
            self._accounts[plain_account(account)].add(payer.key)

    def about(self, payer: str, account: str, remark: str) -> list[Evidence]:
        """All that the line says, in an order that does not depend on the members' order."""
        found = [*self._by_payer(payer, account), *self._in_remark(plain(f"{remark}"))]
        return sorted(
            set(found), key=lambda one: (-WEIGHT.get(one.kind, 0), -one.degree, one.member, one.notice)
        )

    def _by_payer(self, payer: str, account: str) -> Iterator[Evidence]:
        bare = normal_name(payer)
        yield from self._by_name(bare, payer)
        for member in self._aliases.get(bare, ()):
            yield Evidence("alias", member, payer)
        for member in self._accounts.get(plain_account(account), ()) if account else ():
            yield Evidence("account", member, account)
        code = plain_number(payer)
        if check_uscc(code) is None:
            yield from (Evidence("uscc", member, payer) for _k, _n, member in self._numbers.get(code, ()))
        if bare in self._shorts and len(bare) >= 2:
            yield from (Evidence("short", member, payer) for member in self._shorts[bare])
        if bare in self._names:
            yield from self._twins(bare, payer)
        elif bare not in self._aliases:
            yield from self._similar(bare, payer)

    def _by_name(self, bare: str, payer: str) -> Iterator[Evidence]:
        """The very name; one that differs in its legal form (有限公司, 股份有限公司) may be another firm's."""
        given = whole_name(payer)
        for member, fulls in self._names.get(bare, {}).items():
            is_same = given in fulls or bare in (given, *fulls)
            yield Evidence("name" if is_same else "similar", member, payer, degree=100 if is_same else 95)

    def _in_remark(self, remark: str) -> Iterator[Evidence]:
        pieces = PIECE.findall(remark)
        for start in range(len(pieces)):
            text = ""
            for piece in pieces[start : start + LONGEST_NUMBER]:
                text += piece
                if len(text) >= SHORTEST_NUMBER and text in self._numbers:
                    yield from self._numbered(text)
        for labelled in LABEL.findall(remark):
            for kind, notice, member in self._numbers.get(labelled, ()):
                yield Evidence(kind, member, labelled, notice)
        yield from self._named(remark)

    def _numbered(self, text: str) -> Iterator[Evidence]:
        """A number of few digits alone may be an amount or a year; it counts only behind a label."""
        if text.isdigit() and len(text) < SURE_LENGTH:
            return
        for kind, notice, member in self._numbers[text]:
            yield Evidence(kind, member, text, notice)

    def _named(self, remark: str) -> Iterator[Evidence]:
        """Names of members inside the remark, the longest first, each stretch once."""
        text = SEPARATOR.sub(" ", remark.casefold())
        place = 0
        while place < len(text) - SHORTEST_NAME + 1:
            lengths = self._starts.get(text[place : place + 3], ())
            stretches = (text[place : place + length] for length in sorted(lengths, reverse=True))
            name = next((one for one in stretches if len(one) >= SHORTEST_NAME and self._knows(one)), "")
            if name:
                kind = "named" if _stands_alone(text, place, place + len(name)) else "short"
                for member in self._names.get(name, ()):
                    yield Evidence(kind, member, name)
                for member in self._shorts.get(name, ()):
                    yield Evidence("short", member, name)
            place += len(name) or 1

    def _knows(self, name: str) -> bool:
        return name in self._names or name in self._shorts

    @cached_property
    def _sharing(self) -> dict[str, list[str]]:
        sharing: dict[str, list[str]] = defaultdict(list)
        for name in sorted({*self._names, *self._aliases}):
            for pair in pairs(name):
                sharing[pair].append(name)
        return sharing

    def _similar(self, bare: str, payer: str) -> Iterator[Evidence]:
        """The member whose name is written almost so; several where none stands out."""
        scored = [(_likeness(bare, name), name) for name in self._near(bare)]
        best = max((score for score, _name in scored), default=0.0)
        for score, name in scored:
            if score >= SIMILAR_LEAST and score > best - SIMILAR_APART:
                for member in {*self._names.get(name, ()), *self._aliases.get(name, ())}:
                    yield Evidence("similar", member, payer, degree=round(score))

    def _twins(self, bare: str, payer: str) -> Iterator[Evidence]:
        """Members whose name differs by one character: a slip of the pen would lead to the wrong one."""
        for name in self._near(bare):
            if Levenshtein.distance(bare, name, score_cutoff=1) == 1:
                yield from (Evidence("twin", member, payer) for member in self._names.get(name, ()))

    def _near(self, bare: str) -> list[str]:
        """The names that share some of the rarest pairs of characters."""
        if len(bare) < SHORTEST_NAME:
            return []
        known = sorted((pair for pair in pairs(bare) if pair in self._sharing), key=self._rarity)[:RAREST]
        shared = Counter(chain.from_iterable(self._sharing[pair][:MOST_SHARING] for pair in known))
        least = min(SHARED_LEAST, len(known))
        return [name for name, times in shared.items() if times >= least]

    def _rarity(self, pair: str) -> tuple[int, str]:
        return len(self._sharing[pair]), pair


def years_in(remark: str) -> frozenset[int]:
    """The years that a remark names: ``2025、2026年度会费``."""
    return frozenset(int(year) for year in YEAR.findall(plain(remark)))
