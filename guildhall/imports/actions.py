"""What can happen to a list on its way into the registry.

Short lists are checked, committed and undone at once, long ones as background work; either way nobody sees a part.
"""

from collections.abc import Mapping
from typing import IO, Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.models import in_language, new_id
from guildhall.documents.actions import store_file
from guildhall.documents.formats import ending_of
from guildhall.imports.columns import FIELDS, KINDS, field_of, missing_fields
from guildhall.imports.heads import Head
from guildhall.imports.models import ImportBatch, ImportedRow
from guildhall.imports.permissions import require_may_import
from guildhall.imports.problems import Problem
from guildhall.imports.queries import head_of
from guildhall.imports.staging import run_check
from guildhall.imports.storing import Hindrance, store, take_back
from guildhall.imports.tables import TableError
from guildhall.jobs.actions import start_job
from guildhall.jobs.models import Job

State = ImportBatch.State
ENDINGS = ("xlsx", "csv", "txt")
OTHER_WORKBOOKS = ("xls", "xlsm", "xlsb", "et", "ett", "ods", "numbers")
AT_ONCE_MOST = 2000


@transaction.atomic
def upload_table(
    association: Association,
    *,
    name: str,
    content: IO[bytes] | bytes,
    kind: str = "",
    known: str = "",
    actor: User,
) -> ImportBatch:
    """A file with a list. What it lists and what its columns hold is guessed from the headings where ``kind`` is empty.

    Where the headings tell enough, it is checked right away. Refused, with nothing kept: no spreadsheet and no
    delimited text, a file that cannot be read, no rows, more than 200,000.
    """
    require_may_import(actor, association)
    _require_table(name)
    file = store_file(association=association, name=name, content=content, actor=actor)
    batch = ImportBatch(association=association, file=file, created_by=actor)
    batch.known = known or ImportBatch.Known.SKIP
    head = _head(batch, kind=kind)
    _take_head(batch, head)
    batch.save(force_insert=True)
    if head.kind and not missing_fields(batch.columns.values(), head.kind):
        _begin_check(batch, actor=actor)
    record("import_batch.uploaded", actor=actor, subject=batch, kind=batch.kind, sha256=file.sha256)
    return batch


@transaction.atomic
def map_columns(
    batch: ImportBatch,
    *,
    kind: str,
    columns: Mapping[str, str] | None = None,
    sheet: int | None = None,
    header: int | None = None,
    known: str = "",
    actor: User,
) -> ImportBatch:
    """Say which field each column holds (``{"0": "name", "3": "uscc"}``, counted from 0), and check anew.

    Without ``columns`` they are guessed again; ``sheet`` (from 0) and ``header`` (the row of headings, from 1) are
    found where they are not given. Refused: a field twice, one that such a list does not have, a needed one that no
    column holds.
    """
    require_may_import(actor, batch.association)
    if kind not in KINDS:
        raise InvalidError(
            _("There is no such kind of list."), code="unknown_kind", details={"field": "kind"}
        )
    if columns is None or (sheet, header) != (batch.table["sheet"], batch.table["header"]):
        _take_head(batch, _head(batch, kind=kind, sheet=sheet, header=header))
    if columns is not None:
        batch.columns = {str(column): key for column, key in columns.items() if key}
    batch.kind, batch.known = kind, known or batch.known
    _require_sound_columns(batch)
    changed = ("kind", "known", "table", "columns", "rows")
    free = ImportBatch.objects.filter(_is_free(), pk=batch.pk)
    if not free.update(state=State.UPLOADED, trouble={}, **{name: getattr(batch, name) for name in changed}):
        raise _busy()
    if not missing_fields(batch.columns.values(), kind):
        _begin_check(batch, actor=actor)
    record(
        "import_batch.mapped", actor=actor, subject=batch, kind=kind, known=batch.known, columns=batch.columns
    )
    return batch


