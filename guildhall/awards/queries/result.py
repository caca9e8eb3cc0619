"""Who is to get which prize, objections to it, and what was given."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import may
from guildhall.accounts.powers import Power
from guildhall.awards.models import Award, Call, Category, Entry, Objection, Prize, Review
from guildhall.awards.permissions import may_decide_call, may_keep_calls, may_see_calls, reads_all_entries
from guildhall.awards.queries.panel import ACTIVE, ranked_entries
from guildhall.meetings.models import Resolution
from guildhall.registry.queries import today_in

State = Call.State
SHOWN_PUBLICLY = (State.PUBLICITY, State.DECIDED)


@dataclass(frozen=True)
class Proposed:
    """An entry and the prize that its place gives it."""

    entry: Entry
    prize: Prize


def proposed(call: Call) -> list[Proposed]:
    """By category, in the order of the ranking, as many as there are places."""
    prizes = [prize for prize in call.prizes.all() for _place in range(prize.places)]
    taken: dict[UUID, int] = defaultdict(int)
    found = []
    for entry in ranked_entries(call):
        place = taken[entry.category_id]
        taken[entry.category_id] += 1
        if place < len(prizes):
            found.append(Proposed(entry, prizes[place]))
    return found


def ties_to_decide(call: Call) -> list[Entry]:
    """One entry of each group of equal score that would get different prizes, and that nobody put in order yet."""
    given = {one.entry.pk: one.prize.pk for one in proposed(call)}
    groups: dict[tuple[UUID, int | None], list[Entry]] = defaultdict(list)
    for entry in ranked_entries(call):
        groups[entry.category_id, entry.rank].append(entry)
    return [
        group[0]
        for group in groups.values()
        if len(group) > 1
        and any(one.placed is None for one in group)
        and len({given.get(one.pk) for one in group}) > 1
    ]


def awards_of(call: Call) -> QuerySet[Award]:
    """What was given, by category and prize."""
    named = Award.objects.filter(entry__call=call).select_related(
        "association", "entry__category", "entry__organization", "entry__person", "prize", "document__file"
    )
    return named.order_by(
        "entry__category__position", "prize__position", "entry__rank", "entry__placed", "id"
    )


def award_of(entry: Entry) -> Award | None:
    """The prize that was given to the entry, with its certificate."""
    return Award.objects.filter(entry=entry).select_related("prize", "document__file").first()


def awards_visible_to(user: User, association: Association) -> QuerySet[Award]:
    found = Award.objects.filter(association=association)
    if not may_see_calls(user, association):
        found = found.none()
    return found.select_related("association", "entry__call__association", "document", "prize")


def result_lines(call: Call) -> list[tuple[Category, list[Proposed]]]:
    """Who is to get, or got, which prize, by category; empty before the publicity period."""
    if call.state == State.DECIDED:
        rows = [Proposed(one.entry, one.prize) for one in awards_of(call).filter(revoked_at__isnull=True)]
    else:
        rows = proposed(call) if call.scored_at is not None else []
    found: dict[UUID, tuple[Category, list[Proposed]]] = {}
    for row in rows:
        found.setdefault(row.entry.category_id, (row.entry.category, []))[1].append(row)
    return list(found.values())


def sees_result(user: User, call: Call) -> bool:
    """From the publicity period on everyone of the association; before, who reads everything."""
    if reads_all_entries(user, call.association):
        return call.scored_at is not None
    return call.state in SHOWN_PUBLICLY and may_see_calls(user, call.association)


def objections_visible_to(user: User, association: Association) -> QuerySet[Objection]:
    """For who reads everything; to members their own."""
    found = Objection.objects.filter(association=association)
    if not reads_all_entries(user, association):
        found = found.filter(user=user)
    return found.select_related("association", "call__association", "entry", "answered_by")


def objection_list(user: User, call: Call) -> QuerySet[Objection]:
    return objections_visible_to(user, call.association).filter(call=call).order_by("answered_at", "id")


def has_reviewed(user: User, call: Call) -> bool:
    """Whether the user scores, or scored, an entry of the call."""
    mine = Review.objects.filter(entry__call=call, reviewer__person__user=user, state__in=ACTIVE)
    return mine.exists()


def is_first_person(user: User, objection: Objection) -> bool:
    """Whether the user put up the result that is objected to, or objects themselves."""
    return user.pk in (objection.call.publicity_by_id, objection.user_id)


def may_answer(user: User, call: Call) -> bool:
    """Whether the user answers objections to the call, but for those where they are the first person."""
    return (may_keep_calls(user, call.association) or may_decide_call(user, call)) and not has_reviewed(
        user, call
    )


def objection_lines(user: User, call: Call, objections: Iterable[Objection]) -> list[tuple[Objection, bool]]:
    """Each with whether the user may answer it; the same questions however many there are."""
    answers = may_answer(user, call)
    return [
        (one, answers and one.answered_at is None and not is_first_person(user, one)) for one in objections
    ]


def takes_objections(call: Call) -> bool:
    """Whether the publicity period holds today, both its ends included."""
    if call.state != State.PUBLICITY or call.publicity_from is None or call.publicity_to is None:
        return False
    return call.publicity_from <= today_in(call.association) <= call.publicity_to


def resolutions_for(call: Call) -> QuerySet[Resolution]:
    """Resolutions of the call's body since the publicity began that decide no other call."""
    found = Resolution.objects.filter(body=call.body_id, award_call__isnull=True, repeal_reason="")
    found = found.filter(superseded_by__isnull=True)
    if call.publicity_from is not None:
        found = found.filter(adopted_on__gte=call.publicity_from)
    return found.order_by("-adopted_on", "-id")


def result_acts(user: User, call: Call) -> set[str]:
    """What the user may do about the result of the call now."""
    acts: set[str] = set()
    if call.association.is_record:
        return acts
    if call.state == State.RANKED and may_keep_calls(user, call.association):
        acts.add("begin_publicity")
    if takes_objections(call) and may_see_calls(user, call.association):
        acts.add("object_to_result")
    over = call.publicity_to is not None and today_in(call.association) > call.publicity_to
    if call.state == State.PUBLICITY and over and may_decide_call(user, call):
        acts.add("decide_result")
    if call.state == State.DECIDED and may(user, Power.ISSUE, call.association):
        acts |= {"revoke_award"}
        if Award.objects.filter(entry__call=call, document__isnull=True, revoked_at__isnull=True).exists():
            acts.add("issue_certificates")
    return acts
