from guildhall.exchange.models.listing import Listing
from guildhall.exchange.models.match import Feedback, Match

__all__ = ["Feedback", "Listing", "Match"]
