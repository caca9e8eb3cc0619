"""What is put to a meeting, by which rule it is decided, and what became of it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from guildhall.core.models import in_language
from guildhall.core.sentences import Sentence
from guildhall.meetings.models import Meeting, Motion
from guildhall.meetings.queries.attendance import meeting_form, meeting_profile
from guildhall.registry.rules import (
    RecusalRule,
    Rule,
    Thresholds,
    Verdict,
    Way,
    may_decide_so,
    recusal_rule,
    rule_value,
    threshold_for,
)
from guildhall.registry.rules.labels import MOTIONS, RULES, called

RECUSAL = Sentence("回避", "recusal")
# Decided on the spot by whoever runs the meeting; every other way is a vote with ballots.
BY_HAND = (Way.SHOW_OF_HANDS, Way.CONSENSUS)


def motion_kinds(meeting: Meeting) -> dict[str, Sentence]:
    """The kinds of motion that the charter has rules for, with their names; ordinary ones always."""
    profile = meeting_profile(meeting)
    ruled = {rule.key.split(".")[1] for rule in profile.rules if rule.key.startswith("motions.")}
    in_order = ["ordinary", *(kind for kind in MOTIONS if kind in ruled and kind != "ordinary")]
    return {kind: called(kind, MOTIONS) for kind in (*in_order, *sorted(ruled - set(in_order)))}


def kind_label(kind: str) -> str:
    named = called(kind, MOTIONS)
    return in_language(named.zh, named.en)


@dataclass(frozen=True)
class Term:
    """One thing that the charter lays down for a motion: what it is called, what it says, where it stands.

    ``says`` and ``source`` are None where the charter is silent.
    """

    name: str
    label: Sentence
    says: Sentence | None
    source: Sentence | None = None

    def as_data(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "label": self.label.as_data(),
            "says": self.says.as_data() if self.says else None,
            "source": self.source.as_data() if self.source else None,
        }


@dataclass(frozen=True)
class MotionRules:
    """What the charter asks of a motion of this kind in this meeting."""

    thresholds: Thresholds
    ways: dict[str, Verdict]
    terms: tuple[Term, ...]
    recusal: RecusalRule

    @property
    def sentence(self) -> str:
        return in_language(self.thresholds.sentence.zh, self.thresholds.sentence.en)

    @property
    def allowed(self) -> list[str]:
        """The ways that are not refused."""
        return [way for way, verdict in self.ways.items() if verdict.ok is not False]

    @property
    def by_hand(self) -> list[str]:
        """Of these, the ways that whoever runs the meeting records on the spot."""
        return [way for way in self.allowed if way in BY_HAND]

    @property
    def refusals(self) -> list[str]:
        """Why the other ways are refused, in the reader's language, each reason once."""
        refused = (verdict.sentence for verdict in self.ways.values() if verdict.ok is False)
        return list(dict.fromkeys(in_language(sentence.zh, sentence.en) for sentence in refused))

    def as_data(self) -> dict[str, Any]:
        return {
            "sentence": self.thresholds.sentence.as_data(),
            "recusal": self.recusal.sentence.as_data(),
            "terms": [term.as_data() for term in self.terms],
            "ways": {way: verdict.as_data() for way, verdict in self.ways.items()},
        }


def motion_rules(motion: Motion, *, special_case: bool = False) -> MotionRules:
    """Quorum and majority for this kind of motion, and which ways of voting may decide it in this meeting.

    ``special_case``: there is a reason for which the charter allows a vote by correspondence.
    """
    meeting = motion.meeting
    profile, body, form = meeting_profile(meeting), meeting.body.kind, meeting_form(meeting)
    thresholds = threshold_for(profile, body, motion.kind)
    recusal = recusal_rule(profile, motion.kind)
    laid_down = {"quorum": thresholds.quorum, "majority": thresholds.majority}
    laid_down |= {
        name: profile.motion_rule(motion.kind, name) for name in ("secret", "ways", "forms", "bodies")
    }
    return MotionRules(
        thresholds=thresholds,
        ways={
            way.value: may_decide_so(profile, body, motion.kind, way, form, special_case=special_case)
            for way in Way
        },
        terms=(
            *(_term(name, rule) for name, rule in laid_down.items()),
            Term("recusal", RECUSAL, recusal.sentence, recusal.rule.source if recusal.rule else None),
        ),
        recusal=recusal,
    )


def _term(name: str, rule: Rule | None) -> Term:
    return Term(name, called(name, RULES), rule_value(rule) if rule else None, rule.source if rule else None)


def motion_list(meeting: Meeting) -> QuerySet[Motion]:
    """The motions of a meeting in the order in which they were put. One query."""
    return (
        Motion.objects.filter(meeting=meeting)
        .select_related("item", "resolution", "meeting__body", "meeting__association")
        .order_by(F("item__position").asc(nulls_last=True), "id")
    )
