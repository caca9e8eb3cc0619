"""What this room tells the expert pool."""

from guildhall.awards.queries import loads_of
from guildhall.experts.reviews import loads_are_counted_by

loads_are_counted_by(loads_of)
