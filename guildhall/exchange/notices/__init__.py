"""What people are told about offers, needs and matches."""

from guildhall.exchange.notices.listing import (
    drafted_for_you,
    expiring,
    filled,
    published,
    returned,
    shared,
    submitted,
)

__all__ = ["drafted_for_you", "expiring", "filled", "published", "returned", "shared", "submitted"]
