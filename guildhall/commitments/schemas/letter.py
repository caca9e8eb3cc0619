"""What the API accepts and returns about letters."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from guildhall.commitments.models import Letter
from guildhall.commitments.schemas.work import CommitmentOut, Ref, TitledRef
from guildhall.documents.schemas import FileOut

Short = Field(default="", max_length=200)
Long = Field(default="", max_length=20000)


class PartyOut(Schema):
    id: UUID
    person: Ref
    role_zh: str
    role_en: str
    signed_at: datetime | None
    scan: FileOut | None


class LetterOut(TitledRef):
    kind: Letter.Kind
    body: Ref
    state: Letter.State
    from_on: date | None
    to_on: date | None
    offered_at: datetime | None
    signed_on: date | None
    revoked_at: datetime | None
    revoked_reason: str
    version: int


class LetterLineOut(LetterOut):
    parties_all: int
    parties_signed: int


class WholeLetterOut(LetterOut):
    text_zh: str
    text_en: str
    parties: list[PartyOut]
    targets: list[CommitmentOut]
    serial: str
    code: str
    acts: list[str]


class PartyIn(Schema):
    person: UUID
    role_zh: str = Field(default="", max_length=100)
    role_en: str = Field(default="", max_length=100)


class LetterIn(Schema):
    title_zh: str = Short
    title_en: str = Short
    text_zh: str = Long
    text_en: str = Long
    from_on: date | None = None
    to_on: date | None = None
    parties: list[PartyIn]
    targets: list[UUID] = []


class NewLetterIn(LetterIn):
    body: UUID
    kind: Letter.Kind = Letter.Kind.RESPONSIBILITY


class ChangedLetterIn(LetterIn):
    version: int


class SignIn(Schema):
    confirmed: bool
