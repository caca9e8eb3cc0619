"""Lists as downloads. They are written out before the answer begins, so that a failure is no broken file."""

import tempfile
from collections.abc import Iterable, Sequence

from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.imports import queries
from guildhall.imports.models import ImportBatch
from guildhall.imports.permissions import may_export
from guildhall.imports.writing import CSV, FORMATS, XLSX, Cell, delimited_lines, write_workbook

MEDIA_TYPES = {
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CSV: "text/csv; charset=utf-8",
}


def list_answer(user: User, association: Association, kind: str, ending: str) -> FileResponse:
    """The association's whole list, for who may see the private data in it; for others there is nothing here."""
    _require_known(kind, ending)
    if not may_export(user, association):
        raise Http404
    today = timezone.localdate()
    name = f"{association.short} {_label(kind)} {today.isoformat()}"
    return _answer(name, ending, _label(kind), queries.headings(kind), queries.list_rows(association, kind))


def template_answer(kind: str, ending: str) -> FileResponse:
    """An empty list to fill in."""
    _require_known(kind, ending)
    name = _("%(list)s (template)") % {"list": _label(kind)}
    rows = queries.template_rows(kind)
    return _answer(
        name, ending, _label(kind), queries.headings(kind), rows, notes=queries.template_notes(kind)
    )


def problem_answer(batch: ImportBatch) -> FileResponse:
    """The rows that cannot be taken, with the reason beside each; corrected, the file can be sent again."""
    name = _("%(file)s (to correct)") % {"file": batch.file.name.rpartition(".")[0]}
    headings = [*batch.headings, _("Row"), _("What to correct")]
    return _answer(name, XLSX, batch.get_kind_display(), headings, queries.rows_with_reasons(batch))


def _require_known(kind: str, ending: str) -> None:
    if kind not in ImportBatch.Kind.values or ending not in FORMATS:
        raise Http404


def _label(kind: str) -> str:
    return str(ImportBatch.Kind(kind).label)


def _answer(
    name: str,
    ending: str,
    title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    notes: Sequence[str] = (),
) -> FileResponse:
    target = tempfile.TemporaryFile()  # noqa: SIM115  the answer closes it when it is sent
    if ending == XLSX:
        write_workbook(target, title, headings, rows, notes=notes, notes_title=_("Explanations"))
    else:
        target.writelines(delimited_lines(headings, rows))
    target.seek(0)
    answer = FileResponse(
        target, as_attachment=True, filename=f"{name}.{ending}", content_type=MEDIA_TYPES[ending]
    )
    answer["Cache-Control"] = "private, no-store"
    return answer
