"""Abstract rows. This room has no tables of its own."""

import uuid
from functools import cache
from typing import Any

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

    def _get_FIELD_display(self, field: "models.Field[Any, Any]") -> str:  # noqa: N802 -- Django's name
        """What a choice is called. Django's own translates every choice to say one, which lists feel."""
        value = getattr(self, field.attname)
        return str(_labels_of(field).get(value, value if value is not None else ""))


@cache
def _labels_of(field: "models.Field[Any, Any]") -> dict[Any, Any]:
    return dict(field.flatchoices)


def in_language(zh: str, en: str) -> str:
    """The text in the reader's language, or the other language's where this one is empty."""
    return (zh or en) if (get_language() or "").startswith("zh") else (en or zh)
