"""Panels, conflicts and reviews: who reviews what, what each has in hand, what came out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.awards import scoring
from guildhall.awards.models import Call, Category, Conflict, Entry, Review, Reviewer
from guildhall.awards.permissions import may_decide_call, may_keep_calls, reads_all_entries
from guildhall.experts.models import Expert
from guildhall.experts.reviews import Load

State = Review.State
ACTIVE = (State.ASSIGNED, State.SCORED)


def reviewers_visible_to(user: User, association: Association) -> QuerySet[Reviewer]:
    """For who reads everything; to reviewers themselves their own."""
    found = Reviewer.objects.filter(association=association)
    if not reads_all_entries(user, association):
        found = found.filter(person__user=user)
    return found.select_related("association", "call__association", "person__organization", "person__user")


def reviewer_list(user: User, call: Call) -> QuerySet[Reviewer]:
    """The panel of a call with loads: reviews in hand and done, conflicts."""
    found = reviewers_visible_to(user, call.association).filter(call=call)
    active = Q(reviews__state__in=ACTIVE)
    return found.annotate(
        given=Count("reviews", filter=active, distinct=True),
        scored=Count("reviews", filter=Q(reviews__state=State.SCORED), distinct=True),
        kept_from=Count("conflicts__entry", distinct=True),
    ).order_by("person__name_key", "id")


def conflict_list(user: User, call: Call, *, reviewer: UUID | None = None) -> QuerySet[Conflict]:
    """The conflicts of a call: for who reads everything; to reviewers their own that were declared."""
    found = Conflict.objects.filter(reviewer__call=call)
    if not reads_all_entries(user, call.association):
        found = found.filter(reviewer__person__user=user, kind=Conflict.Kind.DECLARED)
    if reviewer:
        found = found.filter(reviewer=reviewer)
    named = found.select_related("association", "reviewer__person", "entry__organization", "entry__person")
    return named.order_by("reviewer__person__name_key", "entry__number", "id")


def reviews_visible_to(user: User, association: Association) -> QuerySet[Review]:
    """One's own, until they are given to somebody else. What others gave is seen by nobody before scoring is closed."""
    found = Review.objects.filter(association=association, reviewer__person__user=user, state__in=ACTIVE)
    found = found.filter(entry__state=Entry.State.SUBMITTED)
    return found.select_related(
        "association", "reviewer__person", "reviewer__call", "entry__category", "entry__call__association"
    )


def my_review_list(user: User, association: Association, *, state: str = "") -> QuerySet[Review]:
    """The reader's own reviews, those of open calls first."""
    found = reviews_visible_to(user, association)
    if state:
        found = found.filter(state=state)
    return found.order_by("entry__call__scored_at", "-entry__call_id", "entry__number", "id")


def may_score_now(review: Review) -> bool:
    call = review.entry.call
    in_time = call.scores_until is None or timezone.now() < call.scores_until
    return call.state == Call.State.REVIEW and in_time and not call.association.is_record


def entries_to_declare(reviewer: Reviewer) -> QuerySet[Entry]:
    """Entries of the call from which the reviewer may declare a conflict."""
    found = Entry.objects.filter(call=reviewer.call_id, state=Entry.State.SUBMITTED)
    return found.exclude(conflicts__reviewer=reviewer, conflicts__kind=Conflict.Kind.DECLARED).order_by(
        "number"
    )


def fields_known(person_ids: Iterable[UUID], association: Association) -> dict[UUID, str]:
    """Fields of those people who are in the expert pool."""
    pool = Expert.objects.filter(
        association=association, person__in=list(person_ids), retired_on__isnull=True
    )
    return {one.person_id: f"{one.fields_zh}\n{one.fields_en}".strip() for one in pool}


def loads_of(people: Iterable[UUID]) -> Mapping[UUID, Load]:
    """For the expert pool: reviews in hand and done, and entries that a conflict keeps each from."""
    listed = list(people)
    found: dict[UUID, Load] = {}
    rows = Review.objects.filter(reviewer__person__in=listed, state__in=ACTIVE).order_by()
    counted = rows.values("reviewer__person").annotate(
        hand=Count(
            "pk",
            filter=Q(
                state=State.ASSIGNED,
                entry__call__state=Call.State.REVIEW,
                entry__state=Entry.State.SUBMITTED,
            ),
        ),
        done=Count("pk", filter=Q(state=State.SCORED)),
    )
    kept = Conflict.objects.filter(reviewer__person__in=listed).order_by().values("reviewer__person")
    away = {
        row["reviewer__person"]: row["count"] for row in kept.annotate(count=Count("entry", distinct=True))
    }
    for row in counted:
        key = row["reviewer__person"]
        found[key] = Load(row["hand"], row["done"], away.get(key, 0))
    return {key: Load(conflicts=count) for key, count in away.items()} | found


