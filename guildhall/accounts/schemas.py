from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema


class TokenIn(Schema):
    name: str = Field(min_length=1, max_length=100)
    expires_at: datetime | None = None


class TokenOut(Schema):
    id: UUID
    name: str
    prefix: str
    created_at: datetime
    expires_at: datetime | None
    last_used_on: date | None
    revoked_at: datetime | None


class NewTokenOut(Schema):
    token: TokenOut
    secret: str


class SessionOut(Schema):
    id: int
    user_agent: str
    ip: str
    created_at: datetime


class AssociationOut(Schema):
    id: UUID
    slug: str
    kind: str
    name_zh: str
    name_en: str


class MeOut(Schema):
    id: UUID
    email: str
    name: str
    language: str
    associations: list[AssociationOut]


class MeIn(Schema):
    name: str = Field(min_length=1, max_length=100)
    language: str = Field(pattern="^(zh-hans|en)?$")
