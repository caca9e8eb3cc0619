"""Who wants to know that a place on a chain was confirmed: rooms above, such as needs that a gap gave rise to."""

from collections.abc import Callable

from guildhall.chain.models import Placement

Told = Callable[[Placement], None]
_told: list[Told] = []


def when_placed(callback: Told) -> None:
    """Have ``callback(placement)`` called inside the transaction in which a place is confirmed; registered once."""
    if callback not in _told:
        _told.append(callback)


def tell_placed(placement: Placement) -> None:
    for callback in _told:
        callback(placement)
