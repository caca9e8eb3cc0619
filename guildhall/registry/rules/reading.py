"""Reading a charter profile from plain JSON: every mistake is named by its path, in both languages."""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from guildhall.core.sentences import Sentence, UnreadableError
from guildhall.registry.rules.profile import (
    Base,
    Confidence,
    MeetingForm,
    Operator,
    Profile,
    Rule,
    Value,
    Way,
)

KEY = re.compile(r"[a-z][a-z0-9-]*")
WORD = re.compile(r"[a-z][a-z_]*")
SHARE = re.compile(r"[0-9]{1,6}/[0-9]{1,6}|[0-9]{1,6}")
MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
PERIODS = ("month", "quarter", "half_year", "year", "term")
NUMBER_LIMIT = 100_000
LONGEST_SHOWN = 60


class ProfileError(UnreadableError):
    """A charter profile that cannot be read: ``path`` is the place, ``sentence`` what is wrong there."""

    def __init__(self, path: str, zh: str, en: str) -> None:
        super().__init__(Sentence(f"章程规则“{path}”：{zh}", f"Charter rule “{path}”: {en}"))
        self.path = path


def _shown(given: object) -> str:
    return repr(given)[:LONGEST_SHOWN]


def _object(
    path: str, given: object, *, needs: set[str], may: frozenset[str] = frozenset()
) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise ProfileError(path, "应为一组名称和值。", "a group of names and values is expected.")
    missing, unknown = needs - set(given), {str(name) for name in given} - needs - may
    if missing:
        names = ", ".join(sorted(missing))
        raise ProfileError(path, f"缺少 {names}。", f"{names} is missing.")
    if unknown:
        names = ", ".join(sorted(unknown))
        raise ProfileError(path, f"不认识 {names}。", f"{names} is not known here.")
    return given


def _sentence(path: str, given: object) -> Sentence:
    texts = _object(path, given, needs={"zh", "en"})
    for language in ("zh", "en"):
        if not isinstance(texts[language], str) or not texts[language].strip():
            raise ProfileError(
                f"{path}.{language}", "应为文字，且不能为空。", "a text is expected and it may not be empty."
            )
    return Sentence(texts["zh"], texts["en"])


def _share(path: str, given: object) -> Fraction:
    text = str(given) if isinstance(given, int) and not isinstance(given, bool) else given
    if not isinstance(text, str) or not SHARE.fullmatch(text):
        raise ProfileError(
            path,
            f"份额须写成分数，如“2/3”；不能写成 {_shown(given)}。",
            f"a share is written as a fraction such as “2/3”, not as {_shown(given)}.",
        )
    top, _, bottom = text.partition("/")
    if bottom and not int(bottom):
        raise ProfileError(path, f"“{text}”的分母为零。", f"“{text}” divides by zero.")
    share = Fraction(int(top), int(bottom or 1))
    if share > 1:
        raise ProfileError(path, f"“{text}”大于全部。", f"“{text}” is more than the whole.")
    return share


def _number(path: str, given: object) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given <= NUMBER_LIMIT:
        raise ProfileError(
            path,
            f"应为不带小数的数；不能写成 {_shown(given)}。",
            f"a whole number is expected, not {_shown(given)}.",
        )
    return given


def _flag(path: str, given: object) -> bool:
    if not isinstance(given, bool):
        raise ProfileError(
            path,
            f"应为 true 或 false；不能写成 {_shown(given)}。",
            f"true or false is expected, not {_shown(given)}.",
        )
    return given


def _month_day(path: str, given: object) -> str:
    if not isinstance(given, str) or not MONTH_DAY.fullmatch(given):
        raise ProfileError(
            path,
            f"应为月-日，如“03-31”；不能写成 {_shown(given)}。",
            f"month-day such as “03-31” is expected, not {_shown(given)}.",
        )
    return given


def _one_of(*choices: str) -> Callable[[str, object], str]:
    def read(path: str, given: object) -> str:
        if not isinstance(given, str) or given not in choices:
            zh, en = "、".join(choices), ", ".join(choices)
            raise ProfileError(
                path,
                f"应为 {zh} 之一；不能写成 {_shown(given)}。",
                f"one of {en} is expected, not {_shown(given)}.",
            )
        return given

    return read


def _words(path: str, given: object) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(word, str) and word.strip() for word in given):
        raise ProfileError(path, "应为文字的列表。", "a list of words is expected.")
    if len(set(given)) != len(given):
        raise ProfileError(path, "列表中有重复。", "the list has something twice.")
    return tuple(given)


def _some_of(*choices: str) -> Callable[[str, object], tuple[str, ...]]:
    one = _one_of(*choices)

    def read(path: str, given: object) -> tuple[str, ...]:
        return tuple(one(f"{path}[{place}]", word) for place, word in enumerate(_words(path, given)))

    return read


