"""Candidates: nominated, asked, withdrawn; and their list as an Excel file."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.forms import refusals_shown_in
from guildhall.meetings.permissions import may_prepare
from guildhall.votes import actions
from guildhall.votes.forms.election import AnswerForm, NamesForm, NominateForm, OwnReasonForm
from guildhall.votes.http import candidate_of, election_here, prepared_election
from guildhall.votes.permissions import require_may_answer, require_may_nominate
from guildhall.votes.queries.sheets import candidate_sheet as sheet_of

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
@at_association
def nominate(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = election_here(request, pk)
    require_may_nominate(request.user, found)
    prepares = may_prepare(request.user, found.motion.meeting)
    form = NominateForm(request.POST or None, association=request.association, prepares=prepares)
    if form.is_valid():
        with refusals_shown_in(form):
            candidate = actions.nominate(found, **form.cleaned_data, actor=request.user)
            messages.success(request, _("%(name)s is nominated.") % {"name": candidate.person.name})
            return redirect("votes:election", request.association.slug, pk)
    context = {"form": form, "election": found, "heading": _("Nominate"), "label": _("Nominate")}
    return render(request, "votes/election_form.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def nominate_names(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = prepared_election(request, pk)
    form = NamesForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            made = len(actions.nominate_names(found, **form.cleaned_data, actor=request.user))
            messages.success(
                request, ngettext("%(n)d person nominated.", "%(n)d people nominated.", made) % {"n": made}
            )
            return redirect("votes:election", request.association.slug, pk)
    context = {"form": form, "election": found, "heading": _("Paste names"), "label": _("Nominate all")}
    return render(request, "votes/election_form.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def answer_nomination(request: AssociationRequest, pk: UUID, candidate_pk: UUID) -> HttpResponse:
    found = election_here(request, pk)
    candidate = candidate_of(found, candidate_pk)
    require_may_answer(request.user, candidate)
    words = {"statement_zh": candidate.statement_zh, "statement_en": candidate.statement_en}
    form = AnswerForm(request.POST or None, initial=words)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.answer_nomination(candidate, **form.cleaned_data, actor=request.user)
            messages.success(request, _("The answer is kept."))
            return redirect("votes:election", request.association.slug, pk)
    context = {
        "form": form,
        "election": found,
        "heading": _("Answer for %(name)s") % {"name": candidate.person.name},
        "label": _("Save"),
    }
    return render(request, "votes/election_form.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def withdraw_candidate(request: AssociationRequest, pk: UUID, candidate_pk: UUID) -> HttpResponse:
    found = election_here(request, pk)
    candidate = candidate_of(found, candidate_pk)
    require_may_answer(request.user, candidate)
    form = OwnReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.withdraw_candidate(candidate, **form.cleaned_data, actor=request.user)
            return redirect("votes:election", request.association.slug, pk)
    context = {
        "form": form,
        "election": found,
        "heading": _("Take %(name)s off the list") % {"name": candidate.person.name},
        "label": _("Take off"),
    }
    return render(request, "votes/election_form.html", context)


@require_safe
@at_association
def candidate_sheet(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """The candidates, and what came of it, as an Excel file."""
    found = election_here(request, pk)
    response = HttpResponse(sheet_of(found, viewer=request.user), content_type=SHEET)
    response["Content-Disposition"] = f'attachment; filename="candidates-{found.pk}.xlsx"'
    return response
