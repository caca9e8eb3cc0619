"""What people are told about cooperations, agreements and joint projects."""

# -- cooperations --
from guildhall.cooperation.notices.cooperation import (
    cooperation_ended,
    introduced,
    party_left,
    silent,
    stage_reached,
)

__all__ = ["cooperation_ended", "introduced", "party_left", "silent", "stage_reached"]
