"""2,000 ballots arrive within ten seconds from 50 connections, as after "please vote now"."""

import random
import threading
import time
from collections.abc import Iterator
from typing import Any

from bench.timing import Caller, Times

CONNECTIONS, WITHIN = 50, 10.0
SLUG = "bench"  # as in bench.world, which needs Django


def cast(port: int, world: dict[str, Any]) -> tuple[list[float], list[str], float]:
    """Seconds of each ballot from the moment it was due, the phrases of all receipts, and seconds for all.

    Each voter votes at a moment drawn from the ten seconds; who finds all connections busy waits, and the wait counts.
    """
    due = sorted((random.uniform(0, WITHIN), token) for token in world["tokens"])
    path, waiting = f"/api/v1/a/{SLUG}/votes/{world['vote']}/ballot", iter(due)
    lock, seconds, phrases = threading.Lock(), list[float](), list[str]()
    begun = time.perf_counter()

    def send() -> None:
        caller = Caller(port, {})
        while True:
            with lock:
                at, token = next(waiting, (0.0, ""))
            if not token:
                return
            time.sleep(max(0.0, begun + at - time.perf_counter()))
            caller.headers["Authorization"] = f"Bearer {token}"
            answer = caller.post(path, {"marks": random.choice(("for", "against", "abstain"))})
            with lock:
                seconds.append(time.perf_counter() - begun - at)
                phrases.extend(answer["phrases"])

    threads = [threading.Thread(target=send) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seconds, phrases, time.perf_counter() - begun


def figures(seconds: list[float], phrases: list[str], taken: float, found: dict[str, Any]) -> Iterator[str]:
    """Lines to print, after the vote was closed."""
    told, boxed = set(phrases), found["phrases"]
    each = Times.of(seconds)
    yield (
        f"{len(seconds)} secret ballots from {CONNECTIONS} connections in {taken:.1f} s: median {each.median:.0f} ms,"
        f" p95 {each.p95:.0f} ms; {found['voted']} counted, {len(told - set(boxed))} lost,"
        f" {len(boxed) - len(set(boxed))} twice; closed in {found['seconds']:.1f} s"
    )
