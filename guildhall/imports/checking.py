"""One row of a list: clean values, or what is wrong with it. Pure: cells in, values and problems out.

Names, addresses and texts stay as they are written, blanks around them aside; codes, numbers, dates and mail
addresses are brought into the one form in which they are stored. Dates are ISO texts, so that values are plain JSON.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from guildhall.core.dates import DateError, read_date
from guildhall.core.names import USCC_LENGTH, check_uscc, normal_uscc
from guildhall.imports.columns import CHINESE, FIELDS, NEEDED, Field, bare
from guildhall.imports.places import Area, Place
from guildhall.imports.problems import Problem
from guildhall.imports.workbook import UNCOMPUTED

Values = dict[str, Any]
_ERRORS = "#DIV/0! #N/A #NAME? #NULL! #NUM! #REF! #VALUE! #SPILL! #CALC! #FIELD! #ERROR! #GETTING_DATA"
ERRORS = frozenset(_ERRORS.split())
# What people write into a cell that has nothing to say.
NOTHING = frozenset(
    {"", "-", "--", "—", "——", "/", "\\", "无", "暂无", "未提供", "none", "n/a", "na", "nil", "null"}
)
STILL = frozenset({"至今", "现在", "今", "在任", "present", "now", "today", "current", "open"})
YES = frozenset({"是", "有", "对", "真", "在册", "yes", "y", "true", "1", "√", "✓", "✔"})
NO = frozenset({"否", "无", "没有", "假", "不在册", "no", "n", "false", "0", "×", "✗", "✘", "x"})
TOTALS = frozenset({"合计", "总计", "小计", "共计", "total", "subtotal", "sum", "grandtotal"})
ORDINAL = re.compile(r"第?([0-9]{1,5}|[零一二三四五六七八九十百]{1,7})[届次任期]?")
NUMERALS = {sign: number for number, sign in enumerate("零一二三四五六七八九")}
LARGEST_NUMBER = 32_767
SPREADSHEET_DAY = re.compile(r"[0-9]{5,6}(?:\.[0-9]+)?")
KEPT_DIGITS = 15
BREAK = re.compile(r"\s*[\r\n\v\f\u2028\u2029]+\s*")
BLANKS = re.compile(r"[\s\u200b\ufeff]+")
EDGES = " \t\r\n\v\f\u00a0\u3000\u200b\ufeff\u2028\u2029\u202a\u202b\u202c\u202d\u202e"
FULL_WIDTH = {number: number - 0xFEE0 for number in (*range(0xFF10, 0xFF1A), 0xFF0B, 0xFF0D)}
SEPARATOR = re.compile(r"[;；\n]+")
NO_CHARACTERS = frozenset(map(chr, range(0xFDD0, 0xFDF0)))
_is_web = URLValidator(schemes=["http", "https"])
# Almost every address is as simple as this; asking the validator takes a hundred times as long.
PLAIN_WEB = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,20}(?::[0-9]{2,5})?(?:/[!-~]*)?"
)
PLAIN_MAIL = re.compile(
    r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,20}"
)


@dataclass(frozen=True)
class Choices:
    """What the columns with a fixed set of words may say: the word, stripped bare, to the stored value."""

    known: Mapping[str, Mapping[str, str]]
    shown: Mapping[str, Mapping[str, str]]

    def value(self, key: str, text: str) -> str | None:
        return self.known[key].get(bare(text))

    def all_of(self, key: str) -> dict[str, str]:
        """Every word that may be written, in both languages."""
        return dict(self.shown[key])


class CellError(ValueError):
    """A cell cannot be read."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


