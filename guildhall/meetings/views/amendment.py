"""Amendments of a motion, and who stays out of the decision on it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.forms import refusals_shown_in
from guildhall.meetings import actions, queries
from guildhall.meetings.forms import AmendmentForm, NoteForm, RecusalForm
from guildhall.meetings.http import amendment_here, motion_here, recusal_here
from guildhall.meetings.permissions import may_run, require_may_propose_amendment, require_may_run


@require_http_methods(["GET", "POST"])
@at_association
def propose_amendment(request: AssociationRequest, pk: UUID, motion_pk: UUID) -> HttpResponse:
    found = motion_here(request, pk, motion_pk)
    require_may_propose_amendment(request.user, found)
    form = AmendmentForm(request.POST or None, motion=found, for_others=may_run(request.user, found.meeting))
    if form.is_valid():
        with refusals_shown_in(form):
            actions.propose_amendment(found, **form.cleaned_data, actor=request.user)
            messages.success(request, _("The amendment is proposed."))
            return redirect("meetings:motion", request.association.slug, pk, motion_pk)
    context = {"form": form, "meeting": found.meeting, "motion": found}
    return render(request, "meetings/propose_amendment.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def adopt_amendment(
    request: AssociationRequest, pk: UUID, motion_pk: UUID, amendment_pk: UUID
) -> HttpResponse:
    found = amendment_here(request, pk, motion_pk, amendment_pk)
    require_may_run(request.user, found.motion.meeting)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.adopt_amendment(found, **form.cleaned_data, actor=request.user)
            messages.success(request, _("The amendment stands in the motion now."))
            return redirect("meetings:motion", request.association.slug, pk, motion_pk)
    context = {
        "form": form,
        "meeting": found.motion.meeting,
        "motion": found.motion,
        "amendment": found,
        "heading": _("Adopt the amendment?"),
        "label": _("Adopt into the motion"),
    }
    return render(request, "meetings/decide_amendment.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def reject_amendment(
    request: AssociationRequest, pk: UUID, motion_pk: UUID, amendment_pk: UUID
) -> HttpResponse:
    found = amendment_here(request, pk, motion_pk, amendment_pk)
    require_may_run(request.user, found.motion.meeting)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.reject_amendment(found, **form.cleaned_data, actor=request.user)
            return redirect("meetings:motion", request.association.slug, pk, motion_pk)
    context = {
        "form": form,
        "meeting": found.motion.meeting,
        "motion": found.motion,
        "amendment": found,
        "heading": _("The amendment is not adopted?"),
        "label": _("Not adopted"),
    }
    return render(request, "meetings/decide_amendment.html", context)


@require_POST
@at_association
def withdraw_amendment(
    request: AssociationRequest, pk: UUID, motion_pk: UUID, amendment_pk: UUID
) -> HttpResponse:
    found = amendment_here(request, pk, motion_pk, amendment_pk)
    actions.withdraw_amendment(found, actor=request.user)
    return redirect("meetings:motion", request.association.slug, pk, motion_pk)


@require_http_methods(["GET", "POST"])
@at_association
def declare_recusal(request: AssociationRequest, pk: UUID, motion_pk: UUID) -> HttpResponse:
    found = motion_here(request, pk, motion_pk)
    own = (
        None if may_run(request.user, found.meeting) else queries.own_invitation(found.meeting, request.user)
    )
    if own is None:
        require_may_run(request.user, found.meeting)
    form = RecusalForm(request.POST or None, motion=found, own=own)
    if form.is_valid():
        with refusals_shown_in(form):
            given = {"invitation": own} | form.cleaned_data
            actions.declare_recusal(found, **given, actor=request.user)
            messages.success(request, _("The recusal is kept."))
            return redirect("meetings:motion", request.association.slug, pk, motion_pk)
    context = {
        "form": form,
        "meeting": found.meeting,
        "motion": found,
        "rule": queries.motion_rules(found).recusal.sentence,
        "back": reverse("meetings:motion", args=(request.association.slug, pk, motion_pk)),
    }
    return render(request, "meetings/declare_recusal.html", context)


@require_POST
@at_association
def withdraw_recusal(
    request: AssociationRequest, pk: UUID, motion_pk: UUID, recusal_pk: UUID
) -> HttpResponse:
    actions.withdraw_recusal(recusal_here(request, pk, motion_pk, recusal_pk), actor=request.user)
    return redirect("meetings:motion", request.association.slug, pk, motion_pk)
