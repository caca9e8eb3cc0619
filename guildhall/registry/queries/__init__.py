"""What can be asked about who is who."""

from guildhall.registry.queries.bodies import BodyLine, body_tree, officers
from guildhall.registry.queries.charter import (
    DEFAULT_PRESETS,
    charter_on,
    latest_charter,
    latest_profile,
    profile_on,
)
from guildhall.registry.queries.days import today_in
from guildhall.registry.queries.fitness import fitness
from guildhall.registry.queries.posts import holders, posts_of
from guildhall.registry.queries.powers import body_parents, person_of, powers_from_posts
from guildhall.registry.queries.roster import RosterLine, roster
from guildhall.registry.queries.sign_in import invitation_of_token

__all__ = [
    "DEFAULT_PRESETS",
    "BodyLine",
    "RosterLine",
    "body_parents",
    "body_tree",
    "charter_on",
    "fitness",
    "holders",
    "invitation_of_token",
    "latest_charter",
    "latest_profile",
    "officers",
    "person_of",
    "posts_of",
    "powers_from_posts",
    "profile_on",
    "roster",
    "today_in",
]
