"""What people are told about offers, needs and matches."""

from guildhall.exchange.notices.listing import expiring, filled, published, returned, shared, submitted

__all__ = ["expiring", "filled", "published", "returned", "shared", "submitted"]
