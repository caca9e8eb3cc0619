"""Minutes: drafted from the record, edited in versions, put up, returned, approved and locked."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.documents.actions import issue_document
from guildhall.documents.blocks import blocks
from guildhall.documents.models import Document
from guildhall.meetings import notices
from guildhall.meetings.drafting import draft_chinese, draft_english
from guildhall.meetings.models import Meeting, Minutes, MinutesVersion
from guildhall.meetings.permissions import (
    may_prepare,
    require_may_approve_minutes,
    require_may_prepare,
    require_open_for_change,
)
from guildhall.meetings.queries import current_version, lock_of, meeting_record
from guildhall.notices.actions import give_notices

LONGEST_TEXT = 200_000


@transaction.atomic
def draft_minutes(meeting: Meeting, *, version: int | None = None, actor: User) -> Minutes:
    """Fill the minutes from the record, in Chinese and English. The first draft, or a new version of a draft.

    Where minutes are there already, ``version`` is the one that was read: the new text becomes the next
    version and the edited one stays among the versions. Refused before the meeting has begun, while they
    wait for approval, and after it.
    """
    require_may_prepare(actor, meeting)
    require_open_for_change(meeting)
    meeting.refresh_from_db()
    if not meeting.has_begun:
        raise RuleError(
            _("Minutes are drafted once the meeting has begun. This one is: %(state)s.")
            % {"state": meeting.get_state_display()},
            code="not_begun",
        )
    held = meeting_record(meeting)
    minutes, made = Minutes.objects.get_or_create(
        meeting=meeting, defaults={"association": meeting.association}
    )
    if not made:
        _next_version(minutes, version)
    _keep(minutes, draft_chinese(held), draft_english(held), _("Drafted from the record"), actor)
    record("minutes.drafted", actor=actor, subject=minutes, version=minutes.version)
    return minutes


@transaction.atomic
def save_minutes(
    minutes: Minutes, *, version: int, text_zh: str, text_en: str, note: str = "", actor: User
) -> Minutes:
    """Keep an edited text as the next version. ``version`` is the one that was read.

    Refused when somebody saved another version since: the refusal says who and when, and both texts can
    be compared; nothing is lost. Refused too without any text, and unless the minutes are a draft.
    """
    require_may_prepare(actor, minutes.meeting)
    require_open_for_change(minutes.meeting)
    texts = [text.replace("\r\n", "\n").strip() for text in (text_zh, text_en)]
    if not any(texts):
        raise InvalidError(
            _("The minutes are empty. Write them in Chinese or in English."),
            code="text_missing",
            details={"field": "text_zh"},
        )
    if max(len(text) for text in texts) > LONGEST_TEXT:
        raise InvalidError(
            _("The text is longer than %(most)s characters. Put what is long into a paper of the meeting.")
            % {"most": LONGEST_TEXT},
            code="text_too_long",
        )
    _next_version(minutes, version)
    _keep(minutes, texts[0], texts[1], note.strip(), actor)
    record("minutes.saved", actor=actor, subject=minutes, version=minutes.version)
    return minutes


@transaction.atomic
def submit_minutes(minutes: Minutes, *, version: int, actor: User) -> Minutes:
    """Put the minutes up for approval as they stand in ``version``; the chair is told.

    Refused before the meeting is closed, and when somebody saved another version since.
    """
    require_may_prepare(actor, minutes.meeting)
    require_open_for_change(minutes.meeting)
    minutes.meeting.refresh_from_db()
    if minutes.meeting.state != Meeting.State.CLOSED:
        raise RuleError(
            _("Close the meeting first; then its minutes can be put up for approval."), code="not_closed"
        )
    drafts = Minutes.objects.filter(pk=minutes.pk, state=Minutes.State.DRAFT, version=version)
    if not drafts.update(
        state=Minutes.State.SUBMITTED,
        submitted_by=actor,
        submitted_at=timezone.now(),
        returned_reason="",
    ):
        raise _stale(minutes)
    minutes.refresh_from_db()
    chair = minutes.meeting.chair
    if chair is not None and chair.user is not None and chair.user != actor:
        give_notices(minutes.association, [notices.minutes_submitted(minutes, chair.user)])
    record("minutes.submitted", actor=actor, subject=minutes, version=version)
    return minutes


@transaction.atomic
def return_minutes(minutes: Minutes, *, reason: str, actor: User) -> Minutes:
    """Give the minutes back to be changed, with the reason; or take back what oneself put up."""
    own = minutes.submitted_by_id == actor.pk and may_prepare(actor, minutes.meeting)
    if not own:
        require_may_approve_minutes(actor, minutes.meeting)
    require_open_for_change(minutes.meeting)
    if not (reason.strip() or own):
        raise InvalidError(
            _("Say what has to be changed."), code="reason_missing", details={"field": "reason"}
        )
    waiting = Minutes.objects.filter(pk=minutes.pk, state=Minutes.State.SUBMITTED)
    if not waiting.update(state=Minutes.State.DRAFT, returned_reason=reason.strip()[:300]):
        raise _not_waiting()
    minutes.refresh_from_db()
    if minutes.submitted_by is not None and not own:
        give_notices(minutes.association, [notices.minutes_returned(minutes, minutes.submitted_by)])
    record("minutes.returned", actor=actor, subject=minutes, reason=minutes.returned_reason)
    return minutes


@transaction.atomic
def approve_minutes(minutes: Minutes, *, version: int, actor: User) -> Minutes:
    """Approve the minutes and lock them, and the meeting with them, under a hash over text and record.

    They are printed under a serial number and can be verified by their code. By the chair or whoever decides
    for the body, never by the one who put them up. Refused unless exactly ``version`` waits for approval.
    """
    require_may_approve_minutes(actor, minutes.meeting)
    require_open_for_change(minutes.meeting)
    minutes.refresh_from_db()
    if minutes.submitted_by_id == actor.pk:
        raise NotAllowedError(
            _("You put these minutes up yourself; another person has to approve them."),
            code="own_minutes",
        )
    now = timezone.now()
    waiting = Minutes.objects.filter(pk=minutes.pk, state=Minutes.State.SUBMITTED, version=version)
    if not waiting.update(state=Minutes.State.APPROVED, approved_by=actor, approved_at=now):
        raise _not_waiting()
    text = current_version(minutes)
    held = meeting_record(minutes.meeting).as_data()
    digest = lock_of(text.text_zh, text.text_en, held)
    document = _print(minutes, text, digest, actor)
    Minutes.objects.filter(pk=minutes.pk).update(record=held, sha256=digest, document=document)
    minutes.refresh_from_db()
    if minutes.submitted_by is not None:
        give_notices(minutes.association, [notices.minutes_approved(minutes, minutes.submitted_by)])
    record("minutes.approved", actor=actor, subject=minutes, version=version, sha256=digest)
    return minutes


def _next_version(minutes: Minutes, version: int | None) -> None:
    drafts = Minutes.objects.filter(pk=minutes.pk, state=Minutes.State.DRAFT, version=version or 0)
    if not drafts.update(version=F("version") + 1):
        raise _stale(minutes)
    minutes.refresh_from_db()


def _keep(minutes: Minutes, text_zh: str, text_en: str, note: str, actor: User) -> None:
    MinutesVersion.objects.create(
        association=minutes.association,
        minutes=minutes,
        number=minutes.version,
        text_zh=text_zh,
        text_en=text_en,
        note=note[:200],
        made_by=actor,
    )


def _stale(minutes: Minutes) -> RuleError:
    """Why a draft of that version is not there: another version was saved, or it is no draft any more."""
    minutes.refresh_from_db()
    if minutes.state != Minutes.State.DRAFT:
        return RuleError(
            _("These minutes are no draft any more: %(state)s.") % {"state": minutes.get_state_display()},
            code="no_draft",
        )
    latest = current_version(minutes)
    return RuleError(
        _(
            "%(name)s saved version %(version)s at %(time)s while you were editing. "
            "Compare both texts below; nothing was lost."
        )
        % {
            "name": latest.made_by or _("Somebody"),
            "version": latest.number,
            "time": timezone.localtime(latest.made_at).strftime("%H:%M"),
        },
        code="changed_meanwhile",
        details={
            "version": latest.number,
            "saved_by": str(latest.made_by or ""),
            "saved_at": latest.made_at.isoformat(),
        },
    )


def _not_waiting() -> RuleError:
    return RuleError(
        _("These minutes do not wait for approval, or were changed since. Reload the page."),
        code="not_waiting",
    )


def _print(minutes: Minutes, text: MinutesVersion, digest: str, actor: User) -> Document:
    meeting = minutes.meeting
    title = {"zh": f"{meeting.name_zh}纪要", "en": f"Minutes: {meeting.name_en}"}
    title_zh = title["zh"] if meeting.name_zh else ""
    title_en = title["en"] if meeting.name_en else ""
    languages = [code for code, words in (("zh", text.text_zh), ("en", text.text_en)) if words]
    data: dict[str, Any] = {
        "lang": languages[0] if len(languages) == 1 else "both",
        "blocks": {"zh": blocks(text.text_zh), "en": blocks(text.text_en)},
        "signatures": _signatures(minutes),
    }
    facts: list[dict[str, Any]] = [
        {
            "label": {"zh": "机构", "en": "Body"},
            "value": {"zh": meeting.body.name_zh, "en": meeting.body.name_en},
        },
        {"label": {"zh": "会议", "en": "Meeting"}, "value": {"zh": meeting.name_zh, "en": meeting.name_en}},
        {"label": {"zh": "锁定校验值 SHA-256", "en": "Lock, SHA-256"}, "value": digest},
    ]
    return issue_document(
        association=minutes.association,
        kind="minutes",
        title_zh=title_zh,
        title_en=title_en,
        facts=facts,
        template="minutes",
        data=data,
        subject=minutes,
        actor=actor,
    )


def _signatures(minutes: Minutes) -> list[dict[str, Any]]:
    meeting = minutes.meeting
    people = [
        ({"zh": "主持人", "en": "Chair"}, meeting.chair),
        ({"zh": "记录人", "en": "Recorder"}, meeting.recorder),
    ]
    return [
        {"role": role, "name": {"zh": person.name_zh, "en": person.name_en}}
        for role, person in people
        if person is not None
    ]
