"""Plans and letters as the data that document templates read."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from guildhall.commitments.models import Commitment, Letter, LetterParty, Plan
from guildhall.documents import pdf
from guildhall.documents.blocks import blocks

Pair = dict[str, str]
WIDTHS = [1.2, 8, 3.4, 2.6, 3.6, 2.4]


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
        (from_zh, from_en), (to_zh, to_en) = spelled(plan.from_on), spelled(plan.to_on)
        return pair(f"{from_zh}至{to_zh}", f"{from_en} to {to_en}")
    return ""


def _tables(items: list[Commitment]) -> list[dict[str, Any]]:
    """One table, or one for each course under its name."""
    tables: list[dict[str, Any]] = []
    courses = dict.fromkeys(item.course for item in items)
    for course in courses:
        if course is not None:
            runs = [{"text": " ".join(filter(None, [course.name_zh, course.name_en]))}]
            tables.append({"kind": "heading", "level": 1, "runs": runs})
        tables.append(_table([item for item in items if item.course == course]))
    return tables


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
    words = item.light.words
    not_stated = pair("未载明", "not stated")
    return [
        pair(item.content_zh, item.content_en),
        pair(*spelled(item.deadline)),
        named(item.responsible) or not_stated,
        named(item.lead),
        pair(words.zh, words.en),
    ]


def letter_data(letter: Letter, *, signed_on: date | None) -> dict[str, Any]:
    """A letter with its parties, targets and signatures; printed in both languages where both are there."""
    parties = list(letter.parties.select_related("person__organization", "signed_by"))
    return {
        "lang": _languages(letter),
        "parties": [{"role": _role(party), "name": named(party.person)} for party in parties],
        "facts": _term(letter),
        "blocks": pair_of_blocks(letter),
        "targets": [_target(one) for one in letter.targets.select_related("responsible")],
        "signatures": [_signature(party) for party in parties],
        "date": signed_on.isoformat() if signed_on else "",
    }


def letter_facts(letter: Letter) -> list[dict[str, Any]]:
    """What the public verification page repeats: the parties and the term, as the letter says them."""
    parties = letter.parties.select_related("person")
    return [*({"label": _role(one), "value": named(one.person)} for one in parties), *_term(letter)]


def pair_of_blocks(letter: Letter) -> dict[str, Any]:
    return {"zh": blocks(letter.text_zh), "en": blocks(letter.text_en)}


def _languages(letter: Letter) -> str:
    zh, en = bool(letter.title_zh), bool(letter.title_en)
    return "both" if zh and en else "zh" if zh else "en"


def _role(party: LetterParty) -> Pair:
    if party.role_zh or party.role_en:
        return pair(party.role_zh, party.role_en)
    return pair("签署人", "Signatory")


def _term(letter: Letter) -> list[dict[str, Any]]:
    if letter.from_on is None and letter.to_on is None:
        return []
    (from_zh, from_en), (to_zh, to_en) = spelled(letter.from_on), spelled(letter.to_on)
    return [{"label": pair("期限", "Term"), "value": pair(f"{from_zh}至{to_zh}", f"{from_en} to {to_en}")}]


def spelled(value: date | None) -> tuple[str, str]:
    """A date in Chinese and in English words."""
    if value is None:
        return "未载明", "not stated"
    return f"{value.year}年{value.month}月{value.day}日", f"{value.day} {value:%B %Y}"


def _target(one: Commitment) -> dict[str, Any]:
    return {
        "content": pair(one.content_zh, one.content_en),
        "measure": pair(one.measure_zh, one.measure_en),
        "deadline": one.deadline.isoformat() if one.deadline else None,
        "responsible": named(one.responsible),
    }


def _signature(party: LetterParty) -> dict[str, Any]:
    """Signed in the product: by whom and when. On paper: the day, and that the scan is kept."""
    signature = {"role": _role(party), "name": named(party.person)}
    if party.signed_at is None:
        return signature
    moment = party.signed_at.astimezone(party.association.zone).strftime("%Y-%m-%dT%H:%M")
    by = pair("（纸质签署，扫描件存档）", "(on paper, scan kept)") if party.scan_id else named(party.person)
    return signature | {"by": by, "signed_at": moment}


def letter_preview(letter: Letter) -> bytes:
    """How the letter will look, marked as a draft."""
    association = letter.association
    data = letter_data(letter, signed_on=None) | {
        "association": pair(association.name_zh, association.name_en),
        "title": pair(letter.title_zh, letter.title_en),
        "draft": not association.is_record,
    }
    return pdf.render("letter", data)
