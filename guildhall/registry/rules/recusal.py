"""Do votes that stay out of a decision (回避) count among those entitled and present?"""

from dataclasses import dataclass, replace

from guildhall.core.sentences import Sentence
from guildhall.registry.rules.counts import Counts, refuse_what_is_no_count
from guildhall.registry.rules.profile import Profile, Rule
from guildhall.registry.rules.verdict import Verdict


@dataclass(frozen=True)
class Recused:
    """How many votes stay out of a decision, and how many of them are there on site and online."""

    votes: int = 0
    on_site: int = 0
    online: int = 0

    def __post_init__(self) -> None:
        refuse_what_is_no_count(self.votes, self.on_site, self.online)

    @property
    def present(self) -> int:
        return self.on_site + self.online


@dataclass(frozen=True)
class RecusalRule:
    """What the charter says of recused votes; ``rule`` is None where it is silent and they do not count."""

    counted: bool
    rule: Rule | None

    @property
    def sentence(self) -> Sentence:
        if self.counted:
            return Sentence(
                "回避者不参加表决，仍计入应到和实到。",
                "Who is recused does not vote, and still counts as entitled and present.",
            )
        return Sentence(
            "回避者不参加表决，也不计入应到和实到。",
            "Who is recused does not vote, and counts neither as entitled nor as present.",
        )

    def bases(self, counts: Counts, recused: Recused) -> Counts:
        """The bases of a decision from which so many votes stay out."""
        if self.counted:
            return counts
        return replace(
            counts,
            entitled=max(counts.entitled - recused.votes, 0),
            present_on_site=max(counts.present_on_site - recused.on_site, 0),
            present_online=max(counts.present_online - recused.online, 0),
        )

    def said_of(self, recused: Recused) -> Sentence | None:
        """The sentence that a verdict carries besides; None where nobody stays out."""
        if not recused.votes:
            return None
        votes = "vote" if recused.votes == 1 else "votes"
        if self.counted:
            return Sentence(
                f"回避{recused.votes}票，仍计入应到和实到。",
                f"{recused.votes} recused {votes} still counted as entitled and present.",
            )
        return Sentence(
            f"回避{recused.votes}票，不计入应到和实到。",
            f"{recused.votes} recused {votes} counted neither as entitled nor as present.",
        )

    def added_to(self, verdict: Verdict, recused: Recused) -> Verdict:
        """The verdict with that sentence at its end."""
        said = self.said_of(recused)
        if said is None:
            return verdict
        sentence = Sentence(f"{verdict.sentence.zh}{said.zh}", f"{verdict.sentence.en} {said.en}")
        return replace(verdict, sentence=sentence)


def recusal_rule(profile: Profile, motion_kind: str) -> RecusalRule:
    """Whether recused votes count for this kind of motion (``motions.<kind>.recused_count``); silent means no."""
    rule = profile.motion_rule(motion_kind, "recused_count")
    return RecusalRule(counted=rule is not None and rule.value is True, rule=rule)
