"""The process that holds open streams: tells pages that something changed, with a number, and nothing else.

A web process checks who asks, as for any page, and hands the accepted connection over; from then on it costs a web
process nothing. What changed is told by datagrams on a local socket, and between servers that share a PostgreSQL
database by NOTIFY. Needs no Django and knows nothing of meetings: a topic is an opaque word.
"""

import asyncio
import contextlib
import json
import os
import random
import resource
import signal
import socket
import stat
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from psycopg import AsyncConnection

CHANNEL = "guildhall_streams"
CHANGED, TAKE = b"C", b"T"  # how a datagram begins: a topic changed, or here is a connection that watches it
LONGEST = 200
HEAD = (
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nX-Accel-Buffering: no\r\n"
    "X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\nretry: {retry}\n\n"
)
RETRY = (1000, 4000)  # milliseconds; everyone another, so that thousands do not come back in one moment
BEAT = 20.0
LONGEST_PAUSE = 10.0
LIFE = 6 * 3600.0  # then the reader connects again, and is checked again
SHORTEST_GAP = 0.2
READERS_A_SECOND = 1000.0  # how many are sent to fetch in a second, once changes come faster than that
SLICE = 200
KNOWN_TOPICS = 10_000
SEND_BUFFER = 16 * 1024


def now() -> int:
    """A version: the milliseconds of the clock, so that it grows over restarts and is the same on every server."""
    return time.time_ns() // 1_000_000


class Topic:
    """What is watched by some: its version, and when its readers were last told."""

    def __init__(self, version: int) -> None:
        self.version = version
        self.told_at = 0.0
        self.timer: asyncio.TimerHandle | None = None
        self.readers: set[Reader] = set()

    @property
    def gap(self) -> float:
        return max(SHORTEST_GAP, len(self.readers) / READERS_A_SECOND)


class Reader:
    """One open connection."""

    __slots__ = ("connection", "topic", "until")

    def __init__(self, connection: socket.socket, topic: str, until: float) -> None:
        self.connection, self.topic, self.until = connection, topic, until


class Streams:
    """All readers of this server, by topic."""

    def __init__(self, *, wire: "Wire | None" = None) -> None:
        self.began = now()
        self.topics: dict[str, Topic] = {}
        self.wire = wire
        self.tasks: set[asyncio.Task[None]] = set()

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        return asyncio.get_running_loop()

    def topic(self, name: str) -> Topic:
        known = self.topics.get(name)
        if known is None:
            if len(self.topics) >= KNOWN_TOPICS:
                self._make_room()
            known = self.topics[name] = Topic(self.began)
        return known

    def take(self, connection: socket.socket, name: str) -> None:
        """From now on this connection is told of the topic; at once, which version it has."""
        connection.settimeout(0)
        for level, option, value in (
            (socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER),
            (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),
        ):
            with contextlib.suppress(OSError):
                connection.setsockopt(level, option, value)
        topic = self.topic(name)
        reader = Reader(connection, name, time.monotonic() + LIFE)
        topic.readers.add(reader)
        self.loop.add_reader(connection, self._heard, reader)
        head = HEAD.format(retry=random.randint(*RETRY))  # noqa: S311 - spreads, hides nothing
        self._say(reader, head.encode() + event(topic.version))

    def changed(self, name: str, version: int | None = None) -> None:
        """Something changed: here, or as another server says with the version it gave."""
        topic = self.topic(name)
        if version is None:
            topic.version = max(topic.version + 1, now())
            if self.wire is not None:
                self.wire.tell(name, topic.version)
        elif version <= topic.version:
            return
        else:
            topic.version = version
        if topic.timer is None:
            wait = topic.told_at + topic.gap - self.loop.time()
            topic.timer = self.loop.call_later(max(wait, 0.0), self._tell, topic)

    def everything_may_have_changed(self) -> None:
        """After a time in which other servers could not be heard."""
        self.began = now()
        for name, topic in list(self.topics.items()):
            self.changed(name, max(topic.version + 1, self.began))

    def _tell(self, topic: Topic) -> None:
        topic.timer, topic.told_at = None, self.loop.time()
        self._later(list(topic.readers), event(topic.version))

    async def beat(self) -> None:
        """Keeps connections open through proxies, finds those that died, ends those that are old."""
        while True:
            await asyncio.sleep(BEAT)
            everyone = [reader for topic in self.topics.values() for reader in topic.readers]
            at = time.monotonic()
            for reader in everyone:
                if at > reader.until:
                    self.leave(reader)
            await self._say_all(everyone, b":\n\n")

    def _later(self, readers: list[Reader], words: bytes) -> None:
        task = self.loop.create_task(self._say_all(readers, words))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _say_all(self, readers: list[Reader], words: bytes) -> None:
        for first in range(0, len(readers), SLICE):
            for reader in readers[first : first + SLICE]:
                self._say(reader, words)
            await asyncio.sleep(0)  # others are heard in between

    def _say(self, reader: Reader, words: bytes) -> None:
        """Whoever does not take what was sent is let go; they connect again when they can."""
        try:
            if reader.connection.send(words) == len(words):
                return
        except OSError:
            pass
        self.leave(reader)

    def _heard(self, reader: Reader) -> None:
        try:
            if reader.connection.recv(4096):
                return
        except BlockingIOError:
            return
        except OSError:
            pass
        self.leave(reader)

    def leave(self, reader: Reader) -> None:
        if reader.connection.fileno() >= 0:
            self.loop.remove_reader(reader.connection)
            reader.connection.close()
        self.topics[reader.topic].readers.discard(reader)

    def _make_room(self) -> None:
        """Forget the versions of what nobody watches; whoever comes for them looks once too often."""
        self.began = now()
        for name in [
            name for name, topic in self.topics.items() if not topic.readers and topic.timer is None
        ]:
            del self.topics[name]

    def close(self) -> None:
        for topic in self.topics.values():
            for reader in list(topic.readers):
                self.leave(reader)


