"""What can happen to cooperations, agreements, joint projects, teams and visits."""

# -- cooperations --
from guildhall.cooperation.actions.cooperation import (
    CooperationDetails,
    Side,
    amend_cooperation,
    begin_cooperation,
    end_cooperation,
    leave_cooperation,
)
from guildhall.cooperation.actions.introduction import introduce
from guildhall.cooperation.actions.stage import amend_step, reach_stage, remind_of_silence

__all__ = [
    "CooperationDetails",
    "Side",
    "amend_cooperation",
    "amend_step",
    "begin_cooperation",
    "end_cooperation",
    "introduce",
    "leave_cooperation",
    "reach_stage",
    "remind_of_silence",
]
