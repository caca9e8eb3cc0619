"""Whose votes there are in a meeting, who gives each of them, and by which channel."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from guildhall.core.sentences import Sentence
from guildhall.meetings.models import Invitation, Meeting
from guildhall.meetings.presence import mode_at, stays_of
from guildhall.meetings.queries import (
    attendance_events,
    entitlement_of,
    meeting_day,
    meeting_form,
    meeting_profile,
    standing_invitations,
)
from guildhall.registry.models import Person
from guildhall.registry.queries import roster
from guildhall.registry.rules import MeetingForm, may_vote_by_proxy
from guildhall.votes.models import Proxy, RollEntry, Vote

CHANNELS = {"on_site": RollEntry.Channel.ROOM, "online": RollEntry.Channel.ONLINE}


@dataclass(frozen=True)
class VoteHeld:
    """One vote of one seat: whose it is and who gives it at this moment, by which channel."""

    invitation: Invitation
    place: int
    name: Sentence
    voter: Person
    by_proxy: bool
    channel: str


def is_in_writing(meeting: Meeting) -> bool:
    """Whether the body decides by correspondence, where nobody has to be present."""
    return meeting_form(meeting) is MeetingForm.CORRESPONDENCE


def voter_of(invitation: Invitation) -> Person:
    """Whoever comes on this invitation: the stand-in where there is one."""
    return invitation.stand_in or invitation.person


def channels_now(meeting: Meeting, at: datetime | None = None) -> dict[UUID, str]:
    """By which channel each invitation's holder could vote at this moment. Absent ones are not in it."""
    at = at or timezone.now()
    stays = stays_of(attendance_events(meeting), closed_at=meeting.closed_at)
    modes = {who: mode_at(kept, at) for who, kept in stays.items()}
    return {who: CHANNELS[mode] for who, mode in modes.items() if mode}


def proxies_of(meeting: Meeting, motion_kind: str) -> dict[UUID, UUID]:
    """Giver to holder, by invitation, of the proxies that hold for such a motion: none where the charter excludes them."""
    if may_vote_by_proxy(meeting_profile(meeting), meeting.body.kind, motion_kind).ok is False:
        return {}
    standing = Proxy.objects.filter(
        meeting=meeting, revoked_at__isnull=True, holder__withdrawn_at__isnull=True
    )
    return dict(standing.values_list("giver_id", "holder_id"))


def votes_held(meeting: Meeting, motion_kind: str) -> list[VoteHeld]:
    """Every vote on such a motion in the meeting, in the order of the roster; two for somebody who sits for two units.

    A proxy is given by its holder, where the holder is; whoever has given one and comes all the same votes in person.
    """
    invitations = standing_invitations(meeting)
    votes = entitlement_of(meeting, invitations).votes
    known = {one.pk: one for one in invitations}
    names, proxies, channels = _seat_names(meeting), proxies_of(meeting, motion_kind), channels_now(meeting)
    held: list[VoteHeld] = []
    for invitation in (one for one in invitations if votes.get(one.pk)):
        giver = _giver(invitation, proxies, channels)
        by = known.get(giver, invitation)
        named = names.get(invitation.person_id, [])
        held.extend(
            VoteHeld(
                invitation=invitation,
                place=place,
                name=named[place - 1] if place <= len(named) else _name_of(invitation),
                voter=voter_of(by),
                by_proxy=by is not invitation,
                channel=_channel(meeting, by, channels),
            )
            for place in range(1, votes[invitation.pk] + 1)
        )
    return held


def _giver(invitation: Invitation, proxies: dict[UUID, UUID], channels: dict[UUID, str]) -> UUID:
    return invitation.pk if invitation.pk in channels else proxies.get(invitation.pk, invitation.pk)


def _channel(meeting: Meeting, by: Invitation, channels: dict[UUID, str]) -> str:
    if is_in_writing(meeting):
        return RollEntry.Channel.ONLINE
    return channels.get(by.pk, RollEntry.Channel.ABSENT)


def _name_of(invitation: Invitation) -> Sentence:
    named = invitation.organization or invitation.person
    return Sentence(named.name_zh, named.name_en)


def _seat_names(meeting: Meeting) -> dict[UUID, list[Sentence]]:
    """What each person's seats are called: the unit's name, or the person's own."""
    day = meeting_day(meeting)
    names: dict[UUID, list[Sentence]] = defaultdict(list)
    for line in roster(meeting.body, day) if day else []:
        if line.votes and line.person is not None:
            named = line.organization or line.person
            names[line.person.pk].append(Sentence(named.name_zh, named.name_en))
    return names


def roll_of(vote: Vote) -> QuerySet[RollEntry]:
    """The roll for readers, in the order of the roster. One query."""
    return vote.roll.select_related("voter", "invitation__person").order_by("rank", "place", "id")
