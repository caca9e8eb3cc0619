"""A resolution as the data that its document prints."""

from datetime import date
from typing import Any

from guildhall.core.dates import long_date
from guildhall.core.sentences import Sentence
from guildhall.documents.blocks import blocks
from guildhall.meetings.models import Motion, Resolution
from guildhall.registry.rules.labels import WAYS

TOGETHER = Sentence("现场与线上结合", "in the room and online together")
Pair = dict[str, str]


def pair(zh: str, en: str) -> Pair:
    return {"zh": zh, "en": en}


def printed_resolution(resolution: Resolution) -> dict[str, Any]:
    """Titles, text, the vote with the sentence that was applied, and from when it is in force."""
    languages = [code for code in ("zh", "en") if getattr(resolution, f"title_{code}")]
    serial = pair(resolution.serial, resolution.serial)
    body, association = resolution.body, resolution.association
    return {
        "title_zh": resolution.title_zh,
        "title_en": resolution.title_en,
        "facts": [
            {"label": pair("决议编号", "Resolution"), "value": serial},
            {"label": pair("机构", "Body"), "value": pair(body.name_zh, body.name_en)},
            {"label": pair("通过日期", "Adopted"), "value": resolution.adopted_on.isoformat()},
            {"label": pair("效力", "In force"), "value": _in_force(resolution)},
        ],
        "data": {
            "lang": languages[0] if len(languages) == 1 else "both",
            "subtitle": _subtitle(resolution),
            "blocks": {
                code: blocks(getattr(resolution, f"text_{code}") or getattr(resolution, f"title_{code}"))
                for code in languages
            },
            "closing": [
                {
                    "kind": "facts",
                    "facts": [
                        *_vote(resolution.motion),
                        {"label": pair("效力", "In force"), "value": _in_force(resolution)},
                    ],
                }
            ],
            "issuer": pair(
                f"{association.name_zh}{body.name_zh}" if association.name_zh else "",
                f"{association.name_en}, {body.name_en}" if association.name_en else "",
            ),
            "date": resolution.adopted_on.isoformat(),
        },
    }


def _subtitle(resolution: Resolution) -> Pair:
    day, meeting = long_date(resolution.adopted_on), resolution.meeting
    name_zh, name_en = meeting.name_zh or meeting.name_en, meeting.name_en or meeting.name_zh
    return pair(
        f"{resolution.serial}（{day.zh}{name_zh}通过）",
        f"{resolution.serial} (adopted on {day.en}, {name_en})",
    )


def _vote(motion: Motion) -> list[dict[str, Any]]:
    """How it was decided: the way, the counts and the rule's sentence, as far as they are known."""
    facts: list[dict[str, Any]] = []
    way = TOGETHER if motion.way == Motion.Way.HYBRID else WAYS.get(motion.way)
    if way is not None:
        facts.append({"label": pair("表决方式", "Way of deciding"), "value": way.as_data()})
    if motion.verdict:
        facts.append({"label": pair("表决结果", "Vote"), "value": motion.verdict["sentence"]})
    elif motion.for_count is not None:
        counts = (motion.for_count, motion.against_count, motion.abstain_count)
        zh = "赞成{}票，反对{}票，弃权{}票".format(*counts)
        en = "{} for, {} against, {} abstaining".format(*counts)
        facts.append({"label": pair("表决结果", "Vote"), "value": pair(zh, en)})
    return facts


def _in_force(resolution: Resolution) -> Pair:
    begins, ends = resolution.in_force_from or resolution.adopted_on, resolution.in_force_to
    if ends is None:
        return pair(f"自{_zh(begins)}起施行", f"from {_en(begins)}")
    return pair(f"自{_zh(begins)}起施行，至{_zh(ends)}止", f"from {_en(begins)} to {_en(ends)}")


def _zh(day: date) -> str:
    return long_date(day).zh


def _en(day: date) -> str:
    return long_date(day).en
