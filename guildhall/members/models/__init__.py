from guildhall.members.models.application import Application, ApplicationFile, ApplicationForm
from guildhall.members.models.member import Member, MemberEvent, TierTerm
from guildhall.members.models.merge import Merge
from guildhall.members.models.tier import Tier

__all__ = [
    "Application",
    "ApplicationFile",
    "ApplicationForm",
    "Member",
    "MemberEvent",
    "Merge",
    "Tier",
    "TierTerm",
]
