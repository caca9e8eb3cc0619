"""Bodies, organizations, people, posts and seats: who is who on any day."""

from guildhall.registry.models.body import Body, BodyQuerySet
from guildhall.registry.models.charter import CharterProfile, CharterProfileQuerySet
from guildhall.registry.models.invitation import SignInInvitation
from guildhall.registry.models.organization import Organization, OrganizationQuerySet
from guildhall.registry.models.person import Person, PersonQuerySet
from guildhall.registry.models.post import Post, PostQuerySet, Tenure, TenureQuerySet
from guildhall.registry.models.rows import in_force, insights_of
from guildhall.registry.models.seat import Representation, RepresentationQuerySet, Seat, SeatQuerySet

__all__ = [
    "Body",
    "BodyQuerySet",
    "CharterProfile",
    "CharterProfileQuerySet",
    "Organization",
    "OrganizationQuerySet",
    "Person",
    "PersonQuerySet",
    "Post",
    "PostQuerySet",
    "Representation",
    "RepresentationQuerySet",
    "Seat",
    "SeatQuerySet",
    "SignInInvitation",
    "Tenure",
    "TenureQuerySet",
    "in_force",
    "insights_of",
]