def event(version: int) -> bytes:
    return f"id: {version}\nevent: changed\ndata: {json.dumps({'version': version})}\n\n".encode()


class Door:
    """The local socket on which this server's processes say what changed and hand connections over."""

    def __init__(self, path: Path, streams: Streams) -> None:
        self.streams, self.path = streams, path
        private(path.parent)
        path.unlink(missing_ok=True)
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(os.fspath(path))
        self.socket.settimeout(0)

    def listen(self) -> None:
        asyncio.get_running_loop().add_reader(self.socket, self._read)

    def _read(self) -> None:
        while True:
            try:
                said, handed, _flags, _from = socket.recv_fds(self.socket, LONGEST, 4)
            except BlockingIOError:
                return
            self._heed(said[:1], said[1:].decode("ascii", "replace"), handed)

    def _heed(self, kind: bytes, topic: str, handed: Iterable[int]) -> None:
        connections = [socket.socket(fileno=number) for number in handed]
        if kind == CHANGED:
            self.streams.changed(topic)
        for connection in connections:
            if kind == TAKE:
                self.streams.take(connection, topic)
            else:
                connection.close()

    def close(self) -> None:
        self.path.unlink(missing_ok=True)
        self.socket.close()


class Wire:
    """What servers that share a PostgreSQL database tell each other."""

    def __init__(self, database: str) -> None:
        self.database = database
        self.waiting: dict[str, int] = {}
        self.something = asyncio.Event()

    def tell(self, topic: str, version: int) -> None:
        self.waiting[topic] = version
        self.something.set()

    async def listen(self, streams: Streams) -> None:
        """Hears the others for as long as the process lives; what may have been missed counts as changed."""
        async with self._connected() as connection:
            await connection.execute(f"LISTEN {CHANNEL}".encode())
            streams.everything_may_have_changed()
            async for note in connection.notifies():
                topic, _, version = note.payload.partition(" ")
                if version.isdigit():
                    streams.changed(topic, int(version))

    async def speak(self, _streams: Streams) -> None:
        """Tells the others what changed here; what could not be told is told by the next connection."""
        async with self._connected() as connection:
            while True:
                for topic, version in list(self.waiting.items()):
                    await connection.execute("SELECT pg_notify(%s, %s)", [CHANNEL, f"{topic} {version}"])
                    if self.waiting.get(topic) == version:
                        del self.waiting[topic]
                self.something.clear()
                await self.something.wait()

    @contextlib.asynccontextmanager
    async def _connected(self) -> AsyncIterator["AsyncConnection"]:
        from psycopg import AsyncConnection  # noqa: PLC0415 - without PostgreSQL it need not be in memory

        async with await AsyncConnection.connect(
            self.database, autocommit=True, connect_timeout=10
        ) as connection:
            yield connection


async def kept_up(run: Callable[[], Awaitable[None]]) -> None:
    """Run it again whenever the database went away, after a pause that grows."""
    import psycopg  # noqa: PLC0415 - without PostgreSQL it need not be in memory

    pause = 0.5
    while True:
        began = time.monotonic()
        with contextlib.suppress(psycopg.Error, OSError):
            await run()
        pause = 0.5 if time.monotonic() - began > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
        await asyncio.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 - spreads, hides nothing


def private(folder: Path) -> None:
    """The folder of the sockets: nobody else's, and closed to everybody else."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = folder.stat()
    if kept.st_uid != os.getuid():
        raise PermissionError(f"{folder} belongs to somebody else")
    if stat.S_IMODE(kept.st_mode) != 0o700:
        folder.chmod(0o700)


def run(path: Path, database: str = "") -> None:
    """Serve streams until SIGTERM. ``path``: the socket to listen on; ``database``: PostgreSQL shared with others."""
    allow_many_files()
    asyncio.run(_serve(path, database))


def allow_many_files() -> None:
    """As many open connections as the system lets this process have."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


async def _serve(path: Path, database: str) -> None:
    loop, over = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, over.set)
    wire = Wire(database) if database else None
    streams = Streams(wire=wire)
    door = Door(path, streams)
    door.listen()
    work = [streams.beat()]
    if wire is not None:
        work += [kept_up(partial(wire.listen, streams)), kept_up(partial(wire.speak, streams))]
    tasks = [loop.create_task(each) for each in work]
    await over.wait()
    for task in tasks:
        task.cancel()
    door.close()
    streams.close()
