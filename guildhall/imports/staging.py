"""The check: every row of a table read, settled and kept, a little at a time.

Until the last step nobody sees any of it. Killed in between, it begins anew and finds the same: the rows of the
run before are thrown away first, and a run that was overtaken by another stops at its next step.
"""

from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from guildhall.documents.formats import ending_of
from guildhall.documents.queries import content_path
from guildhall.imports.checking import Checker, areas_by_row, merged_problems
from guildhall.imports.models import ImportBatch, ImportedRow
from guildhall.imports.places import Area
from guildhall.imports.placing import CHUNK, Columns, Draft, Outcome, Placer, placer_for
from guildhall.imports.queries.choices import choices
from guildhall.imports.tables import Row, Table, data_rows, open_table
from guildhall.jobs.actions import report_progress
from guildhall.jobs.models import Job
from guildhall.registry.queries import today_in


def run_check(batch: ImportBatch, run: UUID, job: Job | None = None) -> None:
    """Check the batch's table. Raises TableError where the file turns out to be unreadable in the middle."""
    if not _begin(batch, run):
        return
    columns = Columns(batch.field_of_column)
    known = choices()
    checker = Checker(batch.kind, columns.of, known, today_in(batch.association))
    placer = placer_for(batch.kind, batch.association, columns, known, known=batch.known)
    path, ending = content_path(batch.file), ending_of(batch.file.name)
    done = 0
    with open_table(path, ending, sheet=batch.table["sheet"]) as table:
        for drafts in _settled(table, batch, checker, placer):
            if not _keep(batch, run, drafts):
                return
            done += len(drafts)
            if job:
                report_progress(job, done=done)
    _finish(batch, run, placer)


def _settled(
    table: Table, batch: ImportBatch, checker: Checker, placer: Placer
) -> Iterator[Collection[Draft]]:
    header = batch.table["header"]
    merged = areas_by_row(map(Area.named, table.merged), after=header)
    rows = (row for row in data_rows(table.rows, after=header) if not checker.is_blank(row[1]))
    for chunk in chunks(rows, CHUNK):
        drafts = []
        for number, cells in chunk:
            values, problems = checker.read(number, cells)
            if number in merged:
                problems = merged_problems(number, merged[number]) + problems
            drafts.append(Draft(number, cells, values, problems))
        placer.place(drafts)
        yield drafts


def chunks(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    chunk: list[Row] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _is_still(batch: ImportBatch, run: UUID) -> bool:
    """Whether no other run has begun since; until the transaction ends, none can."""
    mine = ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.CHECKING, run=run)
    return bool(mine.update(run=run))


@transaction.atomic
def _begin(batch: ImportBatch, run: UUID) -> bool:
    if not _is_still(batch, run):
        return False
    ImportedRow.objects.filter(batch=batch).delete()
    return True


@transaction.atomic
def _keep(batch: ImportBatch, run: UUID, drafts: Iterable[Draft]) -> bool:
    if not _is_still(batch, run):
        return False
    ImportedRow.objects.bulk_create([_row(batch, draft) for draft in drafts])
    return True


def _row(batch: ImportBatch, draft: Draft) -> ImportedRow:
    row = ImportedRow(association_id=batch.association_id, batch=batch, number=draft.number)
    _fill(row, draft)
    return row


def _fill(row: ImportedRow, draft: Draft) -> None:
    is_taken = not draft.is_bad and draft.outcome != Outcome.KNOWN
    row.outcome = Outcome.BAD if draft.is_bad else draft.outcome
    row.name = draft.name[:200]
    row.problems = [problem.as_data() for problem in draft.problems]
    row.notes = [] if draft.is_bad else [note.as_data() for note in draft.notes]
    row.values = draft.values if is_taken else {}
    if draft.is_bad:
        # PostgreSQL keeps no NUL, which also marks formulas that nobody computed.
        row.values = {"cells": [cell.replace("\0", "") for cell in draft.cells]}
    row.before = draft.before if is_taken else None
    row.made_type, row.made_id = (draft.made_type, draft.made_id) if is_taken else ("", None)
    row.known_version = draft.known_version if is_taken else None


@transaction.atomic
def _finish(batch: ImportBatch, run: UUID, placer: Placer) -> None:
    if not _is_still(batch, run):
        return
    for draft in placer.finish():
        row = ImportedRow.objects.get(batch=batch, number=draft.number)
        _fill(row, draft)
        row.save()
    ImportBatch.objects.filter(pk=batch.pk).update(
        state=ImportBatch.State.CHECKED,
        posts=placer.posts,
        trouble={},
        checked_at=timezone.now(),
        **counts(batch),
    )


def counts(batch: ImportBatch) -> dict[str, int]:
    """How many rows are to be taken, are known and cannot be taken: one query."""
    found = ImportedRow.objects.filter(batch=batch).order_by().values_list("outcome").annotate(n=Count("pk"))
    by_outcome = dict(found)
    numbers = {
        "new_rows": by_outcome.get(Outcome.NEW, 0),
        "changed_rows": by_outcome.get(Outcome.CHANGED, 0),
        "known_rows": by_outcome.get(Outcome.KNOWN, 0),
        "bad_rows": by_outcome.get(Outcome.BAD, 0),
    }
    return numbers | {"rows": sum(numbers.values())}
