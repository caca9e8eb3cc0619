"""A round of an election: opened, voted on, read out, and what follows when it leaves seats open."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.forms import refusals_shown_in
from guildhall.meetings.permissions import require_may_run
from guildhall.registry.permissions import require_may_manage
from guildhall.votes import actions
from guildhall.votes.forms.election import OfficeForm, OpenRoundForm, PapersForm, WhyForm, WrittenInForm
from guildhall.votes.http import election_here, prepared_election
from guildhall.votes.queries.election import election_page
from guildhall.votes.queries.fitness import is_secret_only
from guildhall.votes.queries.pack import pack_of
from guildhall.votes.queries.papers import ballot_papers as printed_ballots
from guildhall.votes.queries.proclamation import proclamation_of
from guildhall.votes.queries.rounds import named_before, next_round
from guildhall.votes.queries.sheets import result_sheet as sheet_of
from guildhall.votes.views.candidate import SHEET


@require_http_methods(["GET", "POST"])
@at_association
def open_round(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = election_here(request, pk)
    require_may_run(request.user, found.motion.meeting)
    begins = named_before(found) | {"is_secret": True}
    form = OpenRoundForm(
        request.POST or None, meeting=found.motion.meeting, secret=is_secret_only(found), initial=begins
    )
    if form.is_valid():
        with refusals_shown_in(form):
            actions.open_round(found, **form.cleaned_data, actor=request.user)
            messages.success(request, _("The vote is open."))
            return redirect("votes:election", request.association.slug, pk)
    context = {"form": form, "election": found, "round": next_round(found)}
    return render(request, "votes/open_round.html", context)


@require_safe
@at_association
def proclamation(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """The result in both languages, in large letters, to be read out."""
    found = election_here(request, pk)
    paragraphs = proclamation_of(found)
    if not paragraphs:
        raise Http404
    return render(request, "votes/proclamation.html", {"election": found, "paragraphs": paragraphs})


@require_safe
@at_association
def ballot_papers(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """Paper ballots and sheets to count on, as many as were asked for."""
    found = prepared_election(request, pk)
    form = PapersForm(request.GET or None)
    if not form.is_valid():
        return render(request, "votes/ballot_papers.html", {"form": form, "election": found})
    printed = printed_ballots(found, copies=form.cleaned_data["copies"])
    if printed is None:
        raise Http404
    response = HttpResponse(printed, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="ballots-{found.pk}.pdf"'
    return response


@require_safe
@at_association
def result_sheet(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """Everyone's votes in every round, as an Excel file."""
    found = election_here(request, pk)
    response = HttpResponse(sheet_of(found, viewer=request.user), content_type=SHEET)
    response["Content-Disposition"] = f'attachment; filename="result-{found.pk}.xlsx"'
    return response


@require_http_methods(["GET", "POST"])
@at_association
def conclude_election(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = prepared_election(request, pk)
    form = WhyForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.conclude_election(found, **form.cleaned_data, actor=request.user)
            return redirect("votes:election", request.association.slug, pk)
    heading = _("End the election without another round")
    context = {"form": form, "election": found, "heading": heading, "label": _("End the election")}
    return render(request, "votes/election_form.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def confirm_written_in(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = prepared_election(request, pk)
    name = request.GET.get("name", "")
    form = WrittenInForm(request.POST or None, association=request.association, initial={"name": name})
    if form.is_valid():
        with refusals_shown_in(form):
            actions.confirm_written_in(found, **form.cleaned_data, actor=request.user)
            return redirect("votes:election", request.association.slug, pk)
    heading = _("Written in and elected: %(name)s") % {"name": form["name"].value() or ""}
    context = {"form": form, "election": found, "heading": heading, "label": _("Save")}
    return render(request, "votes/election_form.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def take_office(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = election_here(request, pk)
    require_may_manage(request.user, found.post.body)
    form = OfficeForm(request.POST or None, initial={"term_from": found.term_from})
    if form.is_valid():
        with refusals_shown_in(form):
            actions.take_office(found, **form.cleaned_data, actor=request.user)
            messages.success(request, _("The terms have begun; powers follow the posts."))
            return redirect("votes:election", request.association.slug, pk)
    page = election_page(found, viewer=request.user)
    return render(request, "votes/take_office.html", {"form": form, "election": found, "page": page})


@require_http_methods(["GET", "POST"])
@at_association
def issue_pack(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = prepared_election(request, pk)
    if request.method == "POST":
        document = actions.issue_pack(found, actor=request.user)
        messages.success(request, _("Issued: %(serial)s.") % {"serial": document.serial})
        return redirect("votes:election", request.association.slug, pk)
    return render(request, "votes/issue_pack.html", {"election": found, "parts": pack_of(found)})
