import math
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.core.dates import (
    DateError,
    StatedDate,
    add_months,
    long_date,
    parse_stated,
    read_date,
    years_between,
)

DAYS = st.dates()


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("2021", "2021年", "2021"),
        ("2021-04", "2021年4月", "April 2021"),
        ("2021-12-05", "2021年12月5日", "5 December 2021"),
        ("XXXX-03-30", "3月30日（年份未载明）", "30 March (year not stated)"),
        ("XXXX-03", "3月（年份未载明）", "March (year not stated)"),
        ("XXXX-02-29", "2月29日（年份未载明）", "29 February (year not stated)"),
    ],
)
def test_a_stated_date_is_kept_as_stated_and_shown_in_both_languages(text, zh, en):
    stated = parse_stated(text)

    assert stated.text == text
    assert (stated.sentence.zh, stated.sentence.en) == (zh, en)


@pytest.mark.parametrize(
    "text", ["", "XXXX", "XXXX-3-30", "2021-1", "12-05", "2021-12-05T00:00", "XXXX-03-30\n", "20XX"]
)
def test_other_forms_are_no_stated_dates(text):
    with pytest.raises(DateError) as refusal:
        parse_stated(text)

    assert refusal.value.code == "not_a_date"


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("2021-02-31", "2021年2月没有31日。", "February 2021 has no day 31."),
        ("XXXX-02-31", "2月没有31日。", "February has no day 31."),
        ("2021-02-29", "2021年2月没有29日。", "February 2021 has no day 29."),
        ("1900-02-29", "1900年2月没有29日。", "February 1900 has no day 29."),
        ("2021-13", "一年没有13月。", "no year has a month 13."),
        ("2021-00-01", "一年没有0月。", "no year has a month 0."),
        ("2021-01-00", "2021年1月没有0日。", "January 2021 has no day 0."),
        ("0000", "没有公元0年。", "there is no year 0."),
    ],
)
def test_a_day_that_does_not_exist_is_named(text, zh, en):
    with pytest.raises(DateError) as refusal:
        parse_stated(text)

    assert refusal.value.code == "no_such_day"
    assert refusal.value.sentence.zh == f"“{text}”：{zh}"
    assert refusal.value.sentence.en == f"“{text}”: {en}"


@given(DAYS)
def test_every_day_is_stated_and_read_back(day):
    stated = parse_stated(day.isoformat())

    assert stated.as_date() == day
    assert stated == StatedDate(day.year, day.month, day.day)


@given(DAYS, DAYS)
def test_stated_dates_sort_by_time(one, other):
    keys = (parse_stated(one.isoformat()).sort_key, parse_stated(other.isoformat()).sort_key)

    assert (keys[0] < keys[1]) == (one < other)


def test_less_exact_dates_come_first_and_those_without_a_year_last():
    in_order = ["2020-12-31", "2021", "2021-04", "2021-04-01", "XXXX-01-01"]

    assert sorted(set(in_order), key=lambda text: parse_stated(text).sort_key) == in_order


@given(DAYS)
def test_a_day_may_be_what_any_less_exact_statement_of_it_means(day):
    text = day.isoformat()
    for stated in (text, text[:7], text[:4], f"XXXX{text[4:]}", f"XXXX{text[4:7]}"):
        assert parse_stated(stated).may_be(day)
    assert not parse_stated(text).may_be(day - timedelta(1) if day > date.min else day + timedelta(1))


def test_a_partial_date_is_no_day():
    assert parse_stated("XXXX-03-30").as_date() is None


@given(DAYS, st.sampled_from(["{y:04}-{m:02}-{d:02}", "{y:04}-{m}-{d}", "{y:04}年{m}月{d}日", "{y:04} 年 {m} 月 {d} 日",
                              "{y:04}年{m:02}月{d:02}号", "{y:04}/{m}/{d}", "{y:04}.{m}.{d}", "{y:04}{m:02}{d:02}",
                              "  {y:04}-{m:02}-{d:02} ", "{y:04}-{m:02}-{d:02}T08:30:00", "{y:04}/{m}/{d} 0:00:00"]))  # fmt: skip
