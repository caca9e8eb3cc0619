"""The notice as an official document: what its template reads, in both languages."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.core.sentences import Sentence
from guildhall.documents import pdf
from guildhall.meetings.models import Meeting, Speaker
from guildhall.meetings.notices.wording import both, day_words, time_words
from guildhall.meetings.queries import AgendaLine, meeting_day


def letter(meeting: Meeting, agenda: list[AgendaLine]) -> dict[str, Any]:
    """The data of the ``notice`` template. Text that exists in one language only is printed in that one."""
    title = letter_title(meeting)
    return {
        "lang": "both",
        "title": title.as_data(),
        "to": _pair(lambda: _("All who are invited")),
        "blocks": _paragraphs(partial(_opening, meeting)),
        "facts": letter_facts(meeting),
        "agenda": [_line(meeting, line) for line in agenda],
        "papers": [{"zh": paper.title_zh, "en": paper.title_en} for line in agenda for paper in line.papers],
        "closing": _paragraphs(partial(_closing, meeting)),
    }


def printed_draft(meeting: Meeting, agenda: list[AgendaLine]) -> bytes:
    """The letter as a PDF with the mark of a draft, without a number."""
    association, today = meeting.association, timezone.localdate(timezone=meeting.association.zone)
    head = {
        "association": {"zh": association.name_zh, "en": association.name_en},
        "date": today.isoformat(),
        "draft": True,
    }
    return pdf.render("notice", letter(meeting, agenda) | head)


def letter_title(meeting: Meeting) -> Sentence:
    return both(lambda: _("Notice of %(meeting)s") % {"meeting": meeting.name})


def letter_facts(meeting: Meeting) -> list[dict[str, Any]]:
    """Time, place, form and chair: in the letter, and on the page that verifies it."""
    facts: list[tuple[Callable[[], str], Callable[[], str]]] = [
        (lambda: _("Time"), partial(time_words, meeting)),
        (lambda: _("Place"), lambda: meeting.place),
        (lambda: _("Form"), lambda: str(meeting.get_mode_display())),
        (lambda: _("Chair"), lambda: meeting.chair.name if meeting.chair else ""),
    ]
    pairs = [{"label": _pair(label), "value": _pair(value)} for label, value in facts]
    return [pair for pair in pairs if pair["value"]["zh"] or pair["value"]["en"]]


def speaker_words(speaker: Speaker) -> str:
    """A speaker in the active language: name and unit, or the words, with how many they are."""
    person = speaker.person
    if person is None:
        return f"{speaker.words} ({speaker.count})" if speaker.count else speaker.words
    return person.name


def _pair(compose: Callable[[], str]) -> dict[str, str]:
    return both(compose).as_data()


def _paragraphs(compose: Callable[[], list[str]]) -> dict[str, list[dict[str, Any]]]:
    texts = both(lambda: "\n".join(compose()))
    return {
        language: [{"kind": "paragraph", "runs": [{"text": line}]} for line in text.split("\n") if line]
        for language, text in texts.as_data().items()
    }


def _opening(meeting: Meeting) -> list[str]:
    day = meeting_day(meeting)
    if day is None:
        return [_("You are asked to attend %(meeting)s.") % {"meeting": meeting.name}]
    words = {"meeting": meeting.name, "day": day_words(day)}
    return [_("%(meeting)s will be held on %(day)s. You are asked to attend.") % words]


def _closing(meeting: Meeting) -> list[str]:
    reply = _("Please reply by %(day)s.") % {"day": day_words(meeting.reply_by)} if meeting.reply_by else ""
    return [*meeting.remarks.splitlines(), reply or _("Please reply as soon as you can.")]


def _line(meeting: Meeting, line: AgendaLine) -> dict[str, Any]:
    zone = meeting.association.zone
    names = _pair(lambda: _(", ").join(speaker_words(speaker) for speaker in line.speakers))
    return {
        "number": line.number,
        "title": {"zh": line.item.title_zh, "en": line.item.title_en},
        "speaker": names,
        "time": f"{timezone.localtime(line.starts, zone):%H:%M}" if line.starts else "",
    }
