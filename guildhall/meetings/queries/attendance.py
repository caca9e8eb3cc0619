"""Who is there, with a vote or without, and whether that is enough. Computed from events, never stored."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.utils import timezone

from guildhall.core.models import in_language
from guildhall.core.sentences import Sentence
from guildhall.meetings.models import AttendanceEvent, Invitation, Meeting
from guildhall.meetings.presence import (
    Change,
    Event,
    Headcount,
    Stay,
    count_at,
    ever_present,
    history,
    mode_at,
    stays_of,
)
from guildhall.meetings.queries.meeting import meeting_day
from guildhall.registry.queries import RosterLine, profile_on, roster
from guildhall.registry.rules import MeetingForm, Profile, Verdict
from guildhall.registry.rules import may_open as rule_may_open


@dataclass(frozen=True)
class Entitlement:
    """Who is entitled (应到). ``votes``: how many votes each invitation carries; two for two units' seats.

    ``vacant`` are seats with a vote on which nobody sits, ``missing`` those who have a vote and no invitation.
    """

    total: int
    votes: dict[UUID, int]
    vacant: tuple[Sentence, ...] = ()
    missing: tuple[Sentence, ...] = ()

    def as_data(self) -> dict[str, object]:
        return {
            "entitled": self.total,
            "votes": {str(invitation): votes for invitation, votes in self.votes.items()},
            "vacant": [sentence.as_data() for sentence in self.vacant],
            "missing": [sentence.as_data() for sentence in self.missing],
        }


@dataclass(frozen=True)
class AttendanceLine:
    """One invitation with the stays of whoever came on it; ``mode`` is how they are there now, if they are."""

    invitation: Invitation
    stays: tuple[Stay, ...]
    mode: str | None
    votes: int

    @property
    def fresh_id(self) -> UUID:
        """An identifier for the next event of this person, so that a form sent twice stores once."""
        return uuid4()

    @property
    def came_at(self) -> datetime | None:
        return self.stays[0].since if self.stays else None

    @property
    def left_at(self) -> datetime | None:
        return self.stays[-1].until if self.stays else None

    @property
    def status(self) -> str:
        """``present`` (was there at some time), ``excused`` or ``absent``."""
        if self.stays:
            return "present"
        return "excused" if self.invitation.reply == Invitation.Reply.EXCUSED else "absent"


@dataclass(frozen=True)
class Presence:
    """Who was there at one moment, and how it came to that. ``voting`` counts votes, ``everyone`` people."""

    meeting: Meeting
    at: datetime
    lines: list[AttendanceLine]
    entitlement: Entitlement
    everyone: Headcount
    voting: Headcount
    attended: int
    attended_online: int
    verdict: Verdict
    changes: list[Change]

    @property
    def invitations(self) -> list[Invitation]:
        return [line.invitation for line in self.lines]

    @property
    def needed(self) -> int | None:
        """How many votes have to be there, where the charter says so."""
        return self.verdict.applied.needed if self.verdict.applied else None

    @property
    def sentence(self) -> str:
        return in_language(self.verdict.sentence.zh, self.verdict.sentence.en)


def meeting_profile(meeting: Meeting) -> Profile:
    """The charter's rules on the day of the meeting, or of today where no day is stated."""
    association = meeting.association
    return profile_on(association, meeting_day(meeting) or timezone.localdate(timezone=association.zone))


def meeting_form(meeting: Meeting) -> MeetingForm:
    return MeetingForm(meeting.mode or Meeting.Mode.ON_SITE)


def standing_invitations(meeting: Meeting) -> list[Invitation]:
    """The invitations that hold, in the order of the roster, with whom they name."""
    return list(
        meeting.invitations.standing().select_related(
            "person", "organization", "stand_in", "person__organization"
        )
    )


def entitlement_of(meeting: Meeting, invitations: list[Invitation]) -> Entitlement:
    """As it was counted when the meeting opened; before that, and for past meetings, by the roster of the day."""
    voting = [one for one in invitations if one.role == Invitation.Role.VOTING]
    if meeting.roster:
        kept = meeting.roster["votes"]
        votes = {one.pk: kept.get(str(one.pk), 1) for one in voting}
        return Entitlement(
            # Who got a seat after the opening and was invited then is entitled too.
            max(meeting.roster["entitled"], sum(votes.values())),
            votes,
            tuple(Sentence(**said) for said in meeting.roster["vacant"]),
            tuple(Sentence(**said) for said in meeting.roster["missing"]),
        )
    day = meeting_day(meeting)
    lines = [line for line in roster(meeting.body, day) if line.votes] if day else []
    return _by_roster(voting, lines)


