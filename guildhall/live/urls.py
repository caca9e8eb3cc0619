from django.urls import path

from guildhall.live import views

app_name = "live"
MEETING = "meetings/<uuid:pk>/"
TURN = f"{MEETING}floor/<uuid:turn_pk>/"
SHOWN = "live/<uuid:pk>/<str:kind>/<str:language>/<str:proof>/"
urlpatterns = [
    path(f"{MEETING}live/", views.live, name="live"),
    path(f"{MEETING}live/own/", views.live_own, name="live_own"),
    path(f"{MEETING}live/events/", views.live_events, name="live_events"),
    path(f"{MEETING}floor/", views.turn_list, name="turn_list"),
    path(f"{MEETING}floor/ask/", views.ask_for_floor, name="ask_for_floor"),
    path(f"{MEETING}floor/time/", views.set_speaking_time, name="set_speaking_time"),
    path(f"{TURN}withdraw/", views.withdraw_turn, name="withdraw_turn"),
    path(f"{TURN}call/", views.call_speaker, name="call_speaker"),
    path(f"{TURN}stop/", views.stop_speaker, name="stop_speaker"),
    path(f"{TURN}move/", views.move_turn, name="move_turn"),
    path(f"{MEETING}screen/", views.screen, name="screen"),
    path(f"{MEETING}screen/link/", views.make_screen_link, name="make_screen_link"),
    path(f"{MEETING}screen/link/end/", views.end_screen_link, name="end_screen_link"),
]
# Below ``/p/<slug>/``: no sign-in, the address itself is the key.
public_urlpatterns = [
    path(SHOWN, views.live_state, name="live_state"),
    path(f"{SHOWN}version/", views.live_version, name="live_version"),
    path("screen/<str:key>/", views.screen_by_link, name="screen_by_link"),
    path("screen/<str:key>/events/", views.screen_events, name="screen_events"),
]