def panels_of(people: Iterable[UUID]) -> dict[UUID, list[Reviewer]]:
    """By person the panels they are or were on, the latest first, with reviews given and scored."""
    found: dict[UUID, list[Reviewer]] = {}
    rows = Reviewer.objects.filter(person__in=list(people)).select_related("call")
    counted = rows.annotate(
        given=Count("reviews", filter=Q(reviews__state__in=ACTIVE)),
        scored=Count("reviews", filter=Q(reviews__state=State.SCORED)),
    )
    for one in counted.order_by("-call_id"):
        found.setdefault(one.person_id, []).append(one)
    return found


@dataclass(frozen=True)
class Progress:
    """How far the review of a call is."""

    entries: int
    reviewers: int
    assigned: int
    scored: int


def progress_of(call: Call) -> Progress:
    reviews = Review.objects.filter(reviewer__call=call, state__in=ACTIVE)
    counts = reviews.aggregate(all=Count("pk"), scored=Count("pk", filter=Q(state=State.SCORED)))
    return Progress(
        call.entries.filter(state=Entry.State.SUBMITTED).count(),
        Reviewer.objects.filter(call=call, left_at__isnull=True).count(),
        counts["all"],
        counts["scored"],
    )


def panel_acts(user: User, call: Call) -> set[str]:
    """What the user may do about the review of the call now."""
    if not may_keep_calls(user, call.association):
        return set()
    acts: set[str] = set()
    if call.state in (Call.State.OPEN, Call.State.REVIEW):
        acts.add("name_reviewers")
        if timezone.now() >= call.closes_at:
            acts.add("assign_reviewers")
    if call.state == Call.State.REVIEW:
        acts |= {"close_scoring", "remove_reviewer"}
    elif call.state == Call.State.OPEN:
        acts.add("remove_reviewer")
    return acts


def given_in(call: Call) -> list[scoring.Given]:
    """What every reviewer gave every entry of the call that takes part, weighted by the criteria."""
    weights = {str(pk): weight for pk, weight in call.criteria.values_list("pk", "weight")}
    reviews = Review.objects.filter(
        entry__call=call, state=State.SCORED, entry__state=Entry.State.SUBMITTED
    ).prefetch_related("scores")
    return [
        scoring.Given(
            str(review.reviewer_id),
            str(review.entry_id),
            scoring.weighted({str(one.criterion_id): one.points for one in review.scores.all()}, weights),
        )
        for review in reviews
    ]


@dataclass(frozen=True)
class Line:
    """An entry in the ranking with what each reviewer gave it, plain and adjusted; ``is_tied`` until it is decided."""

    entry: Entry
    points: list[tuple[Fraction, Fraction]]
    is_tied: bool

    @property
    def shown(self) -> list[tuple[str, str]]:
        return [(f"{float(given):.2f}", f"{float(made):.2f}") for given, made in self.points]


def ranked_entries(call: Call) -> QuerySet[Entry]:
    """Entries in the order of the ranking: rank, then the order a person gave to equal ones."""
    found = call.entries.filter(rank__isnull=False, state=Entry.State.SUBMITTED)
    named = found.select_related("association", "call__association", "category", "organization", "person")
    return named.order_by(
        "category__position", "category", "rank", F("placed").asc(nulls_last=True), "number"
    )


def ranking_of(call: Call) -> list[tuple[Category, list[Line]]]:
    """By category; empty before scoring is closed."""
    if call.scored_at is None:
        return []
    given = given_in(call)
    adjusted = scoring.adjusted(given)
    points: dict[str, list[tuple[Fraction, Fraction]]] = {}
    for row in given:
        points.setdefault(row.entry, []).append((row.points, adjusted[row.reviewer, row.entry]))
    entries = list(ranked_entries(call))
    places = [(one.category_id, one.rank) for one in entries]
    found: dict[UUID, tuple[Category, list[Line]]] = {}
    for entry in entries:
        tied = places.count((entry.category_id, entry.rank)) > 1 and entry.placed is None
        _category, lines = found.setdefault(entry.category_id, (entry.category, []))
        lines.append(Line(entry, points.get(str(entry.pk), []), tied))
    return list(found.values())


def tied_with(entry: Entry) -> QuerySet[Entry]:
    """Entries of the same category with the same rank, the entry itself too."""
    same = Entry.objects.filter(call=entry.call_id, category=entry.category_id, rank=entry.rank)
    return (
        same.filter(state=Entry.State.SUBMITTED).select_related("organization", "person").order_by("number")
    )


def sees_ranking(user: User, call: Call) -> bool:
    """Keepers and readers of everything, once scoring is closed."""
    return call.scored_at is not None and reads_all_entries(user, call.association)


def may_break_ties(user: User, call: Call) -> bool:
    return call.state == Call.State.RANKED and may_decide_call(user, call)
