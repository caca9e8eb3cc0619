from guildhall.members.models.application import (
    Application,
    ApplicationFile,
    ApplicationForm,
    ApplicationFormQuerySet,
    ApplicationQuerySet,
)
from guildhall.members.models.letter import NamedPerson, RepresentativeLetter
from guildhall.members.models.member import Member, MemberEvent, MemberQuerySet, TierTerm
from guildhall.members.models.merge import LikelyPair, Merge, NotSame
from guildhall.members.models.tier import Tier

__all__ = [
    "Application",
    "ApplicationFile",
    "ApplicationForm",
    "ApplicationFormQuerySet",
    "ApplicationQuerySet",
    "LikelyPair",
    "Member",
    "MemberEvent",
    "MemberQuerySet",
    "Merge",
    "NamedPerson",
    "NotSame",
    "RepresentativeLetter",
    "Tier",
    "TierTerm",
]
