"""A pasted list of units that are to be first members, read as lines: pure.

Each line: the unit, and where known its representative, mail address, telephone, in any order after the unit; parted
by tabs (as copied from a spreadsheet), semicolons, commas or the Chinese list comma. A first line of headings is left out.
"""

import re
from dataclasses import dataclass

from guildhall.core.sentences import Sentence, UnreadableError

MOST = 2000
LONGEST_NAME = 200
PARTING = re.compile(r"\t|[;；,，、]")
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
TELEPHONE = re.compile(r"[+\d][\d\s()-]{5,}")
HEADINGS = frozenset(
    {"unit", "organization", "company", "name", "单位", "单位名称", "企业", "企业名称", "名称"}
)
CHINESE = re.compile(r"[㐀-鿿]")


@dataclass(frozen=True)
class Line:
    """One unit of the list, under the number of its line."""

    number: int
    unit: str
    person: str = ""
    email: str = ""
    phone: str = ""


def is_chinese(name: str) -> bool:
    """Whether a name goes into the Chinese column."""
    return bool(CHINESE.search(name))


def read_lines(text: str) -> list[Line]:
    """The units of the list, each once. UnreadableError for no line, too many, a name too long, a unit twice."""
    lines: list[Line] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in PARTING.split(row) if cell.strip()]
        if not cells or (not lines and cells[0].casefold() in HEADINGS):
            continue
        line = _line(number, cells)
        if line.unit in seen:
            raise _unreadable(
                f"第{number}行：“{line.unit}”已在第{seen[line.unit]}行。",
                f"Line {number}: “{line.unit}” stands in line {seen[line.unit]} already.",
            )
        seen[line.unit] = number
        lines.append(line)
    if not lines:
        raise _unreadable("名单是空的：每行写一个单位。", "The list is empty: write one unit on each line.")
    if len(lines) > MOST:
        raise _unreadable(f"一次最多{MOST}个单位。", f"At most {MOST} units at a time.")
    return lines


def _line(number: int, cells: list[str]) -> Line:
    unit, *rest = cells
    if len(unit) > LONGEST_NAME:
        raise _unreadable(
            f"第{number}行：名称超过{LONGEST_NAME}个字。",
            f"Line {number}: the name is longer than {LONGEST_NAME} letters.",
        )
    email = next((cell for cell in rest if MAIL.fullmatch(cell)), "")
    phone = next((cell for cell in rest if cell != email and TELEPHONE.fullmatch(cell)), "")
    odd = next((cell for cell in rest if "@" in cell and cell != email), "")
    if odd:
        raise _unreadable(
            f"第{number}行：“{odd}”不是邮箱地址。", f"Line {number}: “{odd}” is no mail address."
        )
    person = next((cell for cell in rest if cell not in (email, phone)), "")
    return Line(number, unit, person[:100], email, phone[:40])


def _unreadable(zh: str, en: str) -> UnreadableError:
    return UnreadableError(Sentence(zh, en))
