# -- cooperations --
from guildhall.cooperation.views.cooperation import (
    amend_cooperation,
    amend_step,
    begin_cooperation,
    cooperation,
    cooperation_list,
    end_cooperation,
    introduce,
    leave_cooperation,
    reach_stage,
)

__all__ = [
    "amend_cooperation",
    "amend_step",
    "begin_cooperation",
    "cooperation",
    "cooperation_list",
    "end_cooperation",
    "introduce",
    "leave_cooperation",
    "reach_stage",
]
