"""Asking a running server, from outside, over connections that stay open."""

import http.client
import json
import statistics
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Times:
    """Milliseconds from sending to having read the answer."""

    median: float
    p95: float

    @classmethod
    def of(cls, seconds: list[float]) -> "Times":
        ordered = sorted(1000 * each for each in seconds)
        return cls(statistics.median(ordered), ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))])


class Caller:
    """One connection of one signed-in person."""

    def __init__(self, port: int, headers: dict[str, str], cookies: dict[str, str] | None = None) -> None:
        self.cookies = dict(cookies or {})
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = headers | {"Accept-Language": "zh-hans"}
        self._show_cookies()

    def get(self, path: str) -> bytes:
        return self.ask("GET", path)

    def post(self, path: str, content: Any) -> Any:
        return json.loads(self.ask("POST", path, content))

    def ask(self, method: str, path: str, content: Any = None, expected: tuple[int, ...] = (200,)) -> bytes:
        body = None if content is None else json.dumps(content).encode()
        headers = self.headers | ({"Content-Type": "application/json"} if body else {})
        try:
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
        except http.client.RemoteDisconnected:  # the server ends connections that rest
            self.connection.close()
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
        answer = response.read()
        self._keep_cookies(response)
        if response.status not in expected:
            raise RuntimeError(f"{method} {path}: {response.status} {answer[:300]!r}")
        return answer

    def _keep_cookies(self, response: http.client.HTTPResponse) -> None:
        """As a browser does: what the server set comes back with the next request."""
        for line in response.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        self._show_cookies()

    def _show_cookies(self) -> None:
        if self.cookies:
            self.headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())


def times(ask: Callable[[], object], rounds: int = 60, warm: int = 6) -> Times:
    """How long ``ask`` takes, one at a time, after a few that do not count."""
    for _ in range(warm):
        ask()
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        ask()
        seconds.append(time.perf_counter() - start)
    return Times.of(seconds)


def per_second(callers: Iterable[Callable[[], object]], seconds: float) -> float:
    """How many answers a second all callers get together while each asks again at once."""
    done, stop = [], threading.Event()

    def keep_asking(ask: Callable[[], object]) -> None:
        number = 0
        while not stop.is_set():
            ask()
            number += 1
        done.append(number)

    threads = [threading.Thread(target=keep_asking, args=(ask,)) for ask in callers]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    stop.set()
    for thread in threads:
        thread.join()
    return sum(done) / (time.perf_counter() - start)


def megabytes(process: int) -> float:
    """Memory of a process and everything it started, pages that they share counted once (PSS)."""
    total = 0
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            total += int(line.split()[1])
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return total / 1024 + sum(megabytes(int(child)) for child in children)
