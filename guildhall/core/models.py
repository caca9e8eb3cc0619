"""Abstract rows. This room has no tables of its own."""

import uuid

import uuid_utils.compat
from django.db import models
from django.utils.translation import get_language


def new_id() -> uuid.UUID:
    """A UUIDv7: sorts by time of making, and rows made on different servers never collide."""
    return uuid_utils.compat.uuid7()


class Row(models.Model):
    """A row with an identifier that stays unique when rows of many servers are merged."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


def in_language(zh: str, en: str) -> str:
    """The text in the reader's language, or the other language's where this one is empty."""
    return (zh or en) if (get_language() or "").startswith("zh") else (en or zh)
