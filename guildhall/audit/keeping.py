"""What was worked out once is kept until the association's record grows.

Every change writes a line of the record in its own transaction, so the hash of the last line names the
state of everything that belongs to the association. An answer kept under that hash can be read again by
every process that finds the same hash, and is never asked for again once anything has changed. Who comes into the room
is no change in this sense: those lines pass.
"""

import hashlib
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import caches
from django.db import connection

from guildhall.accounts.models import Association
from guildhall.audit.queries import version_of

Value = TypeVar("Value")
SECONDS = 600  # what nobody asks for makes room; what is asked for is right for as long as it is found
MISSING = object()


def kept(association: Association, key: tuple[object, ...], ask: Callable[[], Value]) -> Value:
    """``ask()``, or what it said earlier for the same key while nothing in the association was changed.

    ``key``: everything else that the answer depends on (the reader, the day, ...), each with a plain ``repr``.
    ``ask`` must return what can be pickled, and may only read rows of this association.
    Inside a transaction nothing is kept or read back: there, more than the record says may have changed.
    """
    if connection.in_atomic_block:
        return ask()
    shelf, place = caches["kept"], _place(association, key)
    found = shelf.get(place, MISSING)
    if found is MISSING:
        found = ask()
        shelf.set(place, found, SECONDS)
    answer: Value = found
    return answer


def _place(association: Association, key: tuple[object, ...]) -> str:
    whole = repr((str(association.pk), version_of(association), *key))
    return hashlib.blake2b(whole.encode(), digest_size=24).hexdigest()
