"""Open streams under `guildhall serve`: a web process hands the connection over to the process that holds them."""

import os
import socket
import ssl
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from django.db import connection

from guildhall import streams
from guildhall.core.streams import OFFERED, folder

# Said by the parent before it forks: which socket the process for streams of this server listens on.
NAMED = "GUILDHALL_STREAMS"
PATIENCE = 0.5


def name_door() -> None:
    os.environ[NAMED] = os.fspath(folder() / f"{os.getpid()}.sock")


def run() -> None:
    streams.run(Path(os.environ[NAMED]), _database())


def _database() -> str:
    """How to reach PostgreSQL, as the rest of the product does; nothing on SQLite."""
    if connection.vendor != "postgresql":
        return ""
    from psycopg.conninfo import make_conninfo  # noqa: PLC0415 - without PostgreSQL it need not be in memory

    # Names of Django's own and objects such as factories are left out.
    plain = {
        name: str(value)
        for name, value in connection.get_connection_params().items()
        if isinstance(value, str | int) and name != "prepare_threshold"
    }
    return str(make_conninfo("", **plain))


class HandingOver:
    """The application, with an offer in each request's environment: to hand its connection over.

    A client cannot make that offer: what it sends stands in the environment under ``HTTP_`` names only.
    """

    def __init__(self, application: Any) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        accepted = environ.get("gunicorn.socket")
        if isinstance(accepted, socket.socket) and not isinstance(accepted, ssl.SSLSocket):
            environ[OFFERED] = partial(give, accepted)
        answer: Iterable[bytes] = self.application(environ, start_response)
        return answer


def give(accepted: socket.socket, topic: str) -> bool:
    """Send the connection to the process for streams; here a dead end takes its place.

    So the web server goes on as with any request: it answers, but nobody hears it, and closes, but nothing is closed.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as door:
        door.settimeout(PATIENCE)
        try:
            door.connect(os.environ[NAMED])
            socket.send_fds(door, [streams.TAKE + topic.encode()], [accepted.fileno()])
        except OSError:
            return False
    here, there = socket.socketpair()
    with here, there:
        os.dup2(here.fileno(), accepted.fileno(), inheritable=False)
    return True
