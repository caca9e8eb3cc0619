"""Plain builders for tests: valid by default, every detail can be named."""

import io
import zipfile
from itertools import count
from typing import Any
from uuid import UUID

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import NO_POWERS, Power, Powers
from guildhall.accounts.tests.make import make_association, make_user
from guildhall.documents import actions
from guildhall.documents.models import Document, File

_numbers = count(1)
_powers: dict[tuple[UUID, UUID], Powers] = {}
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00\x00\x00IEND\xaeB`\x82"
)


def make_office(part: str = "word/document.xml", *more: str) -> bytes:
    """An office file as small as its kind can be told from."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("[Content_Types].xml", part, *more):
            archive.writestr(name, "<x/>")
    return packed.getvalue()


def make_compound(part: str) -> bytes:
    """An office file of before 2007, or a locked one, as far as its kind can be told from."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + part.encode("utf-16-le") + bytes(64)


def make_file(association: Association | None = None, **details: Any) -> File:
    """A stored text with a content of its own."""
    told = {"name": "notes.txt", "content": f"Note {next(_numbers)}".encode(), "actor": None} | details
    return actions.store_file(association=association or make_association(), **told)


def make_document(association: Association | None = None, **details: Any) -> Document:
    """An issued letter."""
    told: dict[str, Any] = {
        "kind": "responsibility",
        "title_zh": "目标责任书",
        "title_en": "Letter of responsibility",
        "facts": [{"label": {"zh": "乙方", "en": "Party B"}, "value": {"zh": "专委会", "en": "Committee"}}],
        "template": "letter",
        "data": {"lang": "zh"},
        "actor": None,
    }
    return actions.issue_document(association=association or make_association(), **told | details)


def make_officer(association: Association, *powers: Power) -> User:
    """Somebody who belongs to the association and holds these powers in it."""
    user = make_user()
    _powers[user.pk, association.pk] = Powers(belongs=True, everywhere=frozenset(powers))
    return user


def powers_given(user: User, association: Association) -> Powers:
    return _powers.get((user.pk, association.pk), NO_POWERS)
