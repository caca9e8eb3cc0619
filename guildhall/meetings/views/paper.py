from typing import BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.forms import refusals_shown_in
from guildhall.meetings import actions, queries
from guildhall.meetings.forms import ChangePaperForm, PaperForm, SponsorForm
from guildhall.meetings.models import Paper
from guildhall.meetings.views.meeting import find_prepared_meeting


def find_paper(request: AssociationRequest, pk: UUID, paper_pk: UUID) -> Paper:
    meeting = find_prepared_meeting(request, pk)
    paper = get_object_or_404(meeting.papers, pk=paper_pk)
    paper.meeting = meeting
    return paper


@require_http_methods(["GET", "POST"])
@at_association
def papers(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """All papers and pictures of the meeting, with the form that adds one."""
    meeting = find_prepared_meeting(request, pk)
    form = PaperForm(request.POST or None, request.FILES or None, meeting=meeting)
    if form.is_valid():
        with refusals_shown_in(form):
            details = {name: value for name, value in form.cleaned_data.items() if name != "file"}
            content = cast(BinaryIO, form.upload)  # an upload reads like a file
            actions.add_paper(meeting, name=content.name, content=content, **details, actor=request.user)
            messages.success(request, _("The file is added."))
            return redirect("meetings:papers", request.association.slug, pk)
    context = {
        "hub": queries.hub_of(meeting, viewer=request.user),
        "meeting": meeting,
        "form": form,
        "papers": queries.papers_visible_to(request.user, meeting),
        "sponsors": meeting.sponsors.all(),
        "sponsor_form": SponsorForm(),
    }
    return render(request, "meetings/papers.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def change_paper(request: AssociationRequest, pk: UUID, paper_pk: UUID) -> HttpResponse:
    paper = find_paper(request, pk, paper_pk)
    initial = {name: getattr(paper, name) for name in ChangePaperForm.base_fields}
    form = ChangePaperForm(request.POST or None, meeting=paper.meeting, initial=initial)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.change_paper(paper, **form.cleaned_data, actor=request.user)
            return redirect("meetings:papers", request.association.slug, pk)
    return render(
        request, "meetings/paper_form.html", {"form": form, "meeting": paper.meeting, "paper": paper}
    )


@require_POST
@at_association
def remove_paper(request: AssociationRequest, pk: UUID, paper_pk: UUID) -> HttpResponse:
    actions.remove_paper(find_paper(request, pk, paper_pk), actor=request.user)
    return redirect("meetings:papers", request.association.slug, pk)


@require_POST
@at_association
def add_sponsor(request: AssociationRequest, pk: UUID) -> HttpResponse:
    meeting = find_prepared_meeting(request, pk)
    form = SponsorForm(request.POST)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.add_sponsor(meeting, **form.cleaned_data, actor=request.user)
    for errors in form.errors.values():
        messages.error(request, " ".join(str(error) for error in errors))
    return redirect("meetings:papers", request.association.slug, pk)


@require_POST
@at_association
def remove_sponsor(request: AssociationRequest, pk: UUID, sponsor_pk: UUID) -> HttpResponse:
    meeting = find_prepared_meeting(request, pk)
    actions.remove_sponsor(get_object_or_404(meeting.sponsors, pk=sponsor_pk), actor=request.user)
    return redirect("meetings:papers", request.association.slug, pk)
