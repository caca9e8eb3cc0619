from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.awards import actions, queries
from guildhall.awards.api.finding import find_call, find_entry
from guildhall.awards.models import Conflict, Entry, Review, Reviewer
from guildhall.awards.permissions import reads_all_entries, require_may_keep_calls
from guildhall.awards.schemas import (
    AssignmentOut,
    ConflictOut,
    DeclareIn,
    NameReviewersIn,
    RankingOut,
    ReasonIn,
    ReviewerLineOut,
    ReviewerOut,
    ReviewLineOut,
    ScoreIn,
    TieIn,
    WholeReviewOut,
)
from guildhall.awards.scoring import FORMULA
from guildhall.core.errors import InvalidError
from guildhall.registry.models import Person

router = AssociationRouter()


def _find_reviewer(request: SignedInRequest, slug: str, pk: UUID) -> Reviewer:
    found = queries.reviewers_visible_to(request.user, find_association(request, slug))
    return get_object_or_404(found, pk=pk)


def _find_review(request: SignedInRequest, slug: str, pk: UUID) -> Review:
    return get_object_or_404(queries.reviews_visible_to(request.user, find_association(request, slug)), pk=pk)


def _assigned(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    shown = find_call(request, slug, pk)
    return {"state": shown.state, **shown.assignment}


def _answer(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    shown = _find_review(request, slug, pk)
    entry, call = shown.entry, shown.entry.call
    sees_entrant = not call.is_blind or call.scored_at is not None
    return {
        "id": shown.pk,
        "entry_id": entry.pk,
        "entry_number": entry.number or 0,
        "entry_title": entry.title,
        "entry_summary": entry.summary,
        "files": [one.file for one in entry.files.select_related("file")],
        "entrant": entry.entrant.name if sees_entrant else None,
        "criteria": list(call.criteria.all()),
        "points": list(shown.scores.all()),
        "comment": shown.comment,
        "state": shown.state,
        "version": shown.version,
        "may_score": queries.may_score_now(shown),
    }


@router.get("awards/{uuid:pk}/panel", response=list[ReviewerLineOut])
@paginate
def reviewer_list(request: SignedInRequest, slug: str, pk: UUID) -> QuerySet[Reviewer]:
    """The panel with what each has in hand; for who reads everything."""
    shown = find_call(request, slug, pk)
    if not reads_all_entries(request.user, shown.association):
        raise Http404
    return queries.reviewer_list(request.user, shown)


@router.post("awards/{uuid:pk}/panel", response={201: list[ReviewerOut]})
def name_reviewers(
    request: SignedInRequest, slug: str, pk: UUID, data: NameReviewersIn
) -> Status[list[Reviewer]]:
    shown = find_call(request, slug, pk)
    require_may_keep_calls(request.user, shown.association)
    people = list(Person.objects.filter(association=shown.association, pk__in=data.people))
    if len(people) < len(set(data.people)):
        raise InvalidError(
            _("Choose people of this association."), code="of_elsewhere", details={"field": "people"}
        )
    named = actions.name_reviewers(shown, people=people, load_limit=data.load_limit, actor=request.user)
    return Status(201, named)


@router.post("awards/panel/{uuid:pk}/remove", response=ReviewerOut)
def remove_reviewer(request: SignedInRequest, slug: str, pk: UUID, data: ReasonIn) -> Reviewer:
    """Off the panel; what they were to score is given to others."""
    found = _find_reviewer(request, slug, pk)
    return actions.remove_reviewer(found, reason=data.reason, actor=request.user)


@router.post("awards/panel/{uuid:pk}/declare", response={201: ConflictOut})
def declare_conflict(request: SignedInRequest, slug: str, pk: UUID, data: DeclareIn) -> Status[Conflict]:
    """A reviewer has an interest in an entry; somebody else reviews it."""
    found = _find_reviewer(request, slug, pk)
    entry = get_object_or_404(Entry.objects.filter(call=found.call_id), pk=data.entry_id)
    return Status(201, actions.declare_conflict(found, entry=entry, reason=data.reason, actor=request.user))


@router.get("awards/{uuid:pk}/conflicts", response=list[ConflictOut])
@paginate
def conflict_list(
    request: SignedInRequest, slug: str, pk: UUID, reviewer: UUID | None = None
) -> QuerySet[Conflict]:
    """Conflicts declared and found, each with its sentence."""
    return queries.conflict_list(request.user, find_call(request, slug, pk), reviewer=reviewer)


@router.post("awards/{uuid:pk}/assign", response=AssignmentOut)
def assign_reviewers(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    """Give every entry its reviewers; where that is impossible the refusal says why, in both languages."""
    actions.assign_reviewers(find_call(request, slug, pk), actor=request.user)
    return _assigned(request, slug, pk)


@router.get("awards/reviews", response=list[ReviewLineOut])
@paginate
def my_review_list(request: SignedInRequest, slug: str, state: str = "") -> QuerySet[Review]:
    """The caller's own reviews."""
    return queries.my_review_list(request.user, find_association(request, slug), state=state)


@router.get("awards/reviews/{uuid:pk}", response=WholeReviewOut)
def review(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    return _answer(request, slug, pk)


@router.put("awards/reviews/{uuid:pk}", response=WholeReviewOut)
def score_entry(request: SignedInRequest, slug: str, pk: UUID, data: ScoreIn) -> dict[str, Any]:
    """Points for every criterion; refused after scoring is closed."""
    points = {one.criterion_id: one.points for one in data.points}
    actions.score_entry(
        _find_review(request, slug, pk),
        points=points,
        comment=data.comment,
        version=data.version,
        actor=request.user,
    )
    return _answer(request, slug, pk)


@router.post("awards/{uuid:pk}/close-scoring", response=RankingOut)
def close_scoring(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    """Normalise and rank; nothing is scored after that."""
    actions.close_scoring(find_call(request, slug, pk), actor=request.user)
    return ranking(request, slug, pk)


@router.get("awards/{uuid:pk}/ranking", response=RankingOut)
def ranking(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    """By category, with what each reviewer gave and how it was adjusted; for who reads everything, after closing."""
    shown = find_call(request, slug, pk)
    if not queries.sees_ranking(request.user, shown):
        raise Http404
    return {
        "formula": FORMULA,
        "categories": [
            {"category": category, "entries": [_ranked(line) for line in lines]}
            for category, lines in queries.ranking_of(shown)
        ],
    }


def _ranked(line: Any) -> dict[str, Any]:
    entry = line.entry
    names = ("number", "title", "rank", "placed", "placed_reason", "score", "exact")
    return {name: getattr(entry, name) for name in names} | {
        "entry_id": entry.pk,
        "entrant": entry.entrant.name,
        "is_tied": line.is_tied,
        "points": line.shown,
    }


@router.post("awards/entries/{uuid:pk}/tie", response=RankingOut)
def break_tie(request: SignedInRequest, slug: str, pk: UUID, data: TieIn) -> dict[str, Any]:
    """Put the entries of equal score in this order."""
    shown = find_entry(request, slug, pk)
    by_key = {one.pk: one for one in Entry.objects.filter(call=shown.call_id, pk__in=data.order)}
    if len(by_key) < len(data.order):
        raise InvalidError(
            _("Give every entry of equal score a place of its own."),
            code="not_the_tied",
            details={"field": "order"},
        )
    order = [by_key[key] for key in data.order]
    actions.break_tie(shown, order=order, reason=data.reason, actor=request.user)
    return ranking(request, slug, shown.call_id)
