"""How far a joint project has come, exactly. Pure: figures and days in, fractions and sentences out.

A measured value is judged on the way from the baseline to the target, whether higher or lower is better::

    progress = (value - baseline) / (target - baseline)

so it is 0 at the baseline, 1 at the target, more than 1 beyond it and less than 0 on the wrong side. What is to be
expected of a day lies on the straight line from the day of the baseline to the target date.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from guildhall.core.sentences import Sentence


class Way(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


class Standing(StrEnum):
    """What a measurement says: against the target, and before its date against the straight line."""

    NOT_MEASURED = "not_measured"
    REACHED = "reached"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    MISSED = "missed"


COLOURS = {
    Standing.NOT_MEASURED: "grey",
    Standing.REACHED: "green",
    Standing.ON_TRACK: "green",
    Standing.BEHIND: "amber",
    Standing.MISSED: "red",
}
WORDS = {
    Standing.NOT_MEASURED: Sentence(zh="尚未测量", en="Not measured yet"),
    Standing.REACHED: Sentence(zh="已达目标", en="Target reached"),
    Standing.ON_TRACK: Sentence(zh="符合预期", en="On track"),
    Standing.BEHIND: Sentence(zh="落后于预期", en="Behind"),
    Standing.MISSED: Sentence(zh="未达目标", en="Target missed"),
}


class NoWayError(ValueError):
    """Baseline and target do not make a way: they are equal, or lie against the direction. ``sentence`` says it."""

    def __init__(self, code: str, sentence: Sentence) -> None:
        super().__init__(sentence.en)
        self.code, self.sentence = code, sentence


def require_way(baseline: Decimal, target: Decimal, way: Way) -> None:
    """Refused with NoWayError: a target equal to the baseline, or on the wrong side of it."""
    if target == baseline:
        raise NoWayError(
            "no_way",
            Sentence(
                "目标值与基期值相同，无从衡量进展。",
                "The target equals the baseline: there is nothing to measure.",
            ),
        )
    if (target > baseline) != (way == Way.UP):
        raise NoWayError(
            "against_the_direction",
            Sentence(
                f"指标以{'高' if way == Way.UP else '低'}为优，目标值须{'高' if way == Way.UP else '低'}于基期值。",
                f"{'Higher' if way == Way.UP else 'Lower'} is better: the target must lie "
                f"{'above' if way == Way.UP else 'below'} the baseline.",
            ),
        )


def progress(baseline: Decimal, target: Decimal, value: Decimal) -> Fraction:
    """The share of the way from baseline to target, exactly. Refused where there is no way."""
    if target == baseline:
        require_way(baseline, target, Way.UP)
    return (Fraction(value) - Fraction(baseline)) / (Fraction(target) - Fraction(baseline))


def expected(start: date, due: date, on: date) -> Fraction:
    """The share of the way that a straight line has covered on that day: 0 up to the start, 1 from the target date."""
    if on >= due:
        return Fraction(1)
    if on <= start:
        return Fraction(0)
    return Fraction((on - start).days, (due - start).days)


def expected_value(baseline: Decimal, target: Decimal, share: Fraction) -> Fraction:
    """The value at that share of the way."""
    return Fraction(baseline) + (Fraction(target) - Fraction(baseline)) * share


def standing(covered: Fraction | None, share: Fraction) -> Standing:
    """What progress says beside the expected share; an expected share of 1 means that the target date has come."""
    if covered is None:
        return Standing.NOT_MEASURED
    if covered >= 1:
        return Standing.REACHED
    if share >= 1:
        return Standing.MISSED
    return Standing.ON_TRACK if covered >= share else Standing.BEHIND


def percent(share: Fraction) -> str:
    """``83.3%``: rounded half away from nothing to a tenth, but 100% only for the whole and 0% only for nothing."""
    tenths = round_half_up(abs(share) * 1000)
    if tenths == 1000 and abs(share) != 1:
        tenths = 999 if abs(share) < 1 else 1001
    if tenths == 0 and share != 0:
        tenths = 1
    sign = "-" if share < 0 else ""
    whole, rest = divmod(tenths, 10)
    return f"{sign}{whole}.{rest}%" if rest else f"{sign}{whole}%"


def round_half_up(value: Fraction) -> int:
    """The nearest whole number of what is not negative; a half goes up."""
    return int(value + Fraction(1, 2))


def plain(value: Decimal) -> str:
    """A figure without zeros that say nothing: ``12.50`` is ``12.5``, ``120.000`` is ``120``."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True)
class Goal:
    """What a project set out to reach, in which unit (in both languages), between which days."""

    baseline: Decimal
    target: Decimal
    start: date
    due: date
    unit: Sentence


@dataclass(frozen=True)
class Measured:
    """A value that counts, and the day on which it was measured."""

    on: date
    value: Decimal


@dataclass(frozen=True)
class Result:
    """Where a project stands: the last value that counts, its share of the way, what was to be expected of its day."""

    measured: Measured | None
    covered: Fraction | None
    share: Fraction
    standing: Standing

    @property
    def percent(self) -> str | None:
        return None if self.covered is None else percent(self.covered)

    @property
    def colour(self) -> str:
        return COLOURS[self.standing]

    @property
    def words(self) -> Sentence:
        return WORDS[self.standing]


def result(goal: Goal, measurements: Sequence[Measured], today: date) -> Result:
    """Where it stands by the latest measurement that counts.

    Judged by what was to be expected of the day of the measurement; once the target date has passed, by the target.
    """
    if not measurements:
        return Result(None, None, expected(goal.start, goal.due, today), Standing.NOT_MEASURED)
    last = max(measurements, key=lambda one: one.on)
    covered = progress(goal.baseline, goal.target, last.value)
    share = Fraction(1) if today >= goal.due else expected(goal.start, goal.due, last.on)
    return Result(last, covered, share, standing(covered, share))


def sentence(goal: Goal, found: Result) -> Sentence:
    """Where it stands, in words, with the figures that say so."""
    way = Sentence(
        f"基期值{_with(goal, goal.baseline, 'zh')}，目标值{_with(goal, goal.target, 'zh')}",
        f"from {_with(goal, goal.baseline, 'en')} to {_with(goal, goal.target, 'en')}",
    )
    if found.measured is None or found.covered is None:
        return Sentence(f"{way.zh}；尚无经确认的测量结果。", f"{way.en}; no measurement is confirmed yet.")
    value, on = found.measured.value, found.measured.on
    return Sentence(
        f"{on.isoformat()}测得{_with(goal, value, 'zh')}（{way.zh}），完成{percent(found.covered)}，"
        f"应完成{percent(found.share)}：{found.words.zh}。",
        f"{_with(goal, value, 'en')} on {on.isoformat()} ({way.en}): {percent(found.covered)} of the way, "
        f"{percent(found.share)} expected: {found.words.en.lower()}.",
    )


def measure_text(indicator: Sentence, goal: Goal) -> Sentence:
    """What counts as done: the indicator from its baseline to its target."""
    return Sentence(
        f"{indicator.zh}：由{_with(goal, goal.baseline, 'zh')}到{_with(goal, goal.target, 'zh')}",
        f"{indicator.en}: from {_with(goal, goal.baseline, 'en')} to {_with(goal, goal.target, 'en')}",
    )


def _with(goal: Goal, value: Decimal, language: str) -> str:
    """The figure with its unit as each language writes it."""
    unit = goal.unit.in_language(language)
    space = "" if language == "zh" or unit.startswith("%") or not unit else " "
    return f"{plain(value)}{space}{unit}"