def _by_roster(voting: list[Invitation], lines: list[RosterLine]) -> Entitlement:
    by_person = {one.person_id: one.pk for one in voting}
    votes = dict.fromkeys(by_person.values(), 1)
    seated: set[UUID] = set()
    vacant: list[Sentence] = []
    missing: list[Sentence] = []
    for line in lines:
        if line.person is None:
            vacant.append(_seat_name(line))
        elif line.person.pk not in by_person:
            missing.append(Sentence(line.person.name_zh, line.person.name_en))
        elif line.person.pk in seated:
            votes[by_person[line.person.pk]] += 1
        else:
            seated.add(line.person.pk)
    total = sum(votes.values()) + len(vacant) + len(missing)
    return Entitlement(total, votes, tuple(vacant), tuple(missing))


def _seat_name(line: RosterLine) -> Sentence:
    if line.organization is not None:
        return Sentence(line.organization.name_zh, line.organization.name_en)
    return Sentence(line.label_zh, line.label_en)


def attendance_events(meeting: Meeting) -> list[Event[UUID]]:
    """What was reported, in no order that matters."""
    rows = AttendanceEvent.objects.filter(meeting=meeting).order_by()
    return [
        Event(client_id, invitation, kind, mode, at)
        for client_id, invitation, kind, mode, at in rows.values_list(
            "client_id", "invitation_id", "kind", "mode", "at"
        )
    ]


def presence_of(meeting: Meeting, *, at: datetime | None = None) -> Presence:
    """Who is there now (or was at ``at``, or until the close), and whether the body may act. Six queries."""
    invitations = standing_invitations(meeting)
    entitlement = entitlement_of(meeting, invitations)
    stays = stays_of(attendance_events(meeting), closed_at=meeting.closed_at)
    at = at or timezone.now()
    voting = count_at(stays, dict.fromkeys(entitlement.votes, "voting"), at, votes=entitlement.votes)
    came = ever_present({who: stays.get(who, ()) for who in entitlement.votes})
    reaches = quorum_test(meeting, entitlement.total)
    return Presence(
        meeting=meeting,
        at=at,
        lines=[
            AttendanceLine(
                one,
                stays.get(one.pk, ()),
                mode_at(stays.get(one.pk, ()), at),
                entitlement.votes.get(one.pk, 0),
            )
            for one in invitations
        ],
        entitlement=entitlement,
        everyone=count_at(stays, {one.pk: one.role for one in invitations}, at),
        voting=voting,
        attended=sum(entitlement.votes[who] for who in came),
        attended_online=sum(
            entitlement.votes[who] for who in came if all(stay.mode == "online" for stay in stays[who])
        ),
        verdict=reaches(voting.on_site, voting.online),
        changes=history(
            stays, entitlement.votes, reaches=lambda on_site, online: reaches(on_site, online).ok
        ),
    )


def by_minute(presence: Presence) -> dict[str, Change]:
    """The state at the end of each minute in which it changed, by the clock of the association."""
    zone = presence.meeting.association.zone
    moments = [(change.at.astimezone(zone), change) for change in presence.changes]
    one_day = len({at.date() for at, _change in moments}) == 1
    return {at.strftime("%H:%M" if one_day else "%m-%d %H:%M"): change for at, change in moments}


def quorum_test(
    meeting: Meeting, entitled: int, motion_kind: str | None = None
) -> Callable[[int, int], Verdict]:
    """Asks the charter whether so many on site and online are enough to open, or to decide such a motion."""
    profile = meeting_profile(meeting)

    def reaches(on_site: int, online: int) -> Verdict:
        return rule_may_open(
            profile,
            meeting.body.kind,
            entitled=entitled,
            present=on_site + online,
            online=online,
            motion_kind=motion_kind,
        )

    return reaches


@dataclass(frozen=True)
class OwnAttendance:
    """What the holder of an invitation's code sees: how they stand, not how others do."""

    invitation: Invitation
    mode: str | None
    since: datetime | None

    @property
    def meeting(self) -> str:
        return self.invitation.meeting.name

    @property
    def name(self) -> str:
        return (self.invitation.stand_in or self.invitation.person).name

    @property
    def state(self) -> str:
        return self.invitation.meeting.state


def own_attendance(invitation: Invitation, *, at: datetime) -> OwnAttendance:
    """Whether whoever holds this invitation is there, how, and since when. One query."""
    rows = invitation.attendance.order_by().values_list("client_id", "kind", "mode", "at")
    events = [Event(client_id, invitation.pk, kind, mode, moment) for client_id, kind, mode, moment in rows]
    stays = stays_of(events, closed_at=invitation.meeting.closed_at).get(invitation.pk, ())
    stay = next((stay for stay in stays if stay.covers(at)), None)
    return OwnAttendance(invitation, stay.mode if stay else None, stay.since if stay else None)
