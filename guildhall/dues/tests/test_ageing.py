from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.dues.ageing import Age, age_of, days_late, due_between, longest_run

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("late", "age"),
    [
        (-30, Age.CURRENT), (0, Age.CURRENT), (1, Age.DAYS_90), (90, Age.DAYS_90),
        (91, Age.DAYS_365), (365, Age.DAYS_365), (366, Age.OLDER), (2000, Age.OLDER),
    ],
)  # fmt: skip
def test_what_is_owed_is_of_the_class_of_its_days_since_the_due_date(late, age):
    due_on = TODAY - timedelta(days=late)

    assert age_of(due_on, TODAY) is age
    assert days_late(due_on, TODAY) == max(late, 0)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(-4000, 4000))
def test_every_due_date_is_between_the_ends_of_its_class_and_of_no_other(today, late):
    due_on = today - timedelta(days=late)

    def holds(age):
        first, last = due_between(age, today)
        return (first is None or first <= due_on) and (last is None or due_on <= last)

    assert [age for age in Age if holds(age)] == [age_of(due_on, today)]


@pytest.mark.parametrize(
    ("years", "run"),
    [(set(), 0), ({2025}, 1), ({2023, 2025}, 1), ({2022, 2024, 2025, 2026}, 3), ({2020, 2021, 2026}, 2)],
)
def test_years_in_a_row_are_counted_without_gaps(years, run):
    assert longest_run(years) == run
