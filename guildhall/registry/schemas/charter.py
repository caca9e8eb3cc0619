from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import AfterValidator, Field, StringConstraints

from guildhall.registry.models import CharterProfile
from guildhall.registry.queries import RuleChange, RuleLine, version_changes
from guildhall.registry.rules import Base, Confidence, Operator
from guildhall.registry.schemas.fields import LongLine, SentenceOut, Short, Version, printable

Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500), AfterValidator(printable)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(printable)]
Whole = Annotated[int, Field(ge=0, le=100_000)]


class RuleOut(Schema):
    """A rule as data, and as people read it."""

    key: str
    label: SentenceOut
    sentence: SentenceOut
    value: Any
    operator: Operator | None
    base: Base | None
    source: SentenceOut
    confidence: Confidence

    @classmethod
    def of(cls, line: RuleLine) -> "RuleOut":
        data = line.rule.as_data()
        return cls(
            key=line.rule.key,
            label=SentenceOut.from_orm(line.label),
            sentence=SentenceOut.from_orm(line.value),
            value=data["value"],
            operator=line.rule.operator,
            base=line.rule.base,
            source=SentenceOut.from_orm(line.rule.source),
            confidence=line.rule.confidence,
        )


class CharterOut(Schema):
    """The rules in force on a day; ``version`` 0 where none was adopted and the preset holds."""

    version: int
    from_on: date | None
    profile: str
    name: SentenceOut
    rules: list[RuleOut]


class VersionOut(Schema):
    version: int
    preset: str
    from_on: date
    note: str


class RuleChangeOut(Schema):
    key: str
    sentence: SentenceOut


class VersionWithChangesOut(VersionOut):
    rules: dict[str, Any]
    changes: list[RuleChangeOut]

    @staticmethod
    def resolve_changes(version: CharterProfile) -> list[RuleChange]:
        return version_changes(version)


class SourceIn(Schema):
    zh: LongLine
    en: LongLine


class RuleIn(Schema):
    """The rule: a share is written ``"2/3"``, never as a decimal; ``operator`` and ``base`` belong to shares."""

    value: bool | Whole | Word | Annotated[list[Word], Field(max_length=50)]
    operator: Operator | None = None
    base: Base | None = None
    source: SourceIn
    confidence: Literal["A", "B", "C"] = "A"


class VersionIn(Schema):
    """``based_on`` is the number of the version you read: the slower of two is refused."""

    from_on: date
    note: Note = ""
    based_on: Version


class ChangeRuleIn(VersionIn):
    rule: RuleIn


class PreviewRuleIn(Schema):
    rule: RuleIn | None = None


class AdoptCharterIn(VersionIn):
    """Either a preset, or ``rules`` of your own in the form that ``charter/versions/{number}`` shows."""

    preset: Short = ""
    rules: dict[str, Any] | None = None
