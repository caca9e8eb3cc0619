from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.accounts.models import Association
from guildhall.audit.http import kept_until_changed
from guildhall.awards import actions, permissions, queries
from guildhall.awards.forms import CallForm, ChangedCallForm, PostponeForm, ReasonForm, said_of
from guildhall.awards.models import Call
from guildhall.awards.views.finding import call_at, find_call, require_sight
from guildhall.core.paging import page_of
from guildhall.core.views import act_page


def _all(request: AssociationRequest) -> str:
    return reverse("awards:call_list", args=[request.association.slug])


@require_safe
@at_association
@kept_until_changed
def call_list(request: AssociationRequest) -> HttpResponse:
    require_sight(request)
    state = request.GET.get("state", "")[:20]
    found = queries.call_list(request.user, request.association, state=state)
    context = {
        "page": page_of(found, request.GET.get("page")),
        "state": state,
        "states": Call.State.choices,
        "may_keep": permissions.may_keep_calls(request.user, request.association),
    }
    return render(request, "awards/call_list.html", context)


@require_safe
@at_association
@kept_until_changed
def call(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_call(request, pk)
    keeps = permissions.reads_all_entries(request.user, shown.association)
    context = {
        "call": shown,
        "acts": queries.call_acts(request.user, shown),
        "warnings": queries.fee_warnings(shown) if keeps else [],
        "entries": queries.entry_list(request.user, shown)[:8],
        "reads_all": keeps,
        "progress": queries.progress_of(shown) if keeps and shown.state != Call.State.DRAFT else None,
        "panel_acts": queries.panel_acts(request.user, shown),
        "sees_result": queries.sees_result(request.user, shown),
    }
    return render(request, "awards/call.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def draft_call(request: AssociationRequest) -> HttpResponse:
    form = CallForm(request.POST or None, association=request.association, user=request.user)

    def do(_given: dict[str, Any]) -> str:
        made = actions.draft_call(request.association, **form.cleaned(), actor=request.user)
        return call_at(request, made.pk)

    return act_page(
        request,
        form,
        do,
        heading=_("New call for entries"),
        label=_("Save the draft"),
        back=_all(request),
        said=_("Drafted. Publish it when it is complete."),
    )


@require_http_methods(["GET", "POST"])
@at_association
def change_call(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_call(request, pk)
    form = ChangedCallForm(
        request.POST or None, association=request.association, user=request.user, initial=said_of(shown)
    )

    def do(_given: dict[str, Any]) -> str:
        actions.change_call(shown, **form.cleaned(), actor=request.user)
        return call_at(request, pk)

    return act_page(
        request,
        form,
        do,
        heading=_("Change the call"),
        label=_("Save"),
        back=call_at(request, pk),
        said=_("Saved."),
    )


@require_POST
@at_association
def publish_call(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.publish_call(find_call(request, pk), actor=request.user)
    messages.success(request, _("Published; it takes entries now."))
    return redirect(call_at(request, pk))


@require_http_methods(["GET", "POST"])
@at_association
def postpone_call(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_call(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.postpone_call(shown, **given, actor=request.user)
        return call_at(request, pk)

    initial = {name: getattr(shown, name) for name in ("closes_at", "scores_until", "version")}
    return act_page(
        request,
        PostponeForm(request.POST or None, initial=initial),
        do,
        heading=_("Put the deadlines off"),
        label=_("Put off"),
        back=call_at(request, pk),
        said=_("Put off."),
        note=shown.title,
    )


@require_http_methods(["GET", "POST"])
@at_association
def cancel_call(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_call(request, pk)

    def do(given: dict[str, str]) -> str:
        actions.cancel_call(shown, **given, actor=request.user)
        return call_at(request, pk)

    return act_page(
        request,
        ReasonForm(request.POST or None),
        do,
        heading=_("Call it off"),
        label=_("Call off"),
        back=call_at(request, pk),
        said=_("Called off; whoever entered is told."),
        note=shown.title,
    )


def public_association(request: HttpRequest, slug: str) -> Association:
    """The association if it has public pages, else 404."""
    association = get_object_or_404(Association.objects.filter(is_public=True), slug=slug)
    timezone.activate(association.zone)
    cast(AssociationRequest, request).association = association
    return association


@require_safe
def public_call_list(request: HttpRequest, slug: str) -> HttpResponse:
    found = queries.public_call_list(public_association(request, slug))
    return render(
        request, "awards/public_call_list.html", {"page": page_of(found, request.GET.get("page"), 10)}
    )


@require_safe
def public_call(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    shown = get_object_or_404(queries.public_call_list(public_association(request, slug)), pk=pk)
    is_shown = shown.state in (Call.State.PUBLICITY, Call.State.DECIDED)
    context = {
        "call": shown,
        "result": queries.result_lines(shown) if is_shown else [],
        "is_open": queries.takes_objections(shown),
    }
    return render(request, "awards/public_call.html", context)
