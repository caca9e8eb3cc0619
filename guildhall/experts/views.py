"""Pages of experts."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.accounts.models import Association
from guildhall.audit.http import kept_until_changed
from guildhall.core.paging import page_of
from guildhall.core.views import act_page
from guildhall.documents.models import File
from guildhall.experts import actions, permissions, queries
from guildhall.experts.forms import (
    AppointForm,
    ChangedExpertClassForm,
    ExpertClassForm,
    ExpertForm,
    FileForm,
    NewExpertForm,
    ReasonForm,
)
from guildhall.experts.lists import experts_as_excel
from guildhall.experts.models import Appointment, Expert, ExpertClass

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SAID = ("fields_zh", "fields_en", "title_zh", "title_en", "about_zh", "about_en", "is_public", "version")


def _find(request: AssociationRequest, pk: UUID) -> Expert:
    return get_object_or_404(queries.experts_to_show(request.user, request.association), pk=pk)


def _find_appointment(request: AssociationRequest, pk: UUID) -> Appointment:
    return get_object_or_404(queries.appointments_visible_to(request.user, request.association), pk=pk)


def _at(request: AssociationRequest, pk: UUID) -> str:
    return reverse("experts:expert", args=[request.association.slug, pk])


def _all(request: AssociationRequest, name: str = "expert_list") -> str:
    return reverse(f"experts:{name}", args=[request.association.slug])


def asked_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _asked(request: HttpRequest) -> dict[str, Any]:
    given = request.GET
    return {
        "text": given.get("q", "")[:100],
        "field": given.get("field", "")[:100],
        "expert_class": asked_uuid(given.get("class", "")),
        "state": given.get("state", "")[:20],
    }


def _require_sight(request: AssociationRequest) -> None:
    if not permissions.may_see_experts(request.user, request.association):
        raise Http404


@require_safe
@at_association
@kept_until_changed
def expert_list(request: AssociationRequest) -> HttpResponse:
    _require_sight(request)
    asked = _asked(request)
    page = page_of(queries.expert_list(request.user, request.association, **asked), request.GET.get("page"))
    sees_loads = queries.sees_loads(request.user, request.association)
    loads = queries.loads_of_experts(page)
    context = {
        "page": page,
        "lines": [(one, loads[one.pk]) for one in page],
        "sees_loads": sees_loads,
        "asked": asked,
        "classes": queries.class_list(request.association),
        "own": queries.expert_of(request.user, request.association),
        "may_keep": permissions.may_keep_experts(request.user, request.association),
    }
    return render(request, "experts/expert_list.html", context)


def _expert_page(request: AssociationRequest, shown: Expert, *, is_own: bool = False) -> HttpResponse:
    sees_whole = queries.sees_whole(request.user, shown)
    history = [
        (row, standing, colour, queries.appointment_acts(request.user, row))
        for row, standing, colour in queries.history_of(shown)
    ]
    context = {
        "expert": shown,
        "history": history,
        "load": queries.loads_of_experts([shown])[shown.pk] if sees_whole else None,
        "sees_whole": sees_whole,
        "acts": queries.expert_acts(request.user, shown),
        "is_own": is_own,
    }
    return render(request, "experts/expert.html", context)


@require_safe
@at_association
@kept_until_changed
def expert(request: AssociationRequest, pk: UUID) -> HttpResponse:
    return _expert_page(request, _find(request, pk))


@require_safe
@at_association
@kept_until_changed
def my_expert(request: AssociationRequest) -> HttpResponse:
    """One's own entry in the pool: appointments, reviews."""
    own = queries.expert_of(request.user, request.association)
    if own is None:
        raise Http404
    return _expert_page(request, own, is_own=True)


@require_http_methods(["GET", "POST"])
@at_association
def add_expert(request: AssociationRequest) -> HttpResponse:
    def do(given: dict[str, Any]) -> str:
        return _at(request, actions.add_expert(request.association, **given, actor=request.user).pk)

    form = NewExpertForm(
        request.POST or None,
        association=request.association,
        initial={"person": asked_uuid(request.GET.get("person", ""))},
    )
    return act_page(
        request,
        form,
        do,
        heading=_("Take into the expert pool"),
        label=_("Take in"),
        back=_all(request),
        said=_("Taken in."),
    )


