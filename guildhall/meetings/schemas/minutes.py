from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from guildhall.core.text import differences
from guildhall.meetings.models import Minutes, MinutesVersion
from guildhall.meetings.queries import MinutesPage


class DraftIn(Schema):
    """``version`` is the one that was read, where there are minutes already."""

    version: int | None = Field(None, ge=1, le=1_000_000)


class VersionIn(Schema):
    version: int = Field(ge=1, le=1_000_000)


class MinutesIn(Schema):
    version: int = Field(ge=1, le=1_000_000)
    text_zh: str = ""
    text_en: str = ""
    note: str = Field("", max_length=200)


class ReturnIn(Schema):
    reason: str = Field("", max_length=300)


class VersionOut(Schema):
    number: int
    note: str
    made_by: str
    made_at: datetime

    @staticmethod
    def resolve_made_by(version: MinutesVersion) -> str:
        return str(version.made_by or "")


class MinutesOut(Schema):
    """The minutes in their current version, and whether approved ones are still as they were locked."""

    id: UUID
    state: Minutes.State
    version: int
    text_zh: str
    text_en: str
    submitted_by: str
    approved_by: str
    approved_at: datetime | None
    returned_reason: str
    sha256: str
    serial: str
    is_intact: bool
    versions: list[VersionOut]

    @staticmethod
    def of(page: MinutesPage) -> "MinutesOut":
        minutes, current = page.minutes, page.current
        return MinutesOut(
            id=minutes.pk,
            state=Minutes.State(minutes.state),
            version=minutes.version,
            text_zh=current.text_zh,
            text_en=current.text_en,
            submitted_by=str(minutes.submitted_by or ""),
            approved_by=str(minutes.approved_by or ""),
            approved_at=minutes.approved_at,
            returned_reason=minutes.returned_reason,
            sha256=minutes.sha256,
            serial=minutes.document.serial if minutes.document else "",
            is_intact=page.is_intact,
            versions=[VersionOut.from_orm(version) for version in page.versions],
        )


class DifferenceOut(Schema):
    kind: str
    text: str


class ComparisonOut(Schema):
    """What turns one version into another, in both languages."""

    old: int
    new: int
    zh: list[DifferenceOut]
    en: list[DifferenceOut]

    @staticmethod
    def of(old: MinutesVersion, new: MinutesVersion) -> "ComparisonOut":
        def told(before: str, after: str) -> list[DifferenceOut]:
            return [DifferenceOut(kind=one.kind, text=one.text) for one in differences(before, after)]

        return ComparisonOut(
            old=old.number,
            new=new.number,
            zh=told(old.text_zh, new.text_zh),
            en=told(old.text_en, new.text_en),
        )