# What a charter can say. ``*`` stands for a kind of body, motion or post.
SHAPES: Mapping[str, Callable[[str, object], Value]] = {
    "bodies.*.quorum": _share,
    "bodies.*.majority": _share,
    "bodies.*.meets_every": _one_of(*PERIODS),
    "bodies.*.term_years": _number,
    "bodies.*.extension_years": _number,
    "bodies.*.notice_days": _number,
    "bodies.*.correspondence": _one_of("never", "special", "yes"),
    "bodies.*.remote_counts": _flag,
    "bodies.*.proxies": _one_of("never", "written"),
    "bodies.*.proxies_max": _number,
    "bodies.*.vote_per": _one_of("unit", "person"),
    "bodies.*.size_min": _number,
    "bodies.*.size_max": _number,
    "bodies.*.size_odd": _flag,
    "bodies.*.largest_share": _share,
    "bodies.*.largest_share_of": _one_of("assembly", "council", "standing_council"),
    "bodies.*.needed_from": _number,
    "bodies.*.not_also": _words,
    "motions.*.quorum": _share,
    "motions.*.majority": _share,
    "motions.*.ways": _some_of(*Way),
    "motions.*.secret": _flag,
    "motions.*.recused_count": _flag,
    "motions.*.forms": _some_of(*MeetingForm),
    "motions.*.bodies": _words,
    "motions.*.told_within_days": _number,
    "motions.*.proxies": _one_of("never", "written"),
    "motions.*.contest": _one_of("equal", "more", "either"),
    "motions.*.excess_min": _share,
    "motions.*.write_ins": _flag,
    "motions.*.blank_is": _one_of("abstain", "against", "nothing"),
    "motions.*.second_round": _flag,
    "motions.*.scrutineers_min": _number,
    "motions.*.tellers_min": _number,
    "motions.*.counters_not_candidates": _flag,
    "posts.*.age_max": _number,
    "posts.*.age_counted": _one_of("completed_years", "to_the_day"),
    "posts.*.terms_max": _number,
    "posts.*.hired_without_limit": _flag,
    "posts.*.not_also": _words,
    "elections.starts_months_before": _number,
    "elections.audit_before": _flag,
    "dues.tiers_max": _number,
    "dues.fixed_amounts": _flag,
    "dues.disclosed_every": _one_of(*PERIODS),
    "dues.unpaid_years": _number,
    "branches.name_endings": _words,
    "branches.name_forbidden_endings": _words,
    "branches.name_forbidden_words": _words,
    "branches.own_bank_account": _flag,
    "branches.own_charter": _flag,
    "branches.own_dues": _flag,
    "branches.sub_branches": _flag,
    "branches.regional": _flag,
    "compliance.report_to_supervising_unit_by": _month_day,
    "compliance.report_to_registrar_by": _month_day,
    "compliance.registration_changes_within_days": _number,
}
THRESHOLDS = ("quorum", "majority")


def _shape(path: str) -> Callable[[str, object], Value]:
    parts = path.split(".")
    if len(parts) == 3 and WORD.fullmatch(parts[1]):
        parts[1] = "*"
    shape = SHAPES.get(".".join(parts)) if "*" not in path else None
    if shape is None:
        raise ProfileError(path, "没有这条规则。", "there is no such rule.")
    return shape


def _rule(path: str, given: object) -> Rule:
    shape = _shape(path)
    is_threshold = path.rsplit(".", 1)[-1] in THRESHOLDS
    needs = {"value", "source", "confidence"} | ({"operator", "base"} if is_threshold else set())
    data = _object(path, given, needs=needs, may=frozenset({"note"}))
    value = shape(f"{path}.value", data["value"])
    operator = base = None
    if is_threshold:
        operator = Operator(_one_of(*Operator)(f"{path}.operator", data["operator"]))
        base = Base(_one_of(*Base)(f"{path}.base", data["base"]))
        _refuse_unreachable(path, value, operator)
        if path.endswith(".quorum") and base is not Base.ENTITLED:
            raise ProfileError(
                f"{path}.base", "出席人数只能以应到人数为基数。", "a quorum is a share of those entitled."
            )
    return Rule(
        key=path,
        value=value,
        operator=operator,
        base=base,
        source=_sentence(f"{path}.source", data["source"]),
        confidence=Confidence(_one_of(*Confidence)(f"{path}.confidence", data["confidence"])),
        note=_sentence(f"{path}.note", data["note"]) if "note" in data else None,
    )


def _refuse_unreachable(path: str, value: Value, operator: Operator) -> None:
    if operator is Operator.MORE_THAN and value == 1:
        raise ProfileError(path, "不可能超过全部。", "more than the whole can never be reached.")
    if operator is Operator.AT_LEAST and value == 0:
        raise ProfileError(path, "不少于零不成其为门槛。", "at least nothing is no threshold.")


def parse_profile(data: object) -> Profile:
    """The profile that plain JSON describes.

    Refused with ProfileError, naming the path: an unknown rule, a missing part, a decimal where a fraction
    belongs, a share over the whole, a threshold that nothing or everything would meet, a text in one language.
    """
    given = _object("profile", data, needs={"key", "name", "rules"})
    if not isinstance(given["key"], str) or not KEY.fullmatch(given["key"]):
        raise ProfileError(
            "key", "应为小写字母、数字和连字符。", "small letters, digits and hyphens are expected."
        )
    if not isinstance(given["rules"], dict):
        raise ProfileError("rules", "应为一组规则。", "a group of rules is expected.")
    rules = (_rule(str(path), rule) for path, rule in given["rules"].items())
    return Profile(
        key=given["key"],
        name=_sentence("name", given["name"]),
        rules=tuple(sorted(rules, key=lambda rule: rule.key)),
    )
