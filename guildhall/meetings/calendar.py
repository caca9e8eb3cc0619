"""Calendar files (RFC 5545) of meetings. Pure: plain values in, text out; no database, clock or settings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from icalendar import Calendar, Event, vCalAddress, vText

PRODUCT = "-//Guildhall//Meetings//EN"
USUAL_LENGTH = timedelta(hours=2)


class Method(StrEnum):
    """What a calendar file asks of the program that reads it."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


@dataclass(frozen=True)
class Party:
    """Somebody in a calendar entry; one without an address is left out."""

    name: str
    address: str


@dataclass(frozen=True)
class Entry:
    """One meeting as a calendar program sees it. ``uid`` stays, ``sequence`` grows with every change."""

    uid: str
    sequence: int
    stamp: datetime
    starts: datetime
    ends: datetime | None
    summary: str
    place: str = ""
    text: str = ""
    link: str = ""
    cancelled: bool = False
    organizer: Party | None = None
    attendee: Party | None = None


def calendar_text(method: Method, entries: Iterable[Entry], *, name: str = "") -> str:
    """The calendar file. Times are written in UTC, so that no time zone has to be described in it.

    An entry without an end is given two hours; calendar programs cannot show one that never ends.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method.value)
    if name:
        calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical()).decode()


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp.astimezone(UTC))
    event.add("dtstart", entry.starts.astimezone(UTC))
    event.add("dtend", (entry.ends or entry.starts + USUAL_LENGTH).astimezone(UTC))
    event.add("summary", entry.summary)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    for name, value in (("location", entry.place), ("description", entry.text), ("url", entry.link)):
        if value:
            event.add(name, value)
    if entry.organizer and entry.organizer.address:
        event["organizer"] = _address(entry.organizer)
    if entry.attendee and entry.attendee.address:
        attendee = _address(entry.attendee)
        attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
        attendee.params["RSVP"] = vText("TRUE")
        event.add("attendee", attendee, encode=False)
    return event


def _address(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{party.address}")
    if party.name:
        address.params["CN"] = vText(party.name)
    return address
