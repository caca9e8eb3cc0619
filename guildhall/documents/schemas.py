from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from ninja import Field, Schema

from guildhall.accounts.http import api_user
from guildhall.documents.models import Document, File
from guildhall.documents.queries import api_file_link


class FileOut(Schema):
    """A stored file; ``url`` works for some hours, and only for who asked."""

    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str
    url: str

    @staticmethod
    def resolve_url(file: File, context: dict[str, Any]) -> str:
        user = api_user(context["request"])
        return api_file_link(file, None if isinstance(user, AnonymousUser) else user)


class DocumentOut(Schema):
    id: UUID
    kind: str
    year: int
    number: int
    serial: str
    code: str = Field(alias="spaced_code")
    title_zh: str
    title_en: str
    facts: list[dict[str, Any]]
    later: list[dict[str, Any]]
    state: Document.State
    subject_type: str
    subject_id: UUID | None
    issued_at: datetime
    revoked_at: datetime | None
    revoked_reason: str
    reason_is_public: bool
    file: FileOut


class RevocationIn(Schema):
    reason: str = Field(max_length=2000)
    reason_is_public: bool = False


class SerialFormatIn(Schema):
    pattern_zh: str = Field(max_length=60, min_length=1)
    pattern_en: str = Field(max_length=60, min_length=1)


class SerialFormatOut(Schema):
    kind: str
    pattern_zh: str
    pattern_en: str


class SerialPatternOut(SerialFormatOut):
    label: str
    is_own: bool


class VerificationOut(Schema):
    """The same fields whether the document is valid, revoked or unknown."""

    state: Literal["valid", "revoked", "unknown"]
    code: str
    association_zh: str
    association_en: str
    kind: str
    serial: str
    title_zh: str
    title_en: str
    facts: list[dict[str, Any]]
    later: list[dict[str, Any]]
    issued_at: datetime | None
    revoked_at: datetime | None
    revoked_reason: str
    sha256: str
