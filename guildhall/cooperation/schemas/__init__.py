"""What the API of this room accepts and returns."""

# -- cooperations --
from guildhall.cooperation.schemas.cooperation import (
    AmendCooperationIn,
    AmendStepIn,
    CooperationIn,
    CooperationLineOut,
    CooperationOut,
    EndIn,
    IntroduceIn,
    LeaveIn,
    NamedOut,
    NewCooperationIn,
    StageIn,
)

__all__ = [
    "AmendCooperationIn",
    "AmendStepIn",
    "CooperationIn",
    "CooperationLineOut",
    "CooperationOut",
    "EndIn",
    "IntroduceIn",
    "LeaveIn",
    "NamedOut",
    "NewCooperationIn",
    "StageIn",
]
