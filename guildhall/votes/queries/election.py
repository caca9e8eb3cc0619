"""Elections as somebody may see them: lists, one page, and what is proposed for a new one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.core.dates import add_months
from guildhall.core.models import in_language
from guildhall.core.sentences import Sentence
from guildhall.meetings.models import Meeting, Motion
from guildhall.meetings.permissions import may_prepare, may_read_session
from guildhall.meetings.queries import meeting_day, meeting_profile, meetings_visible_to
from guildhall.registry.models import Post, Tenure
from guildhall.registry.queries import tenures_before
from guildhall.registry.rules import Verdict, is_election_started_in_time
from guildhall.votes.models import Candidate, Election, Teller, Vote
from guildhall.votes.permissions import is_own_candidacy, may_answer, may_nominate
from guildhall.votes.queries.fitness import Fitness, first_day, fitness_of, list_verdict

ELECTION_KINDS = ("election", "re_election")
UNDER_WAY = (Candidate.State.NOMINATED, Candidate.State.STANDING)
STANDS = (Candidate.State.STANDING, Candidate.State.ELECTED, Candidate.State.NOT_ELECTED)
RELATED = (
    "association",
    "post__body",
    "post__association",
    "motion__association",
    "motion__item",
    "motion__meeting__body__association",
    "motion__meeting__association",
    "motion__meeting__chair",
    "motion__meeting__recorder",
    "pack__file",
)


def elections_visible_to(user: User, association: Association) -> QuerySet[Election]:
    """The elections of the meetings that this person may see. ``STANDING`` are counted as ``standing``."""
    meetings = meetings_visible_to(user, association)
    standing = Count("candidates", filter=Q(candidates__state__in=STANDS))
    elections = Election.objects.filter(association=association, motion__meeting__in=meetings)
    return elections.select_related(*RELATED).annotate(standing=standing).order_by("-id")


def election_list(
    user: User, association: Association, *, meeting: Meeting | None = None
) -> QuerySet[Election]:
    """Elections, the newest first; of one meeting where it is named. One query."""
    found = elections_visible_to(user, association)
    return found.filter(motion__meeting=meeting) if meeting else found


def public_elections(slug: str) -> QuerySet[Election]:
    """The elections of a public association whose result was made public."""
    decided = (Election.State.DECIDED, Election.State.IN_OFFICE)
    shown = Election.objects.filter(association__slug=slug, association__is_public=True, is_public=True)
    return shown.filter(state__in=decided).select_related(*RELATED).order_by("-id")


def may_see_candidates(user: User, election: Election) -> bool:
    """Guests of the meeting do not see what goes on in it."""
    return may_read_session(user, election.motion.meeting)


@dataclass(frozen=True)
class Proposal:
    """What a new election of this post begins with, from the term before: number, first and last day."""

    term_number: int | None
    term_from: date | None
    term_to: date | None
    seats: int
    previous: Tenure | None

    def as_initial(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("term_number", "term_from", "term_to", "seats")}


def proposal_for(meeting: Meeting, post: Post) -> Proposal:
    """The next term of this post, and as many seats as it has holders now; one query.

    The term follows the last one's last day, and lasts as long as the charter lays down for the assembly's term.
    """
    latest = Tenure.objects.filter(post=post).order_by("-term_number", "-to_on")
    known = list(latest.exclude(term_number=None)[:200])
    previous = known[0] if known else None
    begins = meeting_day(meeting)
    if previous and previous.to_on and (begins is None or previous.to_on >= begins - timedelta(days=366)):
        begins = previous.to_on + timedelta(days=1)
    ends = None
    years = meeting_profile(meeting).body_rule("assembly", "term_years")
    if begins and years:
        ends = add_months(begins, 12 * years.number) - timedelta(days=1)
    same_term = [one for one in known if previous and one.term_number == previous.term_number]
    number = (previous.term_number or 0) + 1 if previous else None
    return Proposal(number, begins, ends, len({one.person_id for one in same_term}) or 1, previous)


def timeliness(election: Election, leaving: Iterable[Tenure]) -> Verdict | None:
    """Did the re-election begin early enough before the running term of those who leave ends? None where no end is known."""
    ends = [tenure.to_on for tenure in leaving if tenure.to_on]
    if not ends:
        return None
    profile = meeting_profile(election.motion.meeting)
    today = timezone.localdate(timezone=election.association.zone)
    return is_election_started_in_time(profile, term_to=max(ends), started=election.started_on, today=today)


def leaving_with(election: Election) -> list[Tenure]:
    """Who holds the post for the term before: up to its last day, or beyond the first day of this one. One query."""
    eve = first_day(election) - timedelta(days=1)
    return list(tenures_before(election.post, number=election.term_number, from_on=eve))


@dataclass(frozen=True)
class CandidateLine:
    """A candidate as one reader sees them. ``fitness`` in full only for who prepares the list, and themselves."""

    candidate: Candidate
    ok: bool | None
    sentence: Sentence
    may_answer: bool
    is_own: bool

    @property
    def said(self) -> str:
        return in_language(self.sentence.zh, self.sentence.en)


@dataclass(frozen=True)
class ElectionPage:
    """Everything that the page of an election shows one reader."""

    election: Election
    lines: list[CandidateLine]
    rounds: list[Vote]
    leaving: list[Tenure]
    timeliness: Verdict | None
    list_verdict: Verdict
    may_prepare: bool
    may_nominate: bool

    @property
    def latest(self) -> Vote | None:
        return self.rounds[-1] if self.rounds else None

    @property
    def is_between_rounds(self) -> bool:
        """A round was declared and the election is not over: another one can be held, or it ends with vacancies."""
        latest = self.latest
        listed = self.election.state == Election.State.LISTED
        return listed and latest is not None and latest.state == Vote.State.DECLARED

    @property
    def unconfirmed(self) -> list[dict[str, Any]]:
        return [one for one in self.election.written_in if one["state"] == "to_confirm"]

    @property
    def elected(self) -> list[Candidate]:
        return [line.candidate for line in self.lines if line.candidate.state == Candidate.State.ELECTED]

    @property
    def vacancies(self) -> int:
        return max(self.election.seats - len(self.elected) - len(self.unconfirmed), 0)

    @property
    def own(self) -> CandidateLine | None:
        return next((line for line in self.lines if line.is_own), None)


def candidates_of(election: Election) -> QuerySet[Candidate]:
    """The candidates in the order of the ballot, those without a place after them by name."""
    related = ("person__organization", "person__user", "organization", "association")
    return election.candidates.select_related(*related).order_by("place", "person__name_key", "id")


def rounds_of(election: Election) -> list[Vote]:
    """The votes held on the election that were not broken off, the first first, with who watches and counts."""
    tellers = Prefetch("tellers", Teller.objects.select_related("person"))
    held = election.votes.exclude(state=Vote.State.ABANDONED)
    return list(
        held.select_related("bundle", "meeting__association").prefetch_related(tellers).order_by("number")
    )


def election_page(election: Election, *, viewer: User) -> ElectionPage:
    """The election with its candidates, rounds, and whose terms end; what of it this reader may see and do."""
    prepares = may_prepare(viewer, election.motion.meeting)
    candidates = list(candidates_of(election))
    for candidate in candidates:
        candidate.election = election
    standing = [one for one in candidates if one.state == Candidate.State.STANDING]
    open_ones = [one for one in candidates if one.state in UNDER_WAY and not one.fitness]
    fitness = fitness_of(election, open_ones) if open_ones else {}
    leaving = leaving_with(election)
    return ElectionPage(
        election=election,
        lines=[
            _line(candidate, viewer, fitness.get(candidate.pk), prepares=prepares) for candidate in candidates
        ],
        rounds=rounds_of(election),
        leaving=leaving if prepares else [],
        timeliness=timeliness(election, leaving),
        list_verdict=list_verdict(election, standing),
        may_prepare=prepares,
        may_nominate=may_nominate(viewer, election),
    )


SHORT = {
    True: Sentence("符合任职条件。", "Meets the conditions of the post."),
    False: Sentence("不符合任职条件。", "Does not meet the conditions of the post."),
    None: Sentence("任职条件尚待核对。", "Whether the conditions of the post are met is being checked."),
}


def _line(candidate: Candidate, viewer: User, fitness: Fitness | None, *, prepares: bool) -> CandidateLine:
    own = is_own_candidacy(viewer, candidate)
    ok, sentence = _said_of(candidate, fitness)
    return CandidateLine(
        candidate=candidate,
        ok=ok,
        sentence=sentence if prepares or own or not sentence.zh else SHORT[ok],
        may_answer=prepares or may_answer(viewer, candidate),
        is_own=own,
    )


def _said_of(candidate: Candidate, fitness: Fitness | None) -> tuple[bool | None, Sentence]:
    """As it was fixed with the list, or as the rules say now."""
    if kept := candidate.fitness:
        return True if kept.get("checked") and kept["ok"] is None else kept["ok"], Sentence(
            **kept["sentence"]
        )
    return (fitness.ok, fitness.sentence) if fitness else (None, Sentence("", ""))


def elections_on(motions: Iterable[Motion]) -> dict[UUID, Election]:
    """The elections that these motions put to the body, by motion. One query where any motion is of that kind."""
    asked = [motion.pk for motion in motions if motion.kind in ELECTION_KINDS]
    found = Election.objects.filter(motion__in=asked) if asked else ()
    return {election.motion_id: election for election in found}


def elections_in(meetings: Iterable[Meeting]) -> dict[UUID, list[Election]]:
    """The elections of these meetings in the order in which they were prepared, by meeting. One query."""
    known = [meeting.pk for meeting in meetings]
    found = Election.objects.filter(motion__meeting__in=known).select_related("motion", "post").order_by("id")
    by_meeting: dict[UUID, list[Election]] = {}
    for election in found:
        by_meeting.setdefault(election.motion.meeting_id, []).append(election)
    return by_meeting
