"""What the API accepts and returns about agreements."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from guildhall.cooperation.models import Agreement, Cooperation
from guildhall.cooperation.schemas.cooperation import NamedOut
from guildhall.documents.queries import verification_url
from guildhall.documents.schemas import FileOut

Short = Field(default="", max_length=200)
Long = Field(default="", max_length=40_000)


class AgreementPartyOut(Schema):
    id: UUID
    organization: NamedOut
    signatory: NamedOut | None
    power_zh: str
    power_en: str
    signed_at: datetime | None
    signed_hash: str
    left_on: date | None
    left_reason: str


class AgreementPartyInsideOut(AgreementPartyOut):
    """With what only the secretariat and supervisors see."""

    authority: FileOut | None
    authority_until: date | None
    scan: FileOut | None
    checked_on: date | None
    check_note: str


class WitnessOut(Schema):
    id: UUID
    person: NamedOut
    role_zh: str
    role_en: str
    attested_at: datetime | None


class AgreementLineOut(Schema):
    id: UUID
    title: str
    title_zh: str
    title_en: str
    state: Agreement.State
    from_on: date | None
    to_on: date | None
    sign_by: date | None
    signed_on: date | None
    stated_signed: str
    is_public: bool
    parties: list[AgreementPartyOut]
    version: int


class AgreementListOut(AgreementLineOut):
    parties_all: int
    parties_signed: int


class AgreementOut(AgreementLineOut):
    scope_zh: str
    scope_en: str
    text_zh: str
    text_en: str
    text_hash: str
    body: NamedOut | None
    resolution_id: UUID | None
    cooperation_id: UUID | None
    supervisor: NamedOut | None
    lends_no_name: bool
    ended_on: date | None
    ended_reason: str
    witnesses: list[WitnessOut]
    inside: list[AgreementPartyInsideOut]
    serial: str
    code: str
    acts: list[str]
    own_party: UUID | None = Field(description="for which the reader is to sign")
    own_witness: UUID | None


class SigningIn(Schema):
    """A party; by the post if one is named, else by a written authority or the seat on which the person represents it."""

    organization: UUID
    signatory: UUID | None = None
    post: UUID | None = None
    power_zh: str = Field(default="", max_length=100)
    power_en: str = Field(default="", max_length=100)


class WitnessingIn(Schema):
    person: UUID
    role_zh: str = Short
    role_en: str = Short


class AgreementIn(Schema):
    title_zh: str = Short
    title_en: str = Short
    scope_zh: str = Field(default="", max_length=4000)
    scope_en: str = Field(default="", max_length=4000)
    text_zh: str = Long
    text_en: str = Long
    from_on: date | None = None
    to_on: date | None = None
    sign_by: date | None = None
    body: UUID | None = None
    resolution: UUID | None = None
    supervisor: UUID | None = None
    lends_no_name: bool = False
    parties: list[SigningIn] = Field(max_length=50)
    witnesses: list[WitnessingIn] = Field(default=[], max_length=50)


class NewAgreementIn(AgreementIn):
    cooperation: UUID | None = None


class AmendAgreementIn(AgreementIn):
    version: int


class SignAgreementIn(Schema):
    """``seen`` is the ``text_hash`` of what was read."""

    seen: str = Field(max_length=64)
    confirmed: bool


class RecallIn(Schema):
    reason: str = Field(max_length=300)


class PublishAgreementIn(Schema):
    is_public: bool


class CheckIn(Schema):
    note: str = Field(max_length=500)
    on: date | None = None


class PublicPartyOut(Schema):
    name_zh: str = Field(alias="organization.name_zh")
    name_en: str = Field(alias="organization.name_en")
    left_on: date | None


class PublicAgreementOut(Schema):
    """Who agreed, about what, from when to when, and where its document is verified. ``null`` is not stated."""

    id: UUID
    title_zh: str
    title_en: str
    parties: list[PublicPartyOut]
    scope_zh: str
    scope_en: str
    from_on: date | None
    to_on: date | None
    signed_on: date | None
    stated_signed: str
    state: Agreement.State
    ended_on: date | None
    serial: str
    verification: str

    @staticmethod
    def resolve_serial(row: Any) -> str:
        return row.document.serial if row.document else ""

    @staticmethod
    def resolve_verification(row: Any) -> str:
        return verification_url(row.document.code) if row.document else ""


class PublicCooperationOut(Schema):
    """Who works together on what. ``since`` is as the source states it; empty is not stated."""

    id: UUID
    subject_zh: str
    subject_en: str
    parties: list[PublicPartyOut]
    since: str
    stage: Cooperation.Stage
    ending: str
    result_zh: str
    result_en: str