@require_http_methods(["GET", "POST"])
@at_association
def change_expert(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = _find(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.change_expert(shown, **given, actor=request.user)
        return _at(request, pk)

    form = ExpertForm(request.POST or None, initial={name: getattr(shown, name) for name in SAID})
    return act_page(
        request,
        form,
        do,
        heading=_("Change the expert"),
        label=_("Save"),
        back=_at(request, pk),
        said=_("Saved."),
        note=str(shown),
    )


@require_http_methods(["GET", "POST"])
@at_association
def retire_expert(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = _find(request, pk)

    def do(given: dict[str, str]) -> str:
        actions.retire_expert(shown, **given, actor=request.user)
        return _at(request, pk)

    return act_page(
        request,
        ReasonForm(request.POST or None),
        do,
        heading=_("Out of the expert pool"),
        label=_("Take out of the pool"),
        back=_at(request, pk),
        said=_("Taken out; the history stays."),
        note=str(shown),
    )


@require_http_methods(["GET", "POST"])
@at_association
def appoint_expert(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = _find(request, pk)
    form = AppointForm(request.POST or None, association=request.association)

    def do(_given: dict[str, Any]) -> str:
        actions.appoint_expert(shown, **form.cleaned(), actor=request.user)
        return _at(request, pk)

    return act_page(
        request,
        form,
        do,
        heading=_("Appoint an expert"),
        label=_("Offer the letter"),
        back=_at(request, pk),
        said=_("The letter of appointment is offered; both sides sign it."),
        note=str(shown),
    )


@require_http_methods(["GET", "POST"])
@at_association
def renew_appointment(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = _find_appointment(request, pk)
    initial = queries.next_term(shown)
    form = AppointForm(request.POST or None, association=request.association, initial=initial)

    def do(_given: dict[str, Any]) -> str:
        actions.renew_appointment(shown, **form.cleaned(), actor=request.user)
        return _at(request, shown.expert_id)

    return act_page(
        request,
        form,
        do,
        heading=_("Renew the appointment"),
        label=_("Offer the letter"),
        back=_at(request, shown.expert_id),
        said=_("The letter of appointment is offered; both sides sign it."),
        note=str(shown),
    )


@require_http_methods(["GET", "POST"])
@at_association
def end_appointment(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = _find_appointment(request, pk)

    def do(given: dict[str, str]) -> str:
        actions.end_appointment(shown, **given, actor=request.user)
        return _at(request, shown.expert_id)

    return act_page(
        request,
        ReasonForm(request.POST or None),
        do,
        heading=_("End the appointment"),
        label=_("End it today"),
        back=_at(request, shown.expert_id),
        said=_("Ended; the letter is revoked."),
        note=str(shown),
    )


@require_safe
@at_association
@kept_until_changed
def expert_class_list(request: AssociationRequest) -> HttpResponse:
    _require_sight(request)
    context = {
        "page": page_of(queries.class_list(request.association), request.GET.get("page")),
        "may_keep": permissions.may_keep_experts(request.user, request.association),
    }
    return render(request, "experts/expert_class_list.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def add_expert_class(request: AssociationRequest) -> HttpResponse:
    def do(given: dict[str, Any]) -> str:
        actions.add_expert_class(request.association, **given, actor=request.user)
        return _all(request, "expert_class_list")

    return act_page(
        request,
        ExpertClassForm(request.POST or None),
        do,
        heading=_("New class of experts"),
        label=_("Add"),
        back=_all(request, "expert_class_list"),
        said=_("Added."),
    )


@require_http_methods(["GET", "POST"])
@at_association
def change_expert_class(request: AssociationRequest, pk: UUID) -> HttpResponse:
    _require_sight(request)
    shown = get_object_or_404(ExpertClass.objects.filter(association=request.association), pk=pk)

    def do(given: dict[str, Any]) -> str:
        actions.change_expert_class(shown, **given, actor=request.user)
        return _all(request, "expert_class_list")

    initial = {
        name: getattr(shown, name) for name in ("name_zh", "name_en", "position", "is_active", "version")
    }
    return act_page(
        request,
        ChangedExpertClassForm(request.POST or None, initial=initial),
        do,
        heading=_("Change the class"),
        label=_("Save"),
        back=_all(request, "expert_class_list"),
        said=_("Saved."),
    )


@require_http_methods(["GET", "POST"])
@at_association
def check_expert_file(request: AssociationRequest) -> HttpResponse:
    def do(given: dict[str, Any]) -> str:
        file = given["file"]
        kept = actions.check_expert_file(
            request.association, name=file.name, content=file, actor=request.user
        )
        return reverse("experts:import_experts", args=[request.association.slug, kept.pk])

    return act_page(
        request,
        FileForm(request.POST or None, request.FILES or None),
        do,
        heading=_("Import experts"),
        label=_("Check"),
        back=_all(request),
        said="",
    )


@require_http_methods(["GET", "POST"])
@at_association
def import_experts(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """What becomes of each row; posted, those without a problem are taken in."""
    own = File.objects.filter(association=request.association, uploaded_by=request.user)
    file = get_object_or_404(own, pk=pk)
    if request.method == "POST":
        count = actions.import_experts(request.association, file=file, actor=request.user)
        messages.success(
            request,
            ngettext("%(count)d expert taken in.", "%(count)d experts taken in.", count) % {"count": count},
        )
        return redirect(_all(request))
    rows = actions.checked_rows(request.association, file)
    context = {
        "rows": rows,
        "good": sum(1 for one in rows if not one.problem),
        "bad": sum(1 for one in rows if one.problem),
        "file": file,
    }
    return render(request, "experts/import_experts.html", context)


@require_safe
@at_association
def export_experts(request: AssociationRequest) -> HttpResponse:
    """The pool as an Excel list that can be imported again; for who keeps it."""
    if not permissions.may_keep_experts(request.user, request.association):
        raise Http404
    found = queries.expert_list(request.user, request.association, **_asked(request))
    name = 'attachment; filename="experts.xlsx"'
    return HttpResponse(experts_as_excel(found), content_type=EXCEL, headers={"Content-Disposition": name})


@require_safe
def public_expert_list(request: HttpRequest, slug: str) -> HttpResponse:
    association = get_object_or_404(Association.objects.filter(is_public=True), slug=slug)
    timezone.activate(association.zone)
    cast(AssociationRequest, request).association = association
    page = page_of(queries.public_expert_list(association), request.GET.get("page"))
    return render(request, "experts/public_expert_list.html", {"page": page})
