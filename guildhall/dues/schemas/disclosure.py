"""What the API accepts and returns of the yearly disclosure. Amounts are whole fen."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from guildhall.dues.models import Disclosure
from guildhall.registry.schemas.fields import Version


class DisclosureIn(Schema):
    """``is_interim`` for a year that is not over; ``why``: what a correction corrects."""

    year: int = Field(ge=2000, le=2200)
    is_interim: bool = False
    why: str = Field("", max_length=300)


class SignIn(Schema):
    version: Version
    remark: str = Field("", max_length=500)


class PublishIn(Schema):
    version: Version


class FiguresOut(Schema):
    """``income``: received during the year, by tier and year of the dues. ``raised``: the year's dues by tier.

    ``spending`` by category. ``received`` and ``spent`` are the sums of ``income`` and of ``spending``.
    """

    received: int
    spent: int
    income: list[dict[str, Any]]
    raised: list[dict[str, Any]]
    spending: list[dict[str, Any]]


class PublicDisclosureOut(Schema):
    """``code`` verifies the document. ``corrects`` is the number of the earlier edition that this one replaces."""

    year: int
    edition: int
    until: date
    is_interim: bool
    figures: FiguresOut
    supervisor: str
    remark: str
    corrects: int | None
    why: str
    published_at: datetime | None
    document: str | None
    code: str | None

    @staticmethod
    def resolve_supervisor(row: Disclosure) -> str:
        return str(row.supervisor) if row.supervisor else ""

    @staticmethod
    def resolve_corrects(row: Disclosure) -> int | None:
        return row.corrects.edition if row.corrects else None

    @staticmethod
    def resolve_document(row: Disclosure) -> str | None:
        return row.document.serial if row.document else None

    @staticmethod
    def resolve_code(row: Disclosure) -> str | None:
        return row.document.spaced_code if row.document else None


class DisclosureOut(PublicDisclosureOut):
    id: UUID
    state: Disclosure.State
    version: int
