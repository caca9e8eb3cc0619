"""The panel of a call: named, kept from what they have an interest in, assigned by the solver, replaced."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.awards import notices
from guildhall.awards.actions.call import said
from guildhall.awards.assignment import Assignment, ImpossibleError, Problem, assign
from guildhall.awards.models import Call, Conflict, Entry, Review, Reviewer
from guildhall.awards.permissions import require_may_declare, require_may_keep_calls
from guildhall.awards.queries.conflict import conflicts_found
from guildhall.awards.queries.panel import ACTIVE, fields_known
from guildhall.core.errors import InvalidError, RuleError
from guildhall.notices.actions import give_notices
from guildhall.registry.models import Person

State = Call.State


@transaction.atomic
def name_reviewers(
    call: Call, *, people: Sequence[Person], load_limit: int | None = None, actor: User
) -> list[Reviewer]:
    """Put people on the panel, experts with their fields; who is on it already stays, who left comes back.

    Refused once the entries are ranked, and for people of another association.
    """
    require_may_keep_calls(actor, call.association)
    call = held(call)
    if call.state not in (State.DRAFT, State.OPEN, State.REVIEW):
        raise RuleError(_("The review of this call is over."), code="review_over")
    if not people or any(person.association_id != call.association_id for person in people):
        raise InvalidError(
            _("Choose people of this association."), code="of_elsewhere", details={"field": "people"}
        )
    fields = fields_known([person.pk for person in people], call.association)
    named = []
    for person in people:
        given = {"fields": fields.get(person.pk, ""), "load_limit": load_limit, "left_at": None}
        reviewer, _is_new = Reviewer.objects.update_or_create(
            call=call,
            person=person,
            defaults=given | {"association": call.association, "named_by": actor, "left_reason": ""},
        )
        named.append(reviewer)
    record("reviewers.named", actor=actor, subject=call, people=[str(person.pk) for person in people])
    return named


@transaction.atomic
def remove_reviewer(reviewer: Reviewer, *, reason: str, actor: User) -> Reviewer:
    """Off the panel, for a reason. What they were to score, the solver gives to others; the rest stays as it is."""
    require_may_keep_calls(actor, reviewer.association)
    reason = said(reason)
    call = held(reviewer.call)
    _require_reviewing(call)
    here = Reviewer.objects.filter(pk=reviewer.pk, left_at__isnull=True)
    if not here.update(left_at=timezone.now(), left_reason=reason):
        raise RuleError(_("%(name)s is not on the panel any more.") % {"name": reviewer}, code="left")
    reviewer.refresh_from_db()
    _replace(call, Review.objects.filter(reviewer=reviewer, state__in=ACTIVE))
    record("reviewer.removed", actor=actor, subject=reviewer, reason=reason)
    return reviewer


@transaction.atomic
def declare_conflict(reviewer: Reviewer, *, entry: Entry, reason: str, actor: User) -> Conflict:
    """The reviewer has an interest in the entry. Where they were to score it, the solver names somebody else and keeps
    the rest; what they gave it does not count.

    Refused when declared before, once entries are ranked, and when nobody else can take their place.
    """
    require_may_declare(actor, reviewer)
    reason = said(reason)
    call = held(reviewer.call)
    _require_reviewing(call)
    if entry.call_id != call.pk or entry.state != Entry.State.SUBMITTED:
        raise InvalidError(
            _("Choose an entry of this call."), code="no_such_entry", details={"field": "entry"}
        )
    conflict, is_new = Conflict.objects.get_or_create(
        reviewer=reviewer,
        entry=entry,
        kind=Conflict.Kind.DECLARED,
        defaults={"association": call.association, "said_zh": reason, "said_en": reason, "by": actor},
    )
    if not is_new:
        raise RuleError(_("This conflict was declared already."), code="declared")
    _replace(call, Review.objects.filter(reviewer=reviewer, entry=entry, state__in=ACTIVE))
    record("conflict.declared", actor=actor, subject=conflict, entry=str(entry.pk), reviewer=str(reviewer.pk))
    return conflict


@transaction.atomic
def assign_reviewers(call: Call, *, actor: User) -> Call:
    """Close the entries and give each its reviewers, by the solver; again, to fill up what was added or freed.

    Conflicts are looked for in the data first; a review not scored yet that meets one is taken back. Refused before the
    deadline of the entries, without entries, and where no assignment exists - with the reason.
    """
    require_may_keep_calls(actor, call.association)
    call = held(call)
    _require_reviewing(call)
    if timezone.now() < call.closes_at:
        raise RuleError(
            _("Entries are still taken; reviewers are assigned after the deadline."), code="entries_open"
        )
    if not call.entries.filter(state=Entry.State.SUBMITTED).exists():
        raise RuleError(_("There is no entry to review."), code="no_entries")
    _look_for_conflicts(call)
    met = Review.objects.filter(entry__call=call, state=Review.State.ASSIGNED)
    met = met.filter(entry__conflicts__reviewer=F("reviewer"))
    Review.objects.filter(pk__in=list(met.values_list("pk", flat=True))).update(state=Review.State.REPLACED)
    made, found = _fill(call)
    Call.objects.filter(pk=call.pk).update(
        state=State.REVIEW,
        assigned_at=timezone.now(),
        assignment=_as_data(found),
        version=F("version") + 1,
    )
    call.refresh_from_db()
    give_notices(call.association, notices.reviews_assigned(call, made))
    record("call.assigned", actor=actor, subject=call, reviews=len(made), **_as_data(found))
    return call


def held(call: Call) -> Call:
    """The call as it is now, which nobody else holds before this transaction ends."""
    Call.objects.select_for_update().only("pk").get(pk=call.pk)
    call.refresh_from_db()
    return call


def _require_reviewing(call: Call) -> None:
    if call.state not in (State.OPEN, State.REVIEW):
        raise RuleError(_("The review of this call has not begun, or is over."), code="review_over")


def _look_for_conflicts(call: Call) -> None:
    """What the data show now; what people declared stays."""
    reviewers = Reviewer.objects.filter(call=call, left_at__isnull=True).select_related(
        "person__organization__parent"
    )
    entries = call.entries.filter(state=Entry.State.SUBMITTED).select_related(
        "organization__parent", "person__organization__parent", "entered_by"
    )
    people = entries.prefetch_related("people__organization__parent", "entered_by__people")
    Conflict.objects.filter(reviewer__call=call).exclude(kind=Conflict.Kind.DECLARED).delete()
    Conflict.objects.bulk_create(
        Conflict(
            association=call.association,
            reviewer=one.reviewer,
            entry=one.entry,
            kind=one.kind,
            said_zh=one.zh,
            said_en=one.en,
        )
        for one in conflicts_found(call, reviewers, people)
    )


def _fill(call: Call) -> tuple[list[Review], Assignment]:
    """Reviews for all places that are not taken, those that stand kept."""
    entries = list(call.entries.filter(state=Entry.State.SUBMITTED).select_related("category"))
    reviewers = list(Reviewer.objects.filter(call=call, left_at__isnull=True).select_related("person"))
    standing = Review.objects.filter(entry__in=entries, state__in=ACTIVE)
    kept = {(str(entry), str(one)) for entry, one in standing.values_list("entry", "reviewer")}
    away = Conflict.objects.filter(reviewer__call=call).values_list("entry", "reviewer")
    problem = Problem(
        needed={str(entry.pk): call.reviewers_each for entry in entries},
        capacity={
            str(one.pk): call.load_limit if one.load_limit is None else one.load_limit for one in reviewers
        },
        apart={(str(entry), str(one)) for entry, one in away},
        fit=_fits(entries, reviewers),
        kept=kept,
    )
    try:
        found = assign(problem)
    except ImpossibleError as refusal:
        raise _impossible(refusal, call, entries, reviewers) from refusal
    by_key: dict[str, Any] = {str(row.pk): row for row in [*entries, *reviewers]}
    new = [pair for pair in found.pairs if pair not in kept]
    made = Review.objects.bulk_create(
        Review(association=call.association, entry=by_key[entry], reviewer=by_key[one]) for entry, one in new
    )
    return made, found


def _impossible(
    refusal: ImpossibleError, call: Call, entries: Iterable[Entry], reviewers: Iterable[Reviewer]
) -> RuleError:
    names = {str(entry.pk): f"{entry.number} {entry.title_zh or entry.title_en}" for entry in entries}
    names |= {str(one.pk): one.person.name_zh or one.person.name_en for one in reviewers}
    sentence = refusal.explained(names, call.reviewers_each)
    group = refusal.shortage
    return RuleError(
        sentence.in_language(get_language() or "en"),
        code="no_assignment",
        details={
            "sentence": sentence.as_data(),
            "entries": list(refusal.few) or (list(group.entries) if group else []),
            "reviewers": list(group.reviewers) if group else [],
        },
    )


def _fits(entries: Iterable[Entry], reviewers: Iterable[Reviewer]) -> dict[tuple[str, str], int]:
    known = {str(one.pk): _plain(one.fields) for one in reviewers}
    asked = {entry.category_id: _plain(entry.category.fields) for entry in entries}
    return {
        (str(entry.pk), key): shared
        for entry in entries
        for key, fields in known.items()
        if (shared := len(asked[entry.category_id] & fields))
    }


def _plain(fields: str) -> frozenset[str]:
    lines = unicodedata.normalize("NFKC", fields).casefold().splitlines()
    return frozenset(" ".join(line.split()) for line in lines if line.strip())


def _replace(call: Call, reviews: Any) -> None:
    """Others instead of these; where there are none the whole act is refused."""
    if not reviews.update(state=Review.State.REPLACED, version=F("version") + 1):
        return
    made, _found = _fill(call)
    give_notices(call.association, notices.reviews_assigned(call, made))


def _as_data(found: Assignment) -> dict[str, Any]:
    loads = list(found.loads.values()) or [0]
    return {
        "worth": found.worth,
        "proven": found.proven,
        "gap": found.gap,
        "least_load": min(loads),
        "greatest_load": max(loads),
        "pairs": len(found.pairs),
    }
