"""What a reader sees first: the public pages for everybody, Today for those who work here."""

from guildhall.site.queries.meeting import (
    PublicAttendee,
    PublicDecision,
    PublicItem,
    PublicMeeting,
    public_meeting,
)
from guildhall.site.queries.news import articles, day_of, release_facts
from guildhall.site.queries.public import (
    PublicAssociation,
    PublicBody,
    PublicPost,
    PublicResolution,
    public_association,
    public_associations,
    public_bodies,
    public_meetings,
    public_news,
    public_organizations,
    public_plans,
    public_resolutions,
    resolutions_in_force,
)
from guildhall.site.queries.search import Found, search
from guildhall.site.queries.today import Today, today

__all__ = [
    "Found",
    "PublicAssociation",
    "PublicAttendee",
    "PublicBody",
    "PublicDecision",
    "PublicItem",
    "PublicMeeting",
    "PublicPost",
    "PublicResolution",
    "Today",
    "articles",
    "day_of",
    "public_association",
    "public_associations",
    "public_bodies",
    "public_meeting",
    "public_meetings",
    "public_news",
    "public_organizations",
    "public_plans",
    "public_resolutions",
    "release_facts",
    "resolutions_in_force",
    "search",
    "today",
]
