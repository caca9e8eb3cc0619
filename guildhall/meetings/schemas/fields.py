"""Texts and references that the schemas of meetings share."""

from datetime import date
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, Field, StringConstraints


def printable(text: str) -> str:
    """Refuse what no database stores."""
    if "\0" in text:
        raise ValueError("a null character cannot be stored")
    return text


Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), AfterValidator(printable)]
LongLine = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300), AfterValidator(printable)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000), AfterValidator(printable)]
Version = Annotated[int, Field(ge=1, le=1_000_000)]
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 12, 31))]
Number = Annotated[int, Field(ge=0, le=1_000_000)]


class Ref(Schema):
    """Another thing: its identifier and its name in the reader's language."""

    id: UUID
    name: str


class Problem(Schema):
    """Problem details (RFC 9457) with the sentence of the rule."""

    type: str
    title: str
    status: int
    detail: str
    code: str
