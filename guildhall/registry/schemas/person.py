from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from ninja import Schema
from pydantic import AfterValidator, Field, StringConstraints

from guildhall.registry.models import Person
from guildhall.registry.queries import PersonCard
from guildhall.registry.schemas.fields import Line, LongLine, Ref, Version, printable


def mail_address(text: str) -> str:
    """Nothing, or a mail address."""
    try:
        validate_email(text or "nobody@example.org")
    except ValidationError as error:
        raise ValueError("not a mail address") from error
    return text


Email = Annotated[str, StringConstraints(strip_whitespace=True, max_length=254), AfterValidator(mail_address)]
Secret = Annotated[str, Field(min_length=1, max_length=200)]


class PersonRowOut(Schema):
    """A person in a list, without private data. ``note`` is the organization: for fields that find by typing."""

    id: UUID
    name: str
    note: str
    name_zh: str
    name_en: str
    title_zh: str
    title_en: str
    organization: Ref | None
    posts: list[Ref]
    is_guest: bool
    version: int

    @staticmethod
    def resolve_note(person: Person) -> str:
        return person.organization.name if person.organization else person.title

    @staticmethod
    def resolve_posts(person: Person) -> list[Ref]:
        held = person.holding  # type: ignore[attr-defined]  # queries.people prefetches it
        return [Ref(id=tenure.post.pk, name=tenure.post.name) for tenure in held]


class PrivateOut(Schema):
    email: str | None
    phone: str | None
    born_on: date | None


class PersonOut(Schema):
    """``private`` is null for who may not see it."""

    id: UUID
    name: str
    name_zh: str
    name_en: str
    title_zh: str
    title_en: str
    note_zh: str
    note_en: str
    organization: Ref | None
    is_guest: bool
    can_sign_in: bool
    version: int
    private: PrivateOut | None

    @classmethod
    def of(cls, card: PersonCard) -> "PersonOut":
        """What the reader of the card may see."""
        person, own = card.person, ("organization", "can_sign_in", "private")
        fields = {name: getattr(person, name) for name in cls.model_fields if name not in own}
        return cls(
            **fields,
            organization=Ref.from_orm(person.organization) if person.organization else None,
            can_sign_in=person.user_id is not None,
            private=PrivateOut.from_orm(card) if card.sees_private else None,
        )


class PersonIn(Schema):
    name_zh: Line = ""
    name_en: Line = ""
    organization_id: UUID | None = None
    title_zh: Line = ""
    title_en: Line = ""
    email: Email = ""
    phone: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=40), AfterValidator(printable)
    ] = ""
    born_on: date | None = None
    note_zh: LongLine = ""
    note_en: LongLine = ""
    is_guest: bool = False


class ChangePersonIn(PersonIn):
    """Only what is sent is changed. ``version`` is the one you read: the slower of two is refused."""

    version: Version


class InvitationOut(Schema):
    email: str
    expires_at: datetime


class AcceptSignInIn(Schema):
    """``password`` for somebody new; who is signed in sends only the token."""

    token: Secret
    password: str = Field("", max_length=200)


class AcceptedOut(Schema):
    id: UUID
    email: str
    name: str
