"""Cooperations: lists, one with its line from need to result, and what the reader may do."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Max, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import may
from guildhall.accounts.powers import Power
from guildhall.cooperation.models import Cooperation, CooperationParty, Step
from guildhall.cooperation.permissions import is_own_party, may_keep, may_report
from guildhall.cooperation.sight import own_organizations, public_cooperations, sees_all, visible_cooperations
from guildhall.exchange.models import Match
from guildhall.registry.models import Person

OPEN, ENDED = "open", "ended"
PARTIES = CooperationParty.objects.select_related("organization__association", "contact__user")
FOLLOWING: list[Cooperation.Stage] = [
    stage for stage in Cooperation.Stage if stage != Cooperation.Stage.NOT_STATED
]


def cooperation_list(
    user: User,
    association: Association,
    *,
    q: str = "",
    stage: str = "",
    state: str = "",
    mine: bool = False,
) -> QuerySet[Cooperation]:
    """Those that the person sees, the newest first, with their parties.

    ``state``: ``open``, ``ended``, or one of the endings. ``mine``: of the own organizations, or looked after.
    """
    found = visible_cooperations(user, association)
    if q := q.strip():
        words = Q(subject_zh__icontains=q) | Q(subject_en__icontains=q)
        named = Q(parties__organization__name_zh__icontains=q) | Q(
            parties__organization__name_en__icontains=q
        )
        found = found.filter(words | Q(pk__in=Cooperation.objects.filter(named).order_by().values("pk")))
    if stage:
        found = found.filter(stage=stage)
    if state in (OPEN, ENDED):
        found = found.filter(ending="") if state == OPEN else found.exclude(ending="")
    elif state:
        found = found.filter(ending=state)
    if mine:
        own = CooperationParty.objects.filter(organization__in=own_organizations(user, association))
        found = found.filter(Q(keeper__user=user) | Q(pk__in=own.order_by().values("cooperation")))
    parties = Prefetch("parties", PARTIES)
    return (
        found.select_related("association", "keeper")
        .prefetch_related(parties)
        .annotate(heard_on=_heard_on())
        .order_by("-id")
    )


def _heard_on() -> Coalesce:
    return Coalesce(Max("steps__on"), TruncDate("created_at"))


def cooperations_to_show(user: User, association: Association) -> QuerySet[Cooperation]:
    """Those that the person sees, with everything a page or answer about one says."""
    steps = Prefetch("steps", Step.objects.select_related("by", "amended_by"))
    return (
        visible_cooperations(user, association)
        .select_related("association", "keeper__user", "match__need__association", "match__offer")
        .prefetch_related(Prefetch("parties", PARTIES), steps)
    )


def published_cooperations(association: Association) -> QuerySet[Cooperation]:
    """What strangers may read of, the newest first, with the parties."""
    found = public_cooperations(association).prefetch_related(Prefetch("parties", PARTIES))
    return found.select_related("association").order_by("-id")


def parties_to_show(user: User, association: Association) -> QuerySet[CooperationParty]:
    """Parties of the cooperations that the person sees."""
    seen = visible_cooperations(user, association).order_by().values("pk")
    return CooperationParty.objects.filter(cooperation__in=seen).select_related(
        "association", "organization__association", "cooperation__association", "cooperation__keeper__user"
    )


def steps_to_show(user: User, association: Association) -> QuerySet[Step]:
    seen = visible_cooperations(user, association).order_by().values("pk")
    return Step.objects.filter(cooperation__in=seen).select_related(
        "cooperation__association", "cooperation__keeper__user"
    )


@dataclass(frozen=True)
class Station:
    """One point of the line from need to result: ``state`` is done, open, skipped or missed."""

    stage: str
    label: str
    state: str
    step: Step | None = None


def line_of(cooperation: Cooperation) -> list[Station]:
    """Every stage in order, with the step that reached it. What was left out is ``skipped``; what never came, ``missed``."""
    steps = {step.stage: step for step in cooperation.steps.all()}
    reached = [place for place, stage in enumerate(FOLLOWING) if stage in steps]
    furthest = max(reached, default=-1)
    if cooperation.stage in FOLLOWING:
        furthest = max(furthest, FOLLOWING.index(Cooperation.Stage(cooperation.stage)))

    def state(place: int, stage: Cooperation.Stage) -> str:
        if stage in steps:
            return "done"
        if place <= furthest:
            return "skipped"
        return "missed" if cooperation.ending else "open"

    return [
        Station(stage.value, str(stage.label), state(place, stage), steps.get(stage.value))
        for place, stage in enumerate(FOLLOWING)
    ]


def stages_ahead(cooperation: Cooperation) -> list[tuple[str, str]]:
    """The stages that can still be reached, as choices."""
    if cooperation.ending:
        return []
    place = (
        -1 if cooperation.stage not in FOLLOWING else FOLLOWING.index(Cooperation.Stage(cooperation.stage))
    )
    return [(stage.value, str(stage.label)) for stage in FOLLOWING[place + 1 :]]


def cooperation_acts(user: User, cooperation: Cooperation) -> set[str]:
    """The names of the actions that the person may do to it in its present state."""
    acts = set()
    if may_keep(user, cooperation.association):
        acts.add("amend_cooperation")
        if cooperation.ending in ("", Cooperation.Ending.DELIVERED):
            acts.add("draft_agreement")
    if may_report(user, cooperation):
        acts |= {"amend_step"} | (set() if cooperation.ending else {"reach_stage", "end_cooperation"})
    return acts


def parties_to_leave(user: User, cooperation: Cooperation) -> set[UUID]:
    """The parties that the person may take out."""
    if cooperation.ending or cooperation.association.is_record:
        return set()
    keeps = may_keep(user, cooperation.association)
    staying = [party for party in cooperation.parties.all() if party.left_on is None]
    return {party.pk for party in staying if keeps or is_own_party(user, party)}


def sees_contacts(user: User, cooperation: Cooperation) -> bool:
    """Contact people and their addresses: for the parties and the secretariat, not for readers of what is public."""
    if sees_all(user, cooperation.association):
        return True
    return any(is_own_party(user, party) for party in cooperation.parties.all())


def may_publish(user: User, association: Association) -> bool:
    return may(user, Power.PUBLISH, association)


def people_of_parties(cooperation: Cooperation) -> dict[CooperationParty, list[Person]]:
    """Whom to tell of each party that has not left: its contact, or else its people who sign in. Two queries."""
    staying = list(
        cooperation.parties.filter(left_on__isnull=True).select_related(
            "organization__association", "contact__user", "contact__association"
        )
    )
    people = defaultdict(list)
    others = [party.organization_id for party in staying if party.contact is None]
    rows = Person.objects.filter(organization__in=others, user__isnull=False, is_guest=False)
    for person in rows.select_related("user", "association").order_by("id"):
        people[person.organization_id].append(person)
    return {party: [party.contact] if party.contact else people[party.organization_id] for party in staying}


def silent_since(association: Association, *, on: date) -> QuerySet[Cooperation]:
    """Under way, looked after by somebody, and without a word since that day."""
    return (
        Cooperation.objects.filter(association=association, ending="", keeper__isnull=False)
        .exclude(stage=Cooperation.Stage.NOT_STATED)
        .select_related("association", "keeper__user", "keeper__association")
        .annotate(heard_on=_heard_on())
        .filter(heard_on__lte=on)
        .order_by("id")
    )


@dataclass(frozen=True)
class Roles:
    """What one reader may do on a cooperation's page."""

    acts: set[str] = field(default_factory=set)
    leave: set[UUID] = field(default_factory=set)
    contacts: bool = False


def roles_of(user: User, cooperation: Cooperation) -> Roles:
    return Roles(
        cooperation_acts(user, cooperation),
        parties_to_leave(user, cooperation),
        sees_contacts(user, cooperation),
    )


@dataclass(frozen=True)
class Outcome:
    """What came of a match: a cooperation, or the leave to introduce its sides."""

    cooperation: Cooperation | None = None


def outcomes(user: User, association: Association, matches: Sequence[Match]) -> dict[UUID, Outcome]:
    """For each match that has something to show to this reader. One query or two."""
    begun = visible_cooperations(user, association).filter(match__in=[match.pk for match in matches])
    found = {one.match_id: Outcome(one) for one in begun if one.match_id}
    if may_keep(user, association):
        waiting = [
            one for one in matches if one.introduced_at is None and one.association_id == association.pk
        ]
        found |= {one.pk: Outcome() for one in waiting if one.pk not in found and not _is_declined(one)}
    return found


def _is_declined(match: Match) -> bool:
    return Match.Answer.DECLINED in (match.need_answer, match.offer_answer)
