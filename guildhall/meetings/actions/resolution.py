"""What was carried gets its number in the body's register, and is superseded, repealed and printed there."""

from datetime import date, timedelta
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.dates import long_date
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.sentences import Sentence
from guildhall.documents.actions import issue_document, take_number, withdraw_document
from guildhall.documents.models import Document
from guildhall.meetings.actions.meeting import changed_meanwhile
from guildhall.meetings.actions.motion import WORDS
from guildhall.meetings.models import Motion, Resolution
from guildhall.meetings.permissions import (
    require_may_keep_register,
    require_may_prepare,
    require_open_for_change,
)
from guildhall.meetings.printing import printed_resolution
from guildhall.meetings.queries import meeting_day
from guildhall.registry.models import Body


class ResolutionDetails(TypedDict, total=False):
    """The words of a resolution where they differ from the motion's."""

    title_zh: str
    title_en: str
    text_zh: str
    text_en: str
    in_force_from: date | None
    in_force_to: date | None


@transaction.atomic
def number_resolution(
    motion: Motion, *, is_public: bool = False, actor: User, **details: Unpack[ResolutionDetails]
) -> Resolution:
    """A carried motion becomes a resolution with the body's next number of the year, without gaps.

    Its words are the motion's unless others are given; it is in force from the day of the meeting unless another
    day is given, and until ``in_force_to`` where it holds for a time only. Refused for what was not carried, for a second number,
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
    words = {name: getattr(motion, name) for name in WORDS} | {"in_force_from": day}
    words |= {name: value for name, value in details.items() if value}
    _require_days(words["in_force_from"], words.get("in_force_to"))
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
        **words,
    )
    record("resolution.numbered", actor=actor, subject=resolution, motion=str(motion.pk))
    return resolution


@transaction.atomic
def supersede_resolution(
    resolution: Resolution, *, by: Resolution, on: date | None = None, version: int, actor: User
) -> Resolution:
    """Another resolution takes the place of this one, from the day ``on`` (else from when that one is in force).

    Refused for itself, for one that was superseded or repealed already, where the day is not after this one's
    first day, where the two would supersede each other in a circle, and where somebody changed it since.
    """
    require_may_keep_register(actor, resolution.body)
    resolution.refresh_from_db()
    if by.pk == resolution.pk or by.association_id != resolution.association_id:
        raise InvalidError(
            _("Choose another resolution of this association."), code="itself", details={"field": "by"}
        )
    _require_no_circle(resolution, by)
    first = on or by.in_force_from or by.adopted_on
    _end(resolution, version, first, superseded_by=by)
    day = long_date(first)
    _take_back(resolution, f"自{day.zh}起由{by.serial}代替。From {day.en} superseded by {by.serial}.", actor)
    record(
        "resolution.superseded",
        actor=actor,
        subject=resolution,
        by=str(by.pk),
        serial=by.serial,
        on=first.isoformat(),
    )
    return resolution


@transaction.atomic
def repeal_resolution(
    resolution: Resolution, *, on: date, reason: str, version: int, actor: User
) -> Resolution:
    """The resolution no longer holds from the day ``on``, and nothing takes its place.

    Refused without a reason, for one that was superseded or repealed already, where the day is not after its
    first day, and where somebody changed it since.
    """
    require_may_keep_register(actor, resolution.body)
    resolution.refresh_from_db()
    if not reason.strip():
        raise InvalidError(
            _("State why it is repealed, and by which decision."),
            code="reason_missing",
            details={"field": "reason"},
        )
    _end(resolution, version, on, repeal_reason=reason.strip()[:300])
    day = long_date(on)
    _take_back(resolution, f"自{day.zh}起废止。Repealed from {day.en}.", actor)
    record(
        "resolution.repealed",
        actor=actor,
        subject=resolution,
        reason=resolution.repeal_reason,
        on=on.isoformat(),
    )
    return resolution


@transaction.atomic
def issue_resolution(resolution: Resolution, *, actor: User) -> Resolution:
    """Print the resolution as an official document with a code by which anyone can verify it. Once."""
    require_may_keep_register(actor, resolution.body)
    Resolution.objects.select_for_update().only("pk").get(pk=resolution.pk)
    resolution.refresh_from_db()
    if resolution.document_id is not None:
        raise RuleError(_("This resolution was printed already."), code="issued_already")
    resolution.document = issue_document(
        association=resolution.association,
        kind="resolution",
        template="letter",
        subject=resolution,
        actor=actor,
        **printed_resolution(resolution),
    )
    Resolution.objects.filter(pk=resolution.pk).update(document=resolution.document)
    record("resolution.issued", actor=actor, subject=resolution, code=resolution.document.code)
    return resolution


def _end(resolution: Resolution, version: int, first_day_without: date, **changes: Any) -> None:
    if resolution.has_ended:
        raise RuleError(
            _("“%(resolution)s” was superseded or repealed already.") % {"resolution": resolution.serial},
            code="ended_already",
        )
    begins = resolution.in_force_from or resolution.adopted_on
    if first_day_without <= begins:
        raise InvalidError(
            _("“%(resolution)s” is in force from %(day)s; it can end after that day only.")
            % {"resolution": resolution.serial, "day": begins.isoformat()},
            code="ends_before_it_begins",
            details={"field": "on"},
        )
    standing = Resolution.objects.filter(
        pk=resolution.pk, version=version, superseded_by=None, repeal_reason=""
    )
    last = first_day_without - timedelta(days=1)
    changed = standing.update(in_force_to=last, version=F("version") + 1, **changes)
    resolution.refresh_from_db()
    if not changed:
        raise changed_meanwhile(version=resolution.version)


def _take_back(resolution: Resolution, reason: str, actor: User) -> None:
    """Whoever verifies the printed resolution is told that it no longer holds, and since when."""
    document = resolution.document
    if document is not None and document.state == Document.State.VALID:
        withdraw_document(document, reason=reason, reason_is_public=True, actor=actor)


def _require_no_circle(resolution: Resolution, by: Resolution) -> None:
    later: Resolution | None = by
    while later is not None:
        if later.superseded_by_id == resolution.pk:
            raise InvalidError(
                _("“%(by)s” was itself superseded by this resolution.") % {"by": by.serial},
                code="circle",
                details={"field": "by"},
            )
        later = later.superseded_by


def _require_days(begins: date, ends: date | None) -> None:
    if ends is not None and ends < begins:
        raise InvalidError(
            _("The last day lies before the first."),
            code="ends_before_it_begins",
            details={"field": "in_force_to"},
        )


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
