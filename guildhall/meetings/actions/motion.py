"""Motions are put, corrected and taken back; no word of them changes once a vote is under way or over."""

from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.meetings import pulse
from guildhall.meetings.actions.meeting import changed_meanwhile
from guildhall.meetings.models import AgendaItem, Amendment, Meeting, Motion, MotionVersion
from guildhall.meetings.permissions import require_may_run, require_open_for_change
from guildhall.meetings.queries import motion_kinds

WORDS = ("title_zh", "title_en", "text_zh", "text_en")
OVER = (Meeting.State.CLOSED, Meeting.State.CANCELLED)


class MotionDetails(TypedDict, total=False):
    """What is put to the body. ``kind`` decides which rule applies."""

    kind: str
    item: AgendaItem | None
    title_zh: str
    title_en: str
    text_zh: str
    text_en: str


@transaction.atomic
def put_motion(meeting: Meeting, *, actor: User, **details: Unpack[MotionDetails]) -> Motion:
    """Put something to the body for decision, before the meeting or in it.

    Refused without a title, with a kind that the charter does not know, under an item of another meeting, and
    once the meeting is over (unless a past meeting is being entered).
    """
    require_may_run(actor, meeting)
    require_open_for_change(meeting)
    meeting.refresh_from_db()
    if meeting.state in OVER and not meeting.is_being_entered:
        raise meeting_over(meeting)
    _require_sound(meeting, details)
    motion = Motion.objects.create(association=meeting.association, meeting=meeting, **_trimmed(details))
    keep_version(motion, actor=actor)
    pulse.changed(meeting)
    record("motion.put", actor=actor, subject=motion, meeting=str(meeting.pk), kind=motion.kind)
    return motion


@transaction.atomic
def change_motion(motion: Motion, *, version: int, actor: User, **details: Unpack[MotionDetails]) -> Motion:
    """Correct the words, the kind or the place of a motion that has not been decided.

    What it says from now on is its next version. ``version`` is the one that was read: refused where the motion
    was changed since, and once a vote on it is under way.
    """
    require_may_run(actor, motion.meeting)
    require_open_for_change(motion.meeting)
    motion.refresh_from_db()
    changes = {"kind": motion.kind, "title_zh": motion.title_zh, "title_en": motion.title_en, **details}
    _require_sound(motion.meeting, changes)  # type: ignore[arg-type]
    given = _trimmed(details)
    _require_version(motion, version)
    keep_version(motion, actor=None)
    move_motion(motion, Motion.State.PUT, version=F("version") + 1, **given)
    keep_version(motion, actor=actor)
    record("motion.changed", actor=actor, subject=motion, fields=sorted(details), version=motion.version)
    return motion


@transaction.atomic
def withdraw_motion(motion: Motion, *, actor: User) -> Motion:
    """The motion is taken back; it stays in the record as withdrawn. Refused once it was decided."""
    require_may_run(actor, motion.meeting)
    require_open_for_change(motion.meeting)
    move_motion(motion, Motion.State.PUT, state=Motion.State.WITHDRAWN, decided_at=timezone.now())
    record("motion.withdrawn", actor=actor, subject=motion)
    return motion


def keep_version(motion: Motion, *, actor: User | None, amendment: Amendment | None = None) -> None:
    """Keep the words of the motion as they stand under the number of their version, once."""
    MotionVersion.objects.get_or_create(
        motion=motion,
        number=motion.version,
        defaults={name: getattr(motion, name) for name in WORDS}
        | {"association": motion.association, "made_by": actor, "amendment": amendment},
    )


def move_motion(motion: Motion, stands: str, **changes: Any) -> None:
    """Change a motion that stands in this state; refused, with a reason for the reader, where it no longer is.

    Without ``changes`` it only claims the motion for the transaction, so that no vote begins meanwhile.
    """
    changed = Motion.objects.filter(pk=motion.pk, state=stands).update(**changes or {"state": stands})
    motion.refresh_from_db()
    if not changed:
        raise _not_as_thought(motion, stands)
    pulse.changed(motion.meeting)


def _not_as_thought(motion: Motion, stands: str) -> RuleError:
    named = {"motion": motion.title, "state": motion.get_state_display()}
    if motion.state == Motion.State.VOTING:
        return RuleError(
            _(
                "A vote on “%(motion)s” is under way. Nothing of it changes until the vote is closed or abandoned."
            )
            % named,
            code="vote_under_way",
        )
    if stands == Motion.State.VOTING:
        return RuleError(
            _("No vote on “%(motion)s” is under way: %(state)s.") % named, code="no_vote_under_way"
        )
    return RuleError(_("“%(motion)s” was already decided: %(state)s.") % named, code="already_decided")


def _require_version(motion: Motion, version: int) -> None:
    if motion.state == Motion.State.PUT and motion.version != version:
        stands = {name: getattr(motion, name) for name in WORDS}
        raise changed_meanwhile(version=motion.version, stands=stands)


def _require_sound(meeting: Meeting, details: MotionDetails) -> None:
    if not (details.get("title_zh", "").strip() or details.get("title_en", "").strip()):
        raise InvalidError(
            _("Give the motion a title in Chinese or in English."),
            code="title_missing",
            details={"field": "title_zh"},
        )
    if details.get("kind", "ordinary") not in motion_kinds(meeting):
        raise InvalidError(
            _("The charter profile knows no motions of this kind. Choose one from the list."),
            code="kind_unknown",
            details={"field": "kind"},
        )
    item = details.get("item")
    if item is not None and item.meeting_id != meeting.pk:
        raise InvalidError(
            _("The agenda item belongs to another meeting."),
            code="item_of_elsewhere",
            details={"field": "item"},
        )


def _trimmed(details: MotionDetails) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in details.items()}


def meeting_over(meeting: Meeting) -> RuleError:
    """Why nothing is put to a meeting that is over."""
    return RuleError(
        _("No more motions can be put: the meeting is %(state)s.") % {"state": meeting.get_state_display()},
        code="meeting_over",
    )
