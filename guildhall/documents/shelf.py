"""Where contents of files lie: under their SHA-256, in folders of two levels. Written whole or not at all."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

CHUNK = 1 << 18


class TooLongError(Exception):
    """More bytes came than allowed; reading stopped there."""


@dataclass(frozen=True)
class Draft:
    """Content that was received but not yet put on the shelf."""

    stream: IO[bytes]
    path: Path
    size: int
    sha256: str


def path_of(shelf: Path, sha256: str) -> Path:
    return shelf / sha256[:2] / sha256[2:4] / sha256


@contextmanager
def received(stream: IO[bytes], *, shelf: Path, limit: int) -> Iterator[Draft]:
    """The stream's content in a file of its own, which is gone afterwards unless it was put on the shelf."""
    incoming = shelf / "incoming"
    incoming.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=incoming, delete=False) as file:
        path = Path(file.name)
        try:
            size, sha256 = _copy(stream, file, limit)
            file.flush()
            os.fsync(file.fileno())
            yield Draft(file, path, size, sha256)
        finally:
            path.unlink(missing_ok=True)


def _copy(source: IO[bytes], target: "tempfile._TemporaryFileWrapper[bytes]", limit: int) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    while chunk := source.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise TooLongError
        digest.update(chunk)
        target.write(chunk)
    return size, digest.hexdigest()


def put(draft: Draft, *, shelf: Path) -> Path:
    """Moves the content to its place; the same content lies there once, however often it comes."""
    target = path_of(shelf, draft.sha256)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft.path.chmod(0o640)
    draft.path.replace(target)
    for folder in (target.parent, target.parent.parent):
        _sync(folder)
    return target


def _sync(folder: Path) -> None:
    """A new name is safe only when its folder is written too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def left_over(shelf: Path, *, older_than: float) -> Iterable[Path]:
    """Drafts that a crash left behind: last written before that moment (seconds since 1970)."""
    incoming = shelf / "incoming"
    if not incoming.exists():
        return []
    return [path for path in incoming.iterdir() if path.stat().st_mtime < older_than]
