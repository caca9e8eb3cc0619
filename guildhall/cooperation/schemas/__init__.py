"""What the API of this room accepts and returns."""

# -- cooperations --
# -- agreements --
from guildhall.cooperation.schemas.agreement import (
    AgreementIn,
    AgreementListOut,
    AgreementOut,
    AmendAgreementIn,
    CheckIn,
    NewAgreementIn,
    PublicAgreementOut,
    PublicCooperationOut,
    PublishAgreementIn,
    RecallIn,
    SignAgreementIn,
)
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

# -- funnel --
from guildhall.cooperation.schemas.funnel import FunnelIn, FunnelOut

__all__ = [
    "AgreementIn",
    "AgreementListOut",
    "AgreementOut",
    "AmendAgreementIn",
    "AmendCooperationIn",
    "AmendStepIn",
    "CheckIn",
    "CooperationIn",
    "CooperationLineOut",
    "CooperationOut",
    "EndIn",
    "FunnelIn",
    "FunnelOut",
    "IntroduceIn",
    "LeaveIn",
    "NamedOut",
    "NewAgreementIn",
    "NewCooperationIn",
    "PublicAgreementOut",
    "PublicCooperationOut",
    "PublishAgreementIn",
    "RecallIn",
    "SignAgreementIn",
    "StageIn",
]
