"""The register of resolutions, as the API writes it."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Schema

from guildhall.meetings.models import Resolution
from guildhall.meetings.queries import ResolutionPage
from guildhall.meetings.schemas.fields import Day, LongLine, Version
from guildhall.meetings.schemas.session import PromiseOut, ResolutionOut


class ResolutionRowOut(ResolutionOut):
    """A line of the register; ``standing`` is how it stands on the day that was asked for, else today."""

    body_id: UUID
    title: str
    note: str
    in_force_from: date | None
    in_force_to: date | None
    standing: Resolution.Standing
    superseded_by_id: UUID | None
    repeal_reason: str
    version: int

    @staticmethod
    def resolve_note(resolution: Resolution) -> str:
        return resolution.serial


class ResolutionPageOut(Schema):
    """A resolution with how it was decided, what it superseded and what follows from it."""

    resolution: ResolutionRowOut
    way: str
    counts: dict[str, Any]
    verdict: dict[str, Any]
    supersedes: list[UUID]
    commitments: list[PromiseOut]
    verification_code: str

    @staticmethod
    def resolve_way(page: ResolutionPage) -> str:
        return page.resolution.motion.way

    @staticmethod
    def resolve_counts(page: ResolutionPage) -> dict[str, Any]:
        motion = page.resolution.motion
        votes = {"for": motion.for_count, "against": motion.against_count, "abstain": motion.abstain_count}
        return votes | dict(motion.counts)

    @staticmethod
    def resolve_verdict(page: ResolutionPage) -> dict[str, Any]:
        return dict(page.resolution.motion.verdict)

    @staticmethod
    def resolve_supersedes(page: ResolutionPage) -> list[UUID]:
        return [one.pk for one in page.supersedes]

    @staticmethod
    def resolve_verification_code(page: ResolutionPage) -> str:
        document = page.resolution.document
        return document.code if document else ""


class SupersedeIn(Schema):
    """``on`` is the first day on which the new one holds instead; null: from when it is in force."""

    by: UUID
    on: Day | None = None
    version: Version


class RepealIn(Schema):
    """``on`` is the first day on which it no longer holds."""

    on: Day
    reason: LongLine
    version: Version
