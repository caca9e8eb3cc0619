"""Texts and references that the schemas share."""

from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, Field, StringConstraints


def printable(text: str) -> str:
    """Refuses what no database stores."""
    if "\0" in text:
        raise ValueError("a null character cannot be stored")
    return text


Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60), AfterValidator(printable)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100), AfterValidator(printable)]
LongLine = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), AfterValidator(printable)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000), AfterValidator(printable)]
Rank = Annotated[int, Field(ge=0, le=10_000)]
Version = Annotated[int, Field(ge=0, le=1_000_000)]


class Ref(Schema):
    """Another thing: its identifier and its name in the reader's language."""

    id: UUID
    name: str


class SentenceOut(Schema):
    """The same in Chinese and in English."""

    zh: str
    en: str
