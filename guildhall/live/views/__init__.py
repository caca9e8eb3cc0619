from guildhall.live.views.live import live, live_events, live_own, live_state, live_version
from guildhall.live.views.screen import (
    end_screen_link,
    make_screen_link,
    screen,
    screen_by_link,
    screen_events,
)
from guildhall.live.views.turn import (
    ask_for_floor,
    call_speaker,
    move_turn,
    set_speaking_time,
    stop_speaker,
    turn_list,
    withdraw_turn,
)

__all__ = [
    "ask_for_floor",
    "call_speaker",
    "end_screen_link",
    "live",
    "live_events",
    "live_own",
    "live_state",
    "live_version",
    "make_screen_link",
    "move_turn",
    "screen",
    "screen_by_link",
    "screen_events",
    "set_speaking_time",
    "stop_speaker",
    "turn_list",
    "withdraw_turn",
]
