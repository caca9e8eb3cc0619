from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.forms import refusals_shown_in
from guildhall.core.paging import page_of
from guildhall.imports import actions, queries
from guildhall.imports.columns import KINDS
from guildhall.imports.forms import ColumnsForm, CommitForm, UploadForm
from guildhall.imports.heads import Head
from guildhall.imports.http import list_answer, problem_answer, template_answer
from guildhall.imports.models import ImportBatch, ImportedRow
from guildhall.imports.permissions import may_export, may_import
from guildhall.imports.problems import Problem
from guildhall.imports.storing import hindrances
from guildhall.imports.tables import TableError
from guildhall.imports.writing import FORMATS

State = ImportBatch.State
WORKING = (State.CHECKING, State.COMMITTING, State.UNDOING)


def _found(request: AssociationRequest, pk: UUID) -> ImportBatch:
    return get_object_or_404(queries.batches(request.association, viewer=request.user), pk=pk)


@require_safe
@at_association
def batch_list(request: AssociationRequest) -> HttpResponse:
    if not may_export(request.user, request.association):
        raise Http404
    context = {
        "page": page_of(queries.batches(request.association, viewer=request.user), request.GET.get("page")),
        "kinds": ImportBatch.Kind.choices,
        "formats": FORMATS,
        "may_import": may_import(request.user, request.association),
    }
    return render(request, "imports/batch_list.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def upload_table(request: AssociationRequest) -> HttpResponse:
    if not may_import(request.user, request.association):
        raise Http404
    asked = {"kind": request.GET.get("kind", ""), "known": ImportBatch.Known.SKIP}
    form = UploadForm(request.POST or None, request.FILES or None, initial=asked)
    if form.is_valid():
        file = form.cleaned_data.pop("file")
        with refusals_shown_in(form):
            batch = actions.upload_table(
                request.association, name=file.name, content=file, **form.cleaned_data, actor=request.user
            )
            page = "batch" if batch.state != State.UPLOADED else "map_columns"
            return redirect(f"imports:{page}", request.association.slug, batch.pk)
    return render(request, "imports/upload_table.html", {"form": form, "kinds": ImportBatch.Kind.choices})


@require_safe
@at_association
def batch(request: AssociationRequest, pk: UUID) -> HttpResponse:
    batch, outcome = _found(request, pk), request.GET.get("outcome", "")
    rows = queries.rows_of(batch, outcome) if batch.state not in WORKING else ImportedRow.objects.none()
    context = {
        "batch": batch,
        "page": page_of(rows, request.GET.get("page")),
        "outcome": outcome,
        "is_working": batch.state in WORKING,
    }
    return render(request, "imports/batch.html", context)


@require_safe
@at_association
def batch_progress(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """The part of a batch's page that waits; when the work is done, it asks for the whole page."""
    batch = _found(request, pk)
    answer = render(request, "imports/parts/progress.html", {"batch": batch})
    if batch.state not in WORKING:
        answer["HX-Refresh"] = "true"
    return answer


@require_http_methods(["GET", "POST"])
@at_association
def map_columns(request: AssociationRequest, pk: UUID) -> HttpResponse:
    batch = _found(request, pk)
    kind, head = _looked_at(request, batch)
    form = ColumnsForm(head, kind, request.POST or None, initial={"known": batch.known})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.map_columns(
                batch,
                kind=kind,
                columns=form.columns,
                sheet=head.sheet,
                header=head.header,
                known=form.cleaned_data["known"],
                actor=request.user,
            )
            return redirect("imports:batch", request.association.slug, pk)
    kinds = ImportBatch.Kind.choices
    return render(
        request,
        "imports/map_columns.html",
        {"batch": batch, "form": form, "kind": kind, "head": head, "kinds": kinds},
    )


def _looked_at(request: AssociationRequest, batch: ImportBatch) -> tuple[str, Head]:
    """The list as the address says to look at it: as another kind, another sheet, another row of headings."""
    asked = {name: request.GET.get(name, "") for name in ("kind", "sheet", "header")}
    kind = asked["kind"] if asked["kind"] in KINDS else batch.kind
    numbers = {name: int(asked[name]) for name in ("sheet", "header") if asked[name].isdecimal()}
    stored = Head(**batch.table, rows=batch.rows, kind=batch.kind, columns=batch.columns)
    if kind == batch.kind and all(getattr(stored, name) == number for name, number in numbers.items()):
        return kind, stored
    # Another sheet has its own row of headings.
    moved = {"sheet": numbers.get("sheet", stored.sheet)}
    if moved["sheet"] == stored.sheet:
        moved["header"] = numbers.get("header", stored.header)
    try:
        return kind, queries.head_of(batch, kind=kind, **moved)
    except TableError as unreadable:
        messages.error(request, Problem(unreadable.code, params=unreadable.params).sentence)
        return batch.kind, stored


@require_POST
@at_association
def check_batch(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.check_batch(_found(request, pk), actor=request.user)
    return redirect("imports:batch", request.association.slug, pk)


@require_http_methods(["GET", "POST"])
@at_association
def commit_batch(request: AssociationRequest, pk: UUID) -> HttpResponse:
    batch = _found(request, pk)
    form = CommitForm(batch, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            batch = actions.commit_batch(batch, **form.cleaned_data, actor=request.user)
            if batch.state == State.COMMITTED:
                messages.success(request, _("The list is stored. It can be undone as a whole."))
            return redirect("imports:batch", request.association.slug, pk)
    context = {
        "question": _("Commit “%(file)s”?") % {"file": batch.file.name},
        "preview": _consequences(batch),
        "label": _("Commit"),
        "look": "primary",
        "back": reverse("imports:batch", args=[request.association.slug, pk]),
        "form": form,
    }
    return render(request, "core/confirm.html", context)


def _consequences(batch: ImportBatch) -> list[str]:
    said = [
        (batch.new_rows, ngettext("%(n)d entry is added.", "%(n)d entries are added.", batch.new_rows)),
        (
            batch.changed_rows,
            ngettext("%(n)d entry is changed.", "%(n)d entries are changed.", batch.changed_rows),
        ),
        (
            batch.known_rows,
            ngettext(
                "%(n)d row is already stored and passed over.",
                "%(n)d rows are already stored and passed over.",
                batch.known_rows,
            ),
        ),
        (
            batch.bad_rows,
            ngettext("%(n)d row cannot be taken.", "%(n)d rows cannot be taken.", batch.bad_rows),
        ),
        (len(batch.posts), ngettext("%(n)d post is created.", "%(n)d posts are created.", len(batch.posts))),
    ]
    return [sentence % {"n": count} for count, sentence in said if count]


@require_http_methods(["GET", "POST"])
@at_association
def undo_batch(request: AssociationRequest, pk: UUID) -> HttpResponse:
    batch = _found(request, pk)
    if request.method == "POST":
        batch = actions.undo_batch(batch, actor=request.user)
        if batch.state == State.UNDONE:
            messages.success(request, _("The list is taken out again."))
        return redirect("imports:batch", request.association.slug, pk)
    return render(request, "imports/undo_batch.html", {"batch": batch, "hindrances": hindrances(batch)})


@require_POST
@at_association
def discard_batch(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.discard_batch(_found(request, pk), actor=request.user)
    messages.success(request, _("The list is discarded. Nothing of it was stored."))
    return redirect("imports:batch_list", request.association.slug)


@require_safe
@at_association
def problem_table(request: AssociationRequest, pk: UUID) -> FileResponse:
    return problem_answer(_found(request, pk))


@require_safe
@at_association
def export_table(request: AssociationRequest, kind: str, ending: str) -> FileResponse:
    return list_answer(request.user, request.association, kind, ending)


@require_safe
@at_association
def template_table(request: AssociationRequest, kind: str, ending: str) -> FileResponse:
    return template_answer(kind, ending)
