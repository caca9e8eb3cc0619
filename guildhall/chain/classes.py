"""Classes of industry out of the rows of a file, as published classifications come. Pure: rows in, classes out.

Headings are Chinese or English. The class above is the one that a column names, else the one with the longest code
that the code begins with (``13`` above ``131``); digits without any such code belong to the single letter before them,
as in GB/T 4754 (``C``, ``13``, ``131``). The code may stand in a column of its level (``LEVELS``).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from guildhall.core.sentences import Sentence

HEADINGS = {
    "code": ("代码", "编码", "类别代码", "行业代码", "分类代码", "code", "class code", "industry code", "id"),
    "name_zh": ("中文名称", "名称（中文）", "类别名称（中文）", "name in chinese", "chinese name", "name_zh"),
    "name_en": ("英文名称", "名称（英文）", "类别名称（英文）", "name in english", "english name", "name_en"),
    "name": (
        "名称",
        "类别名称",
        "行业名称",
        "分类名称",
        "类别",
        "name",
        "title",
        "class",
        "industry",
        "label",
    ),
    "parent": ("上级代码", "父级代码", "上级", "父代码", "上级编码", "parent", "parent code", "broader"),
    "about_zh": ("说明", "中文说明", "注释", "内容", "说明（中文）", "note in chinese", "about_zh"),
    "about_en": ("英文说明", "说明（英文）", "description", "notes", "includes", "note", "about_en"),
}
# A column for each level, of which a row fills one, as the printed tables of GB/T 4754 have them.
LEVELS = ("门类", "大类", "中类", "小类")
HEAD_ROWS = 15
LIMITS = {"code": 20, "name_zh": 200, "name_en": 200}
LONGEST_ABOUT = 20_000
HAN = re.compile("[\u3400-\u9fff]")
SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class ReadClass:
    """A class as it was read, with the row it stands in; ``parent`` is the code of the class above, or empty."""

    row: int
    code: str
    parent: str
    name_zh: str
    name_en: str
    about_zh: str = ""
    about_en: str = ""


@dataclass(frozen=True)
class Problem:
    """What is wrong with a row, and what to do."""

    row: int
    code: str
    sentence: Sentence


def read_classes(rows: Iterable[tuple[int, Sequence[str]]]) -> tuple[list[ReadClass], list[Problem]]:
    """The classes below the headings, in their order, and everything that is wrong with any row.

    Rows without any of code and name (blank lines, remarks) are passed over.
    """
    waiting = iter(rows)
    places: dict[str, int] = {}
    for _count, (_number, cells) in zip(range(HEAD_ROWS), waiting, strict=False):
        places = _places(cells)
        if "code" in places and places.keys() & {"name", "name_zh", "name_en"}:
            break
    else:
        return [], [_problem(0, "no_headings")]
    read: list[ReadClass] = []
    wrong: list[Problem] = []
    for number, cells in waiting:
        one = _class(number, cells, places)
        if one.code or one.name_zh or one.name_en:
            read.append(one)
            wrong += _faults(one)
    if not read:
        wrong.append(_problem(0, "no_rows"))
    wrong += _doubles(read)
    placed = _with_parents(read)
    wrong += _lost(placed) + _loops(placed)
    return placed, sorted(wrong, key=lambda one: one.row)


def _places(cells: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        bare = SPACES.sub(" ", cell.strip().casefold().strip("*"))
        if bare in LEVELS:
            found[bare] = place
            found.setdefault("code", place)
        for field, names in HEADINGS.items():
            if bare in names or SPACES.sub("", bare) in names:
                found.setdefault(field, place)
    return found


def _cell(cells: Sequence[str], place: int | None) -> str:
    return cells[place].strip().replace("\0", "") if place is not None and place < len(cells) else ""


def _class(number: int, cells: Sequence[str], places: Mapping[str, int]) -> ReadClass:
    given = {field: _cell(cells, place) for field, place in places.items()}
    name = SPACES.sub(" ", given.get("name", ""))
    is_chinese = bool(HAN.search(name))
    about_zh, about_en = given.get("about_zh", ""), given.get("about_en", "")
    if about_zh and not about_en and not HAN.search(about_zh):
        about_zh, about_en = "", about_zh
    elif about_en and not about_zh and HAN.search(about_en):
        about_zh, about_en = about_en, ""
    levels = [given[level] for level in LEVELS if given.get(level)]
    return ReadClass(
        number,
        _code(levels[-1] if levels else given.get("code", "")),
        _code(given.get("parent", "")),
        given.get("name_zh") or (name if is_chinese else ""),
        given.get("name_en") or ("" if is_chinese else name),
        about_zh[:LONGEST_ABOUT],
        about_en[:LONGEST_ABOUT],
    )


def _code(text: str) -> str:
    return SPACES.sub("", text).upper()


def _faults(one: ReadClass) -> list[Problem]:
    wrong = []
    if not one.code:
        wrong.append(_problem(one.row, "no_code", one.name_zh or one.name_en))
    if not (one.name_zh or one.name_en):
        wrong.append(_problem(one.row, "no_name", one.code))
    wrong += [
        _problem(one.row, "too_long", str(most))
        for field, most in LIMITS.items()
        if len(getattr(one, field)) > most
    ]
    return wrong


def _doubles(read: Sequence[ReadClass]) -> list[Problem]:
    first: dict[str, int] = {}
    return [
        _problem(one.row, "twice", one.code, str(first[one.code]))
        for one in read
        if one.code and first.setdefault(one.code, one.row) != one.row
    ]


def _with_parents(read: Sequence[ReadClass]) -> list[ReadClass]:
    """A stated class above stays; else the longest code that begins this one, else the last letter before it."""
    codes = {one.code for one in read}
    placed, section = [], ""
    for one in read:
        if one.code.isalpha() and len(one.code) == 1:
            section = one.code
        parent = one.parent or _prefix(one.code, codes)
        if not parent and one.code.isdecimal():
            parent = section
        placed.append(replace(one, parent=parent))
    return placed


def _prefix(code: str, codes: set[str]) -> str:
    for length in range(len(code) - 1, 0, -1):
        start = code[:length].rstrip(".-/")
        if start in codes and start != code:
            return start
    return ""


def _lost(placed: Sequence[ReadClass]) -> list[Problem]:
    codes = {one.code for one in placed}
    return [
        _problem(one.row, "no_parent", one.parent) for one in placed if one.parent and one.parent not in codes
    ]


def _loops(placed: Sequence[ReadClass]) -> list[Problem]:
    above = {one.code: one.parent for one in placed}
    wrong, sound = [], set[str]()
    for one in placed:
        way, code = [], one.code
        while code and code in above and code not in sound and code not in way:
            way.append(code)
            code = above[code]
        if code in way:
            wrong.append(_problem(one.row, "loop", one.code))
        else:
            sound.update(way)
    return wrong


SAID = {
    "no_headings": (
        "没有找到表头：需要“代码”和“名称”两列。",
        "No headings were found: the columns “code” and “name” are needed.",
    ),
    "no_rows": ("表头下没有任何类别。", "There are no classes below the headings."),
    "no_code": ("第{row}行：“{0}”没有代码。", "Row {row}: “{0}” has no code."),
    "no_name": ("第{row}行：代码{0}没有名称。", "Row {row}: the code {0} has no name."),
    "too_long": (
        "第{row}行：代码或名称过长，最多{0}个字符。",
        "Row {row}: code or name is too long, {0} characters are the most.",
    ),
    "twice": (
        "第{row}行：代码{0}已在第{1}行出现。",
        "Row {row}: the code {0} stands in row {1} already.",
    ),
    "no_parent": (
        "第{row}行：文件中没有上级代码{0}。",
        "Row {row}: the file has no class with the code {0} named as the one above.",
    ),
    "loop": (
        "第{row}行：代码{0}的上级又回到它自己。",
        "Row {row}: the classes above {0} lead back to itself.",
    ),
}


def _problem(row: int, code: str, *told: str) -> Problem:
    zh, en = SAID[code]
    return Problem(row, code, Sentence(zh.format(*told, row=row), en.format(*told, row=row)))
