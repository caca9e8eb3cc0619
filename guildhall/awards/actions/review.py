"""Scores: given by each reviewer alone, closed, ranked; equal scores put in order by a person."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.awards.actions.call import said
from guildhall.awards.actions.panel import held
from guildhall.awards.models import Call, Criterion, Entry, Review, Score
from guildhall.awards.permissions import (
    require_may_decide_call,
    require_may_keep_calls,
    require_reviewer,
)
from guildhall.awards.queries.panel import ACTIVE, tied_with
from guildhall.awards.ranks import rank_entries
from guildhall.core.errors import InvalidError, RuleError

State = Call.State
HIGHEST = 100


@transaction.atomic
def score_entry(
    review: Review, *, points: Mapping[UUID, Decimal], comment: str = "", version: int, actor: User
) -> Review:
    """Points for every criterion, 0 to 100 with two places; again until scoring is closed.

    For the reviewer alone. Refused after the deadline or the closing, once the entry was given to somebody else, and
    with 409 where the reviewer changed it elsewhere since ``version``.
    """
    require_reviewer(actor, review.reviewer)
    call = held(review.entry.call)
    _require_open(call)
    given = _sound(points, list(call.criteria.all()))
    mine = Review.objects.filter(pk=review.pk, state__in=ACTIVE, version=version)
    changed = mine.update(
        state=Review.State.SCORED,
        scored_at=timezone.now(),
        comment=comment.strip()[:5000],
        version=F("version") + 1,
    )
    if not changed:
        raise _other_state(review)
    for criterion, value in given.items():
        Score.objects.update_or_create(
            review=review,
            criterion=criterion,
            defaults={"association": review.association, "points": value},
        )
    review.refresh_from_db()
    record("review.scored", actor=actor, subject=review, entry=str(review.entry_id))
    return review


def _other_state(review: Review) -> RuleError:
    review.refresh_from_db()
    if review.state == Review.State.REPLACED:
        return RuleError(_("This entry was given to somebody else."), code="replaced")
    return RuleError(
        _("Somebody changed this in the meantime. Look at what stands there now, then save again."),
        code="changed_meanwhile",
        details={"version": review.version},
    )


def _require_open(call: Call) -> None:
    if call.state != State.REVIEW:
        raise RuleError(_("Scoring is closed; no score is given or changed."), code="scoring_closed")
    if call.scores_until is not None and timezone.now() >= call.scores_until:
        until = timezone.localtime(call.scores_until, call.association.zone)
        raise RuleError(
            _("Scores were taken until %(moment)s; no score is given or changed after that.")
            % {"moment": f"{until:%Y-%m-%d %H:%M}"},
            code="scoring_closed",
        )


def _sound(points: Mapping[UUID, Decimal], criteria: Sequence[Criterion]) -> dict[Criterion, Decimal]:
    if set(points) != {one.pk for one in criteria}:
        raise InvalidError(_("Give points for every criterion."), code="points_missing")
    for one in criteria:
        value = points[one.pk]
        if not 0 <= value <= HIGHEST or value != value.quantize(Decimal("0.01")):
            raise InvalidError(
                _("Points are from 0 to 100, with two decimals at most."),
                code="no_such_points",
                details={"field": f"points_{one.pk}"},
            )
    return {one: points[one.pk] for one in criteria}


@transaction.atomic
def close_scoring(call: Call, *, actor: User) -> Call:
    """Scores are normalised by reviewer and entries ranked within their category; nothing is scored after that.

    Refused while reviews are missing before the deadline of the scores, and at any time where an entry has none.
    """
    require_may_keep_calls(actor, call.association)
    call = held(call)
    _require_complete(call)
    moved = Call.objects.filter(pk=call.pk, state=State.REVIEW)
    if not moved.update(state=State.RANKED, scored_at=timezone.now(), version=F("version") + 1):
        raise RuleError(_("This call is not under review (any more)."), code="not_in_review")
    call.refresh_from_db()
    rank_entries(call)
    record("call.ranked", actor=actor, subject=call)
    return call


def _require_complete(call: Call) -> None:
    entries = call.entries.filter(state=Entry.State.SUBMITTED)
    without = entries.exclude(reviews__state=Review.State.SCORED).order_by("number")
    names = [f"{one.number} {one}" for one in without[:10]]
    if names:
        raise RuleError(
            _("These entries have no score at all: %(entries)s") % {"entries": "; ".join(names)},
            code="entries_without_score",
        )
    missing = Review.objects.filter(entry__call=call, state=Review.State.ASSIGNED)
    count = missing.filter(entry__state=Entry.State.SUBMITTED).count()
    is_over = call.scores_until is not None and timezone.now() >= call.scores_until
    if count and not is_over:
        raise RuleError(
            _("%(count)d reviews are missing, and the deadline of the scores has not passed.")
            % {"count": count},
            code="reviews_missing",
        )


@transaction.atomic
def break_tie(entry: Entry, *, order: Sequence[Entry], reason: str, actor: User) -> list[Entry]:
    """Put entries of equal score in order, for a reason. For whoever decides for the body that gives the award, who
    reviewed none of this call's entries. Refused unless ``order`` names all of equal score, before the publicity."""
    require_may_decide_call(actor, entry.call)
    reason = said(reason)
    call = held(entry.call)
    if call.state != State.RANKED:
        raise RuleError(
            _("Equal scores are put in order after the ranking, before the publicity."), code="not_ranked"
        )
    entry.refresh_from_db()
    tied = list(tied_with(entry))
    if len(tied) < 2 or {one.pk for one in tied} != {one.pk for one in order} or len(order) != len(tied):
        raise InvalidError(
            _("Give every entry of equal score a place of its own."),
            code="not_the_tied",
            details={"field": "order"},
        )
    if Review.objects.filter(entry__call=call, reviewer__person__user=actor, state__in=ACTIVE).exists():
        raise RuleError(
            _("Whoever reviewed for this call does not decide between equal scores. A second person has to."),
            code="second_person_needed",
        )
    for place, one in enumerate(order, start=1):
        Entry.objects.filter(pk=one.pk, rank=entry.rank).update(
            placed=place, placed_reason=reason, placed_by=actor, version=F("version") + 1
        )
    record(
        "entry.tie_broken", actor=actor, subject=entry, order=[str(one.pk) for one in order], reason=reason
    )
    return list(tied_with(entry).order_by("placed"))
