from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.forms import refusals_shown_in
from guildhall.core.models import in_language
from guildhall.core.paging import page_of
from guildhall.documents import actions, queries
from guildhall.documents.codes import read_code, spaced
from guildhall.documents.forms import CodeForm, RevocationForm, SerialFormatForm
from guildhall.documents.http import file_answer, require_patience
from guildhall.documents.kinds import KINDS
from guildhall.documents.models import Document
from guildhall.documents.permissions import may_issue, may_see_documents


@require_safe
def read_file(request: HttpRequest, token: str) -> FileResponse:
    return file_answer(request, token)


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Where a code is typed in."""
    form = CodeForm(request.GET or None)
    if form.is_valid():
        if code := spaced(read_code(form.cleaned_data["code"])):
            return redirect("documents:verify_document", code=code[:60])
        form.add_error("code", _("A code consists of letters and digits."))
    return render(request, "documents/verify.html", {"form": form})


@require_safe
def verify_document(request: HttpRequest, code: str) -> HttpResponse:
    require_patience(request)
    context = {"answer": queries.verify_document(code), "form": CodeForm()}
    return render(request, "documents/verify_document.html", context)


@require_safe
@at_association
def document_list(request: AssociationRequest) -> HttpResponse:
    if not may_see_documents(request.user, request.association):
        raise Http404
    asked = {name: request.GET.get(name, "")[:80] for name in ("kind", "state", "words")}
    documents = queries.document_list(request.user, request.association, **asked)
    kinds = [(kind, in_language(known.label.zh, known.label.en)) for kind, known in KINDS.items()]
    context = {
        "page": page_of(documents, request.GET.get("page")),
        "asked": asked,
        "kinds": kinds,
        "states": Document.State.choices,
        "may_set_numbers": may_issue(request.user, request.association),
    }
    return render(request, "documents/document_list.html", context)


@require_safe
@at_association
def document(request: AssociationRequest, pk: UUID) -> HttpResponse:
    visible = queries.documents_visible_to(request.user, request.association)
    shown = get_object_or_404(visible, pk=pk)
    context = {"document": shown, "may_revoke": may_issue(request.user, request.association)}
    return render(request, "documents/document.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def revoke_document(request: AssociationRequest, pk: UUID) -> HttpResponse:
    visible = queries.documents_visible_to(request.user, request.association)
    shown, form = get_object_or_404(visible, pk=pk), RevocationForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.revoke_document(shown, **form.cleaned_data, actor=request.user)
            messages.success(request, _("The document is revoked."))
            return redirect("documents:document", request.association.slug, pk)
    return render(request, "documents/revoke_document.html", {"document": shown, "form": form})


@require_safe
@at_association
def serial_formats(request: AssociationRequest) -> HttpResponse:
    if not may_issue(request.user, request.association):
        raise Http404
    patterns = queries.serial_patterns(request.association)
    return render(request, "documents/serial_formats.html", {"patterns": patterns})


@require_http_methods(["GET", "POST"])
@at_association
def set_serial_format(request: AssociationRequest, kind: str) -> HttpResponse:
    if kind not in KINDS or not may_issue(request.user, request.association):
        raise Http404
    now = queries.serial_pattern(request.association, kind)
    form = SerialFormatForm(request.POST or None, initial={"pattern_zh": now.zh, "pattern_en": now.en})
    if form.is_valid():
        with refusals_shown_in(form):
            actions.set_serial_format(
                association=request.association, kind=kind, **form.cleaned_data, actor=request.user
            )
            messages.success(request, _("Saved."))
            return redirect("documents:serial_formats", request.association.slug)
    label = in_language(KINDS[kind].label.zh, KINDS[kind].label.en)
    return render(request, "documents/set_serial_format.html", {"form": form, "label": label})