@transaction.atomic
def check_batch(batch: ImportBatch, *, actor: User) -> ImportBatch:
    """Check it again, for example after what it refers to was stored. Refused while it is worked on, and afterwards."""
    require_may_import(actor, batch.association)
    _require_sound_columns(batch)
    _begin_check(batch, actor=actor)
    record("import_batch.checked_again", actor=actor, subject=batch)
    return batch


@transaction.atomic
def commit_batch(
    batch: ImportBatch, *, leave_out_bad: bool = False, run: UUID | None = None, actor: User
) -> ImportBatch:
    """Store what the check said, as a whole. ``run`` is the check that the actor saw; without it, the latest.

    Refused: rows that cannot be taken, unless ``leave_out_bad``; nothing to take; not checked; checked anew since.
    Where others stored the same since the check, it goes back with those rows named and nothing is stored.

    The record gets one line for the whole list, with its counts and the file's hash: the rows keep what each of
    them stored, and a line each would hold up everyone else's record for minutes.
    """
    require_may_import(actor, batch.association)
    if batch.bad_rows and not leave_out_bad:
        raise RuleError(
            ngettext(
                "%(count)d row cannot be taken. Correct it in the file, or choose to leave it out.",
                "%(count)d rows cannot be taken. Correct them in the file, or choose to leave them out.",
                batch.bad_rows,
            )
            % {"count": batch.bad_rows},
            code="bad_rows",
            details={"field": "leave_out_bad"},
        )
    if not batch.taken_rows and batch.state == State.CHECKED:
        raise RuleError(_("No row of this list would store anything."), code="nothing_to_commit")
    ready = Q(state=State.CHECKED) | Q(state=State.COMMITTING, job__state=Job.State.FAILED)
    found = ImportBatch.objects.filter(ready, pk=batch.pk, run=run or batch.run)
    if not found.update(state=State.COMMITTING, committed_by=actor, trouble={}):
        raise RuleError(
            _("This list was checked anew or is committed already. Load the page again."), code="not_checked"
        )
    if batch.rows <= AT_ONCE_MOST:
        batch.refresh_from_db()
        store(batch, actor=actor)
    else:
        _start(batch, "imports.commit_batch", actor=actor)
        record("import_batch.commit_begun", actor=actor, subject=batch, rows=batch.taken_rows)
    batch.refresh_from_db()
    return batch


@transaction.atomic
def undo_batch(batch: ImportBatch, *, actor: User) -> ImportBatch:
    """Take a committed list out again, as a whole: what it made goes, what it changed is as before.

    Refused, with the rows named, where something it made was changed or is used since; and where nobody would be
    left to manage the association.
    """
    require_may_import(actor, batch.association)
    ready = Q(state=State.COMMITTED) | Q(state=State.UNDOING, job__state=Job.State.FAILED)
    if not ImportBatch.objects.filter(ready, pk=batch.pk).update(state=State.UNDOING):
        raise RuleError(_("Only a committed list can be undone."), code="not_committed")
    if batch.taken_rows <= AT_ONCE_MOST:
        batch.refresh_from_db()
        if hindering := take_back(batch, actor=actor):
            raise _not_undone(hindering)
    else:
        _start(batch, "imports.undo_batch", actor=actor)
        record("import_batch.undo_begun", actor=actor, subject=batch)
    batch.refresh_from_db()
    return batch


@transaction.atomic
def discard_batch(batch: ImportBatch, *, actor: User | None) -> ImportBatch:
    """Put a list aside that was not committed; its checked rows are deleted. ``actor`` None: the clock does it."""
    if actor:
        require_may_import(actor, batch.association)
    if not ImportBatch.objects.filter(_is_free(), pk=batch.pk).update(state=State.DISCARDED, trouble={}):
        raise _busy()
    ImportedRow.objects.filter(batch=batch).delete()
    record("import_batch.discarded", actor=actor, subject=batch)
    batch.refresh_from_db()
    return batch


