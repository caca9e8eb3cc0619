"""Key projects as a table that people fill in a spreadsheet program, and that reads back. Pure: rows in, projects out.

The first heading of each is what our own export writes in Chinese, the second in English; choices likewise.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from guildhall.chain.classes import Problem
from guildhall.core.dates import DateError, parse_stated, read_date
from guildhall.core.money import parse_amount
from guildhall.core.names import normal_name
from guildhall.core.sentences import Sentence, UnreadableError

Row = TypeVar("Row", bound=Hashable)
HEAD_ROWS = 15
HEADINGS = {
    "kind": ("类别", "kind", "项目类别"),
    "title_zh": ("项目名称（中文）", "title in chinese", "项目名称", "名称", "title"),
    "title_en": ("项目名称（英文）", "title in english"),
    "investor": ("投资方", "investor", "投资单位", "投资企业"),
    "place_zh": ("地点（中文）", "place in chinese", "地点", "建设地点", "place"),
    "place_en": ("地点（英文）", "place in english"),
    "chain": ("产业链", "industrial chain"),
    "segment": ("环节", "segment"),
    "step": ("对产业链的作用", "for the chain"),
    "amount": (
        "计划投资额（元）",
        "planned amount, yuan",
        "计划投资额",
        "总投资",
        "投资额",
        "planned amount",
    ),
    "stated_start": ("开工时间", "start of construction"),
    "stated_finish": ("投产时间", "start of production"),
    "responsible": ("责任人员", "responsible person", "责任人", "负责人"),
    "state": ("状态", "state", "项目状态", "进展阶段"),
    "ended_reason": ("终止原因", "why it ended"),
}
KINDS = {"key_project": ("重点项目", "key project", ""), "investment": ("招商引资", "investment promotion")}
STATES = {
    "lead": ("线索", "lead", ""),
    "negotiating": ("洽谈中", "negotiating", "洽谈"),
    "signed": ("已签约", "signed", "签约"),
    "under_construction": ("建设中", "under construction", "在建"),
    "in_production": ("已投产", "in production", "投产"),
    "ended": ("已终止", "ended", "终止"),
}
STEPS = {
    "": ("", "—"),
    "mend": ("补链", "mends a missing link"),
    "strengthen": ("强链", "strengthens a link"),
    "extend": ("延链", "extends the chain"),
}
NOTHING = ("", "未载明", "not stated", "不显示", "not shown")
LONGEST = {"title_zh": 200, "title_en": 200, "place_zh": 200, "place_en": 200, "ended_reason": 300}


@dataclass(frozen=True)
class Known(Generic[Row]):
    """What the table may name: by ``key_of`` its names; segments by ``key_of`` chain and segment together."""

    chains: Mapping[str, Row]
    segments: Mapping[tuple[str, str], Row]
    organizations: Mapping[str, Row]
    people: Mapping[str, Row]


@dataclass(frozen=True)
class ReadProject:
    """A project as it was read, with the row it stands in."""

    row: int
    details: dict[str, Any]


class _WrongError(Exception):
    def __init__(self, code: str, *told: str) -> None:
        super().__init__(code)
        self.code, self.told = code, told


def key_of(name: str) -> str:
    """How a name is looked up: without width, spaces and legal form."""
    return normal_name(name)


def read_projects(
    rows: Iterable[tuple[int, Sequence[str]]], known: Known[Row]
) -> tuple[list[ReadProject], list[Problem]]:
    """The projects below the headings, and what is wrong with any row."""
    waiting = iter(rows)
    places: dict[str, int] = {}
    for _count, (_number, cells) in zip(range(HEAD_ROWS), waiting, strict=False):
        places = _places(cells)
        if "title_zh" in places or "title_en" in places:
            break
    else:
        return [], [_problem(0, "no_headings")]
    read: list[ReadProject] = []
    wrong: list[Problem] = []
    for number, cells in waiting:
        given = {field: _cell(cells, places.get(field)) for field in HEADINGS}
        if any(given.values()):
            try:
                read.append(ReadProject(number, _details(given, known)))
            except _WrongError as problem:
                wrong.append(_problem(number, problem.code, *problem.told))
    if not read and not wrong:
        wrong.append(_problem(0, "no_rows"))
    return read, wrong


def _details(given: Mapping[str, str], known: Known[Row]) -> dict[str, Any]:
    if not (given["title_zh"] or given["title_en"]):
        raise _WrongError("no_title")
    details: dict[str, Any] = {name: given[name][:most] for name, most in LONGEST.items()}
    details |= {
        "kind": _choice(KINDS, given["kind"]),
        "step": _choice(STEPS, given["step"]),
        "state": _choice(STATES, given["state"]),
        "amount": _amount(given["amount"]),
        "stated_start": _day(given["stated_start"]),
        "stated_finish": _day(given["stated_finish"]),
        "responsible": _named(known.people, given["responsible"], "no_person"),
    }
    if details["state"] == "ended" and not details["ended_reason"]:
        raise _WrongError("no_reason")
    return details | _on_chain(given, known) | _investor(given["investor"], known)


def _on_chain(given: Mapping[str, str], known: Known[Row]) -> dict[str, Any]:
    chain = _named(known.chains, given["chain"], "no_chain")
    if given["segment"] in NOTHING:
        return {"chain": chain, "segment": None}
    segment = known.segments.get((key_of(given["chain"]), key_of(given["segment"])))
    if segment is None:
        raise _WrongError("no_segment", given["segment"])
    return {"chain": chain, "segment": segment}


def _investor(name: str, known: Known[Row]) -> dict[str, Any]:
    """The organization where it is known, else the name in the language that it is written in."""
    if name in NOTHING:
        return {}
    if found := known.organizations.get(key_of(name)):
        return {"investor": found}
    is_chinese = any("\u4e00" <= letter <= "\u9fff" for letter in name)
    return {"investor_zh" if is_chinese else "investor_en": name[:200]}


def _named(rows: Mapping[str, Row], name: str, code: str) -> Row | None:
    if name.casefold() in NOTHING:
        return None
    if found := rows.get(key_of(name)):
        return found
    raise _WrongError(code, name)


def _choice(choices: Mapping[str, tuple[str, ...]], said: str) -> str:
    for choice, words in choices.items():
        if said.casefold() in words:
            return choice
    raise _WrongError("no_choice", said)


def _amount(text: str) -> int | None:
    if text.casefold() in NOTHING:
        return None
    try:
        amount = parse_amount(text)
    except UnreadableError as unreadable:
        raise _WrongError("no_amount", text) from unreadable
    if amount <= 0:
        raise _WrongError("no_amount", text)
    return amount


def _day(text: str) -> str:
    """A stated date, as EDTF or as people write a day."""
    if text.casefold() in NOTHING:
        return ""
    try:
        return parse_stated(text).text
    except DateError:
        try:
            return read_date(text).isoformat()
        except DateError as unreadable:
            raise _WrongError("no_date", text) from unreadable


def _places(cells: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        bare = " ".join(cell.strip().casefold().strip("*").split())
        for field, names in HEADINGS.items():
            if bare in names:
                found.setdefault(field, place)
    return found


def _cell(cells: Sequence[str], place: int | None) -> str:
    return "" if place is None or place >= len(cells) else cells[place].strip().replace("\0", "")


SAID = {
    "no_headings": (
        "没有找到表头：需要“项目名称”一列。",
        "No headings were found: a column “title in Chinese” or “title in English” is needed.",
    ),
    "no_rows": ("表头下没有任何行。", "There are no rows below the headings."),
    "no_title": ("第{row}行：没有项目名称。", "Row {row}: the project has no title."),
    "no_reason": ("第{row}行：已终止的项目没有终止原因。", "Row {row}: it ended, and no reason is given."),
    "no_chain": ("第{row}行：没有产业链“{0}”。", "Row {row}: there is no chain “{0}”."),
    "no_segment": ("第{row}行：该产业链没有环节“{0}”。", "Row {row}: the chain has no segment “{0}”."),
    "no_person": (
        "第{row}行：没有登记人员“{0}”，请先登记。",
        "Row {row}: no person “{0}” is known. Add them first.",
    ),
    "no_choice": ("第{row}行：“{0}”不是可选的值。", "Row {row}: “{0}” is none of the choices."),
    "no_amount": ("第{row}行：“{0}”不是金额。", "Row {row}: “{0}” is no amount."),
    "no_date": (
        "第{row}行：“{0}”不是日期，请写作2026、2026-05或2026-05-01。",
        "Row {row}: “{0}” is no date. Write 2026, 2026-05 or 2026-05-01.",
    ),
}


def _problem(row: int, code: str, *told: str) -> Problem:
    zh, en = SAID[code]
    return Problem(row, code, Sentence(zh.format(*told, row=row), en.format(*told, row=row)))
