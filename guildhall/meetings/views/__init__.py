from guildhall.meetings.views.agenda import (
    add_item,
    agenda,
    change_item,
    enter_result,
    move_item,
    remove_item,
)
from guildhall.meetings.views.calendar import calendar_feed, calendar_file
from guildhall.meetings.views.invitation import (
    change_invitation,
    fill_invitations,
    invitation_list,
    invitation_sheet,
    invite_person,
    note_told,
    withdraw_invitation,
)
from guildhall.meetings.views.meeting import (
    cancel_meeting,
    change_meeting,
    convene_meeting,
    meeting,
    meeting_list,
    postpone_meeting,
)
from guildhall.meetings.views.notice import notice, notice_letter
from guildhall.meetings.views.paper import add_sponsor, change_paper, papers, remove_paper, remove_sponsor
from guildhall.meetings.views.reply import (
    my_invitation,
    my_invitations,
    remind_unanswered,
    reply_by_link,
    reply_to_invitation,
)

__all__ = [
    "add_item",
    "add_sponsor",
    "agenda",
    "calendar_feed",
    "calendar_file",
    "cancel_meeting",
    "change_invitation",
    "change_item",
    "change_meeting",
    "change_paper",
    "convene_meeting",
    "enter_result",
    "fill_invitations",
    "invitation_list",
    "invitation_sheet",
    "invite_person",
    "meeting",
    "meeting_list",
    "move_item",
    "my_invitation",
    "my_invitations",
    "note_told",
    "notice",
    "notice_letter",
    "papers",
    "postpone_meeting",
    "remind_unanswered",
    "remove_item",
    "remove_paper",
    "remove_sponsor",
    "reply_by_link",
    "reply_to_invitation",
    "withdraw_invitation",
]
