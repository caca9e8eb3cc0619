from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.documents import actions, queries
from guildhall.documents.http import file_answer, require_patience
from guildhall.documents.models import Document, SerialFormat
from guildhall.documents.permissions import may_issue
from guildhall.documents.schemas import (
    DocumentOut,
    RevocationIn,
    SerialFormatIn,
    SerialFormatOut,
    SerialPatternOut,
    VerificationOut,
)

router = AssociationRouter()
public = Router(auth=None)


@public.get("verify/{code}", response=VerificationOut, url_name="verify_document")
def verify_document(request: HttpRequest, code: str) -> queries.Verification:
    """Whether the document with this code is valid, revoked or unknown. Needs no sign-in."""
    require_patience(request)
    return queries.verify_document(code)


@public.get("files/{token}", url_name="read_file")
def read_file(request: HttpRequest, token: str) -> FileResponse:
    """The content of a file, by a ``url`` that another endpoint gave to the one who asks."""
    return file_answer(request, token)


@router.get("documents", response=list[DocumentOut])
@paginate
def document_list(
    request: SignedInRequest, slug: str, kind: str = "", state: str = "", words: str = ""
) -> QuerySet[Document]:
    """Issued documents, newest first; empty for those who may not see them."""
    association = find_association(request, slug)
    return queries.document_list(request.user, association, kind=kind, state=state, words=words)


@router.get("documents/numbers", response=list[SerialPatternOut])
def serial_formats(request: SignedInRequest, slug: str) -> list[dict[str, Any]]:
    """How the numbers of each kind of document are written here."""
    association = find_association(request, slug)
    if not may_issue(request.user, association):
        raise Http404
    return queries.serial_patterns(association)


@router.put("documents/numbers/{kind}", response=SerialFormatOut)
def set_serial_format(request: SignedInRequest, slug: str, kind: str, data: SerialFormatIn) -> SerialFormat:
    """Both patterns must hold ``{year}`` and ``{number}``."""
    association = find_association(request, slug)
    return actions.set_serial_format(association=association, kind=kind, **data.dict(), actor=request.user)


@router.get("documents/{uuid:pk}", response=DocumentOut)
def document(request: SignedInRequest, slug: str, pk: UUID) -> Document:
    visible = queries.documents_visible_to(request.user, find_association(request, slug))
    return get_object_or_404(visible, pk=pk)


@router.post("documents/{uuid:pk}/revoke", response=DocumentOut)
def revoke_document(request: SignedInRequest, slug: str, pk: UUID, data: RevocationIn) -> Document:
    """From now on verification answers "revoked"."""
    visible = queries.documents_visible_to(request.user, find_association(request, slug))
    return actions.revoke_document(get_object_or_404(visible, pk=pk), **data.dict(), actor=request.user)
