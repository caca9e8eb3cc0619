"""Whether an entry may be submitted, by the call's rules. Pure: facts in, answers with their sentences out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from guildhall.core.sentences import Sentence


@dataclass(frozen=True)
class Rules:
    """What a call asks. 0 stands for no limit."""

    closes_at: datetime
    members_only: bool
    member_months: int
    entries_each: int
    needs_file: bool


@dataclass(frozen=True)
class Facts:
    """What is known when it is to be submitted. ``joined_on`` None: not stated."""

    now: datetime
    today: date
    is_member: bool
    joined_on: date | None
    submitted_before: int
    files: int


@dataclass(frozen=True)
class Answer:
    """What one rule says; ``code`` names the rule."""

    code: str
    ok: bool
    sentence: Sentence

    def as_data(self) -> dict[str, object]:
        return {"code": self.code, "ok": self.ok, "sentence": self.sentence.as_data()}


def check(rules: Rules, facts: Facts) -> Sequence[Answer]:
    """What each rule that holds for the call says, in a fixed order."""
    answers = [_in_time(rules, facts)]
    if rules.members_only:
        answers.append(_member(facts))
    if rules.member_months and facts.is_member:
        answers.append(_long_enough(rules, facts))
    if rules.entries_each:
        answers.append(_not_too_many(rules, facts))
    if rules.needs_file:
        answers.append(_with_file(facts))
    return answers


def months_between(start: date, end: date) -> int:
    """Whole months that passed from the one day to the other."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)


def _in_time(rules: Rules, facts: Facts) -> Answer:
    closes = rules.closes_at
    zh = f"{closes.year}年{closes.month}月{closes.day}日{closes:%H:%M}"
    en = f"{closes.day} {closes:%B %Y}, {closes:%H:%M}"
    if facts.now < closes:
        return Answer(
            "in_time", ok=True, sentence=Sentence(f"在截止时间{zh}之前。", f"Before the deadline, {en}.")
        )
    said = Sentence(f"申报已于{zh}截止。", f"Entries closed on {en}.")
    return Answer("in_time", ok=False, sentence=said)


def _member(facts: Facts) -> Answer:
    if facts.is_member:
        return Answer("member", ok=True, sentence=Sentence("申报者是会员。", "The entrant is a member."))
    said = Sentence(
        "只有会员可以申报；申报者今日不是会员。", "Only members may enter; the entrant is not one today."
    )
    return Answer("member", ok=False, sentence=said)


def _long_enough(rules: Rules, facts: Facts) -> Answer:
    asked = rules.member_months
    if facts.joined_on is None:
        said = Sentence(
            f"须入会满{asked}个月；入会日期未载明。",
            f"{asked} months of membership are asked for; since when is not stated.",
        )
        return Answer("member_months", ok=False, sentence=said)
    months = months_between(facts.joined_on, facts.today)
    said = Sentence(
        f"须入会满{asked}个月；已满{months}个月。",
        f"{asked} months of membership are asked for; it has been {months}.",
    )
    return Answer("member_months", ok=months >= asked, sentence=said)


def _not_too_many(rules: Rules, facts: Facts) -> Answer:
    said = Sentence(
        f"每个申报者最多{rules.entries_each}项；已提交{facts.submitted_before}项。",
        f"At most {rules.entries_each} entries each; {facts.submitted_before} were submitted.",
    )
    return Answer("entries_each", ok=facts.submitted_before < rules.entries_each, sentence=said)


def _with_file(facts: Facts) -> Answer:
    if facts.files:
        said = Sentence(f"已附{facts.files}个文件。", f"Files attached: {facts.files}.")
    else:
        said = Sentence("须附申报材料；尚未附文件。", "A file is needed; none is attached.")
    return Answer("needs_file", ok=facts.files > 0, sentence=said)
