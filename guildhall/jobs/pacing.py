"""Background work goes at a walk, so that people who write at the same time need not wait."""

import time

from django.db import connection

PAUSE = 0.004


def give_way() -> None:
    """To be called between two transactions of a long run.

    SQLite lets one write at a time and who waits asks again after growing pauses: a run that begins its next
    transaction at once would keep everybody else out for seconds.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(PAUSE)
