"""Everything that can happen to a meeting. One line per noun."""

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
from guildhall.meetings.actions.attendance import Receipt, Refusal, Report, check_in, record_attendance
from guildhall.meetings.actions.calling_off import cancel_meeting, postpone_meeting
from guildhall.meetings.actions.invitation import (
    change_invitation,
    fill_invitations,
    invite_person,
    withdraw_invitation,
)
from guildhall.meetings.actions.meeting import MeetingDetails, change_meeting, convene_meeting
from guildhall.meetings.actions.notice import deliver_notice, note_told, send_notice
from guildhall.meetings.actions.reply import (
    ReplyDetails,
    remind_unanswered,
    reply_by_link,
    reply_to_invitation,
)

__all__ = [
    "ItemDetails",
    "MeetingDetails",
    "Receipt",
    "Refusal",
    "ReplyDetails",
    "Report",
    "ResultDetails",
    "SpeakerDetails",
    "add_item",
    "cancel_meeting",
    "change_invitation",
    "change_item",
    "change_meeting",
    "check_in",
    "convene_meeting",
    "deliver_notice",
    "enter_result",
    "fill_invitations",
    "invite_person",
    "move_item",
    "note_told",
    "order_agenda",
    "postpone_meeting",
    "record_attendance",
    "remind_unanswered",
    "remove_item",
    "reply_by_link",
    "reply_to_invitation",
    "send_notice",
    "withdraw_invitation",
]
