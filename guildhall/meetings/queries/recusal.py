"""Who stays out of the decision on a motion, and who counts for it at this moment."""

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from guildhall.meetings.models import Motion, Recusal
from guildhall.meetings.queries.attendance import Presence, meeting_profile, presence_of
from guildhall.registry.rules import (
    Counts,
    RecusalRule,
    Recused,
    Verdict,
    may_open,
    recusal_rule,
    threshold_for,
)
from guildhall.registry.rules.profile import Base


def recused(motion: Motion) -> set[UUID]:
    """The invitations that stay out of the decision on this motion. One query."""
    return set(motion.recusals.order_by().values_list("invitation_id", flat=True))


def recusal_list(motion: Motion) -> QuerySet[Recusal]:
    """Who stays out and why, in the order of the roster. One query."""
    related = ("invitation__person", "invitation__organization", "declared_by")
    return motion.recusals.select_related(*related).order_by("invitation__rank", "id")


@dataclass(frozen=True)
class Bases:
    """Who counts for the decision on a motion at this moment, recusals taken into account.

    ``may_vote``: how many votes can be given now. ``quorum``: whether these are enough for this kind of motion.
    ``needed``: how many have to be in favour, where that follows from who is entitled or present.
    """

    presence: Presence
    counts: Counts
    recused: Recused
    rule: RecusalRule
    quorum: Verdict
    needed: int | None

    @property
    def may_vote(self) -> int:
        return max(self.presence.voting.present - self.recused.present, 0)

    def as_data(self) -> dict[str, Any]:
        """The counts as they are kept with a decision; ``recused`` only where somebody is."""
        votes = {"recused": self.recused.votes} if self.recused.votes else {}
        return asdict(self.counts) | votes


def bases_of(motion: Motion, presence: Presence | None = None, *, out: set[UUID] | None = None) -> Bases:
    """The bases of a decision on this motion now, for a page that knows who is present or who is ``out`` without asking."""
    presence = presence or presence_of(motion.meeting)
    out = recused(motion) if out is None else out
    profile, body = meeting_profile(motion.meeting), motion.meeting.body.kind
    rule, votes = recusal_rule(profile, motion.kind), _recused_votes(presence, out)
    everyone = Counts(
        entitled=presence.entitlement.total,
        present_on_site=presence.voting.on_site,
        present_online=presence.voting.online,
    )
    counts = rule.bases(everyone, votes)
    quorum = may_open(
        profile,
        body,
        entitled=counts.entitled,
        present=counts.present,
        online=counts.present_online,
        motion_kind=motion.kind,
    )
    majority = threshold_for(profile, body, motion.kind).majority
    bases = {
        Base.ENTITLED: counts.entitled,
        Base.PRESENT: counts.present,
        Base.ON_SITE: counts.present_on_site,
        Base.ONLINE: counts.present_online,
    }
    base = bases.get(majority.threshold.base) if majority else None
    return Bases(
        presence=presence,
        counts=counts,
        recused=votes,
        rule=rule,
        quorum=rule.added_to(quorum, votes),
        needed=majority.threshold.needed(base) if majority and base else None,
    )


def _recused_votes(presence: Presence, out: set[UUID]) -> Recused:
    lines = [line for line in presence.lines if line.invitation.pk in out]
    return Recused(
        votes=sum(line.votes for line in lines),
        on_site=sum(line.votes for line in lines if line.mode == "on_site"),
        online=sum(line.votes for line in lines if line.mode == "online"),
    )
