"""May this candidate hold the post for the term, and has the list as many names as the charter demands?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from guildhall.core.sentences import Sentence
from guildhall.meetings.queries import meeting_profile
from guildhall.registry.models import Tenure
from guildhall.registry.queries.fitness import kind_in_rules
from guildhall.registry.rules import Rule, Verdict, is_slate_wide_enough, may_hold_post
from guildhall.votes.models import Candidate, Election


@dataclass(frozen=True)
class Fitness:
    """What the charter's rules say to a candidate. ``ok``: False where one forbids it, None where one cannot tell."""

    verdicts: tuple[Verdict, ...] = ()

    @property
    def ok(self) -> bool | None:
        answers = [verdict.ok for verdict in self.verdicts]
        if False in answers:
            return False
        return None if None in answers else True

    @property
    def sentence(self) -> Sentence:
        """Every rule's sentence, or that the charter has none for this post."""
        if not self.verdicts:
            return Sentence(
                "章程规则对该职务没有年龄、届数和兼任限制。",
                "The charter profile has no rules on age, terms or other posts for this post.",
            )
        return Sentence(
            "".join(verdict.sentence.zh for verdict in self.verdicts),
            " ".join(verdict.sentence.en for verdict in self.verdicts),
        )

    def as_data(self) -> dict[str, Any]:
        """As it is kept with the list: the answer, its sentence, and each rule's verdict."""
        return {
            "ok": self.ok,
            "sentence": self.sentence.as_data(),
            "verdicts": [verdict.as_data() for verdict in self.verdicts],
        }


def first_day(election: Election) -> date:
    """The first day of the term; where it is not laid down yet, the day of the meeting, else today."""
    zone = election.association.zone
    starts = election.motion.meeting.starts_at
    today = timezone.localdate(timezone=zone)
    return election.term_from or (timezone.localdate(starts, zone) if starts else today)


def fitness_of(election: Election, candidates: Iterable[Candidate]) -> dict[UUID, Fitness]:
    """The rules' verdicts on each, by candidate: age on the first day of the term, terms in a row, other posts.

    As ``registry.queries.fitness`` says it of a tenure that is planned, for all of them in one query.
    """
    asked, post, day = list(candidates), election.post, first_day(election)
    earlier: dict[UUID, set[int]] = defaultdict(set)
    others: dict[UUID, set[str]] = defaultdict(set)
    tenures = Tenure.objects.filter(person__in=[one.person_id for one in asked]).select_related("post__body")
    for tenure in tenures.order_by():
        held = tenure.post
        if (held.body_id, held.kind) == (post.body_id, post.kind) and tenure.term_number is not None:
            earlier[tenure.person_id].add(tenure.term_number)
        if held.pk != post.pk and _lasts_on(tenure, day):
            others[tenure.person_id].add(kind_in_rules(held.kind, held.body.kind))
    profile = meeting_profile(election.motion.meeting)
    kind = kind_in_rules(post.kind, post.body.kind)
    return {
        candidate.pk: Fitness(
            tuple(
                may_hold_post(
                    profile,
                    kind,
                    born=candidate.person.born_on,
                    term_from=day,
                    term_number=election.term_number,
                    earlier_terms=sorted(earlier[candidate.person_id]),
                    hired=election.is_hired,
                    other_posts_held=sorted(others[candidate.person_id]),
                )
            )
        )
        for candidate in asked
    }


def _lasts_on(tenure: Tenure, day: date) -> bool:
    begun = tenure.from_on is None or tenure.from_on <= day
    return begun and (tenure.to_on is None or day <= tenure.to_on)


def contest_rule(election: Election) -> Rule | None:
    """The charter's rule on equal or more candidates than seats, where it has one."""
    return meeting_profile(election.motion.meeting).motion_rule(election.motion.kind, "contest")


def is_secret_only(election: Election) -> bool:
    """Whether the charter lets this election be held by secret ballot only."""
    rule = meeting_profile(election.motion.meeting).motion_rule(election.motion.kind, "secret")
    return rule is not None and bool(rule.value)


def list_verdict(election: Election, candidates: Sequence[Candidate]) -> Verdict:
    """Do these make a list? By the charter's rule on candidates and seats, and by what the election itself lays down."""
    count, seats = len(candidates), election.seats
    charter = is_slate_wide_enough(
        meeting_profile(election.motion.meeting), election.motion.kind, candidates=count, seats=seats
    )
    if charter.ok is False:
        return charter
    fewest = seats + (election.contest == Election.Contest.MORE)
    is_short, is_over = count < fewest, count > seats and election.contest == Election.Contest.EQUAL
    way, end = Sentence("等额", "as many as seats"), Sentence("可以确定名单", "the list can be fixed")
    if election.contest == Election.Contest.MORE:
        way = Sentence("差额", "more candidates than seats")
    if is_short:
        end = Sentence(f"还差{fewest - count}名", f"{fewest - count} more needed")
    if is_over:
        end = Sentence(f"多出{count - seats}名", f"{count - seats} too many")
    return Verdict(
        ok=not (is_short or is_over),
        code="too_few_candidates" if is_short else "too_many_candidates" if is_over else "list_complete",
        sentence=Sentence(
            f"应选{seats}名，{way.zh}选举，已同意参选{count}名：{end.zh}。",
            f"{seats} to be elected, {way.en}, {count} standing: {end.en}.",
        ),
        applied=charter.applied,
    )
