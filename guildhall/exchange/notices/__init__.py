"""What people are told about offers, needs and matches."""

from guildhall.exchange.notices.listing import (
    drafted_for_you,
    expiring,
    filled,
    invited,
    published,
    returned,
    shared,
    submitted,
)
from guildhall.exchange.notices.match import answered, digests, matched

__all__ = [
    "answered",
    "digests",
    "drafted_for_you",
    "expiring",
    "filled",
    "invited",
    "matched",
    "published",
    "returned",
    "shared",
    "submitted",
]
