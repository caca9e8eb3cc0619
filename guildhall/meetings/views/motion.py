"""Motions: put, decided, numbered, followed up."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.forms import refusals_shown_in
from guildhall.meetings import actions, queries
from guildhall.meetings.forms import (
    ChangeMotionForm,
    CommitForm,
    DecideForm,
    MotionForm,
    MotionResultForm,
    ResolutionForm,
    ShowResolutionForm,
)
from guildhall.meetings.http import motion_here, sitting_here
from guildhall.meetings.models import Meeting, Motion, Resolution
from guildhall.meetings.permissions import may_run, require_may_prepare, require_may_run

OVER = (Meeting.State.CLOSED, Meeting.State.CANCELLED)


@require_safe
@at_association
def motions(request: AssociationRequest, pk: UUID) -> HttpResponse:
    meeting = sitting_here(request, pk)
    context = {
        "meeting": meeting,
        "hub": queries.hub_of(meeting, viewer=request.user),
        "motions": queries.motion_list(meeting),
        "commitments": queries.meeting_commitments(meeting),
        "may_run": may_run(request.user, meeting),
        "may_put": meeting.state not in OVER or meeting.is_being_entered,
    }
    return render(request, "meetings/motions.html", context)


@require_safe
@at_association
def motion(request: AssociationRequest, pk: UUID, motion_pk: UUID) -> HttpResponse:
    found = motion_here(request, pk, motion_pk)
    page = queries.motion_page(found, viewer=request.user)
    context = {"page": page, "motion": found, "meeting": found.meeting, "rules": page.rules}
    return render(request, "meetings/motion.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def put_motion(request: AssociationRequest, pk: UUID) -> HttpResponse:
    meeting = sitting_here(request, pk)
    require_may_run(request.user, meeting)
    form = MotionForm(
        request.POST or None, meeting=meeting, initial={"item": request.GET.get("item"), "kind": "ordinary"}
    )
    if form.is_valid():
        with refusals_shown_in(form):
            made = actions.put_motion(meeting, **form.cleaned_data, actor=request.user)
            return redirect("meetings:motion", request.association.slug, pk, made.pk)
    context = {"form": form, "meeting": meeting, "heading": _("Put a motion"), "label": _("Put")}
    return render(request, "meetings/motion_form.html", context)


def _form_page(
    request: AssociationRequest, form: forms.Form, motion: Motion, heading: str, label: str
) -> HttpResponse:
    context = {"form": form, "meeting": motion.meeting, "motion": motion, "heading": heading, "label": label}
    return render(request, "meetings/motion_form.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def change_motion(request: AssociationRequest, pk: UUID, motion_pk: UUID) -> HttpResponse:
    found = motion_here(request, pk, motion_pk)
    require_may_run(request.user, found.meeting)
    form = ChangeMotionForm(request.POST or None, meeting=found.meeting, motion=found)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.change_motion(found, **form.cleaned_data, actor=request.user)
            return redirect("meetings:motion", request.association.slug, pk, motion_pk)
    return _form_page(request, form, found, _("Correct the motion"), _("Save"))


@require_http_methods(["GET", "POST"])
@at_association
def decide_motion(request: AssociationRequest, pk: UUID, motion_pk: UUID) -> HttpResponse:
    found = motion_here(request, pk, motion_pk)
    require_may_run(request.user, found.meeting)
    rules = queries.motion_rules(found)
    form = DecideForm(request.POST or None, rules=rules)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.decide_motion(found, **form.cleaned_data, actor=request.user)
            return redirect("meetings:motion", request.association.slug, pk, motion_pk)
    context = {
        "form": form,
        "meeting": found.meeting,
        "motion": found,
        "rules": rules,
        "bases": queries.bases_of(found),
    }
    return render(request, "meetings/decide_motion.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def enter_motion_result(request: AssociationRequest, pk: UUID, motion_pk: UUID) -> HttpResponse:
    found = motion_here(request, pk, motion_pk)
    require_may_run(request.user, found.meeting)
    form = MotionResultForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.enter_motion_result(found, **form.cleaned_data, actor=request.user)
            return redirect("meetings:motion", request.association.slug, pk, motion_pk)
    return _form_page(request, form, found, _("Enter the result"), _("Save"))


@require_POST
@at_association
def withdraw_motion(request: AssociationRequest, pk: UUID, motion_pk: UUID) -> HttpResponse:
    actions.withdraw_motion(motion_here(request, pk, motion_pk), actor=request.user)
    return redirect("meetings:motion", request.association.slug, pk, motion_pk)


@require_http_methods(["GET", "POST"])
@at_association
def number_resolution(request: AssociationRequest, pk: UUID, motion_pk: UUID) -> HttpResponse:
    found = motion_here(request, pk, motion_pk)
    require_may_prepare(request.user, found.meeting)
    words = {name: getattr(found, name) for name in ("title_zh", "title_en", "text_zh", "text_en")}
    words["in_force_from"] = queries.meeting_day(found.meeting)
    form = ResolutionForm(request.POST or None, initial=words)
    if form.is_valid():
        with refusals_shown_in(form):
            made = actions.number_resolution(found, **form.cleaned_data, actor=request.user)
            messages.success(request, _("The resolution is numbered: %(serial)s.") % {"serial": made.serial})
            return redirect("meetings:resolution", request.association.slug, made.pk)
    return _form_page(request, form, found, _("Number the resolution"), _("Give it the next number"))


@require_POST
@at_association
def show_resolution(request: AssociationRequest, pk: UUID, motion_pk: UUID) -> HttpResponse:
    found = motion_here(request, pk, motion_pk)
    resolution = get_object_or_404(Resolution.objects.select_related("meeting__association"), motion=found)
    form = ShowResolutionForm(request.POST)
    wanted = form.is_valid() and form.cleaned_data["is_public"]
    actions.show_resolution(resolution, is_public=wanted, actor=request.user)
    return redirect("meetings:resolution", request.association.slug, resolution.pk)


@require_http_methods(["GET", "POST"])
@at_association
def commit_to(request: AssociationRequest, pk: UUID, origin_pk: UUID) -> HttpResponse:
    meeting = sitting_here(request, pk)
    origin = queries.origin_in(meeting, origin_pk)
    if origin is None:
        raise Http404
    require_may_prepare(request.user, meeting)
    words = {"content_zh": origin.title_zh, "content_en": origin.title_en}
    resolution = getattr(origin, "resolution", None)
    slug = request.association.slug
    back = reverse("meetings:motions", args=(slug, pk))
    if resolution is not None:
        back = reverse("meetings:resolution", args=(slug, resolution.pk))
    form = CommitForm(request.POST or None, meeting=meeting, initial=words)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.commit_to(origin, **form.cleaned_data, actor=request.user)
            messages.success(request, _("The commitment is kept and will be followed up."))
            return redirect(back)
    context = {"form": form, "meeting": meeting, "origin": origin, "back": back}
    return render(request, "meetings/commit_to.html", context)
