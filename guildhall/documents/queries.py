"""What can be asked about files and issued documents."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db.models import Q, QuerySet
from django.urls import reverse

from guildhall.accounts.models import Association, User
from guildhall.core.models import in_language
from guildhall.core.sentences import Sentence
from guildhall.documents import shelf
from guildhall.documents.codes import LENGTH, read_code, spaced
from guildhall.documents.kinds import KINDS
from guildhall.documents.models import Document, File, SerialFormat, readable_facts
from guildhall.documents.permissions import may_see_documents

LINK_LASTS = timedelta(hours=8)
_links = signing.TimestampSigner(salt="documents.file_link")


def file_link(file: File, user: User | None) -> str:
    """An address at which this person, and nobody else, can read the file for some hours.

    Only a page, endpoint or mail that has already checked that the person may see the file makes one.
    ``user`` None is for public pages: such a link works for everyone who has it.
    """
    return reverse("documents:read_file", kwargs={"token": link_token(file, user)})


def api_file_link(file: File, user: User | None) -> str:
    """The same for programs: a path below ``/api/`` where a token signs in."""
    return reverse("api-1:read_file", kwargs={"token": link_token(file, user)})


def link_token(file: File, user: User | None) -> str:
    return _links.sign_object([file.pk.hex, user.pk.hex if user else ""], compress=False)


def file_of_link(token: str, user: User | None) -> File | None:
    """The file of a link, if it is genuine, young enough and was made for this person (or for everyone)."""
    try:
        file_id, reader = _links.unsign_object(token, max_age=LINK_LASTS)
    except signing.BadSignature:
        return None
    if reader and (user is None or reader != user.pk.hex):
        return None
    return File.objects.filter(pk=UUID(file_id)).first()


def content_path(file: File) -> Path:
    """Where the content lies on disk."""
    return shelf.path_of(Path(settings.MEDIA_ROOT), file.sha256)


def serial_pattern(association: Association, kind: str) -> Sentence:
    """How numbers of this kind are written here: the association's own pattern, or the usual one."""
    own = SerialFormat.objects.filter(association=association, kind=kind).first()
    return Sentence(own.pattern_zh, own.pattern_en) if own else KINDS[kind].pattern


def serial_patterns(association: Association) -> list[dict[str, Any]]:
    """Every kind with its pattern here."""
    own = {one.kind: one for one in SerialFormat.objects.filter(association=association)}
    return [
        {
            "kind": kind,
            "label": in_language(known.label.zh, known.label.en),
            "pattern_zh": own[kind].pattern_zh if kind in own else known.pattern.zh,
            "pattern_en": own[kind].pattern_en if kind in own else known.pattern.en,
            "is_own": kind in own,
        }
        for kind, known in KINDS.items()
    ]


def verification_url(code: str) -> str:
    """The absolute address of a document's verification page, as its QR code says it."""
    return settings.SITE_URL + reverse("documents:verify_document", kwargs={"code": spaced(code)})


def documents_visible_to(user: User, association: Association) -> QuerySet[Document]:
    """The association's issued documents for those who issue or read everything; nothing for others."""
    documents = Document.objects.filter(association=association).select_related(
        "file", "issued_by", "association"
    )
    return documents if may_see_documents(user, association) else documents.none()


def document_list(
    user: User, association: Association, *, kind: str = "", state: str = "", words: str = ""
) -> QuerySet[Document]:
    """Issued documents, newest first; ``words`` looks in numbers, titles and codes."""
    documents = documents_visible_to(user, association).order_by("-issued_at", "-pk")
    if kind:
        documents = documents.filter(kind=kind)
    if state:
        documents = documents.filter(state=state)
    if words := words.strip():
        found = Q(serial__icontains=words) | Q(title_zh__icontains=words) | Q(title_en__icontains=words)
        documents = documents.filter(found | Q(code=read_code(words)))
    return documents


@dataclass(frozen=True)
class Verification:
    """The answer to "is this document genuine?": the same fields whatever the answer."""

    state: Literal["valid", "revoked", "unknown"]
    code: str
    association_zh: str = ""
    association_en: str = ""
    kind: str = ""
    serial: str = ""
    title_zh: str = ""
    title_en: str = ""
    facts: tuple[dict[str, Any], ...] = ()
    later: tuple[dict[str, Any], ...] = ()
    issued_at: datetime | None = None
    revoked_at: datetime | None = None
    revoked_reason: str = ""
    sha256: str = ""

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def stated(self) -> list[dict[str, str]]:
        return readable_facts(self.facts)

    @property
    def happened(self) -> list[dict[str, str]]:
        return readable_facts(self.later)

    @property
    def association(self) -> str:
        return in_language(self.association_zh, self.association_en)


def verify_document(typed: str) -> Verification:
    """Valid, revoked or unknown, what the document itself says, and what was noted of it since."""
    code = read_code(typed)
    known = Document.objects.select_related("association", "file").filter(code=code)
    document = known.first() if len(code) == LENGTH else None
    if document is None:
        return Verification("unknown", spaced(code[:LENGTH]))
    return Verification(
        state="valid" if document.state == Document.State.VALID else "revoked",
        code=document.spaced_code,
        association_zh=document.association.name_zh,
        association_en=document.association.name_en,
        kind=document.kind,
        serial=document.serial,
        title_zh=document.title_zh,
        title_en=document.title_en,
        facts=tuple(document.facts),
        later=tuple(document.later),
        issued_at=document.issued_at,
        revoked_at=document.revoked_at,
        revoked_reason=document.revoked_reason if document.reason_is_public else "",
        sha256=document.file.sha256,
    )
