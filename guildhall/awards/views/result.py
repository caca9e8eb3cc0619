from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.awards import actions, queries
from guildhall.awards.forms import AnswerForm, DecideForm, ObjectionForm, ReasonForm
from guildhall.awards.http import require_patience
from guildhall.awards.models import Call
from guildhall.awards.permissions import reads_all_entries
from guildhall.awards.views.call import public_association
from guildhall.awards.views.finding import call_at, find_call
from guildhall.core.forms import refusals_shown_in
from guildhall.core.paging import page_of
from guildhall.core.views import act_page


@require_safe
@at_association
@kept_until_changed
def result(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_call(request, pk)
    if not queries.sees_result(request.user, shown):
        raise Http404
    context = {
        "call": shown,
        "result": queries.result_lines(shown),
        "awards": queries.awards_of(shown),
        "acts": queries.result_acts(request.user, shown),
        "reads_all": reads_all_entries(request.user, shown.association),
    }
    return render(request, "awards/result.html", context)


@require_POST
@at_association
def begin_publicity(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = actions.begin_publicity(find_call(request, pk), actor=request.user)
    messages.success(request, _("Made public until %(day)s.") % {"day": shown.publicity_to})
    return redirect(call_at(request, pk, "result"))


@require_http_methods(["GET", "POST"])
@at_association
def object_to_result(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_call(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.object_to_result(shown, **given, actor=request.user)
        return call_at(request, pk, "result")

    initial = {"name": request.user.name, "contact": request.user.email}
    return act_page(
        request,
        ObjectionForm(request.POST or None, call=shown, initial=initial),
        do,
        heading=_("Raise an objection"),
        label=_("Send"),
        back=call_at(request, pk, "result"),
        said=_("Received; you will be answered within seven days."),
        note=shown.title,
    )


@require_safe
@at_association
@kept_until_changed
def objection_list(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_call(request, pk)
    page = page_of(queries.objection_list(request.user, shown), request.GET.get("page"))
    lines = queries.objection_lines(request.user, shown, page)
    context = {"call": shown, "page": page, "lines": lines}
    return render(request, "awards/objection_list.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def answer_objection(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = queries.objections_visible_to(request.user, request.association)
    shown = get_object_or_404(found, pk=pk)
    back = call_at(request, shown.call_id, "objection_list")

    def do(given: dict[str, Any]) -> str:
        actions.answer_objection(shown, **given, actor=request.user)
        return back

    return act_page(
        request,
        AnswerForm(request.POST or None),
        do,
        heading=_("Answer the objection"),
        label=_("Answer"),
        back=back,
        said=_("Answered."),
        note=shown.text,
    )


@require_http_methods(["GET", "POST"])
@at_association
def decide_result(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_call(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.decide_result(shown, **given, actor=request.user)
        return call_at(request, pk, "result")

    return act_page(
        request,
        DecideForm(request.POST or None, call=shown),
        do,
        heading=_("Decide the result"),
        label=_("Decide the result"),
        back=call_at(request, pk, "result"),
        said=_("Decided; whoever gets a prize is told."),
        note=shown.title,
    )


@require_POST
@at_association
def issue_certificates(request: AssociationRequest, pk: UUID) -> HttpResponse:
    job = actions.issue_certificates(find_call(request, pk), actor=request.user)
    messages.success(request, _("The certificates are being issued."))
    return redirect("jobs:job_progress", request.association.slug, job.pk)


@require_http_methods(["GET", "POST"])
@at_association
def revoke_award(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = get_object_or_404(queries.awards_visible_to(request.user, request.association), pk=pk)
    back = call_at(request, shown.entry.call_id, "result")

    def do(given: dict[str, str]) -> str:
        actions.revoke_award(shown, **given, actor=request.user)
        return back

    return act_page(
        request,
        ReasonForm(request.POST or None),
        do,
        heading=_("Revoke the award"),
        label=_("Revoke"),
        back=back,
        said=_("Revoked; verification says so."),
        note=str(shown),
    )


def _public_call(request: HttpRequest, slug: str, pk: UUID) -> Call:
    found = queries.public_call_list(public_association(request, slug))
    return get_object_or_404(found, pk=pk)


@require_http_methods(["GET", "POST"])
def public_objection(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Anybody may object during the publicity period; so often an hour from one address."""
    shown = _public_call(request, slug, pk)
    form = ObjectionForm(request.POST or None, call=shown)
    back = reverse("public_awards:call", args=[slug, pk])
    if form.is_valid():
        require_patience(request)
        with refusals_shown_in(form):
            actions.object_to_result(shown, **form.cleaned_data, actor=None)
            messages.success(request, _("Received; you will be answered within seven days."))
            return redirect(back)
    context = {"form": form, "call": shown, "back": back, "is_open": queries.takes_objections(shown)}
    return render(request, "awards/public_objection.html", context)
