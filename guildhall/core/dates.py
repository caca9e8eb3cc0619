"""Dates as people and sources state them, also with a part missing. Pure: no clock, no settings.

A stated date is written as in EDTF level 1: ``2021``, ``2021-04``, ``2021-12-05``, and with the year not
stated ``XXXX-03`` and ``XXXX-03-30``.
"""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from guildhall.core.sentences import Sentence, UnreadableError

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
LEAP_YEAR = 2000
STATED = re.compile(r"(?P<year>[0-9]{4}|XXXX)(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
WRITTEN = re.compile(
    r"(?P<year>[0-9]{4})(?:"
    r"(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})"
    r"|\s*年\s*(?P<month_zh>[0-9]{1,2})\s*月\s*(?P<day_zh>[0-9]{1,2})\s*[日号]"
    r"|(?P<month_8>[0-9]{2})(?P<day_8>[0-9]{2})"
    r")(?:[T ]\s*(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?)?"
)
NO_YEAR = re.compile(r"[0-9]{1,2}\s*([-/.]|月)\s*[0-9]{1,2}\s*[日号]?")
NO_DAY = re.compile(r"[0-9]{4}\s*([-/.年])?\s*([0-9]{1,2}\s*月?)?")
# Excel counts days from here; numbers below the smallest serial are years or counts, not dates.
EXCEL_START = date(1899, 12, 30)
SMALLEST_SERIAL = 2201
LARGEST_SERIAL = 2958465
EIGHT_DIGITS = (10_000_000, 99_999_999)
LONGEST_SHOWN = 10**15


class DateError(UnreadableError):
    """A date that cannot be. ``code``: empty, not_a_date, no_year, no_day or no_such_day."""

    def __init__(self, code: str, given: object, zh: str, en: str) -> None:
        text = str(given)[:40]
        super().__init__(Sentence(f"“{text}”：{zh}", f"“{text}”: {en}"))
        self.code = code


@dataclass(frozen=True)
class StatedDate:
    """A date as far as it is stated. Made by ``parse_stated``."""

    year: int | None
    month: int | None = None
    day: int | None = None

    @property
    def text(self) -> str:
        """How it is stored: EDTF level 1."""
        parts = [f"{self.year:04}" if self.year else "XXXX"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    @property
    def sort_key(self) -> str:
        """Sorts by time, the less exact first, without a year last; equal to the stored text."""
        return self.text

    @property
    def sentence(self) -> Sentence:
        """How it is shown, for example ``3月30日(年份未载明)`` and ``30 March (year not stated)``."""
        zh = "".join(
            f"{part}{unit}"
            for part, unit in ((self.year, "年"), (self.month, "月"), (self.day, "日"))
            if part
        )
        month = MONTHS[self.month - 1] if self.month else None
        en = " ".join(str(part) for part in (self.day, month, self.year) if part)
        return Sentence(zh, en) if self.year else Sentence(f"{zh}（年份未载明）", f"{en} (year not stated)")

    def as_date(self) -> date | None:
        """The day, where year, month and day are all stated."""
        return date(self.year, self.month, self.day) if self.year and self.month and self.day else None

    def may_be(self, day: date) -> bool:
        """Could this day be meant?"""
        stated = (self.year, self.month, self.day)
        return all(part in (None, of_day) for part, of_day in zip(stated, day.timetuple()[:3], strict=True))


def parse_stated(text: str) -> StatedDate:
    """The stated date that EDTF text describes.

    Refused with DateError: any other form, a month or day that does not exist (31 February; 29 February where
    the year is known and no leap year).
    """
    found = STATED.fullmatch(text)
    if not found or text == "XXXX":
        raise DateError(
            "not_a_date",
            text,
            "应写作 2021、2021-04、2021-12-05，年份未载明的写作 XXXX-03 或 XXXX-03-30。",
            "write 2021, 2021-04 or 2021-12-05, or XXXX-03 or XXXX-03-30 where the year is not stated.",
        )
    year = None if found["year"] == "XXXX" else int(found["year"])
    month, day = (int(found[part]) if found[part] else None for part in ("month", "day"))
    _refuse_impossible(text, year, month, day)
    return StatedDate(year, month, day)


def read_date(value: object) -> date:
    """The day that a person or a spreadsheet gave: ISO, 2021年12月5日, 2021/12/5, 2021.12.5, 20211205,
    a date or datetime (its day), or Excel's serial number.

    Refused with DateError: nothing, no year, no day of the month, 31 February, a number that is no serial.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(value)
    if isinstance(value, str):
        return _from_text(value)
    raise _not_a_date(value)


def long_date(day: date) -> Sentence:
    """A full date in words: ``2021年12月5日`` and ``5 December 2021``."""
    return StatedDate(day.year, day.month, day.day).sentence


def add_months(day: date, months: int) -> date:
    """The corresponding day so many months later, or the month's last day where there is none.

    The rule of Article 202 of China's Civil Code for periods counted in months or years.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_between(born: date, day: date) -> int:
    """Completed years: the age on that day of one born then. 29 February counts as 28 in other years."""
    years = day.year - born.year
    return years if add_months(born, 12 * years) <= day else years - 1


def _from_number(number: float) -> date:
    if EIGHT_DIGITS[0] <= number <= EIGHT_DIGITS[1] and number == int(number):
        return _from_text(str(int(number)))
    if not SMALLEST_SERIAL <= number < LARGEST_SERIAL + 1:  # also so for "not a number"
        raise _not_a_date("…" if abs(number) > LONGEST_SHOWN else number)
    return EXCEL_START + timedelta(days=int(number))


def _from_text(value: str) -> date:
    text = unicodedata.normalize("NFKC", value).strip()
    if not text:
        raise DateError("empty", value, "没有填写日期。", "no date is given.")
    found = WRITTEN.fullmatch(text)
    if not found:
        raise _what_is_missing(value, text)
    year = int(found["year"])
    month = int(found["month"] or found["month_zh"] or found["month_8"])
    day = int(found["day"] or found["day_zh"] or found["day_8"])
    _refuse_impossible(value, year, month, day)
    return date(year, month, day)


def _what_is_missing(given: str, text: str) -> DateError:
    if NO_YEAR.fullmatch(text):
        return DateError(
            "no_year", given, "没有年份，请写成 2021-12-05。", "the year is missing; write 2021-12-05."
        )
    if NO_DAY.fullmatch(text):
        return DateError(
            "no_day", given, "没有写到日，请写成 2021-12-05。", "the day is missing; write 2021-12-05."
        )
    return _not_a_date(given)


def _not_a_date(given: object) -> DateError:
    return DateError(
        "not_a_date",
        given,
        "不是可识别的日期，请写成 2021-12-05。",
        "this is no date that can be read; write 2021-12-05.",
    )


def _refuse_impossible(given: str, year: int | None, month: int | None, day: int | None) -> None:
    if year == 0:
        raise DateError("no_such_day", given, "没有公元0年。", "there is no year 0.")
    if month is None:
        return
    if not 1 <= month <= len(MONTHS):
        raise DateError("no_such_day", given, f"一年没有{month}月。", f"no year has a month {month}.")
    if day is None or 1 <= day <= monthrange(year or LEAP_YEAR, month)[1]:
        return
    place = StatedDate(year, month)
    named = place.sentence if year else Sentence(f"{month}月", MONTHS[month - 1])
    raise DateError("no_such_day", given, f"{named.zh}没有{day}日。", f"{named.en} has no day {day}.")
