from guildhall.sharing.models.booking import BookedTick, Booking, Closure
from guildhall.sharing.models.resource import Resource, ResourceFeed

__all__ = ["BookedTick", "Booking", "Closure", "Resource", "ResourceFeed"]
