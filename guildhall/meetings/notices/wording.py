"""Times, places and agendas in words, in the language that is active."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from guildhall.core.dates import long_date, parse_stated
from guildhall.core.sentences import Sentence
from guildhall.meetings.models import AgendaItem, Meeting

LANGUAGES = ("zh-hans", "en")


def both(compose: Callable[[], str]) -> Sentence:
    """The same text composed in Chinese and in English."""
    texts = []
    for language in LANGUAGES:
        with override(language):
            texts.append(compose())
    return Sentence(*texts)


def day_words(day: date) -> str:
    return long_date(day).in_language(get_language() or "")


def time_words(meeting: Meeting) -> str:
    """``2026年12月5日 星期六 09:00—11:30``; a stated date as far as it is stated; nothing when open."""
    if meeting.starts_at is None:
        stated = parse_stated(meeting.stated_date).sentence if meeting.stated_date else None
        return stated.in_language(get_language() or "") if stated else ""
    zone = meeting.association.zone
    starts = timezone.localtime(meeting.starts_at, zone)
    words = f"{day_words(starts.date())} {date_format(starts, 'l')} {starts:%H:%M}"
    if meeting.ends_at is None:
        return words
    return f"{words}–{_end_words(starts, meeting.ends_at, zone)}"


def _end_words(starts: datetime, ends_at: datetime, zone: ZoneInfo) -> str:
    ends = timezone.localtime(ends_at, zone)
    day = "" if ends.date() == starts.date() else f"{day_words(ends.date())} "
    return f"{day}{ends:%H:%M}"


def fact_lines(meeting: Meeting) -> list[str]:
    """Body, time, place, form, link and chair, one line each, of what is known."""
    facts = [
        (_("Body"), meeting.body.name),
        (_("Time"), time_words(meeting)),
        (_("Place"), meeting.place),
        (_("Form"), str(meeting.get_mode_display()) if meeting.mode else ""),
        (_("Link to take part online"), meeting.online_url),
        (_("Chair"), meeting.chair.name if meeting.chair else ""),
    ]
    return [_("%(label)s: %(value)s") % {"label": label, "value": value} for label, value in facts if value]


def agenda_lines(agenda: list[AgendaItem]) -> list[str]:
    return [f"{number}. {item.title}" for number, item in enumerate(agenda, start=1)]
