from guildhall.meetings.queries.meeting import (
    MeetingPage,
    ReplyCounts,
    bodies_sat_in,
    meeting_list,
    meeting_page,
    meetings_visible_to,
    reply_counts,
)

__all__ = [
    "MeetingPage",
    "ReplyCounts",
    "bodies_sat_in",
    "meeting_list",
    "meeting_page",
    "meetings_visible_to",
    "reply_counts",
]
