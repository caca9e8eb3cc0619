from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from ninja import File, Form, UploadedFile
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.imports import actions, queries
from guildhall.imports.http import list_answer, problem_answer, template_answer
from guildhall.imports.models import ImportBatch, ImportedRow
from guildhall.imports.schemas import BatchOut, ColumnsIn, CommitIn, RowOut

router = AssociationRouter()


@router.get("imports", response=list[BatchOut])
@paginate
def batch_list(request: SignedInRequest, slug: str) -> QuerySet[ImportBatch]:
    """Lists that were brought in, newest first; empty for those who may not."""
    return queries.batches(find_association(request, slug), viewer=request.user)


@router.post("imports", response=BatchOut)
def upload_table(
    request: SignedInRequest,
    slug: str,
    file: File[UploadedFile],
    kind: Form[ImportBatch.Kind | None] = None,
    known: Form[ImportBatch.Known] = ImportBatch.Known.SKIP,
) -> ImportBatch:
    """Send a workbook or delimited text as ``multipart/form-data``. Where its headings tell enough, it is checked
    at once; a long list in the background: ask again until its ``state`` is ``checked``."""
    association = find_association(request, slug)
    chosen = str(kind.value) if kind else ""
    return actions.upload_table(
        association,
        name=file.name or "",
        content=file.open(),
        kind=chosen,
        known=str(known.value),
        actor=request.user,
    )


@router.get("imports/{uuid:pk}", response=BatchOut)
def batch(request: SignedInRequest, slug: str, pk: UUID) -> ImportBatch:
    return _found(request, slug, pk)


@router.get("imports/{uuid:pk}/rows", response=list[RowOut])
@paginate
def row_list(request: SignedInRequest, slug: str, pk: UUID, outcome: str = "") -> QuerySet[ImportedRow]:
    """What the check says of each row; ``outcome`` new, changed, known or bad."""
    return queries.rows_of(_found(request, slug, pk), outcome)


@router.put("imports/{uuid:pk}/columns", response=BatchOut)
def map_columns(request: SignedInRequest, slug: str, pk: UUID, data: ColumnsIn) -> ImportBatch:
    """Say what the columns hold; the list is checked anew."""
    return actions.map_columns(_found(request, slug, pk), **data.details(), actor=request.user)


@router.post("imports/{uuid:pk}/check", response=BatchOut)
def check_batch(request: SignedInRequest, slug: str, pk: UUID) -> ImportBatch:
    """Check it again, after what it refers to was stored."""
    return actions.check_batch(_found(request, slug, pk), actor=request.user)


@router.post("imports/{uuid:pk}/commit", response=BatchOut)
def commit_batch(request: SignedInRequest, slug: str, pk: UUID, data: CommitIn) -> ImportBatch:
    """Store it as a whole; ``state`` is ``committed`` when that has happened, ``checked`` when it came back."""
    return actions.commit_batch(_found(request, slug, pk), **data.dict(), actor=request.user)


@router.post("imports/{uuid:pk}/undo", response=BatchOut)
def undo_batch(request: SignedInRequest, slug: str, pk: UUID) -> ImportBatch:
    """Take it out again as a whole."""
    return actions.undo_batch(_found(request, slug, pk), actor=request.user)


@router.post("imports/{uuid:pk}/discard", response=BatchOut)
def discard_batch(request: SignedInRequest, slug: str, pk: UUID) -> ImportBatch:
    """Put a list aside that was not committed."""
    return actions.discard_batch(_found(request, slug, pk), actor=request.user)


@router.get("imports/{uuid:pk}/problems.xlsx")
def problem_table(request: SignedInRequest, slug: str, pk: UUID) -> FileResponse:
    """The rows that cannot be taken, as a workbook with the reason beside each."""
    return problem_answer(_found(request, slug, pk))


@router.get("lists/{kind}.{ending}")
def export_table(request: SignedInRequest, slug: str, kind: str, ending: str) -> FileResponse:
    """The whole list of organizations, people or posts as xlsx or csv; reading it back loses nothing."""
    return list_answer(request.user, find_association(request, slug), kind, ending)


@router.get("lists/{kind}/template.{ending}")
def template_table(request: SignedInRequest, slug: str, kind: str, ending: str) -> FileResponse:
    """An empty list to fill in, with examples."""
    find_association(request, slug)
    return template_answer(kind, ending)


def _found(request: SignedInRequest, slug: str, pk: UUID) -> ImportBatch:
    return get_object_or_404(queries.batches(find_association(request, slug), viewer=request.user), pk=pk)
