"""Calendar files read back as what was put in."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.meetings.calendar import Entry, Method, Party, calendar_text

EAST = timezone(timedelta(hours=8))
START = datetime(2026, 3, 5, 9, 0, tzinfo=EAST)
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=80)


def entry(**details):
    values: dict[str, Any] = {
        "uid": "meeting-1@here",
        "sequence": 0,
        "stamp": START,
        "starts": START,
        "ends": None,
    }
    return Entry(**values | {"summary": "会议"} | details)


def event_in(text):
    return next(iter(icalendar.Calendar.from_ical(text).walk("VEVENT")))


def test_times_are_written_in_utc():
    event = event_in(calendar_text(Method.REQUEST, [entry(ends=START + timedelta(hours=1))]))

    assert event.decoded("dtstart") == datetime(2026, 3, 5, 1, 0, tzinfo=UTC)
    assert event.decoded("dtend") == datetime(2026, 3, 5, 2, 0, tzinfo=UTC)


def test_without_an_end_it_lasts_two_hours():
    event = event_in(calendar_text(Method.REQUEST, [entry()]))

    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(hours=2)


@pytest.mark.parametrize(("cancelled", "status"), [(True, "CANCELLED"), (False, "CONFIRMED")])
def test_the_status_says_whether_it_takes_place(cancelled, status):
    assert event_in(calendar_text(Method.REQUEST, [entry(cancelled=cancelled)]))["STATUS"] == status


def test_parties_without_an_address_are_left_out():
    event = event_in(
        calendar_text(Method.REQUEST, [entry(organizer=Party("协会", ""), attendee=Party("王", ""))])
    )

    assert "ORGANIZER" not in event
    assert "ATTENDEE" not in event


def test_a_calendar_holds_many_meetings_under_its_name():
    text = calendar_text(Method.PUBLISH, [entry(uid="a"), entry(uid="b")], name="装备协会")

    assert [str(event["UID"]) for event in icalendar.Calendar.from_ical(text).walk("VEVENT")] == ["a", "b"]
    assert "装备协会" in text


@given(summary=texts, place=texts, name=texts)
def test_any_text_comes_back_and_never_adds_a_line_of_its_own(summary, place, name):
    text = calendar_text(
        Method.REQUEST,
        [entry(summary=summary, place=place, attendee=Party(name, "somebody@example.org"))],
    )

    event = event_in(text)
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == (summary, place)
    assert event["ATTENDEE"] == "mailto:somebody@example.org"
    assert len(list(icalendar.Calendar.from_ical(text).walk("VEVENT"))) == 1


@given(summary=texts)
def test_a_line_break_in_a_text_starts_no_new_property(summary):
    event = event_in(calendar_text(Method.REQUEST, [entry(summary=f"{summary}\r\nSTATUS:CANCELLED")]))

    assert event["STATUS"] == "CONFIRMED"