def _require_table(name: str) -> None:
    """The file's ending is one that is read."""
    ending = ending_of(name)
    if ending in OTHER_WORKBOOKS:
        raise InvalidError(
            _(
                "“%(name)s” is a workbook of another type (%(type)s). Open it in Excel or WPS, save it as .xlsx and send that."
            )
            % {"name": name, "type": ending.upper()},
            code="other_workbook",
            details={"field": "file"},
        )
    if ending not in ENDINGS:
        raise InvalidError(
            _("“%(name)s” is no table. Send a workbook (%(types)s) or delimited text (csv).")
            % {"name": name, "types": "xlsx"},
            code="no_table",
            details={"field": "file"},
        )


def _head(batch: ImportBatch, *, kind: str, sheet: int | None = None, header: int | None = None) -> Head:
    try:
        return head_of(batch, kind=kind, sheet=sheet, header=header)
    except TableError as unreadable:
        raise _unreadable(unreadable) from unreadable


def _take_head(batch: ImportBatch, head: Head) -> None:
    batch.table, batch.columns, batch.rows = head.table, head.columns, head.rows
    batch.kind = head.kind or batch.kind or KINDS[0]


def _require_sound_columns(batch: ImportBatch) -> None:
    held, field = list(batch.columns.values()), {"field": "columns"}
    unknown = set(held) - {one.key for one in FIELDS[batch.kind]}
    wide = max(len(batch.headings), *map(len, batch.table["first"]), 1)
    if unknown or not all(column.isdecimal() and int(column) < wide for column in batch.columns):
        raise InvalidError(
            _("There is no such column or no such field in this list."), code="unknown_column", details=field
        )
    if twice := next((key for key in held if held.count(key) > 1), None):
        raise InvalidError(
            _("Two columns cannot both be “%(field)s”. Choose one.") % {"field": _label(batch.kind, twice)},
            code="column_twice",
            details=field,
        )
    if missing := missing_fields(held, batch.kind):
        names = " / ".join(_label(batch.kind, group[0]) for group in missing)
        raise InvalidError(
            _("Say which column holds: %(fields)s.") % {"fields": names}, code="column_missing", details=field
        )


def _label(kind: str, key: str) -> str:
    label = field_of(kind, key).label
    return in_language(label.zh, label.en)


def _begin_check(batch: ImportBatch, *, actor: User) -> None:
    run = new_id()
    if not ImportBatch.objects.filter(_is_free(), pk=batch.pk).update(
        state=State.CHECKING, run=run, trouble={}
    ):
        raise _busy()
    batch.run, batch.state = run, State.CHECKING
    if batch.rows > AT_ONCE_MOST:
        _start(batch, "imports.check_batch", actor=actor)
        return
    try:
        run_check(batch, run)
    except TableError as unreadable:
        raise _unreadable(unreadable) from unreadable
    batch.refresh_from_db()


def _start(batch: ImportBatch, task: str, *, actor: User) -> None:
    arguments = {"batch": str(batch.pk), "run": str(batch.run)}
    batch.job = start_job(task, association=batch.association, arguments=arguments, actor=actor)
    ImportBatch.objects.filter(pk=batch.pk).update(job=batch.job)


def _is_free() -> Q:
    """Batches that nobody works on and that are not committed."""
    failed = Q(state=State.CHECKING, job__state=Job.State.FAILED)
    return Q(state__in=(State.UPLOADED, State.CHECKED)) | failed


def _busy() -> RuleError:
    return RuleError(
        _("This list is being worked on, or is committed, undone or discarded already."), code="not_open"
    )


def _unreadable(error: TableError) -> InvalidError:
    problem = Problem(error.code, params=error.params)
    return InvalidError(problem.sentence, code=error.code, details={"field": "file"})


def _not_undone(hindering: list[Hindrance]) -> RuleError:
    rows: list[dict[str, Any]] = [
        {"row": one.number, "name": one.name, "reason": one.reason} for one in hindering
    ]
    named = "; ".join(f"{one['row']} {one['name']}: {one['reason']}" for one in rows[:5])
    return RuleError(
        _("It cannot be undone as a whole. Row %(rows)s.") % {"rows": named},
        code="used_since",
        details={"rows": rows},
    )
