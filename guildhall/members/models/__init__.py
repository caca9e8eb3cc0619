from guildhall.members.models.application import Application, ApplicationFile, ApplicationForm
from guildhall.members.models.member import Member, MemberEvent, MemberQuerySet, TierTerm
from guildhall.members.models.merge import LikelyPair, Merge, NotSame
from guildhall.members.models.tier import Tier

__all__ = [
    "Application",
    "ApplicationFile",
    "ApplicationForm",
    "LikelyPair",
    "Member",
    "MemberEvent",
    "MemberQuerySet",
    "Merge",
    "NotSame",
    "Tier",
    "TierTerm",
]
