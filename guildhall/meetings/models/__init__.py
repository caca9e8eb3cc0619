from guildhall.meetings.models.agenda import AgendaItem, Paper, Speaker
from guildhall.meetings.models.invitation import CalendarFeed, Invitation, InvitationQuerySet
from guildhall.meetings.models.meeting import Meeting, Sponsor
from guildhall.meetings.models.minutes import Minutes, MinutesVersion
from guildhall.meetings.models.motion import Motion
from guildhall.meetings.models.resolution import Resolution
from guildhall.meetings.models.session import AttendanceEvent, SessionStep

__all__ = [
    "AgendaItem",
    "AttendanceEvent",
    "CalendarFeed",
    "Invitation",
    "InvitationQuerySet",
    "Meeting",
    "Minutes",
    "MinutesVersion",
    "Motion",
    "Paper",
    "Resolution",
    "SessionStep",
    "Speaker",
    "Sponsor",
]