def test_a_day_is_read_however_it_is_written(day, form):
    text = form.format(y=day.year, m=day.month, d=day.day).replace(" 0:", " 00:")

    assert read_date(text) == day


def test_full_width_digits_are_read():
    assert read_date("２０２１年１２月５日") == date(2021, 12, 5)


@given(st.dates(min_value=date(1906, 1, 10)))
def test_a_spreadsheets_serial_number_is_read_with_and_without_a_time(day):
    serial = (day - date(1899, 12, 30)).days

    assert read_date(serial) == read_date(float(serial)) == read_date(serial + 0.75) == day


def test_days_and_moments_of_a_spreadsheet_are_taken_as_they_are():
    assert read_date(date(2021, 12, 5)) == read_date(datetime(2021, 12, 5, 23, 59)) == date(2021, 12, 5)  # noqa: DTZ001 - spreadsheets know no zone


def test_eight_digits_are_a_day_as_text_and_as_a_number():
    assert read_date("20211205") == read_date(20211205) == read_date(20211205.0) == date(2021, 12, 5)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("12月5日", "no_year"),
        ("12-5", "no_year"),
        ("12/05", "no_year"),
        ("2021年12月", "no_day"),
        ("2021-12", "no_day"),
        ("2021年", "no_day"),
        ("2021", "no_day"),
        ("2021年2月31日", "no_such_day"),
        ("2021-02-29", "no_such_day"),
        ("2021/13/1", "no_such_day"),
        (20210231, "no_such_day"),
        ("5/12/2021", "not_a_date"),
        ("21-12-05", "not_a_date"),
        ("2021-12/05", "not_a_date"),
        ("2021-12-05 25:00", "not_a_date"),
        ("next Tuesday", "not_a_date"),
        ("=TODAY()", "not_a_date"),
        (2021, "not_a_date"),
        (0, "not_a_date"),
        (-1, "not_a_date"),
        (math.nan, "not_a_date"),
        (math.inf, "not_a_date"),
        (2958466, "not_a_date"),
        (20211205.5, "not_a_date"),
        pytest.param(10**5000, "not_a_date", id="a number of 5000 digits"),
        (True, "not_a_date"),
        (None, "not_a_date"),
        (["2021-12-05"], "not_a_date"),
    ],
)
def test_what_is_no_full_date_is_refused_with_its_reason(value, code):
    with pytest.raises(DateError) as refusal:
        read_date(value)

    assert refusal.value.code == code
    assert refusal.value.sentence.zh != refusal.value.sentence.en


@given(st.text() | st.integers() | st.floats() | st.none())
def test_anything_is_either_a_day_or_a_refusal_that_says_why(value):
    try:
        said = long_date(read_date(value))
    except DateError as refusal:
        said = refusal.sentence

    assert said.zh
    assert said.en
    assert said.zh != said.en


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2021, 1, 31), 1, date(2021, 2, 28)),
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2021, 3, 31), -3, date(2020, 12, 31)),
        (date(2021, 12, 5), 12, date(2022, 12, 5)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2020, 2, 29), 48, date(2024, 2, 29)),
    ],
)
def test_months_are_added_to_the_corresponding_day_or_the_months_last(day, months, later):
    assert add_months(day, months) == later


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        (date(1951, 3, 1), date(2021, 2, 28), 69),
        (date(1951, 3, 1), date(2021, 3, 1), 70),
        (date(1952, 2, 29), date(2022, 2, 27), 69),
        (date(1952, 2, 29), date(2022, 2, 28), 70),
        (date(1952, 2, 29), date(2024, 2, 28), 71),
        (date(1952, 2, 29), date(2024, 2, 29), 72),
        (date(2021, 1, 1), date(2021, 1, 1), 0),
    ],
)
def test_years_are_completed_on_the_birthday(born, day, years):
    assert years_between(born, day) == years


def test_a_day_in_words():
    assert (long_date(date(2021, 12, 5)).zh, long_date(date(2021, 12, 5)).en) == (
        "2021年12月5日",
        "5 December 2021",
    )
