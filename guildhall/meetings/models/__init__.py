from guildhall.meetings.models.agenda import AgendaItem, Paper, Speaker
from guildhall.meetings.models.amendment import Amendment
from guildhall.meetings.models.invitation import CalendarFeed, Invitation, InvitationQuerySet
from guildhall.meetings.models.meeting import Meeting, Sponsor
from guildhall.meetings.models.minutes import Minutes, MinutesVersion
from guildhall.meetings.models.motion import Motion, MotionVersion
from guildhall.meetings.models.recusal import Recusal
from guildhall.meetings.models.resolution import Resolution, ResolutionQuerySet
from guildhall.meetings.models.session import AttendanceEvent, SessionStep

__all__ = [
    "AgendaItem",
    "Amendment",
    "AttendanceEvent",
    "CalendarFeed",
    "Invitation",
    "InvitationQuerySet",
    "Meeting",
    "Minutes",
    "MinutesVersion",
    "Motion",
    "MotionVersion",
    "Paper",
    "Recusal",
    "Resolution",
    "ResolutionQuerySet",
    "SessionStep",
    "Speaker",
    "Sponsor",
]
