"""How old what is owed is. Pure: days in, classes out."""

from datetime import date, timedelta
from enum import StrEnum

from guildhall.core.sentences import Sentence


class Age(StrEnum):
    """Classes of days since the due date; the due date itself is not late yet."""

    CURRENT = "current"
    DAYS_90 = "to_90"
    DAYS_365 = "to_365"
    OLDER = "older"


OLDEST = {Age.CURRENT: 0, Age.DAYS_90: 90, Age.DAYS_365: 365}
LABELS = {
    Age.CURRENT: Sentence("未到期", "not yet due"),
    Age.DAYS_90: Sentence("逾期1—90天", "1–90 days late"),
    Age.DAYS_365: Sentence("逾期91—365天", "91–365 days late"),
    Age.OLDER: Sentence("逾期一年以上", "more than a year late"),
}


def days_late(due_on: date, today: date) -> int:
    """Days since the due date; nothing on that day and before it."""
    return max((today - due_on).days, 0)


def age_of(due_on: date, today: date) -> Age:
    """The class of something that was to be paid by ``due_on``."""
    late = days_late(due_on, today)
    return next((age for age, oldest in OLDEST.items() if late <= oldest), Age.OLDER)


def due_between(age: Age, today: date) -> tuple[date | None, date | None]:
    """The first and the last due date of the class on that day, both included; None where it has no end."""
    ages = list(Age)
    place = ages.index(age)
    first = None if age is Age.OLDER else today - timedelta(days=OLDEST[age])
    last = today - timedelta(days=OLDEST[ages[place - 1]] + 1) if place else None
    return first, last


def longest_run(years: set[int]) -> int:
    """The largest number of years in a row among these."""
    longest = 0
    for year in years:
        if year - 1 not in years:
            end = year
            while end + 1 in years:
                end += 1
            longest = max(longest, end - year + 1)
    return longest
