"""The overview of a meeting, for one reader."""

from dataclasses import dataclass

from guildhall.accounts.models import User
from guildhall.meetings.models import Invitation, Meeting, Paper, Sponsor
from guildhall.meetings.queries.agenda import AgendaLine, agenda_of, papers_visible_to
from guildhall.meetings.queries.invitation import own_invitation
from guildhall.meetings.queries.meeting import Hub, hub_of


@dataclass(frozen=True)
class MeetingPage:
    """Everything that the overview of a meeting shows; papers that belong to no agenda item stand apart."""

    hub: Hub
    agenda: list[AgendaLine]
    papers: list[Paper]
    photos: list[Paper]
    sponsors: list[Sponsor]
    own_invitation: Invitation | None

    @property
    def meeting(self) -> Meeting:
        return self.hub.meeting


def meeting_page(meeting: Meeting, *, viewer: User) -> MeetingPage:
    """The meeting with its agenda, papers, pictures, thanks, and the reader's own invitation."""
    papers = list(papers_visible_to(viewer, meeting))
    return MeetingPage(
        hub=hub_of(meeting, viewer=viewer),
        agenda=agenda_of(meeting, papers=papers),
        papers=[paper for paper in papers if paper.kind == Paper.Kind.PAPER and paper.item_id is None],
        photos=[paper for paper in papers if paper.kind == Paper.Kind.PHOTO],
        sponsors=list(meeting.sponsors.all()),
        own_invitation=own_invitation(meeting, viewer),
    )
