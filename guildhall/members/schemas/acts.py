"""What the API accepts about what happens to a membership."""

from datetime import date
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, StringConstraints

from guildhall.registry.schemas.fields import LongLine, printable

Number = Annotated[str, StringConstraints(strip_whitespace=True, max_length=80), AfterValidator(printable)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000), AfterValidator(printable)]


class AdmitIn(Schema):
    """Either a unit or a person."""

    organization_id: UUID | None = None
    person_id: UUID | None = None
    tier_id: UUID
    on: date
    body_id: UUID
    resolution: Number


class ResumeIn(Schema):
    on: date
    body_id: UUID | None = None
    resolution: Number = ""
    reason: Reason = ""


class ChangeTierIn(ResumeIn):
    """``on`` is the first day of the new tier."""

    tier_id: UUID


class SuspendIn(Schema):
    on: date
    body_id: UUID
    resolution: Number
    reason: Reason = ""


class RemoveIn(SuspendIn):
    """``on`` is the last day as a member."""


class WithdrawIn(Schema):
    """``on`` is the last day as a member; ``letter`` says by which letter of its own the member leaves."""

    on: date
    letter: LongLine
