"""Key projects: the board, the table, one project, and what can be done to it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.accounts.models import Association
from guildhall.audit.http import kept_until_changed
from guildhall.core.paging import page_of
from guildhall.core.views import act_page
from guildhall.promotion import actions, forms, queries
from guildhall.promotion.models import KeyProject
from guildhall.promotion.sheets import as_excel

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def find_key_project(request: AssociationRequest, pk: UUID) -> KeyProject:
    return get_object_or_404(queries.key_projects(request.user, request.association), pk=pk)


def version_read(request: HttpRequest, now: int) -> int:
    """The version that the form was filled in from; what is no number matches none."""
    given = request.POST.get("version", str(now))
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def asked_for(request: HttpRequest) -> queries.KeyProjectFilter:
    names = ("state", "kind", "step", "q")
    return queries.KeyProjectFilter(**{name: request.GET.get(name, "").strip()[:100] for name in names})


def _at(request: AssociationRequest, pk: UUID) -> str:
    return reverse("promotion:key_project", args=[request.association.slug, pk])


def _board(request: AssociationRequest) -> str:
    return reverse("promotion:key_project_board", args=[request.association.slug])


def _done(request: AssociationRequest, project: KeyProject, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(_at(request, project.pk))


@require_safe
@at_association
@kept_until_changed
def key_project_board(request: AssociationRequest) -> HttpResponse:
    rows = queries.key_projects(request.user, request.association)
    context = {
        "columns": queries.board(rows),
        "may_keep": queries.may_keep(request.user, request.association),
    }
    return render(request, "promotion/key_project_board.html", context)


@require_safe
@at_association
@kept_until_changed
def key_project_list(request: AssociationRequest) -> HttpResponse:
    rows, asked = queries.key_projects(request.user, request.association), asked_for(request)
    context = {
        "page": page_of(queries.narrowed(rows, asked), request.GET.get("page")),
        "sums": queries.sums_by_state(rows),
        "asked": asked,
        "query": request.GET.urlencode(),
        "kinds": KeyProject.Kind.choices,
        "steps": KeyProject.Step.choices,
        "may_keep": queries.may_keep(request.user, request.association),
    }
    return render(request, "promotion/key_project_list.html", context)


@require_safe
@at_association
def export_key_projects(request: AssociationRequest) -> HttpResponse:
    rows = queries.narrowed(queries.key_projects(request.user, request.association), asked_for(request))
    headers = {"Content-Disposition": 'attachment; filename="key-projects.xlsx"'}
    return HttpResponse(as_excel(rows, request.association), content_type=EXCEL, headers=headers)


@require_http_methods(["GET", "POST"])
@at_association
def import_key_projects(request: AssociationRequest) -> HttpResponse:
    def do(given: dict[str, Any]) -> str:
        file = given["file"]
        added = actions.import_key_projects(
            request.association, name=file.name, content=file, actor=request.user
        )
        said = ngettext("%(n)d project added.", "%(n)d projects added.", len(added)) % {"n": len(added)}
        messages.success(request, said)
        return _board(request)

    form = forms.ImportForm(request.POST or None, request.FILES or None)
    note = _("A workbook as the export writes it. Projects whose title is there already stay as they are.")
    words = {"heading": _("Import key projects"), "label": _("Import"), "said": ""}
    return act_page(request, form, do, back=_board(request), note=note, **words)


@require_safe
@at_association
def key_project(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_key_project(request, pk)
    context = {
        "project": shown,
        "notes": queries.notes_of(shown),
        "milestones": queries.milestones_of(shown, request.user),
        "way": queries.way_of(shown),
        "acts": queries.key_project_acts(request.user, shown),
    }
    return render(request, "promotion/key_project.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def add_key_project(request: AssociationRequest) -> HttpResponse:
    def do(given: dict[str, Any]) -> str:
        return _at(request, actions.add_key_project(request.association, **given, actor=request.user).pk)

    form = forms.KeyProjectForm(request.POST or None, association=request.association)
    back = _board(request)
    return act_page(
        request, form, do, heading=_("New key project"), label=_("Save"), back=back, said=_("Saved.")
    )


@require_http_methods(["GET", "POST"])
@at_association
def change_key_project(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_key_project(request, pk)
    version, at = version_read(request, shown.version), _at(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.change_key_project(shown, version=version, **given, actor=request.user)
        return at

    initial = forms.KeyProjectForm.initial_of(shown)
    form = forms.KeyProjectForm(request.POST or None, association=request.association, initial=initial)
    words = {"heading": _("Change"), "label": _("Save"), "said": _("Saved.")}
    return act_page(request, form, do, back=at, version=version, **words)


@require_http_methods(["GET", "POST"])
@at_association
def move_key_project(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_key_project(request, pk)
    version, at = version_read(request, shown.version), _at(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.move_key_project(shown, version=version, **given, actor=request.user)
        return at

    form = forms.MoveForm(request.POST or None, project=shown)
    words = {"heading": _("It reached another state"), "label": _("Save"), "said": _("Saved.")}
    return act_page(request, form, do, back=at, version=version, **words)


@require_http_methods(["GET", "POST"])
@at_association
def end_key_project(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_key_project(request, pk)
    version, at = version_read(request, shown.version), _at(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.end_key_project(shown, version=version, **given, actor=request.user)
        return at

    form = forms.EndForm(request.POST or None)
    words = {"heading": _("It comes to nothing"), "label": _("End it"), "said": _("Ended.")}
    return act_page(request, form, do, back=at, version=version, **words)


@require_http_methods(["GET", "POST"])
@at_association
def note_key_project(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown, at = find_key_project(request, pk), _at(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.note_key_project(shown, **given, actor=request.user)
        return at

    form = forms.NoteForm(request.POST or None)
    words = {"heading": _("Note a visit or progress"), "label": _("Note"), "said": _("Noted.")}
    return act_page(request, form, do, back=at, **words)


@require_http_methods(["GET", "POST"])
@at_association
def promise_milestone(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown, at = find_key_project(request, pk), _at(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.promise_milestone(shown, **given, actor=request.user)
        return at

    initial = {"responsible": shown.responsible}
    form = forms.MilestoneForm(request.POST or None, association=request.association, initial=initial)
    words = {
        "heading": _("New milestone"),
        "label": _("Promise"),
        "said": _("The responsible person is told."),
    }
    note = _(
        "A milestone is a commitment like all others: followed up, reported done, accepted by a second person."
    )
    return act_page(request, form, do, back=at, note=note, **words)


@require_http_methods(["GET", "POST"])
@at_association
def publish_key_project(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_key_project(request, pk)
    version, at = version_read(request, shown.version), _at(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.publish_key_project(shown, version=version, **given, actor=request.user)
        return at

    form = forms.PublishForm(request.POST or None)
    note = _("Title, description, investor, place, dates and state will be on the public pages.")
    words = {"heading": _("Publish"), "label": _("Publish"), "said": _("Published.")}
    return act_page(request, form, do, back=at, version=version, note=note, **words)


@require_POST
@at_association
def withdraw_key_project(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_key_project(request, pk)
    version = version_read(request, shown.version)
    return _done(
        request,
        actions.withdraw_key_project(shown, version=version, actor=request.user),
        _("It is no longer on the public pages."),
    )


def public_place(request: HttpRequest, slug: str) -> Association:
    association = get_object_or_404(Association.objects.public(), slug=slug)
    timezone.activate(association.zone)
    request.association = association  # type: ignore[attr-defined] # what the page's frame reads
    return association


@require_safe
def public_key_projects(request: HttpRequest, slug: str) -> HttpResponse:
    association = public_place(request, slug)
    rows = queries.public_key_projects(association)
    context = {"association": association, "page": page_of(rows, request.GET.get("page"))}
    return render(request, "promotion/public_key_projects.html", context)


@require_safe
def public_key_project(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    association = public_place(request, slug)
    shown = get_object_or_404(queries.public_key_projects(association), pk=pk)
    context = {"association": association, "project": shown, "way": queries.way_of(shown)}
    return render(request, "promotion/public_key_project.html", context)
