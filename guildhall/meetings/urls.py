from django.urls import path

from guildhall.meetings import views

app_name = "meetings"
MEETING = "meetings/<uuid:pk>/"
ITEM = f"{MEETING}agenda/<uuid:item_pk>/"
INVITATION = f"{MEETING}invitations/<uuid:invitation_pk>/"
urlpatterns = [
    path("meetings/", views.meeting_list, name="meeting_list"),
    path("meetings/convene/", views.convene_meeting, name="convene_meeting"),
    path(MEETING, views.meeting, name="meeting"),
    path(f"{MEETING}change/", views.change_meeting, name="change_meeting"),
    path(f"{MEETING}cancel/", views.cancel_meeting, name="cancel_meeting"),
    path(f"{MEETING}postpone/", views.postpone_meeting, name="postpone_meeting"),
    path(f"{MEETING}agenda/", views.agenda, name="agenda"),
    path(f"{MEETING}agenda/add/", views.add_item, name="add_item"),
    path(f"{ITEM}change/", views.change_item, name="change_item"),
    path(f"{ITEM}result/", views.enter_result, name="enter_result"),
    path(f"{ITEM}move/", views.move_item, name="move_item"),
    path(f"{ITEM}remove/", views.remove_item, name="remove_item"),
    path(f"{MEETING}papers/", views.papers, name="papers"),
    path(f"{MEETING}papers/<uuid:paper_pk>/change/", views.change_paper, name="change_paper"),
    path(f"{MEETING}papers/<uuid:paper_pk>/remove/", views.remove_paper, name="remove_paper"),
    path(f"{MEETING}sponsors/add/", views.add_sponsor, name="add_sponsor"),
    path(f"{MEETING}sponsors/<uuid:sponsor_pk>/remove/", views.remove_sponsor, name="remove_sponsor"),
    path(f"{MEETING}invitations/", views.invitation_list, name="invitation_list"),
    path(f"{MEETING}invitations/sheet/", views.invitation_sheet, name="invitation_sheet"),
    path(f"{MEETING}invitations/fill/", views.fill_invitations, name="fill_invitations"),
    path(f"{MEETING}invitations/invite/", views.invite_person, name="invite_person"),
    path(f"{MEETING}invitations/remind/", views.remind_unanswered, name="remind_unanswered"),
    path(f"{INVITATION}change/", views.change_invitation, name="change_invitation"),
    path(f"{INVITATION}withdraw/", views.withdraw_invitation, name="withdraw_invitation"),
    path(f"{INVITATION}reply/", views.reply_to_invitation, name="reply_to_invitation"),
    path(f"{INVITATION}told/", views.note_told, name="note_told"),
    path(f"{MEETING}notice/", views.notice, name="notice"),
    path(f"{MEETING}notice/letter/", views.notice_letter, name="notice_letter"),
    path("invitations/", views.my_invitations, name="my_invitations"),
    path("invitations/<uuid:invitation_pk>/", views.my_invitation, name="my_invitation"),
    path("calendar/", views.calendar_feed, name="calendar_feed"),
    path("calendar.ics", views.calendar_file, name="calendar_file"),
]
# Below ``/p/<slug>/``: no sign-in.
public_urlpatterns = [path("reply/<str:token>/", views.reply_by_link, name="reply_by_link")]