@dataclass(frozen=True)
class Checker:
    """Reads the rows of one table. ``columns`` says which field each column (counted from 0) holds."""

    kind: str
    columns: Mapping[int, str]
    choices: Choices
    today: date

    def read(self, number: int, cells: Sequence[str]) -> tuple[Values, list[Problem]]:
        """The values of the row that are given, and everything that is wrong with it."""
        values: Values = {}
        problems: list[Problem] = []
        for column, field in self._fields():
            text = cells[column].strip(EDGES) if column < len(cells) else ""
            if not text:
                continue
            try:
                value = self._value(field, text)
            except CellError as wrong:
                place = Place(number, column + 1).name
                problems.append(Problem(wrong.code, field.key, place, text.lstrip("\0"), wrong.params))
                continue
            if value is not None:
                _put(values, field, value)
        problems += self._missing(values, problems)
        return values, problems + list(_contradictions(values, self.today))

    def is_blank(self, cells: Sequence[str]) -> bool:
        """Whether no column that counts holds anything."""
        return not any(cells[column].strip(EDGES) for column in self.columns if column < len(cells))

    def _fields(self) -> list[tuple[int, Field]]:
        known = {field.key: field for field in FIELDS[self.kind]}
        # What says its language itself comes first, so that a general column fills what is left.
        pairs = [(column, known[key]) for column, key in self.columns.items()]
        return sorted(pairs, key=lambda pair: pair[1].either is not None)

    def _value(self, field: Field, text: str) -> Any:
        if text == UNCOMPUTED:
            raise CellError("uncomputed")
        if text in ERRORS:
            raise CellError("error_value")
        if field.reading in ("choice", "choices"):
            return self._chosen(field, text)
        value = READINGS[field.reading](text)
        if isinstance(value, str) and len(value) > field.most:
            raise CellError("too_long", length=len(value), most=field.most)
        return value

    def _chosen(self, field: Field, text: str) -> str | list[str] | None:
        words = SEPARATOR.split(text) if field.reading == "choices" else [text]
        found = [(word, self.choices.value(field.key, word)) for word in words if word.strip(EDGES)]
        if any(value is None for _word, value in found):
            if field.reading == "choice" and text.casefold() in NOTHING:
                return None
            raise CellError("unknown_choice", choices=self.choices.all_of(field.key))
        values = [value for _word, value in found if value]
        return values if field.reading == "choices" else values[0]

    def _missing(self, values: Values, problems: Iterable[Problem]) -> list[Problem]:
        faulty = {problem.field for problem in problems}
        missing = []
        for group in NEEDED[self.kind]:
            if not any(values.get(key) for key in group) and faulty.isdisjoint(group):
                column = next((column for column, key in self.columns.items() if key in group), None)
                key = self.columns[column] if column is not None else group[0]
                missing.append(Problem("empty", key))
        return missing


def _put(values: Values, field: Field, value: Any) -> None:
    if field.either is None:
        values[field.key] = value
        return
    chinese, english = field.either
    first, second = (chinese, english) if CHINESE.search(value) else (english, chinese)
    if first not in values:
        values[first] = value
    elif values[first] != value:
        values.setdefault(second, value)


def _contradictions(values: Values, today: date) -> Iterable[Problem]:
    """What is wrong between the cells of a row."""
    names = [str(values.get(key) or "") for key in ("name_zh", "name_en", "person")]
    if any(bare(name) in TOTALS for name in names):
        yield Problem("total_line", value=next(filter(None, names)))
    if values.get("born_on", "") >= today.isoformat():
        yield Problem("born_in_future", "born_on", value=values["born_on"])
    from_on, to_on = values.get("from_on"), values.get("to_on")
    if from_on and to_on and to_on < from_on:
        yield Problem("ends_before_start", "to_on", value=f"{from_on} – {to_on}")


def merged_problems(number: int, areas: Iterable[Area]) -> list[Problem]:
    """What to say about a row through which areas of merged cells go."""
    return [
        Problem("merged", cell=area.start.name, params={"area": area.name})
        for area in areas
        if area.start.row <= number <= area.end.row
    ]


def areas_by_row(areas: Iterable[Area], *, after: int) -> dict[int, list[Area]]:
    """The areas of merged cells below the headings, by each row they go through."""
    rows: dict[int, list[Area]] = {}
    for area in areas:
        for row in range(max(area.start.row, after + 1), area.end.row + 1):
            rows.setdefault(row, []).append(area)
    return rows


def read_line(text: str) -> str:
    """A text of one line: line breaks become a blank, and nothing between Chinese characters."""
    line = text.strip(EDGES)
    if not line.isprintable():
        pieces = BREAK.split(line)
        line = pieces[0]
        for piece in pieces[1:]:
            is_chinese = CHINESE.match(line[-1:]) and CHINESE.match(piece[:1])
            line += piece if is_chinese else f" {piece}"
        line = line.strip(EDGES)
        _require_printable(line)
    return line


