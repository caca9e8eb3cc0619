"""What can be asked about who is who."""

from guildhall.registry.queries.bodies import BodyLine, body_tree, officers
from guildhall.registry.queries.charter import charter_on, profile_on
from guildhall.registry.queries.posts import holders, posts_of
from guildhall.registry.queries.powers import body_parents, person_of, powers_from_posts
from guildhall.registry.queries.roster import RosterLine, roster

__all__ = [
    "BodyLine",
    "RosterLine",
    "body_parents",
    "body_tree",
    "charter_on",
    "holders",
    "officers",
    "person_of",
    "posts_of",
    "powers_from_posts",
    "profile_on",
    "roster",
]
