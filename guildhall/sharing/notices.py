"""What people are told about bookings, and the calendar entries that go with it."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from guildhall.notices.drafts import Draft, Recipient
from guildhall.registry.models import Person
from guildhall.sharing.calendar import Entry, calendar_text
from guildhall.sharing.models import Booking, Resource

KIND = "booking"
STATUS = {
    Booking.State.REQUESTED: "TENTATIVE",
    Booking.State.DECLINED: "CANCELLED",
    Booking.State.CANCELLED: "CANCELLED",
}
# What became of it, told to whoever booked: subject in both languages.
OUTCOMES = {
    Booking.State.CONFIRMED: ("预约已确认", "Booking confirmed"),
    Booking.State.DECLINED: ("预约未获同意", "Booking declined"),
    Booking.State.CANCELLED: ("预约已取消", "Booking cancelled"),
}


def _when(booking: Booking) -> str:
    """In the association's time, so that everyone reads the same."""
    zone = booking.association.zone
    start, end = booking.starts_at.astimezone(zone), booking.ends_at.astimezone(zone)
    if start.date() == end.date():
        return f"{start:%Y-%m-%d %H:%M}–{end:%H:%M}"
    return f"{start:%Y-%m-%d %H:%M} – {end:%Y-%m-%d %H:%M}"


def _titles(resource: Resource) -> tuple[str, str]:
    return resource.title_zh or resource.title_en, resource.title_en or resource.title_zh


def _to(person: Person) -> Recipient:
    return Recipient(user=person.user, name=person.name_zh or person.name_en, email=person.email)


def _link(booking: Booking) -> str:
    return reverse("sharing:booking", args=[booking.association.slug, booking.pk])


def booking_entry(booking: Booking, *, stamp: datetime, named: bool = True) -> Entry:
    """``named``: whether the reader may know who booked and what for."""
    resource = booking.resource
    who = booking.organization or booking.person
    said = who.name if named else _("booked")
    return Entry(
        uid=f"{booking.pk}@guildhall",
        sequence=booking.sequence,
        stamp=stamp,
        starts=booking.starts_at,
        ends=booking.ends_at,
        summary=f"{resource.title} · {said}",
        place=resource.place,
        text=booking.purpose if named else "",
        link=f"{settings.SITE_URL}{_link(booking)}" if named else "",
        status=STATUS.get(Booking.State(booking.state), "CONFIRMED"),
    )


def booking_calendar(booking: Booking, *, stamp: datetime) -> str:
    return calendar_text([booking_entry(booking, stamp=stamp)])


def feed_calendar(
    resource: Resource, bookings: Iterable[Booking], named: Iterable[bool], *, stamp: datetime
) -> str:
    """Everything booked of a resource; without names where the reader may not know them."""
    pairs = zip(bookings, named, strict=True)
    return calendar_text(
        [booking_entry(booking, stamp=stamp, named=known) for booking, known in pairs], name=resource.title
    )


def requested(bookings: list[Booking], keepers: Iterable[Person]) -> list[Draft]:
    """To the owner's people: somebody waits for an answer. One notice for all weeks of a booking."""
    first = bookings[0]
    zh, en = _titles(first.resource)
    who_zh, who_en = _who(first)
    more_zh = f"，共{len(bookings)}次" if len(bookings) > 1 else ""
    more_en = f", {len(bookings)} times" if len(bookings) > 1 else ""
    return [
        Draft(
            key=f"sharing.requested:{first.pk}:{person.pk}",
            kind=KIND,
            subject_zh=f"预约待确认：{zh}",
            subject_en=f"A booking waits for you: {en}",
            text_zh=f"{who_zh}申请于{_when(first)}{more_zh}使用。用途：{first.purpose}",
            text_en=f"{who_en} asks for {_when(first)}{more_en}. What for: {first.purpose}",
            link=_link(first),
            to=_to(person),
        )
        for person in keepers
    ]


def _who(booking: Booking) -> tuple[str, str]:
    who = booking.organization or booking.person
    return who.name_zh or who.name_en, who.name_en or who.name_zh


def decided(booking: Booking, *, stamp: datetime) -> Draft:
    """To whoever booked: what became of it, with the entry for the calendar."""
    zh, en = _titles(booking.resource)
    said_zh, said_en = OUTCOMES[Booking.State(booking.state)]
    reason_zh = f"原因：{booking.reason}" if booking.reason else ""
    reason_en = f" Reason: {booking.reason}" if booking.reason else ""
    return Draft(
        key=f"sharing.decided:{booking.pk}:{booking.sequence}",
        kind=KIND,
        subject_zh=f"{said_zh}：{zh}",
        subject_en=f"{said_en}: {en}",
        text_zh=f"{_when(booking)}，{booking.resource.place}。{reason_zh}",
        text_en=f"{_when(booking)}, {booking.resource.place}.{reason_en}",
        link=_link(booking),
        calendar=booking_calendar(booking, stamp=stamp),
        to=_to(booking.person),
    )


def cancelled_for_owner(booking: Booking, keepers: Iterable[Person]) -> list[Draft]:
    """To the owner's people: the time is free again."""
    zh, en = _titles(booking.resource)
    who_zh, who_en = _who(booking)
    return [
        Draft(
            key=f"sharing.cancelled:{booking.pk}:{booking.sequence}:{person.pk}",
            kind=KIND,
            subject_zh=f"预约已取消：{zh}",
            subject_en=f"Booking cancelled: {en}",
            text_zh=f"{who_zh}取消了{_when(booking)}的预约。",
            text_en=f"{who_en} cancelled the booking of {_when(booking)}.",
            link=_link(booking),
            to=_to(person),
        )
        for person in keepers
    ]


def reminder(booking: Booking) -> Draft:
    """A day before, once for each time that the booking was confirmed for."""
    zh, en = _titles(booking.resource)
    return Draft(
        key=f"sharing.reminder:{booking.pk}:{booking.starts_at:%Y%m%d%H%M}",
        kind=KIND,
        subject_zh=f"预约提醒：{zh}",
        subject_en=f"Reminder of a booking: {en}",
        text_zh=f"您预约的时间是{_when(booking)}，地点：{booking.resource.place or '未载明'}。如不使用，请取消，以便他人预约。",
        text_en=f"You booked {_when(booking)}, place: {booking.resource.place or 'not stated'}. "
        "If you do not need it, cancel, so that others can book it.",
        link=_link(booking),
        to=_to(booking.person),
    )
