from guildhall.members.models.application import Application, ApplicationFile, ApplicationForm
from guildhall.members.models.member import Member, MemberEvent, MemberQuerySet, TierTerm
from guildhall.members.models.merge import Merge
from guildhall.members.models.tier import Tier

__all__ = [
    "Application",
    "ApplicationFile",
    "ApplicationForm",
    "Member",
    "MemberEvent",
    "MemberQuerySet",
    "Merge",
    "Tier",
    "TierTerm",
]
