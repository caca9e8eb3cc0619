"""The minutes of a meeting: their versions, what changed between them, and whether they are as they were locked."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from guildhall.accounts.models import User
from guildhall.meetings.models import Meeting, Minutes, MinutesVersion
from guildhall.meetings.permissions import may_approve_minutes, may_prepare


@dataclass(frozen=True)
class MinutesPage:
    """The minutes as one reader sees them, and what the reader may do with them."""

    minutes: Minutes
    current: MinutesVersion
    versions: list[MinutesVersion]
    may_edit: bool
    may_submit: bool
    may_approve: bool
    may_take_back: bool
    is_intact: bool


def minutes_of(meeting: Meeting) -> Minutes | None:
    """The minutes where there are some, with who submitted and approved them."""
    return (
        Minutes.objects.filter(meeting=meeting)
        .select_related("submitted_by", "approved_by", "document__file", "meeting__body")
        .first()
    )


def minutes_page(minutes: Minutes, *, viewer: User) -> MinutesPage:
    """The minutes with all versions, newest first. Two queries besides the powers."""
    versions = list(minutes.versions.select_related("made_by").order_by("-number"))
    draft = minutes.state == Minutes.State.DRAFT and may_prepare(viewer, minutes.meeting)
    waiting = minutes.state == Minutes.State.SUBMITTED and minutes.submitted_by_id != viewer.pk
    return MinutesPage(
        minutes=minutes,
        current=versions[0],
        versions=versions,
        may_edit=draft,
        may_submit=draft and minutes.meeting.state == Meeting.State.CLOSED,
        may_approve=waiting and may_approve_minutes(viewer, minutes.meeting),
        may_take_back=minutes.state == Minutes.State.SUBMITTED and minutes.submitted_by_id == viewer.pk,
        is_intact=is_intact(minutes, versions[0]),
    )


def version_of(minutes: Minutes, number: int) -> MinutesVersion | None:
    """One version by its number."""
    return minutes.versions.select_related("made_by").filter(number=number).first()


def current_version(minutes: Minutes) -> MinutesVersion:
    return minutes.versions.select_related("made_by").get(number=minutes.version)


def lock_of(text_zh: str, text_en: str, record: dict[str, Any]) -> str:
    """SHA-256 over both texts and the record, written as JSON with sorted keys and no spaces."""
    locked = {"record": record, "text_en": text_en, "text_zh": text_zh}
    written = json.dumps(locked, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def is_intact(minutes: Minutes, version: MinutesVersion) -> bool:
    """Whether approved minutes are still what was approved; drafts always are."""
    if minutes.state != Minutes.State.APPROVED:
        return True
    return minutes.sha256 == lock_of(version.text_zh, version.text_en, minutes.record)