def read_name(text: str) -> str:
    """A name; blanks that only align Chinese characters (王　明) go."""
    line = read_line(text)
    together = "".join(line.split())
    return together if together != line and all(map(CHINESE.match, together)) else line


def read_text(text: str) -> str:
    """A text of several lines."""
    whole = text.strip(EDGES).replace("\r\n", "\n").replace("\r", "\n")
    _require_printable(whole.replace("\n", ""))
    return whole


def _require_printable(text: str) -> None:
    # A tab and signs that steer writing do no harm; control characters no database and no workbook keeps.
    # What Unicode has not assigned yet may be a rare character of a name that a newer edition has.
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign != "\t" for sign in text):
        raise CellError("unprintable")
    if any(ord(sign) & 0xFFFE == 0xFFFE or sign in NO_CHARACTERS for sign in text):
        raise CellError("unprintable")


def _code(text: str) -> str | None:
    """The text of a code without blanks and invisible signs; None where it says "none"."""
    plain = BLANKS.sub("", unicodedata.normalize("NFKC", text))
    plain = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    return None if plain.casefold() in NOTHING else plain


def read_uscc(text: str) -> str | None:
    code = _code(text)
    if code is None:
        return None
    code = normal_uscc(code)
    wrong = check_uscc(code)
    if wrong and code.isdigit() and len(code) == USCC_LENGTH and len(code.rstrip("0")) <= KEPT_DIGITS:
        raise CellError("uscc_lost_digits")
    if wrong:
        raise CellError("wrong_uscc", why=wrong.as_data())
    return code


def read_mail(text: str) -> str | None:
    address = _code(text)
    if address is None:
        return None
    address = address.removeprefix("mailto:")
    if PLAIN_MAIL.fullmatch(address):
        return address
    try:
        validate_email(address)
    except ValidationError as wrong:
        raise CellError("wrong_mail") from wrong
    return address


def read_phone(text: str) -> str | None:
    number = read_line(text).translate(FULL_WIDTH)
    number = "".join(sign for sign in number if unicodedata.category(sign) != "Cf").strip(EDGES)
    if number.casefold() in NOTHING:
        return None
    if not any(sign.isdigit() for sign in number):
        raise CellError("wrong_phone")
    return number


def read_web(text: str) -> str | None:
    address = "".join(text.split())
    if address.casefold() in NOTHING:
        return None
    if "://" not in address:
        address = f"http://{address}"
    if PLAIN_WEB.fullmatch(address):
        return address
    try:
        _is_web(address)
    except ValidationError as wrong:
        raise CellError("wrong_web") from wrong
    return address


def read_day(text: str) -> str | None:
    """A day as ISO text; a spreadsheet's serial number too."""
    if text.casefold() in NOTHING | STILL:
        return None
    try:
        return read_date(float(text) if SPREADSHEET_DAY.fullmatch(text) else text).isoformat()
    except DateError as wrong:
        raise CellError("wrong_date", why=wrong.sentence.as_data()) from wrong


def read_number(text: str) -> int | None:
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain.casefold() in NOTHING:
        return None
    found = ORDINAL.fullmatch("".join(plain.split()))
    number = _numeral(found[1]) if found else None
    if number is None or number > LARGEST_NUMBER:
        raise CellError("wrong_number")
    return number


def _numeral(text: str) -> int | None:
    """A number in digits or in Chinese numerals below a thousand; None where it is none."""
    if text.isdecimal():
        return int(text)
    hundreds, _, rest = text.rpartition("百")
    tens, ten, ones = rest.lstrip("零").rpartition("十")
    parts = (hundreds, tens, ones)
    if any(len(part) > 1 or part not in chain(NUMERALS, [""]) for part in parts):
        return None
    digits = [NUMERALS.get(part, 0) for part in parts]
    return digits[0] * 100 + (digits[1] or bool(ten)) * 10 + digits[2]


def read_yes_no(text: str) -> bool:
    word = unicodedata.normalize("NFKC", text).strip().casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise CellError("wrong_yes_no")


READINGS: Mapping[str, Callable[[str], Any]] = {
    "line": read_line,
    "text": read_text,
    "name": read_name,
    "date": read_day,
    "number": read_number,
    "yes_no": read_yes_no,
    "uscc": read_uscc,
    "mail": read_mail,
    "phone": read_phone,
    "web": read_web,
}
