"""The answer to a question about a rule, with the sentence that was applied."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from guildhall.core.sentences import Sentence
from guildhall.registry.rules.labels import BODIES, MOTIONS, POSTS, RULES, called
from guildhall.registry.rules.profile import Rule


@dataclass(frozen=True)
class Applied:
    """The rule that was applied and the figures it was applied to."""

    rule: Rule
    base_count: int | None = None
    needed: int | None = None
    got: int | str | None = None

    def as_data(self) -> dict[str, Any]:
        """Plain JSON: key, value, operator, base, base_count, needed, got, source, confidence."""
        rule = self.rule.as_data()
        return {
            "key": self.rule.key,
            "value": rule["value"],
            "operator": rule.get("operator"),
            "base": rule.get("base"),
            "base_count": self.base_count,
            "needed": self.needed,
            "got": self.got,
            "source": rule["source"],
            "confidence": rule["confidence"],
        }


@dataclass(frozen=True)
class Verdict:
    """Yes, no, or None where it cannot be told; a stable code; and the sentence for people.

    ``last_day`` is the last day on which it would still be in time, for rules that have one.
    """

    ok: bool | None
    code: str
    sentence: Sentence
    applied: Applied | None = None
    last_day: date | None = None

    def as_data(self) -> dict[str, Any]:
        """Plain JSON for the API and for snapshots."""
        return {
            "ok": self.ok,
            "code": self.code,
            "sentence": self.sentence.as_data(),
            "applied": self.applied.as_data() if self.applied else None,
            "last_day": self.last_day.isoformat() if self.last_day else None,
        }


def no_rule(kind: str, name: str) -> Verdict:
    """The charter profile is silent: nothing can be told, and people are told where to add the rule."""
    about, what = called(kind, BODIES, MOTIONS, POSTS), called(name, RULES)
    return Verdict(
        ok=None,
        code="no_rule",
        sentence=Sentence(
            f"章程规则没有规定{about.zh}的“{what.zh}”，请按本会章程补充。",
            f"The charter profile has no rule “{what.en}” for: {about.en}. Add it from your charter.",
        ),
    )
