"""Who wants to know when an offer or need is published, changed, renewed, shared or closed.

Other parts of the room register when the project starts; they are called inside the action's transaction.
"""

from collections.abc import Callable

from guildhall.exchange.models import Listing

Listener = Callable[[Listing], None]
_listeners: list[Listener] = []


def when_listed(listener: Listener) -> None:
    """Call ``listener(listing)`` after each change of something that is or was published."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell_listeners(listing: Listing) -> None:
    for listener in _listeners:
        listener(listing)
