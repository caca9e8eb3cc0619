"""The story's clock. The demonstration tells a year that has passed, by the same actions that people use.

Actions ask ``django.utils.timezone.now`` what time it is, and rightly take no other answer: a door
through which the time could be set would be a door through which the record could be falsified. So
the demonstration, and nothing else, moves the clock of its own process while it tells what happened then.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Inside the block it is that moment for this process; afterwards it is what it was before."""
    if timezone.is_naive(moment):
        raise ValueError("The story's moments name their time zone.")
    now = moment.astimezone(UTC)
    with patch.object(timezone, "now", lambda: now):
        yield
