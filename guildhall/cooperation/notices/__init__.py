"""What people are told about cooperations, agreements and joint projects."""

# -- cooperations --
# -- agreements --
from guildhall.cooperation.notices.agreement import (
    agreement_ended,
    agreement_ends,
    agreement_left,
    agreement_offered,
    agreement_recalled,
    agreement_signed,
    sign_soon,
    witnesses_called,
)
from guildhall.cooperation.notices.cooperation import (
    cooperation_ended,
    introduced,
    party_left,
    silent,
    stage_reached,
)

# -- projects, teams, visits --
from guildhall.cooperation.notices.project import measurement_judged, measurement_reported

__all__ = [
    "agreement_ended",
    "agreement_ends",
    "agreement_left",
    "agreement_offered",
    "agreement_recalled",
    "agreement_signed",
    "cooperation_ended",
    "introduced",
    "measurement_judged",
    "measurement_reported",
    "party_left",
    "sign_soon",
    "silent",
    "stage_reached",
    "witnesses_called",
]
