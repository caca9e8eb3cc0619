from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.awards import actions, queries
from guildhall.awards.forms import DeclareForm, PanelForm, ReasonForm, ScoreForm, TieForm
from guildhall.awards.models import Call, Review, Reviewer
from guildhall.awards.permissions import is_reviewer, reads_all_entries
from guildhall.awards.scoring import FORMULA
from guildhall.awards.views.finding import call_at, find_call, find_entry, uuid_asked
from guildhall.core.paging import page_of
from guildhall.core.views import act_page


def _find_reviewer(request: AssociationRequest, pk: UUID) -> Reviewer:
    return get_object_or_404(queries.reviewers_visible_to(request.user, request.association), pk=pk)


def _find_review(request: AssociationRequest, pk: UUID) -> Review:
    return get_object_or_404(queries.reviews_visible_to(request.user, request.association), pk=pk)


def _panel_at(request: AssociationRequest, call_pk: UUID) -> str:
    return reverse("awards:reviewer_list", args=[request.association.slug, call_pk])


@require_safe
@at_association
@kept_until_changed
def reviewer_list(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_call(request, pk)
    if not reads_all_entries(request.user, request.association):
        raise Http404
    context = {
        "call": shown,
        "page": page_of(queries.reviewer_list(request.user, shown), request.GET.get("page"), 100),
        "progress": queries.progress_of(shown),
        "acts": queries.panel_acts(request.user, shown),
    }
    return render(request, "awards/reviewer_list.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def name_reviewers(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_call(request, pk)
    form = PanelForm(request.POST or None, call=shown)

    def do(_given: dict[str, Any]) -> str:
        actions.name_reviewers(shown, **form.cleaned(), actor=request.user)
        return _panel_at(request, pk)

    return act_page(
        request,
        form,
        do,
        heading=_("Name reviewers"),
        label=_("Name them"),
        back=_panel_at(request, pk),
        said=_("Named."),
        note=shown.title,
    )


@require_http_methods(["GET", "POST"])
@at_association
def remove_reviewer(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = _find_reviewer(request, pk)

    def do(given: dict[str, str]) -> str:
        actions.remove_reviewer(shown, **given, actor=request.user)
        return _panel_at(request, shown.call_id)

    return act_page(
        request,
        ReasonForm(request.POST or None),
        do,
        heading=_("Take off the panel"),
        label=_("Take off"),
        back=_panel_at(request, shown.call_id),
        said=_("Taken off; their entries are given to others."),
        note=str(shown),
    )


@require_http_methods(["GET", "POST"])
@at_association
def declare_conflict(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = _find_reviewer(request, pk)
    own = is_reviewer(request.user, shown)
    back = reverse("awards:my_review_list", args=[request.association.slug])
    back = back if own else _panel_at(request, shown.call_id)
    form = DeclareForm(
        request.POST or None,
        reviewer=shown,
        initial={"entry": uuid_asked(request.GET.get("entry", ""))},
    )

    def do(given: dict[str, Any]) -> str:
        actions.declare_conflict(shown, **given, actor=request.user)
        return back

    return act_page(
        request,
        form,
        do,
        heading=_("Declare a conflict of interest"),
        label=_("Declare"),
        back=back,
        said=_("Declared; somebody else reviews this entry."),
        note=str(shown),
    )


@require_safe
@at_association
@kept_until_changed
def conflict_list(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_call(request, pk)
    found = queries.conflict_list(request.user, shown, reviewer=uuid_asked(request.GET.get("reviewer", "")))
    context = {"call": shown, "page": page_of(found, request.GET.get("page"), 100)}
    return render(request, "awards/conflict_list.html", context)


@require_POST
@at_association
def assign_reviewers(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.assign_reviewers(find_call(request, pk), actor=request.user)
    messages.success(request, _("Assigned; the reviewers are told."))
    return redirect(_panel_at(request, pk))


@require_safe
@at_association
@kept_until_changed
def my_review_list(request: AssociationRequest) -> HttpResponse:
    state = request.GET.get("state", "")[:20]
    found = queries.my_review_list(request.user, request.association, state=state)
    panels = queries.reviewers_visible_to(request.user, request.association).filter(
        person__user=request.user, left_at__isnull=True, call__state__in=[Call.State.OPEN, Call.State.REVIEW]
    )
    context = {"page": page_of(found, request.GET.get("page")), "state": state, "panels": panels}
    return render(request, "awards/my_review_list.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def score_entry(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """The entry as its reviewer sees it, with the form of the scores below."""
    shown = _find_review(request, pk)
    form = ScoreForm(request.POST or None, review=shown)
    back = reverse("awards:my_review_list", args=[request.association.slug])

    def do(_given: dict[str, Any]) -> str:
        actions.score_entry(shown, **form.cleaned(), actor=request.user)
        return back

    return act_page(
        request,
        form,
        do,
        heading=shown.entry.title,
        label=_("Save the scores"),
        back=back,
        said=_("Scored. It can be changed until scoring is closed."),
        template="awards/score_entry.html",
        **_shown_to_reviewer(shown),
    )


def _shown_to_reviewer(review: Review) -> dict[str, Any]:
    call = review.entry.call
    return {
        "review": review,
        "entry": review.entry,
        "files": review.entry.files.select_related("file"),
        "sees_entrant": not call.is_blind or call.scored_at is not None,
        "may_score": queries.may_score_now(review),
    }


@require_POST
@at_association
def close_scoring(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.close_scoring(find_call(request, pk), actor=request.user)
    messages.success(request, _("Scoring is closed, and the entries are ranked."))
    return redirect(call_at(request, pk, "ranking"))


@require_safe
@at_association
@kept_until_changed
def ranking(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_call(request, pk)
    if not queries.sees_ranking(request.user, shown):
        raise Http404
    context = {
        "call": shown,
        "ranking": queries.ranking_of(shown),
        "formula": FORMULA,
        "acts": queries.panel_acts(request.user, shown),
        "may_break": queries.may_break_ties(request.user, shown),
    }
    return render(request, "awards/ranking.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def break_tie(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_entry(request, pk)
    if not queries.sees_ranking(request.user, shown.call):
        raise Http404
    form = TieForm(request.POST or None, tied=queries.tied_with(shown))
    back = call_at(request, shown.call_id, "ranking")

    def do(_given: dict[str, Any]) -> str:
        actions.break_tie(shown, **form.cleaned(), actor=request.user)
        return back

    return act_page(
        request,
        form,
        do,
        heading=_("Entries of equal score"),
        label=_("Put in this order"),
        back=back,
        said=_("Put in order."),
        note=_("Give each its place, 1 the first."),
    )
