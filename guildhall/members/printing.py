"""A membership as the data that its certificate prints. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
Pair = Mapping[str, str]


def pair(zh: str, en: str) -> dict[str, str]:
    """A text in both languages, each standing in for the other where one is missing."""
    return {"zh": zh or en, "en": en or zh}


def in_chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def in_english(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def language_of(association: Pair) -> str:
    """Both languages where the association has a name in both."""
    if association["zh"] and association["en"]:
        return "both"
    return "zh" if association["zh"] else "en"


def certificate(
    *, association: Pair, holder: Pair, tier: Pair, number: str, on: date, body: Pair | None, resolution: str
) -> dict[str, Any]:
    """What the template ``certificate`` reads."""
    zh = f"自{in_chinese(on)}起为本会{tier['zh']}，会员编号{number}。特发此证。"
    en = f"is a member of this association ({tier['en']}) as of {in_english(on)}. Member number: {number}."
    if resolution:
        zh = f"经本会{body['zh'] if body else ''}决议（{resolution}），{zh}"
        en = f"{en} Resolution {resolution}" + (f" of the {body['en']}." if body else ".")
    return {"lang": language_of(association), "holder": holder, "text": {"zh": zh, "en": en}}


def facts(*, holder: Pair, tier: Pair, number: str, on: date) -> list[dict[str, Any]]:
    """What the public page of verification repeats."""
    return [
        {"label": {"zh": "会员", "en": "Member"}, "value": dict(holder)},
        {"label": {"zh": "会员编号", "en": "Member number"}, "value": number},
        {"label": {"zh": "会员级别", "en": "Tier"}, "value": dict(tier)},
        {"label": {"zh": "起始日期", "en": "Since"}, "value": {"zh": in_chinese(on), "en": in_english(on)}},
    ]
