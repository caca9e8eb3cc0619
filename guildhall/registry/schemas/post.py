from datetime import date
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from guildhall.accounts.powers import Power
from guildhall.registry.models import Post
from guildhall.registry.schemas.fields import Line, LongLine, Rank, Ref, Version


class PostOut(Schema):
    id: UUID
    body: Ref
    kind: Post.Kind
    name: str
    name_zh: str
    name_en: str
    powers: list[Power]
    sits_in: list[Ref]
    rank: int
    version: int

    @staticmethod
    def resolve_sits_in(post: Post) -> list[Any]:
        return list(post.sits_in.all())


class CreatePostIn(Schema):
    """The powers reach the post's body and all below. The holder sits by office in the bodies ``sits_in_ids``."""

    kind: Post.Kind = Post.Kind.OTHER
    name_zh: Line = ""
    name_en: Line = ""
    powers: list[Power] = []
    sits_in_ids: list[UUID] = []
    rank: Rank = 0


class ChangePostIn(Schema):
    """Only what is sent is changed; ``sits_in_ids`` null leaves the bodies as they are.

    ``version`` is the one you read: the slower of two is refused.
    """

    version: Version
    kind: Post.Kind = Post.Kind.OTHER
    name_zh: Line = ""
    name_en: Line = ""
    powers: list[Power] = []
    sits_in_ids: list[UUID] | None = None
    rank: Rank = 0


class TenureOut(Schema):
    id: UUID
    post: Ref
    person: Ref
    term_number: int | None
    from_on: date | None
    to_on: date | None
    is_hired: bool
    reason: str


class AppointIn(Schema):
    """``exception`` says who approved it where the charter's rules forbid it."""

    person_id: UUID
    term_number: Annotated[int, Field(ge=1, le=999)] | None = None
    from_on: date | None = None
    to_on: date | None = None
    is_hired: bool = False
    reason: LongLine = ""
    exception: LongLine = ""


class ChangeTenureIn(Schema):
    """Only what is sent is changed. ``exception`` as for an appointment."""

    term_number: Annotated[int, Field(ge=1, le=999)] | None = None
    from_on: date | None = None
    to_on: date | None = None
    is_hired: bool = False
    reason: LongLine = ""
    exception: LongLine = ""


class EndTenureIn(Schema):
    on: date
    reason: LongLine = ""
