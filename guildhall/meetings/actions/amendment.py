"""A motion is amended before the vote: proposed, adopted into its text, not adopted, taken back."""

from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.meetings.actions.motion import OVER, keep_version, meeting_over, move_motion
from guildhall.meetings.amending import Misfit, amended, plain
from guildhall.meetings.models import Amendment, Motion
from guildhall.meetings.permissions import (
    require_may_propose_amendment,
    require_may_run,
    require_may_withdraw_amendment,
    require_open_for_change,
)
from guildhall.registry.models import Person
from guildhall.registry.queries import person_of


class AmendmentDetails(TypedDict, total=False):
    """The passage as it stands, and what is to stand there, in one language or in both."""

    old_zh: str
    new_zh: str
    old_en: str
    new_en: str
    reason: str
    proposer: Person | None


@transaction.atomic
def propose_amendment(motion: Motion, *, actor: User, **details: Unpack[AmendmentDetails]) -> Amendment:
    """Propose other words for a passage of a motion; whoever has a vote, or the secretariat for them.

    Refused where the passage does not stand in the motion's text, or stands there several times; where nothing
    would change; once a vote on the motion is under way or it was decided; and once the meeting is over.
    """
    require_may_propose_amendment(actor, motion)
    require_open_for_change(motion.meeting)
    motion.meeting.refresh_from_db()
    motion.refresh_from_db()
    if motion.meeting.state in OVER and not motion.meeting.is_being_entered:
        raise meeting_over(motion.meeting)
    move_motion(motion, Motion.State.PUT)
    words = {
        "old_zh": plain(details.get("old_zh", "")),
        "new_zh": plain(details.get("new_zh", "")),
        "old_en": plain(details.get("old_en", "")),
        "new_en": plain(details.get("new_en", "")),
    }
    amended_text(motion, **words)
    latest = motion.amendments.aggregate(latest=Max("number"))["latest"] or 0
    amendment = Amendment.objects.create(
        association=motion.association,
        motion=motion,
        number=latest + 1,
        **words,
        reason=details.get("reason", "").strip(),
        proposer=details.get("proposer") or person_of(actor, motion.association),
        proposed_by=actor,
    )
    record("amendment.proposed", actor=actor, subject=amendment, motion=str(motion.pk), number=latest + 1)
    return amendment


@transaction.atomic
def adopt_amendment(amendment: Amendment, *, note: str = "", actor: User) -> Amendment:
    """The amendment goes into the motion's text, which becomes its next version. ``note``: how it was decided.

    Refused where its passage no longer stands there (another amendment changed it), for what was decided or
    withdrawn, and once a vote on the motion is under way.
    """
    motion = amendment.motion
    require_may_run(actor, motion.meeting)
    require_open_for_change(motion.meeting)
    motion.refresh_from_db()
    amendment.refresh_from_db()
    text = amended_text(
        motion,
        old_zh=amendment.old_zh,
        new_zh=amendment.new_zh,
        old_en=amendment.old_en,
        new_en=amendment.new_en,
    )
    _decide(amendment, Amendment.State.ADOPTED, note)
    keep_version(motion, actor=None)
    move_motion(motion, Motion.State.PUT, version=F("version") + 1, **text)
    keep_version(motion, actor=actor, amendment=amendment)
    record("amendment.adopted", actor=actor, subject=amendment, motion=str(motion.pk), version=motion.version)
    return amendment


@transaction.atomic
def reject_amendment(amendment: Amendment, *, note: str = "", actor: User) -> Amendment:
    """The amendment is not adopted and stays in the record. ``note``: how that was decided."""
    motion = amendment.motion
    require_may_run(actor, motion.meeting)
    require_open_for_change(motion.meeting)
    move_motion(motion, Motion.State.PUT)
    _decide(amendment, Amendment.State.REJECTED, note)
    record("amendment.rejected", actor=actor, subject=amendment, motion=str(motion.pk))
    return amendment


@transaction.atomic
def withdraw_amendment(amendment: Amendment, *, actor: User) -> Amendment:
    """Whoever proposed the amendment takes it back; it stays in the record."""
    motion = amendment.motion
    require_may_withdraw_amendment(actor, amendment)
    require_open_for_change(motion.meeting)
    move_motion(motion, Motion.State.PUT)
    _decide(amendment, Amendment.State.WITHDRAWN, "")
    record("amendment.withdrawn", actor=actor, subject=amendment, motion=str(motion.pk))
    return amendment


def amended_text(motion: Motion, *, old_zh: str, new_zh: str, old_en: str, new_en: str) -> dict[str, str]:
    """The motion's text with these passages replaced; refused, with the field, where they do not fit."""
    given = {"zh": (old_zh, new_zh), "en": (old_en, new_en)}
    asked = {language: words for language, words in given.items() if any(words)}
    if not asked:
        raise InvalidError(
            _("Write the new words, or the words to be struck out, in Chinese or in English."),
            code="amendment_empty",
            details={"field": "new_zh"},
        )
    text: dict[str, str] = {}
    for language, (old, new) in asked.items():
        made = amended(getattr(motion, f"text_{language}"), old, new)
        if isinstance(made, Misfit):
            raise _misfit(made, language, old)
        text[f"text_{language}"] = made
    return text


def _misfit(misfit: Misfit, language: str, old: str) -> InvalidError:
    said = {
        Misfit.EMPTY: _("Write the new words, or the words to be struck out."),
        Misfit.UNCHANGED: _("The new words are the old ones. Nothing would change."),
        Misfit.MISSING: _(
            "“%(words)s” does not stand in the motion's text. Copy the passage as it stands there."
        ),
        Misfit.SEVERAL_TIMES: _(
            "“%(words)s” stands in the motion's text several times. Copy more of it, so that it is clear which is meant."
        ),
    }
    return InvalidError(
        said[misfit] % {"words": old[:60]},
        code=f"passage_{misfit.value}",
        details={"field": f"old_{language}"},
    )


def _decide(amendment: Amendment, state: str, note: str) -> None:
    proposed = Amendment.objects.filter(pk=amendment.pk, state=Amendment.State.PROPOSED)
    changed = proposed.update(state=state, note=note.strip()[:300], decided_at=timezone.now())
    amendment.refresh_from_db()
    if not changed:
        raise RuleError(
            _("This amendment was already decided: %(state)s.") % {"state": amendment.get_state_display()},
            code="amendment_decided",
        )
