"""Plans and letters as the data that document templates read."""

from collections.abc import Iterable
from typing import Any

from guildhall.commitments.lights import Light
from guildhall.commitments.models import Commitment, Plan
from guildhall.documents import pdf

Pair = dict[str, str]
WIDTHS = [1, 8, 3, 2.5, 3.5, 2.5]


def pair(zh: str, en: str) -> Pair:
    return {"zh": zh, "en": en}


def named(row: Any) -> Pair | str:
    """A person's, unit's or body's name in both languages; empty is printed as not stated."""
    return pair(row.name_zh, row.name_en) if row is not None else ""


def language_of(code: str) -> str:
    return "zh" if code.lower().startswith("zh") else "en"


def plan_as_pdf(plan: Plan, items: Iterable[Commitment], *, language: str) -> bytes:
    """The plan as a table of content, deadline and responsible person (三落实), with today's lights."""
    shown = [item for item in items if item.state != Commitment.State.CANCELLED]
    return pdf.render("report", plan_data(plan, shown, language=language_of(language)))


def plan_data(plan: Plan, items: list[Commitment], *, language: str) -> dict[str, Any]:
    facts = [
        {"label": pair("机构", "Body"), "value": named(plan.body)},
        {"label": pair("期间", "Period"), "value": _period(plan)},
        {"label": pair("通过", "Adopted"), "value": plan.adopted_note},
    ]
    association = plan.association
    return {
        "lang": language,
        "association": pair(association.name_zh, association.name_en),
        "title": pair(plan.title_zh, plan.title_en),
        "subtitle": "" if plan.adopted_on else pair("（讨论稿）", "(draft for discussion)"),
        "draft": plan.takes_items and not association.is_record,
        "landscape": True,
        "facts": facts,
        "blocks": _tables(items),
        "date": plan.adopted_on.isoformat() if plan.adopted_on else "",
    }


def _period(plan: Plan) -> Pair | str:
    if plan.period_note_zh or plan.period_note_en:
        return pair(plan.period_note_zh, plan.period_note_en)
    if plan.from_on and plan.to_on:
        return f"{plan.from_on.isoformat()} – {plan.to_on.isoformat()}"
    return ""


def _tables(items: list[Commitment]) -> list[dict[str, Any]]:
    """One table, or one for each course under its name."""
    blocks: list[dict[str, Any]] = []
    courses = dict.fromkeys(item.course for item in items)
    for course in courses:
        if course is not None:
            runs = [{"text": " ".join(filter(None, [course.name_zh, course.name_en]))}]
            blocks.append({"kind": "heading", "level": 1, "runs": runs})
        blocks.append(_table([item for item in items if item.course == course]))
    return blocks


def _table(items: list[Commitment]) -> dict[str, Any]:
    head = [
        pair("序号", "No."),
        pair("工作内容", "Content"),
        pair("落实时间", "Deadline"),
        pair("责任人员", "Responsible"),
        pair("牵头单位", "Lead unit"),
        pair("状态", "State"),
    ]
    rows = [[str(place), *_row(item)] for place, item in enumerate(items, start=1)]
    return {"kind": "table", "head": head, "rows": rows, "widths": WIDTHS}


def _row(item: Commitment) -> list[Pair | str]:
    words = Light(item.light).words  # type: ignore[attr-defined] # annotated by the query
    not_stated = pair("未载明", "not stated")
    return [
        pair(item.content_zh, item.content_en),
        item.deadline.isoformat() if item.deadline else not_stated,
        named(item.responsible) or not_stated,
        named(item.lead),
        pair(words.zh, words.en),
    ]
