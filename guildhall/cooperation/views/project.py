from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.cooperation import actions, queries
from guildhall.cooperation.forms import CompleteForm, ProjectFilterForm, ProjectForm
from guildhall.cooperation.forms.fields import ReasonForm
from guildhall.cooperation.models import Agreement, Cooperation, JointProject
from guildhall.cooperation.sight import visible_agreements, visible_cooperations
from guildhall.cooperation.views.shared import version_read
from guildhall.core.paging import page_of
from guildhall.core.views import act_page
from guildhall.registry.queries import today_in


def find_project(request: AssociationRequest, pk: UUID) -> JointProject:
    return get_object_or_404(queries.projects_to_show(request.user, request.association), pk=pk)


def at_project(request: AssociationRequest, pk: UUID) -> str:
    return reverse("cooperation:project", args=[request.association.slug, pk])


def key_asked(request: AssociationRequest, name: str) -> UUID | None:
    """An identifier from the address; what is none is as if it were not there."""
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None


def above_asked(request: AssociationRequest) -> dict[str, Any]:
    """The agreement or cooperation that the address names, as the action takes it; else 404."""
    if key := key_asked(request, "agreement"):
        seen = visible_agreements(request.user, request.association)
        return {"agreement": get_object_or_404(seen.select_related("association", "cooperation"), pk=key)}
    if key := key_asked(request, "cooperation"):
        known = visible_cooperations(request.user, request.association)
        return {"cooperation": get_object_or_404(known.select_related("association"), pk=key)}
    raise Http404


def at_above(request: AssociationRequest, above: Agreement | Cooperation | None) -> str:
    slug = request.association.slug
    if above is None:
        return reverse("cooperation:project_list", args=[slug])
    name = "agreement" if isinstance(above, Agreement) else "cooperation"
    return reverse(f"cooperation:{name}", args=[slug, above.pk])


@require_safe
@at_association
def project_list(request: AssociationRequest) -> HttpResponse:
    form = ProjectFilterForm(request.GET)
    asked = form.asked()
    page = page_of(queries.project_list(request.user, request.association, **asked), request.GET.get("page"))
    lines = queries.lines_of(page.rows, today_in(request.association))
    context = {"form": form, "page": page, "lines": lines, "is_filtered": bool(asked)}
    return render(request, "cooperation/project_list.html", context)


@require_safe
@at_association
def project(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_project(request, pk)
    context = {
        "project": shown,
        "outcome": queries.outcome_of(shown, today_in(request.association)),
        "curve": queries.curve_of(shown) if shown.counted else None,  # type: ignore[attr-defined] # read with it
        "owners": queries.owner_lines(shown, request.user),
        "lacking": queries.lacking_sides(shown),
        "measurements": queries.measurement_lines(shown, request.user, request.association),
        "teams": queries.teams_of(shown, request.user, request.association),
        "acts": queries.project_acts(request.user, shown),
    }
    return render(request, "cooperation/project.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def plan_project(request: AssociationRequest) -> HttpResponse:
    given = above_asked(request)
    [above] = given.values()
    parties = queries.parties_left_with(JointProject(**given))
    form = ProjectForm(request.POST or None, association=above.association, parties=parties)

    def do(_data: dict[str, Any]) -> str:
        planned = actions.plan_project(**given, **form.cleaned(), actor=request.user)
        return at_project(request, planned.pk)

    words = {"heading": _("Plan a joint project"), "label": _("Save"), "said": _("Planned.")}
    note = _(
        "Figures and owners may follow. It starts once every party has an owner and all figures are there."
    )
    return act_page(request, form, do, back=at_above(request, above), note=note, **words)


@require_http_methods(["GET", "POST"])
@at_association
def amend_project(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_project(request, pk)
    version, at = version_read(request, shown.version), at_project(request, pk)
    form = ProjectForm(
        request.POST or None,
        association=shown.association,
        parties=queries.parties_left_with(shown),
        initial=ProjectForm.initial_of(shown),
    )

    def do(_data: dict[str, Any]) -> str:
        actions.amend_project(shown, version=version, **form.cleaned(), actor=request.user)
        return at

    words = {"heading": _("Change the project"), "label": _("Save"), "said": _("Saved.")}
    return act_page(request, form, do, back=at, version=version, **words)


@require_POST
@at_association
def start_project(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_project(request, pk)
    version = version_read(request, shown.version)
    actions.start_project(shown, version=version, actor=request.user)
    messages.success(request, _("Started. What each side promised is followed up from now on."))
    return redirect(at_project(request, pk))


@require_http_methods(["GET", "POST"])
@at_association
def complete_project(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_project(request, pk)
    version, at = version_read(request, shown.version), at_project(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.complete_project(shown, version=version, **given, actor=request.user)
        return at

    outcome = queries.outcome_of(shown, today_in(request.association))
    words = {"heading": _("Complete the project"), "label": _("Complete"), "said": _("Completed.")}
    form, note = CompleteForm(request.POST or None), outcome.sentence
    told = {"note": note.in_language(request.LANGUAGE_CODE) if note else ""}
    return act_page(request, form, do, back=at, version=version, **words, **told)


@require_http_methods(["GET", "POST"])
@at_association
def abandon_project(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_project(request, pk)
    version, at = version_read(request, shown.version), at_project(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.abandon_project(shown, version=version, **given, actor=request.user)
        return at

    words = {"heading": _("Give the project up"), "label": _("Give it up"), "said": _("Given up.")}
    note = _("What the sides promised and have not done is cancelled with it.")
    return act_page(
        request, ReasonForm(request.POST or None), do, back=at, version=version, note=note, **words
    )
