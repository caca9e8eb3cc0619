"""How many are there now and whether that is enough, for those who ask often: without who they are."""

from dataclasses import dataclass
from typing import cast

from django.utils import timezone

from guildhall.core.models import in_language
from guildhall.meetings.models import Invitation, Meeting
from guildhall.meetings.presence import Headcount, count_at, ever_present, stays_of
from guildhall.meetings.queries.attendance import (
    Entitlement,
    attendance_events,
    entitlement_of,
    quorum_test,
)
from guildhall.registry.rules import Verdict


@dataclass(frozen=True)
class PresenceCount:
    """The figures of ``Presence`` at this moment. ``voting`` counts votes, ``everyone`` people."""

    entitlement: Entitlement
    everyone: Headcount
    voting: Headcount
    attended: int
    verdict: Verdict

    @property
    def sentence(self) -> str:
        return in_language(self.verdict.sentence.zh, self.verdict.sentence.en)


def count_presence(meeting: Meeting) -> PresenceCount:
    """The same figures as ``presence_of``, from rows instead of people. Six queries at most."""
    rows = (
        meeting.invitations.standing()
        .order_by("rank", "id")
        .values_list("pk", "role", "person_id", named=True)
    )
    invited = cast(list[Invitation], list(rows))  # what is asked of them here, rows can tell
    entitlement = entitlement_of(meeting, invited)
    stays = stays_of(attendance_events(meeting), closed_at=meeting.closed_at)
    now = timezone.now()
    voting = count_at(stays, dict.fromkeys(entitlement.votes, "voting"), now, votes=entitlement.votes)
    came = ever_present({who: stays.get(who, ()) for who in entitlement.votes})
    return PresenceCount(
        entitlement=entitlement,
        everyone=count_at(stays, {one.pk: one.role for one in invited}, now),
        voting=voting,
        attended=sum(entitlement.votes[who] for who in came),
        verdict=quorum_test(meeting, entitlement.total)(voting.on_site, voting.online),
    )
