from django.urls import URLPattern, path

from guildhall.sharing import views

app_name = "sharing"
urlpatterns: list[URLPattern] = [
    path("resources/", views.resource_list, name="resource_list"),
    path("resources/new/", views.offer_resource, name="offer_resource"),
    path("resources/bookings/", views.booking_list, name="booking_list"),
    path("resources/bookings/<uuid:pk>/", views.booking, name="booking"),
    path("resources/bookings/<uuid:pk>/booking.ics", views.booking_file, name="booking_file"),
    path("resources/bookings/<uuid:pk>/confirm/", views.confirm_booking, name="confirm_booking"),
    path("resources/bookings/<uuid:pk>/decline/", views.decline_booking, name="decline_booking"),
    path("resources/bookings/<uuid:pk>/cancel/", views.cancel_booking, name="cancel_booking"),
    path("resources/bookings/<uuid:pk>/use/", views.note_use, name="note_use"),
    path("resources/blocked/<uuid:pk>/end/", views.unblock_time, name="unblock_time"),
    path("resources/<uuid:pk>/", views.resource, name="resource"),
    path("resources/<uuid:pk>/month/", views.resource_month, name="resource_month"),
    path("resources/<uuid:pk>/change/", views.change_resource, name="change_resource"),
    path("resources/<uuid:pk>/photo/", views.attach_photo, name="attach_photo"),
    path("resources/<uuid:pk>/retire/", views.retire_resource, name="retire_resource"),
    path("resources/<uuid:pk>/restore/", views.restore_resource, name="restore_resource"),
    path("resources/<uuid:pk>/book/", views.book_resource, name="book_resource"),
    path("resources/<uuid:pk>/block/", views.block_time, name="block_time"),
    path("resources/<uuid:pk>/bookings/", views.resource_bookings, name="resource_bookings"),
    path("resources/<uuid:pk>/bookings.xlsx", views.export_bookings, name="export_bookings"),
    path("resources/<uuid:pk>/feed/", views.make_resource_feed, name="make_resource_feed"),
    path("resources/<uuid:pk>/feed/end/", views.end_resource_feed, name="end_resource_feed"),
    path("resources/<uuid:pk>/calendar.ics", views.resource_calendar, name="resource_calendar"),
]
# Below ``/p/<slug>/``: no sign-in.
public_urlpatterns: list[URLPattern] = [
    path("resources/", views.public_resource_list, name="resource_list"),
    path("resources/<uuid:pk>/", views.public_resource, name="resource"),
]
