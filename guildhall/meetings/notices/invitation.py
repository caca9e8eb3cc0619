"""What the invited are told: the invitation, its changes, its end, and reminders."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from guildhall.meetings.calendar import Entry, Method, Party, calendar_text
from guildhall.meetings.models import AgendaItem, CalendarFeed, Invitation, Meeting
from guildhall.meetings.notices.wording import agenda_lines, both, day_words, fact_lines, time_words
from guildhall.meetings.queries import reply_token
from guildhall.notices.drafts import Draft, Recipient

CALLED_OFF = (Meeting.State.CANCELLED, Meeting.State.POSTPONED)


@dataclass(frozen=True)
class Announcement:
    """What is the same for everyone who is told: read once for a whole run."""

    meeting: Meeting
    agenda: list[AgendaItem]
    changed: list[str]
    at: datetime


def invitation(announcement: Announcement, row: Invitation) -> Draft:
    """The notice to one of the invited: at first the invitation, then what changed, or that it is off."""
    meeting = announcement.meeting
    is_new = row.notified_sequence is None
    subject = both(partial(_subject, meeting, is_new=is_new))
    text = both(partial(_text, announcement, row, is_new=is_new))
    return Draft(
        key=f"meeting:{meeting.pk}:{row.person_id}:{meeting.notice_sequence}",
        kind="meeting.invited" if is_new else f"meeting.{_what(meeting)}",
        to=recipient(row),
        subject_zh=subject.zh,
        subject_en=subject.en,
        text_zh=text.zh,
        text_en=text.en,
        link=reply_path(row),
        calendar=invitation_file(row, meeting, announcement.at, agenda_lines(announcement.agenda)),
    )


def withdrawn(row: Invitation, reason: str, at: datetime) -> Draft:
    """To somebody who was told of the meeting and is no longer invited."""
    meeting = row.meeting
    subject = both(lambda: _("No longer invited: %(meeting)s") % {"meeting": meeting.name})
    text = both(partial(_withdrawn_text, row, reason))
    return Draft(
        key=f"meeting:{meeting.pk}:{row.person_id}:withdrawn:{at.isoformat()}",
        kind="meeting.withdrawn",
        to=recipient(row),
        subject_zh=subject.zh,
        subject_en=subject.en,
        text_zh=text.zh,
        text_en=text.en,
        calendar=invitation_file(row, meeting, at, [], cancelled=True),
    )


def reminder(row: Invitation, today: date) -> Draft:
    """To somebody who has not answered."""
    subject = both(lambda: _("Please reply: %(meeting)s") % {"meeting": row.meeting.name})
    text = both(partial(_reminder_text, row))
    return Draft(
        key=f"meeting:{row.meeting_id}:{row.person_id}:reminder:{today.isoformat()}",
        kind="meeting.reminder",
        to=recipient(row),
        subject_zh=subject.zh,
        subject_en=subject.en,
        text_zh=text.zh,
        text_en=text.en,
        link=reply_path(row),
    )


def recipient(row: Invitation) -> Recipient:
    person = row.person
    return Recipient(user=person.user, name=person.name_zh or person.name_en, email=person.email)


def reply_path(row: Invitation) -> str:
    """The page where this person answers, without signing in."""
    return reverse("public_meetings:reply_by_link", args=(row.association.slug, reply_token(row)))


def invitation_file(
    row: Invitation, meeting: Meeting, at: datetime, agenda: list[str], *, cancelled: bool = False
) -> str:
    """The calendar file that goes with a mail; none for a meeting without a time."""
    if meeting.starts_at is None and not cancelled:
        cancelled = meeting.state in CALLED_OFF
    entry = calendar_entry(meeting, at, row=row, agenda=agenda, cancelled=cancelled)
    if entry is None:
        return ""
    return calendar_text(Method.CANCEL if entry.cancelled else Method.REQUEST, [entry])


def calendar_entry(
    meeting: Meeting,
    at: datetime,
    *,
    row: Invitation | None = None,
    agenda: list[str] | None = None,
    cancelled: bool = False,
) -> Entry | None:
    """The meeting as an entry of a calendar; None while it has no time at all."""
    starts = meeting.starts_at or last_told_start(meeting)
    if starts is None:
        return None
    address = settings.DEFAULT_FROM_EMAIL
    return Entry(
        uid=f"{meeting.pk}@guildhall",
        sequence=meeting.notice_sequence,
        stamp=at,
        starts=starts,
        ends=meeting.ends_at,
        summary=meeting.name_zh or meeting.name_en,
        place=" / ".join(filter(None, (meeting.place_zh, meeting.place_en, meeting.online_url))),
        text="\n".join(agenda or []),
        link=settings.SITE_URL + (reply_path(row) if row else _page(meeting)),
        cancelled=cancelled or meeting.state in CALLED_OFF,
        organizer=Party(meeting.association.name_zh or meeting.association.name_en, address),
        attendee=Party(row.person.name_zh or row.person.name_en, row.person.email) if row else None,
    )


def calendar_of(feed: CalendarFeed, meetings: Iterable[Meeting], at: datetime) -> str:
    """All these meetings as one calendar, for a program that asks again now and then."""
    entries = [
        calendar_entry(meeting, at, agenda=agenda_lines(list(meeting.agenda.all()))) for meeting in meetings
    ]
    name = feed.association.name_zh or feed.association.name_en
    return calendar_text(Method.PUBLISH, [entry for entry in entries if entry], name=name)


def last_told_start(meeting: Meeting) -> datetime | None:
    """The start that people were last told, for taking it out of their calendars."""
    told = meeting.notice_told.get("starts_at", "")
    return datetime.fromisoformat(told) if told else None


def _page(meeting: Meeting) -> str:
    return reverse("meetings:meeting", args=(meeting.association.slug, meeting.pk))


def _what(meeting: Meeting) -> str:
    return str(meeting.state) if meeting.state in CALLED_OFF else "changed"


def _subject(meeting: Meeting, *, is_new: bool) -> str:
    words = {"meeting": meeting.name}
    if meeting.state == Meeting.State.CANCELLED:
        return _("Cancelled: %(meeting)s") % words
    if meeting.state == Meeting.State.POSTPONED:
        return _("Postponed: %(meeting)s") % words
    return _("Notice of meeting: %(meeting)s") % words if is_new else _("Changed: %(meeting)s") % words


def _text(announcement: Announcement, row: Invitation, *, is_new: bool) -> str:
    meeting = announcement.meeting
    paragraphs = [
        _("Dear %(person)s,") % {"person": row.person.name},
        _first_sentence(announcement, row, is_new),
    ]
    if meeting.state_reason:
        paragraphs.append(_("Reason: %(reason)s") % {"reason": meeting.state_reason})
    if meeting.state not in CALLED_OFF:
        paragraphs.append("\n".join(fact_lines(meeting)))
        paragraphs.append("\n".join([_("Agenda:"), *agenda_lines(announcement.agenda)]))
        paragraphs += [meeting.remarks] if meeting.remarks else []
        paragraphs.append(_answer_sentence(meeting))
    paragraphs.append(meeting.association.name)
    return "\n\n".join(paragraphs)


def _first_sentence(announcement: Announcement, row: Invitation, is_new: bool) -> str:  # noqa: FBT001
    meeting = announcement.meeting
    words = {"meeting": meeting.name, "capacity": row.capacity, "role": row.get_role_display()}
    if meeting.state == Meeting.State.CANCELLED:
        return _("%(meeting)s will not take place.") % words
    if meeting.state == Meeting.State.POSTPONED:
        return _("%(meeting)s is postponed. You will be told the new time.") % words
    if is_new:
        return _("You are invited to %(meeting)s (%(role)s).") % words
    changed = _(", ").join(label for field, label in _field_labels().items() if field in announcement.changed)
    return _("%(meeting)s has changed: %(what)s. The new details are below.") % (words | {"what": changed})


def _field_labels() -> dict[str, str]:
    return {
        "name": _("name"),
        "starts_at": _("start"),
        "ends_at": _("end"),
        "place": _("place"),
        "mode": _("form"),
        "online_url": _("link"),
        "agenda": _("agenda"),
    }


def _answer_sentence(meeting: Meeting) -> str:
    if meeting.reply_by:
        return _("Please reply by %(day)s with the link below.") % {"day": day_words(meeting.reply_by)}
    return _("Please reply with the link below.")


def _withdrawn_text(row: Invitation, reason: str) -> str:
    paragraphs = [
        _("Dear %(person)s,") % {"person": row.person.name},
        _("You are no longer invited to %(meeting)s on %(time)s.")
        % {"meeting": row.meeting.name, "time": time_words(row.meeting)},
    ]
    paragraphs += [_("Reason: %(reason)s") % {"reason": reason}] if reason else []
    return "\n\n".join([*paragraphs, row.association.name])


def _reminder_text(row: Invitation) -> str:
    return "\n\n".join(
        [
            _("Dear %(person)s,") % {"person": row.person.name},
            _("You have not replied yet to the invitation to %(meeting)s.") % {"meeting": row.meeting.name},
            "\n".join(fact_lines(row.meeting)),
            _answer_sentence(row.meeting),
            row.association.name,
        ]
    )
