"""Telling pages that are open somewhere that something changed. What changed they ask for, as ever.

The process that holds the open streams listens on a local socket (see guildhall/streams.py); every server on this
machine has one. Where none listens nothing is told, and pages ask again by themselves.
"""

import hashlib
import logging
import os
import socket
import tempfile
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils.crypto import salted_hmac

from guildhall.streams import CHANGED, CHANNEL, now

LONGEST_PATH = 80  # of a folder: with a name in it, a socket's address has room for 107 bytes
# Where so many changes wait to be heard that none more is taken, pages will ask anew for those anyway.
MOMENT = 0.1
OFFERED = "guildhall.hand_over"  # in a request's environment, where the server can hand connections over

logger = logging.getLogger(__name__)


def folder() -> Path:
    """Where the sockets of this installation's servers lie, closed to everybody else."""
    near = settings.HOME / "streams"
    if len(os.fsencode(near)) <= LONGEST_PATH:
        return near
    named = hashlib.blake2b(os.fsencode(near), digest_size=8).hexdigest()
    return Path(tempfile.gettempdir()) / f"guildhall-{os.getuid()}-{named}"


def topic_of(*parts: object) -> str:
    """An opaque name for a thing: nobody can tell the thing from it, nor find it without this installation's key."""
    return salted_hmac("guildhall.streams", "/".join(map(str, parts))).hexdigest()[:32]


def touch(topic: str) -> None:
    """What is watched under this topic has changed: say so as soon as the transaction holds."""
    transaction.on_commit(partial(announce, topic), robust=True)


def announce(topic: str) -> None:
    """Say now that it changed. Costs a datagram, and is never an error where nobody listens."""
    if _tell(_doors(), CHANGED + topic.encode()) or connection.vendor != "postgresql":
        return
    try:  # a process without a server beside it, as a command at night: the servers elsewhere must hear it
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, f"{topic} {now()}"])
    except DatabaseError:
        logger.warning("Other servers could not be told of a change.", exc_info=True)


def hand_over(environment: Mapping[str, Any], topic: str) -> bool:
    """Let the process for streams take this request's connection; False where that cannot be done."""
    offered = environment.get(OFFERED)
    return offered is not None and bool(offered(topic))


def _doors() -> Iterable[Path]:
    try:
        return list(folder().iterdir())
    except OSError:
        return ()


def _tell(doors: Iterable[Path], words: bytes) -> int:
    """How many heard it. A socket that nobody listens on any more is taken away."""
    heard = 0
    for door in doors:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            sender.settimeout(MOMENT)
            try:
                sender.sendto(words, os.fspath(door))
                heard += 1
            except ConnectionRefusedError:
                door.unlink(missing_ok=True)
            except OSError:
                logger.warning("The process for streams does not take what it is told.")
    return heard
