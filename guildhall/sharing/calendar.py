"""Calendar files (RFC 5545) of bookings. Pure: plain values in, text out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event

PRODUCT = "-//Guildhall//Shared resources//EN"


@dataclass(frozen=True)
class Entry:
    """One booking as a calendar program sees it. ``uid`` stays, ``sequence`` grows with every change."""

    uid: str
    sequence: int
    stamp: datetime
    starts: datetime
    ends: datetime
    summary: str
    place: str = ""
    text: str = ""
    link: str = ""
    status: str = "CONFIRMED"


def calendar_text(entries: Iterable[Entry], *, name: str = "") -> str:
    """The calendar file. Times are written in UTC, so that no time zone has to be described in it."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
    for entry in entries:
        event = Event()
        event.add("uid", entry.uid)
        event.add("sequence", entry.sequence)
        event.add("dtstamp", entry.stamp.astimezone(UTC))
        event.add("dtstart", entry.starts.astimezone(UTC))
        event.add("dtend", entry.ends.astimezone(UTC))
        event.add("summary", entry.summary)
        event.add("status", entry.status)
        for key, value in (("location", entry.place), ("description", entry.text), ("url", entry.link)):
            if value:
                event.add(key, value)
        calendar.add_component(event)
    return bytes(calendar.to_ical()).decode()
