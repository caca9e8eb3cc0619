"""2,000 connected by server-sent events: how long until each was told, and until each has what changed.

The client is one process with one loop, so that it takes as little as it can of the processors that it shares with
the server. Each of the connected asks as the page does: after a moment of its own choosing, on a new connection that
it leaves open.
"""

import heapq
import json
import random
import re
import resource
import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from bench.timing import Caller, Times, megabytes

CONNECTED = 2000
AT_ONCE = 50  # so many connect at the same time
TOGETHER = 0.15  # as in static/live/live.js
PATIENCE = 60.0
REST = 4.0  # longer than the server keeps connections that rest
EVENT = re.compile(rb"id: (\d+)\nevent: changed\n")
LENGTH = re.compile(rb"Content-Length: (\d+)", re.IGNORECASE)


@dataclass
class Listener:
    """One open page: its stream, what it was told last, and what it asks for."""

    stream: socket.socket
    version: int = 0
    told_at: float = 0.0
    has_at: float = 0.0
    asking: socket.socket | None = None
    answer: bytes = b""


@dataclass
class Hall:
    """All of them in one loop."""

    port: int
    cookie: str
    events: str
    state: str
    served: int = 0
    idle: list[socket.socket] = field(default_factory=list)
    listeners: list[Listener] = field(default_factory=list)
    due: list[tuple[float, int, Listener]] = field(default_factory=list)
    order: Iterator[int] = field(default_factory=count)
    loop: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)

    def connect(self, most: int) -> float:
        """Seconds until all streams are open."""
        begun, waiting = time.perf_counter(), 0
        request = (
            f"GET {self.events} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {self.cookie}\r\n"
            "Accept: text/event-stream\r\n\r\n"
        ).encode()
        for _ in range(most):
            stream = socket.create_connection(("127.0.0.1", self.port))
            stream.sendall(request)
            stream.settimeout(0)
            listener = Listener(stream)
            self.listeners.append(listener)
            self.loop.register(stream, selectors.EVENT_READ, listener)
            waiting += 1
            while waiting >= AT_ONCE:
                self.turn(0.01, fetch=False)
                waiting = sum(not one.version for one in self.listeners)
        self.until(lambda: all(one.version for one in self.listeners), fetch=False)
        return time.perf_counter() - begun

    def until(self, done: Any, *, fetch: bool) -> None:
        end = time.perf_counter() + PATIENCE
        while not done():
            if time.perf_counter() > end:
                raise RuntimeError("somebody was never told, or never got an answer")
            self.turn(0.005, fetch=fetch)

    def turn(self, seconds: float, *, fetch: bool = True) -> None:
        for key, _ in self.loop.select(seconds):
            listener: Listener = key.data
            if key.fileobj is listener.stream:
                self._told(listener, fetch=fetch)
            else:
                self._answered(listener)
        while self.due and self.due[0][0] <= time.perf_counter():
            self._ask(heapq.heappop(self.due)[2])

    def _told(self, listener: Listener, *, fetch: bool) -> None:
        said = listener.stream.recv(65536)
        if not said:
            raise RuntimeError("a stream ended")
        versions = EVENT.findall(said)
        if versions and int(versions[-1]) > listener.version:
            listener.version = int(versions[-1])
            listener.told_at = time.perf_counter()
            if fetch:
                at = listener.told_at + random.random() * TOGETHER
                heapq.heappush(self.due, (at, next(self.order), listener))

    def _ask(self, listener: Listener) -> None:
        listener.asking = socket.create_connection(("127.0.0.1", self.port))
        listener.asking.sendall(
            f"GET {self.state}?v={listener.version} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            "Accept-Encoding: gzip\r\n\r\n".encode()
        )
        listener.answer = b""
        self.loop.register(listener.asking, selectors.EVENT_READ, listener)

    def _answered(self, listener: Listener) -> None:
        if listener.asking is None:
            return
        listener.answer += listener.asking.recv(65536)
        head, end, body = listener.answer.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        if not end or length is None or len(body) < int(length[1]):
            return
        if b" 200 " not in head[:20]:
            raise RuntimeError(head.decode())
        self.loop.unregister(listener.asking)
        self.idle.append(listener.asking)  # as browsers do, which wait for the server to close it
        listener.asking, listener.has_at = None, time.perf_counter()
        self.served += 1

    def close(self) -> None:
        for listener in self.listeners:
            listener.stream.close()


def measure(port: int, caller: Caller, reader: Caller, world: dict[str, Any], server: int) -> Iterator[str]:
    """``caller`` calls one agenda item after another; ``reader`` is signed in and looks at the live page."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    page = reader.get(f"/a/bench/meetings/{world['meeting']}/live/").decode()
    [state] = re.findall(r'data-state="([^"]+)"', page)
    [events] = re.findall(r'data-events="([^"]+)"', page)
    hall = Hall(port, reader.headers["Cookie"], events, state)
    before = megabytes(server)
    seconds = hall.connect(CONNECTED)
    yield f"{CONNECTED} streams opened in {seconds:.1f} s; server {before:.0f} MB before, {megabytes(server):.0f} MB with them"
    told: list[float] = []
    have: list[float] = []
    alone: list[float] = []
    for item in world["items"]:
        _rest(hall)
        begun = time.perf_counter()
        answered = _call(
            hall, caller, f"/api/v1/a/bench/meetings/{world['meeting']}/agenda/{item}/call", begun
        )
        alone.append(answered)
        told += [one.told_at - begun for one in hall.listeners]
        have += [one.has_at - begun for one in hall.listeners]
    hall.close()
    words = "from the act's being asked for ({:.0f} ms until answered): told {:.0f} ms (p95 {:.0f}), has what changed {:.0f} ms (p95 {:.0f}, last {:.0f})"
    first, second = Times.of(told), Times.of(have)
    yield words.format(
        Times.of(alone).median, first.median, first.p95, second.median, second.p95, 1000 * max(have)
    )
    yield f"server afterwards {megabytes(server):.0f} MB"


def _rest(hall: Hall) -> None:
    end = time.perf_counter() + REST
    while time.perf_counter() < end:
        hall.turn(0.05)
    while hall.idle:
        hall.idle.pop().close()


def _call(hall: Hall, caller: Caller, path: str, begun: float) -> float:
    """Ask for the act without waiting, then listen until everyone has what changed; seconds until it was answered."""
    caller.connection.connect()
    headers = caller.headers | {"Content-Type": "application/json"}
    for listener in hall.listeners:
        listener.told_at = listener.has_at = 0.0
    hall.served = 0
    caller.connection.request("POST", path, json.dumps({}), headers)
    answered: list[float] = []

    def done() -> bool:
        if not answered and _readable(caller):
            caller.connection.getresponse().read()
            answered.append(time.perf_counter() - begun)
        return bool(answered) and hall.served == len(hall.listeners)

    hall.until(done, fetch=True)
    return answered[0]


def _readable(caller: Caller) -> bool:
    with selectors.DefaultSelector() as look:
        look.register(caller.connection.sock, selectors.EVENT_READ)
        return bool(look.select(0))
