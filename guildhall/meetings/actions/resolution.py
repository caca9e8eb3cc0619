"""What was carried gets its number in the body's register."""

from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import RuleError
from guildhall.core.sentences import Sentence
from guildhall.documents.actions import take_number
from guildhall.meetings.models import Motion, Resolution
from guildhall.meetings.permissions import require_may_prepare, require_open_for_change
from guildhall.meetings.queries import meeting_day
from guildhall.registry.models import Body


class ResolutionDetails(TypedDict, total=False):
    """The words of a resolution where they differ from the motion's."""

    title_zh: str
    title_en: str
    text_zh: str
    text_en: str


@transaction.atomic
def number_resolution(
    motion: Motion, *, is_public: bool = False, actor: User, **details: Unpack[ResolutionDetails]
) -> Resolution:
    """A carried motion becomes a resolution with the body's next number of the year, without gaps.

    Its words are the motion's unless others are given. Refused for what was not carried, for a second number,
    and where the year of the meeting is not known.
    """
    require_may_prepare(actor, motion.meeting)
    require_open_for_change(motion.meeting)
    meeting = motion.meeting
    Motion.objects.select_for_update().only("pk").get(pk=motion.pk)
    motion.refresh_from_db()
    _require_numberable(motion)
    day = meeting_day(meeting)
    if day is None:
        raise RuleError(_("State the day of the meeting first: the number has its year."), code="day_missing")
    number = take_number(meeting.association, f"res-{meeting.body_id.hex}", day.year)
    words = {name: getattr(motion, name) for name in ("title_zh", "title_en", "text_zh", "text_en")}
    resolution = Resolution.objects.create(
        association=meeting.association,
        body=meeting.body,
        meeting=meeting,
        motion=motion,
        number=number,
        year=day.year,
        serial=_serial(meeting.body, day.year, number),
        adopted_on=day,
        is_public=is_public,
        **words | {name: value for name, value in details.items() if value},
    )
    record("resolution.numbered", actor=actor, subject=resolution, motion=str(motion.pk))
    return resolution


def _require_numberable(motion: Motion) -> None:
    if motion.state != Motion.State.CARRIED:
        raise RuleError(
            _("Only what was carried becomes a resolution. “%(motion)s”: %(state)s.")
            % {"motion": motion.title, "state": motion.get_state_display()},
            code="not_carried",
        )
    known = Resolution.objects.filter(motion=motion).first()
    if known is not None:
        raise RuleError(
            _("This motion has its number already: %(serial)s.") % {"serial": known.serial},
            code="already_numbered",
        )


def _serial(body: Body, year: int, number: int) -> str:
    named = Sentence(f"{body.name_zh}决议〔{year}〕{number}号", f"{body.name_en} resolution {year}-{number}")
    return (named.zh if body.name_zh else named.en)[-80:]
