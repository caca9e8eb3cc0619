"""When something can be booked: opening hours, slots, clocks that change."""

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guildhall.core.sentences import UnreadableError
from guildhall.sharing.openings import (
    Span,
    Step,
    Terms,
    free_units,
    instant,
    open_minutes,
    parse_hours,
    problem,
    ticks,
    units_on,
    weekly,
    written_hours,
)

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
WORKDAY = (Span(480, 720), Span(780, 1020))


def terms(step="60", *, hours=WORKDAY, notice=0, most=8, zone=SHANGHAI):
    week = tuple(hours if weekday < 5 else () for weekday in range(7))
    return Terms(week, Step(step), timedelta(hours=notice), most, zone)


def at(hour, minute=0, *, day=MONDAY, zone=SHANGHAI):
    return instant(day, hour * 60 + minute, zone)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", ()),
        ("08:00-12:00", (Span(480, 720),)),
        ("13:00–17:00、8:00~12:00", WORKDAY),
        ("0:00-24:00", (Span(0, 1440),)),
    ],
)
def test_opening_hours_are_read(text, read):
    assert parse_hours(text) == read
    assert parse_hours(written_hours(read)) == read


def test_opening_hours_are_read_in_full_width_signs():
    assert parse_hours("08\uff1a00\uff0d12\uff1a00\uff0c13\uff1a00\uff0d17\uff1a00") == WORKDAY


@pytest.mark.parametrize(
    "text",
    [
        "morning",
        "12:00-08:00",
        "08:00-08:00",
        "08:07-09:00",
        "8:75-9:00",
        "08:00-25:00",
        "08:00-10:00 09:00-11:00",
    ],
)
def test_what_is_no_opening_time_is_refused(text):
    with pytest.raises(UnreadableError):
        parse_hours(text)


@pytest.mark.parametrize(
    ("step", "hours", "count"),
    [
        ("60", WORKDAY, 8),
        ("30", WORKDAY, 16),
        ("half_day", WORKDAY, 2),
        ("half_day", (Span(540, 1020),), 2),
        ("half_day", (Span(540, 720),), 1),
        ("day", WORKDAY, 1),
        ("60", (), 0),
    ],
)
def test_a_day_has_so_many_slots(step, hours, count):
    assert len(units_on(terms(step, hours=hours), MONDAY)) == count


@pytest.mark.parametrize(
    ("start", "end", "rules", "code"),
    [
        (at(9), at(11), terms(), None),
        (at(9), at(9), terms(), "ends_before_start"),
        (at(9), at(8), terms(), "ends_before_start"),
        (at(9, day=date(2026, 11, 19)), at(10, day=date(2026, 11, 19)), terms(), "in_past"),
        (at(13), at(14), terms(notice=80), "too_short_notice"),
        (at(9), at(10), terms(notice=60), None),
        (at(9, day=date(2028, 1, 3)), at(10, day=date(2028, 1, 3)), terms(), "too_far"),
        (at(9, day=date(2026, 11, 28)), at(10, day=date(2026, 11, 28)), terms(), "closed_day"),
        (at(7), at(9), terms(), "outside_hours"),
        (at(16), at(18), terms(), "outside_hours"),
        (at(9, 30), at(10, 30), terms(), "outside_hours"),
        (at(8), at(17), terms(most=4), "too_long"),
        (at(8), at(17), terms("day"), None),
        (at(8), at(17, day=date(2026, 11, 24)), terms("day"), None),
        (at(8), at(17, day=date(2026, 11, 24)), terms(), "over_night"),
        (at(8), at(17, day=date(2026, 11, 30)), terms("day"), "closed_day"),
        (at(8), at(12), terms("half_day"), None),
        (at(8), at(11), terms("half_day"), "outside_hours"),
    ],
)
def test_a_time_is_refused_with_its_reason(start, end, rules, code):
    found = problem(rules, start, end, NOW)

    assert (found.code if found else None) == code
    if found:
        assert found.sentence.zh
        assert found.sentence.en


def test_an_hour_that_summer_time_leaves_out_is_no_slot():
    night = terms(hours=(Span(0, 360),), zone=BERLIN)
    spring = date(2026, 3, 29)
    week = Terms(tuple([(Span(0, 360),)] * 7), night.step, night.notice, night.most, BERLIN)

    units = units_on(week, spring)

    assert len(units) == 5
    assert all(unit.ends - unit.starts == timedelta(hours=1) for unit in units)
    assert open_minutes(week, spring, spring) == 300


def test_an_hour_that_winter_time_repeats_belongs_to_one_slot():
    week = Terms(tuple([(Span(0, 360),)] * 7), Step.HOUR, timedelta(), 8, BERLIN)
    units = units_on(week, date(2026, 10, 25))

    assert len(units) == 6
    assert sum((unit.ends - unit.starts for unit in units), timedelta()) == timedelta(hours=7)
    assert all(one.ends == other.starts for one, other in itertools.pairwise(units))


def test_every_week_is_at_the_same_time_of_day_whatever_the_clocks_do():
    times = weekly(
        at(9, day=date(2026, 10, 19), zone=BERLIN), at(10, day=date(2026, 10, 19), zone=BERLIN), 3, BERLIN
    )

    assert [start.astimezone(BERLIN).hour for start, _end in times] == [9, 9, 9]
    assert times[1][0] - times[0][0] == timedelta(days=7, hours=1)


spans = st.lists(st.integers(0, 96), min_size=2, max_size=6, unique=True).map(
    lambda marks: tuple(
        Span(one * 15, other * 15)
        for one, other in zip(sorted(marks)[::2], sorted(marks)[1::2], strict=False)
    )
)


@settings(max_examples=60)
@given(
    spans,
    st.sampled_from(Step),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.sampled_from([SHANGHAI, BERLIN]),
)
def test_slots_never_overlap_and_each_can_be_booked(hours, step, day, zone):
    week = Terms((hours,) * 7, step, timedelta(), 1, zone)
    units = units_on(week, day)
    taken = [tick for unit in units for tick in ticks(unit.starts, unit.ends)]

    assert len(taken) == len(set(taken))
    before = instant(day, 0, zone) - timedelta(days=1)
    assert [problem(week, unit.starts, unit.ends, before) for unit in units] == [None] * len(units)
    free = list(free_units(week, set(taken[:1]), first=day, days=1, now=before))
    assert len(free) == max(len(units) - 1, 0)
