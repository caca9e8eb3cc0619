"""What votes put on the pages of meetings."""

from collections.abc import Sequence
from typing import Any, cast

from django.http import HttpRequest

from guildhall.accounts.http import SignedInRequest
from guildhall.core.slots import Told, register
from guildhall.meetings.models import Meeting, Motion
from guildhall.meetings.permissions import may_prepare, may_read_session, may_run
from guildhall.votes import queries


def votes_on_motions(request: HttpRequest, motions: Sequence[Motion]) -> Told:
    """The last vote on each motion."""
    return {motion: {"vote": vote} for motion, vote in queries.votes_on(motions).items()}


def opening(request: HttpRequest, motions: Sequence[Motion]) -> Told:
    """A button to open a vote on a motion of a meeting that goes on, for whoever runs it."""
    user, elections = cast(SignedInRequest, request).user, queries.elections_on(motions)
    return {
        motion.pk: {}
        for motion in motions
        if motion.state == Motion.State.PUT
        and motion.pk not in elections
        and _goes_on(motion.meeting)
        and may_run(user, motion.meeting)
    }


def votes_of_meetings(request: HttpRequest, meetings: Sequence[Meeting]) -> Told:
    """The open votes of a meeting and its last results."""
    told: dict[Any, dict[str, Any]] = {}
    for meeting in meetings:
        under_way, results = queries.open_votes(meeting), queries.latest_results(meeting)
        if under_way or results:
            told[meeting.pk] = {"open_votes": under_way, "results": results}
    return told


def tab(request: HttpRequest, meetings: Sequence[Meeting]) -> Told:
    """The tab of a meeting's votes."""
    user = cast(SignedInRequest, request).user
    begun = [one for one in meetings if one.state not in (Meeting.State.DRAFT, Meeting.State.CANCELLED)]
    return {meeting.pk: {} for meeting in begun if may_read_session(user, meeting)}


def _goes_on(meeting: Meeting) -> bool:
    by_letter = meeting.state == Meeting.State.NOTIFIED and queries.is_in_writing(meeting)
    return meeting.state == Meeting.State.OPEN or by_letter


def election_on_motion(request: HttpRequest, motions: Sequence[Motion]) -> Told:
    """The election that a motion puts to the body."""
    return {motion: {"election": election} for motion, election in queries.elections_on(motions).items()}


def elections_of_meetings(request: HttpRequest, meetings: Sequence[Meeting]) -> Told:
    """The elections of a meeting, for those who may see what goes on in it."""
    user = cast(SignedInRequest, request).user
    held = queries.elections_in([one for one in meetings if may_read_session(user, one)])
    return {meeting: {"elections": elections} for meeting, elections in held.items()}


def preparing(request: HttpRequest, meetings: Sequence[Meeting]) -> Told:
    """A button to prepare an election, for whoever prepares a meeting that is still to come."""
    user = cast(SignedInRequest, request).user
    coming = (Meeting.State.DRAFT, Meeting.State.NOTIFIED, Meeting.State.OPEN)
    return {one.pk: {} for one in meetings if one.state in coming and may_prepare(user, one)}


register("meetings.motion", "votes/slots/motion.html", votes_on_motions)
register("meetings.motion_actions", "votes/slots/motion_actions.html", opening)
register("meetings.motion_row", "votes/slots/motion_row.html", votes_on_motions)
register("meetings.session", "votes/slots/session.html", votes_of_meetings)
register("meetings.tabs", "votes/slots/tab.html", tab)
register("meetings.motion", "votes/slots/election.html", election_on_motion, order=40)
register("meetings.meeting", "votes/slots/elections.html", elections_of_meetings)
register("meetings.meeting_actions", "votes/slots/prepare_election.html", preparing)
