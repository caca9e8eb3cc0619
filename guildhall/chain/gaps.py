"""What is to be done about a segment, said in both languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from guildhall.chain.figures import Stand, Standing
from guildhall.chain.models import Segment
from guildhall.core.sentences import Sentence
from guildhall.registry.models import Organization

MEND, STRENGTHEN, EXTEND = "mend", "strengthen", "extend"  # 补链 强链 延链
STEPS = {Standing.MISSING: MEND, Standing.SINGLE: STRENGTHEN, Standing.ENDS: EXTEND}
NAMED = 3
LABELS = {
    MEND: Sentence("断点（补链）", "Missing link"),
    STRENGTHEN: Sentence("独家供应（强链）", "Single source"),
    EXTEND: Sentence("可延伸（延链）", "Could go on"),
}


@dataclass(frozen=True)
class Gap:
    """What a chain lacks at a segment. ``step``: mend 补链, strengthen 强链, extend 延链."""

    segment: Segment
    step: str
    sentence: Sentence

    @property
    def pk(self) -> UUID:
        """A segment has one gap at most: pages find it by the segment."""
        return self.segment.pk

    @property
    def label(self) -> Sentence:
        return LABELS[self.step]


def gap_of(
    segment: Segment,
    stand: Stand[UUID],
    known: Mapping[UUID, Segment],
    firms: Sequence[Organization],
) -> Gap | None:
    """The gap at a segment, if it has one. ``firms``: who needs it and who serves it, for the sentence."""
    step = STEPS.get(stand.standing)
    if step is None:
        return None
    sayings = {MEND: _missing, STRENGTHEN: _single, EXTEND: _ends}
    return Gap(segment, step, sayings[step](segment, stand, known, firms))


def _missing(
    segment: Segment, stand: Stand[UUID], known: Mapping[UUID, Segment], firms: Sequence[Organization]
) -> Sentence:
    zh, en = _needed(stand, known)
    return Sentence(
        f"{zh}，协会内尚无单位供应“{_zh(segment)}”。", f"{en}; nobody here supplies “{_en(segment)}”."
    )


def _single(
    segment: Segment, stand: Stand[UUID], known: Mapping[UUID, Segment], firms: Sequence[Organization]
) -> Sentence:
    zh, en = _needed(stand, known)
    firm = firms[-1]
    return Sentence(
        f"{zh}，仅{firm.name_zh or firm.name_en}一家供应“{_zh(segment)}”。",
        f"{en}; only {firm.name_en or firm.name_zh} supplies “{_en(segment)}”.",
    )


def _ends(
    segment: Segment, stand: Stand[UUID], known: Mapping[UUID, Segment], firms: Sequence[Organization]
) -> Sentence:
    before = [known[pk] for pk in stand.fed_by]
    return Sentence(
        f"“{_listed_zh(before)}”已有单位，可向“{_zh(segment)}”延伸。",
        f"Firms here make “{_listed_en(before)}”; the chain could go on to “{_en(segment)}”.",
    )


def _needed(stand: Stand[UUID], known: Mapping[UUID, Segment]) -> tuple[str, str]:
    """By how many firms it is asked for, or by which segments."""
    if stand.said_by:
        firms = "1 firm needs it" if stand.said_by == 1 else f"{stand.said_by} firms need it"
        return f"{stand.said_by}家单位有需求", firms
    fed = [known[pk] for pk in stand.feeds]
    return f"“{_listed_zh(fed)}”需要", f"It is needed for “{_listed_en(fed)}”"


def _zh(segment: Segment) -> str:
    return segment.name_zh or segment.name_en


def _en(segment: Segment) -> str:
    return segment.name_en or segment.name_zh


def _listed_zh(segments: Sequence[Segment]) -> str:
    return "、".join(map(_zh, segments[:NAMED])) + ("等" if len(segments) > NAMED else "")


def _listed_en(segments: Sequence[Segment]) -> str:
    return ", ".join(map(_en, segments[:NAMED])) + (" …" if len(segments) > NAMED else "")
