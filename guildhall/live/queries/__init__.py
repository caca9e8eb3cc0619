from guildhall.live.queries.screen import digest_of_key, has_screen_link, meeting_of_screen
from guildhall.live.queries.state import LiveState, OwnPart, live_state, live_version, own_part
from guildhall.live.queries.turns import (
    Floor,
    current_item,
    floor_of,
    seconds_for,
    speaking_times,
    turn_list,
)

__all__ = [
    "Floor",
    "LiveState",
    "OwnPart",
    "current_item",
    "digest_of_key",
    "floor_of",
    "has_screen_link",
    "live_state",
    "live_version",
    "meeting_of_screen",
    "own_part",
    "seconds_for",
    "speaking_times",
    "turn_list",
]
