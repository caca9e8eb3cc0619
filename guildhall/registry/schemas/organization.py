from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, StringConstraints

from guildhall.registry.models import Organization
from guildhall.registry.queries import OrganizationCard
from guildhall.registry.schemas.fields import Line, LongLine, Ref, Short, Text, Version, printable

Website = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=200, pattern=r"^(https?://[^\s<>\"]+)?$"),
    AfterValidator(printable),
]


class OrganizationRowOut(Schema):
    """An organization in a list. ``note`` is its region: for fields that find it by typing."""

    id: UUID
    kind: Organization.Kind
    name: str
    note: str
    name_zh: str
    name_en: str
    short_zh: str
    short_en: str
    uscc: str
    region: str
    is_active: bool
    version: int

    @staticmethod
    def resolve_note(organization: Organization) -> str:
        return organization.region


class OrganizationOut(Schema):
    """``phone`` is null for who may not see it; ``merged_into_id`` names the entry that this one became part of."""

    id: UUID
    kind: Organization.Kind
    parent: Ref | None
    name: str
    name_zh: str
    name_en: str
    short_zh: str
    short_en: str
    uscc: str
    region: str
    address: str
    website: str
    phone: str | None
    about_zh: str
    about_en: str
    is_active: bool
    merged_into_id: UUID | None
    version: int

    @classmethod
    def of(cls, card: OrganizationCard) -> "OrganizationOut":
        """What the reader of the card may see."""
        row = card.organization
        fields = {name: getattr(row, name) for name in cls.model_fields}
        return cls(**fields | {"phone": card.phone, "parent": row.parent and Ref.from_orm(row.parent)})


class OrganizationIn(Schema):
    kind: Organization.Kind = Organization.Kind.ENTERPRISE
    parent_id: UUID | None = None
    name_zh: LongLine = ""
    name_en: LongLine = ""
    short_zh: Short = ""
    short_en: Short = ""
    uscc: Short = ""
    region: Line = ""
    address: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=300), AfterValidator(printable)
    ] = ""
    website: Website = ""
    phone: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=40), AfterValidator(printable)
    ] = ""
    about_zh: Text = ""
    about_en: Text = ""


class ChangeOrganizationIn(OrganizationIn):
    """Only what is sent is changed. ``version`` is the one you read: the slower of two is refused."""

    version: Version
