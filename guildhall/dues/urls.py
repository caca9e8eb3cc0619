from django.urls import path

from guildhall.dues import views

app_name = "dues"
urlpatterns = [
    path("dues/notices/", views.notice_list, name="notice_list"),
    path("dues/notices/<uuid:pk>/", views.notice, name="notice"),
    path("dues/notices/<uuid:pk>/pdf/", views.print_notice, name="print_notice"),
    path("dues/notices/<uuid:pk>/cancel/", views.cancel_notice, name="cancel_notice"),
    path("dues/notices/<uuid:pk>/waive/", views.request_waiver, name="request_waiver"),
    path("dues/waivers/", views.waiver_list, name="waiver_list"),
    path("dues/waivers/<uuid:pk>/approve/", views.approve_waiver, name="approve_waiver"),
    path("dues/waivers/<uuid:pk>/refuse/", views.refuse_waiver, name="refuse_waiver"),
    path("dues/waivers/<uuid:pk>/undo/", views.undo_waiver, name="undo_waiver"),
    path("dues/runs/", views.run_list, name="run_list"),
    path("dues/runs/new/", views.prepare_run, name="prepare_run"),
    path("dues/runs/<uuid:pk>/", views.run, name="run"),
    path("dues/runs/<uuid:pk>/book/", views.book_run, name="book_run"),
    path("dues/runs/<uuid:pk>/send/", views.send_run, name="send_run"),
    path("dues/runs/<uuid:pk>/add/", views.issue_notice, name="issue_notice"),
    path("dues/standards/", views.standard_list, name="standard_list"),
    path("dues/standards/new/", views.draft_standard, name="draft_standard"),
    path("dues/standards/<uuid:pk>/", views.standard, name="standard"),
    path("dues/standards/<uuid:pk>/change/", views.change_standard, name="change_standard"),
    path("dues/standards/<uuid:pk>/rates/", views.set_rates, name="set_rates"),
    path("dues/standards/<uuid:pk>/adopt/", views.adopt_standard, name="adopt_standard"),
    path("dues/reminders/", views.reminder_step_list, name="reminder_step_list"),
    path("dues/reminders/new/", views.add_reminder_step, name="add_reminder_step"),
    path("dues/reminders/<uuid:pk>/change/", views.change_reminder_step, name="change_reminder_step"),
    path("dues/account/", views.set_bank_account, name="set_bank_account"),
]
