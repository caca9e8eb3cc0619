"""A charter profile: the rules of one association as data, read from and written to plain JSON.

{"key": "...", "name": {"zh": "...", "en": "..."}, "rules": {
    "bodies.council.quorum": {"value": "2/3", "operator": ">=", "base": "entitled", "confidence": "B",
                              "source": {"zh": "...", "en": "..."}}}}
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import Any

from guildhall.core.sentences import Sentence

Value = Fraction | int | str | tuple[str, ...]


class Operator(StrEnum):
    """以上 counts the number itself; 过半数 and 超过 do not."""

    AT_LEAST = ">="
    MORE_THAN = ">"


class Base(StrEnum):
    """What a threshold is a share of."""

    ENTITLED = "entitled"
    PRESENT = "present"
    ON_SITE = "on_site"
    ONLINE = "online"
    ISSUED = "issued"
    RETURNED = "returned"
    VALID = "valid"
    VOTED = "voted"  # for, against and abstaining
    CAST = "cast"  # for and against: abstentions are out of the base


class Way(StrEnum):
    """How votes are given."""

    SHOW_OF_HANDS = "show_of_hands"
    CONSENSUS = "consensus"  # applause and "no objections" too
    PAPER = "paper"
    NAMED_ELECTRONIC = "named_electronic"
    SECRET_ELECTRONIC = "secret_electronic"  # noqa: S105 - a way of voting, no password
    CORRESPONDENCE = "correspondence"


SECRET_WAYS = frozenset({Way.PAPER, Way.SECRET_ELECTRONIC})


class MeetingForm(StrEnum):
    """How a body comes together."""

    ON_SITE = "on_site"
    ONLINE = "online"
    HYBRID = "hybrid"
    CORRESPONDENCE = "correspondence"


class Confidence(StrEnum):
    """How well a rule of a preset is known."""

    A = "A"  # a law's text, read in full
    B = "B"  # an official text, read in part
    C = "C"  # one association's or one place's text


@dataclass(frozen=True)
class Threshold:
    """A share of a base that has to be reached (>=) or passed (>); exact, never a float."""

    value: Fraction
    operator: Operator
    base: Base

    def needed(self, base_count: int) -> int:
        """The smallest whole number that satisfies the operator for this size of the base."""
        share = self.value * base_count
        return ceil(share) if self.operator is Operator.AT_LEAST else floor(share) + 1


@dataclass(frozen=True)
class Rule:
    """One rule of a charter: its value, where it comes from and how sure that is.

    ``operator`` and ``base`` belong to thresholds only.
    """

    key: str
    value: Value
    source: Sentence
    confidence: Confidence
    operator: Operator | None = None
    base: Base | None = None
    note: Sentence | None = None

    @property
    def threshold(self) -> Threshold:
        """The rule as a threshold. TypeError where it is none, which the key's shape excludes."""
        if not isinstance(self.value, Fraction) or self.operator is None or self.base is None:
            raise TypeError(f"{self.key} is no threshold")
        return Threshold(self.value, self.operator, self.base)

    @property
    def number(self) -> int:
        """The rule as a whole number. TypeError where it is none, which the key's shape excludes."""
        if not isinstance(self.value, int):
            raise TypeError(f"{self.key} is no number")
        return self.value

    @property
    def words(self) -> tuple[str, ...]:
        """The rule as a list of words. TypeError where it is none, which the key's shape excludes."""
        if not isinstance(self.value, tuple):
            raise TypeError(f"{self.key} is no list of words")
        return self.value

    def as_data(self) -> dict[str, Any]:
        """Plain JSON; fractions as ``"2/3"``."""
        data: dict[str, Any] = {"value": _plain(self.value)}
        if self.operator and self.base:
            data |= {"operator": self.operator.value, "base": self.base.value}
        data |= {"source": self.source.as_data(), "confidence": self.confidence.value}
        return data | ({"note": self.note.as_data()} if self.note else {})


def _plain(value: Value) -> str | int | list[str]:
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, Fraction) else value


@dataclass(frozen=True)
class Profile:
    """All rules of one charter, sorted by key. Made by ``parse_profile``."""

    key: str
    name: Sentence
    rules: tuple[Rule, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Rule]:
        return {rule.key: rule for rule in self.rules}

    def rule(self, *keys: str) -> Rule | None:
        """The first of these rules that the charter has."""
        return next((self.by_key[key] for key in keys if key in self.by_key), None)

    def body_rule(self, body_kind: str, name: str) -> Rule | None:
        """A rule of this kind of body, or else of other bodies in general."""
        return self.rule(f"bodies.{body_kind}.{name}", f"bodies.other.{name}")

    def motion_rule(self, motion_kind: str, name: str) -> Rule | None:
        """A rule of this kind of motion, or else of ordinary motions."""
        return self.rule(f"motions.{motion_kind}.{name}", f"motions.ordinary.{name}")

    def as_data(self) -> dict[str, Any]:
        """Plain JSON that ``parse_profile`` reads back to an equal profile."""
        rules = {rule.key: rule.as_data() for rule in self.rules}
        return {"key": self.key, "name": self.name.as_data(), "rules": rules}
