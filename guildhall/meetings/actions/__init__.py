"""Everything that can happen to a meeting."""

from guildhall.meetings.actions.agenda import (
    ItemDetails,
    ResultDetails,
    SpeakerDetails,
    add_item,
    change_item,
    enter_result,
    move_item,
    order_agenda,
    remove_item,
)
from guildhall.meetings.actions.amendment import (
    AmendmentDetails,
    adopt_amendment,
    propose_amendment,
    reject_amendment,
    withdraw_amendment,
)
from guildhall.meetings.actions.attendance import Receipt, Refusal, Report, check_in, record_attendance
from guildhall.meetings.actions.calendar import end_calendar_feed, make_calendar_feed
from guildhall.meetings.actions.calling_off import cancel_meeting, postpone_meeting
from guildhall.meetings.actions.commitment import commit_to
from guildhall.meetings.actions.decision import (
    begin_voting,
    decide_motion,
    enter_motion_result,
    leave_voting,
    settle_motion,
)
from guildhall.meetings.actions.invitation import (
    change_invitation,
    fill_invitations,
    invite_person,
    withdraw_invitation,
)
from guildhall.meetings.actions.meeting import MeetingDetails, change_meeting, convene_meeting
from guildhall.meetings.actions.minutes import (
    approve_minutes,
    draft_minutes,
    return_minutes,
    save_minutes,
    submit_minutes,
)
from guildhall.meetings.actions.motion import (
    MotionDetails,
    change_motion,
    put_motion,
    withdraw_motion,
)
from guildhall.meetings.actions.notice import deliver_notice, note_told, send_notice
from guildhall.meetings.actions.paper import (
    PaperDetails,
    add_paper,
    add_sponsor,
    change_paper,
    remove_paper,
    remove_sponsor,
)
from guildhall.meetings.actions.publication import publish_meeting, show_resolution, withdraw_publication
from guildhall.meetings.actions.recusal import declare_recusal, withdraw_recusal
from guildhall.meetings.actions.reply import (
    ReplyDetails,
    remind_unanswered,
    reply_by_link,
    reply_to_invitation,
)
from guildhall.meetings.actions.resolution import (
    ResolutionDetails,
    issue_resolution,
    number_resolution,
    repeal_resolution,
    supersede_resolution,
)
from guildhall.meetings.actions.session import (
    adjourn_meeting,
    call_item,
    close_meeting,
    open_meeting,
    resume_meeting,
)

__all__ = [
    "AmendmentDetails",
    "ItemDetails",
    "MeetingDetails",
    "MotionDetails",
    "PaperDetails",
    "Receipt",
    "Refusal",
    "ReplyDetails",
    "Report",
    "ResolutionDetails",
    "ResultDetails",
    "SpeakerDetails",
    "add_item",
    "add_paper",
    "add_sponsor",
    "adjourn_meeting",
    "adopt_amendment",
    "approve_minutes",
    "begin_voting",
    "call_item",
    "cancel_meeting",
    "change_invitation",
    "change_item",
    "change_meeting",
    "change_motion",
    "change_paper",
    "check_in",
    "close_meeting",
    "commit_to",
    "convene_meeting",
    "decide_motion",
    "declare_recusal",
    "deliver_notice",
    "draft_minutes",
    "end_calendar_feed",
    "enter_motion_result",
    "enter_result",
    "fill_invitations",
    "invite_person",
    "issue_resolution",
    "leave_voting",
    "make_calendar_feed",
    "move_item",
    "note_told",
    "number_resolution",
    "open_meeting",
    "order_agenda",
    "postpone_meeting",
    "propose_amendment",
    "publish_meeting",
    "put_motion",
    "record_attendance",
    "reject_amendment",
    "remind_unanswered",
    "remove_item",
    "remove_paper",
    "remove_sponsor",
    "repeal_resolution",
    "reply_by_link",
    "reply_to_invitation",
    "resume_meeting",
    "return_minutes",
    "save_minutes",
    "send_notice",
    "settle_motion",
    "show_resolution",
    "submit_minutes",
    "supersede_resolution",
    "withdraw_amendment",
    "withdraw_invitation",
    "withdraw_motion",
    "withdraw_publication",
    "withdraw_recusal",
]
