from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from guildhall.accounts.models import Association, User
from guildhall.documents.formats import ending_of
from guildhall.documents.queries import content_path
from guildhall.imports.heads import Head, read_head
from guildhall.imports.models import ImportBatch, ImportedRow
from guildhall.imports.permissions import may_import
from guildhall.imports.writing import Cell

STEP = 1000


def batches(association: Association, *, viewer: User) -> QuerySet[ImportBatch]:
    """The association's imports, newest first; nothing for who may not import."""
    found = ImportBatch.objects.filter(association=association)
    rows = found if may_import(viewer, association) else found.none()
    return rows.select_related("file", "association", "job", "created_by", "committed_by")


def head_of(batch: ImportBatch, *, kind: str, sheet: int | None = None, header: int | None = None) -> Head:
    """The first look at the batch's file: at this sheet and this row of headings, or at those it finds."""
    path, ending = content_path(batch.file), ending_of(batch.file.name)
    return read_head(path, ending, sheet=-1 if sheet is None else sheet, header=header or 0, kind=kind)


def rows_of(batch: ImportBatch, outcome: str = "") -> QuerySet[ImportedRow]:
    """The checked rows in the order of the file; of one outcome where it is named."""
    rows = ImportedRow.objects.filter(batch=batch).order_by("number")
    return rows.filter(outcome=outcome) if outcome in ImportedRow.Outcome.values else rows


def rows_with_reasons(batch: ImportBatch) -> Iterator[Sequence[Cell]]:
    """The rows that cannot be taken, as they stand in the file, each with its number and what is wrong with it."""
    wide = len(batch.headings)
    for row in rows_of(batch, ImportedRow.Outcome.BAD).iterator(STEP):
        cells = [cell.lstrip("\0") for cell in row.cells[:wide]]
        reasons = [f"{told.cell} {told.sentence}".strip() for told in row.told]
        yield [*cells, *[""] * (wide - len(cells)), str(row.number), "\n".join(reasons)]
