from guildhall.live.actions.screen import end_screen_link, make_screen_link
from guildhall.live.actions.speaking_time import set_speaking_time
from guildhall.live.actions.turn import ask_for_floor, call_speaker, move_turn, stop_speaker, withdraw_turn

__all__ = [
    "ask_for_floor",
    "call_speaker",
    "end_screen_link",
    "make_screen_link",
    "move_turn",
    "set_speaking_time",
    "stop_speaker",
    "withdraw_turn",
]
