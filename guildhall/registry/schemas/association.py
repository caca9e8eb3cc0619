from datetime import date
from typing import Literal
from uuid import UUID

from ninja import Schema

from guildhall.accounts.models import Association
from guildhall.registry.queries import PermissionRow
from guildhall.registry.schemas.fields import Line, LongLine, SentenceOut, Short, Text, Version


class AssociationOut(Schema):
    id: UUID
    slug: str
    kind: Association.Kind
    state: Association.State
    name: str
    name_zh: str
    name_en: str
    short_zh: str
    short_en: str
    about_zh: str
    about_en: str
    region: str
    timezone: str
    is_public: bool
    is_record: bool
    source: str
    version: int


class FoundAssociationIn(Schema):
    """At least one name is needed. Empty: the address is made from the name, the rules suit the kind."""

    kind: Association.Kind = Association.Kind.ASSOCIATION
    name_zh: LongLine = ""
    name_en: LongLine = ""
    short_zh: Short = ""
    short_en: Short = ""
    region: Line = ""
    state: Association.State = Association.State.ACTIVE
    timezone: Short = "Asia/Shanghai"
    slug: Short = ""
    charter_preset: Short = ""
    charter_from: date | None = None


class AssociationIn(Schema):
    """Only what is sent is changed. ``version`` is the one you read: the slower of two is refused."""

    version: Version
    name_zh: LongLine = ""
    name_en: LongLine = ""
    short_zh: Short = ""
    short_en: Short = ""
    about_zh: Text = ""
    about_en: Text = ""
    region: Line = ""
    state: Association.State = Association.State.ACTIVE
    timezone: Short = "Asia/Shanghai"
    is_public: bool = False


class StepOut(Schema):
    key: Literal["charter", "organizations", "people", "posts", "seats", "public"]
    count: int
    done: bool


class PresetOut(Schema):
    key: str
    name: SentenceOut


class PermissionRowOut(Schema):
    """A post, the powers that it gives over its body and all below, and who holds it today."""

    post_id: UUID
    post: str
    body_id: UUID
    body: str
    powers: list[str]
    holders: list[str]

    @staticmethod
    def resolve_post_id(row: PermissionRow) -> UUID:
        return row.post.pk

    @staticmethod
    def resolve_post(row: PermissionRow) -> str:
        return row.post.name

    @staticmethod
    def resolve_body_id(row: PermissionRow) -> UUID:
        return row.body.pk

    @staticmethod
    def resolve_body(row: PermissionRow) -> str:
        return row.body.name

    @staticmethod
    def resolve_powers(row: PermissionRow) -> list[str]:
        return sorted(row.powers)
