from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.forms import refusals_shown_in
from guildhall.meetings import actions, queries
from guildhall.meetings.forms import (
    ChangeItemForm,
    ItemForm,
    OrderForm,
    ResultForm,
    speaker_forms,
    speakers_in,
)
from guildhall.meetings.models import AgendaItem, Meeting
from guildhall.meetings.views.meeting import find_prepared_meeting


def find_item(meeting: Meeting, item_pk: UUID) -> AgendaItem:
    item = get_object_or_404(meeting.agenda, pk=item_pk)
    item.meeting = meeting
    return item


def agenda_context(request: AssociationRequest, meeting: Meeting) -> dict[str, Any]:
    papers = queries.papers_visible_to(request.user, meeting)
    return {
        "hub": queries.hub_of(meeting, viewer=request.user),
        "meeting": meeting,
        "agenda": queries.agenda_of(meeting, papers=papers),
    }


@require_safe
@at_association
def agenda(request: AssociationRequest, pk: UUID) -> HttpResponse:
    meeting = find_prepared_meeting(request, pk)
    return render(request, "meetings/agenda.html", agenda_context(request, meeting))


@require_http_methods(["GET", "POST"])
@at_association
def add_item(request: AssociationRequest, pk: UUID) -> HttpResponse:
    meeting = find_prepared_meeting(request, pk)
    form = ItemForm(request.POST or None)
    speakers = speaker_forms(request.POST or None, request.association)
    if form.is_valid() and speakers.is_valid():
        with refusals_shown_in(form):
            named = speakers_in(speakers)
            actions.add_item(meeting, **form.cleaned_data, speakers=named, actor=request.user)
            return redirect("meetings:agenda", request.association.slug, pk)
    return render(
        request, "meetings/item_form.html", {"form": form, "speakers": speakers, "meeting": meeting}
    )


@require_http_methods(["GET", "POST"])
@at_association
def change_item(request: AssociationRequest, pk: UUID, item_pk: UUID) -> HttpResponse:
    item = find_item(find_prepared_meeting(request, pk), item_pk)
    initial = {name: getattr(item, name) for name in ChangeItemForm.base_fields}
    form = ChangeItemForm(request.POST or None, initial=initial)
    speakers = speaker_forms(request.POST or None, request.association, list(item.speakers.all()))
    if form.is_valid() and speakers.is_valid():
        with refusals_shown_in(form):
            named = speakers_in(speakers)
            actions.change_item(item, **form.cleaned_data, speakers=named, actor=request.user)
            return redirect("meetings:agenda", request.association.slug, pk)
    context = {"form": form, "speakers": speakers, "meeting": item.meeting, "item": item}
    return render(request, "meetings/item_form.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def enter_result(request: AssociationRequest, pk: UUID, item_pk: UUID) -> HttpResponse:
    item = find_item(find_prepared_meeting(request, pk), item_pk)
    initial = {name: getattr(item, name) for name in ResultForm.base_fields}
    form = ResultForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.enter_result(item, **form.cleaned_data, actor=request.user)
            return redirect("meetings:agenda", request.association.slug, pk)
    return render(request, "meetings/result_form.html", {"form": form, "meeting": item.meeting, "item": item})


@require_POST
@at_association
def move_item(request: AssociationRequest, pk: UUID, item_pk: UUID) -> HttpResponse:
    """Answers htmx with the list alone, so that the page stays where it is."""
    item = find_item(find_prepared_meeting(request, pk), item_pk)
    actions.move_item(item, to="up" if request.POST.get("to") == "up" else "down", actor=request.user)
    if request.headers.get("HX-Request"):
        context = agenda_context(request, item.meeting) | {"moved": item.pk}
        return render(request, "meetings/parts/agenda_list.html", context)
    return redirect("meetings:agenda", request.association.slug, pk)


@require_POST
@at_association
def order_agenda(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """After dragging: ``order`` names every item. Answers with the list alone."""
    meeting = find_prepared_meeting(request, pk)
    form = OrderForm(request.POST, meeting=meeting)
    if form.is_valid():
        actions.order_agenda(meeting, order=form.cleaned_data["order"], actor=request.user)
    return render(request, "meetings/parts/agenda_list.html", agenda_context(request, meeting))


@require_POST
@at_association
def remove_item(request: AssociationRequest, pk: UUID, item_pk: UUID) -> HttpResponse:
    item = find_item(find_prepared_meeting(request, pk), item_pk)
    actions.remove_item(item, actor=request.user)
    messages.success(request, _("The item is off the agenda."))
    return redirect("meetings:agenda", request.association.slug, pk)
