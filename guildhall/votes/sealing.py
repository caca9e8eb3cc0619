"""Sealing of secret ballots until the vote closes (HPKE, RFC 9180).

The public half of a vote's key stands in the database, the private half in a file of its own outside of it, readable by
the server's user only. Closing the vote opens the envelopes and destroys the file: what is left in old pages of the
database, its log or a backup of it cannot be read by anyone afterwards.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
# All envelopes of a vote are padded to one length, a multiple of this, so that length tells nothing of the choice.
BLOCK = 512


class KeyLostError(Exception):
    """The file with the private half is not there: what was sealed for it can never be read."""


class BrokenSealError(Exception):
    """The envelope was not sealed for this vote and this seat, or was altered."""


@dataclass(frozen=True)
class SealedBallot:
    """What lies in an envelope: the voter's receipt phrase, the marks, and names written in."""

    phrase: str
    marks: str
    write_ins: tuple[str, ...] = ()


def make_key(vote: UUID, *, folder: Path) -> str:
    """A new key for a vote: the private half into its file, safely on disk; the public half (hex) is returned.

    Refused by ``FileExistsError`` where the vote has its key already.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    private = X25519PrivateKey.generate()
    path = _path(vote, folder)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(private.private_bytes_raw())
        file.flush()
        os.fsync(file.fileno())
    _sync(folder)
    return private.public_key().public_bytes_raw().hex()


def has_key(vote: UUID, *, folder: Path) -> bool:
    """Whether the vote's envelopes can still be opened here."""
    return _path(vote, folder).is_file()


def destroy_key(vote: UUID, *, folder: Path) -> None:
    """The private half is overwritten and gone; nothing where it is gone already."""
    path = _path(vote, folder)
    try:
        with path.open("r+b") as file:
            file.write(bytes(32))
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    path.unlink(missing_ok=True)
    _sync(folder)


def seal(ballot: SealedBallot, *, public: str, vote: UUID, entry: UUID, size: int) -> bytes:
    """The ballot as an envelope of ``size`` bytes of content, bound to the vote and the seat it was given for.

    ValueError where the ballot is longer than ``size``: the caller asks ``size_for`` with the longest possible.
    """
    plain = json.dumps([ballot.phrase, ballot.marks, list(ballot.write_ins)], ensure_ascii=False).encode()
    if len(plain) > size:
        raise ValueError("the ballot is longer than its envelope")
    key = X25519PublicKey.from_public_bytes(bytes.fromhex(public))
    return SUITE.encrypt(plain.ljust(size), key, info=vote.bytes + entry.bytes)


def open_all(envelopes: Sequence[tuple[UUID, bytes]], *, vote: UUID, folder: Path) -> list[SealedBallot]:
    """The ballots in the envelopes (entry, content), in their order; the caller shuffles them.

    Refused with ``KeyLostError`` where the key is gone and ``BrokenSealError`` where an envelope is not what was sealed.
    """
    try:
        private = X25519PrivateKey.from_private_bytes(_path(vote, folder).read_bytes())
    except FileNotFoundError as missing:
        raise KeyLostError from missing
    try:
        return [
            _read(SUITE.decrypt(content, private, info=vote.bytes + entry.bytes))
            for entry, content in envelopes
        ]
    except (InvalidTag, ValueError) as broken:
        raise BrokenSealError from broken


def size_for(candidates: int, seats: int, longest_name: int) -> int:
    """Bytes that hold any ballot of such a vote, as a multiple of a block."""
    longest = 200 + candidates + seats * (longest_name * 4 + 4)
    return -(-longest // BLOCK) * BLOCK


def _read(plain: bytes) -> SealedBallot:
    phrase, marks, write_ins = json.loads(plain)
    return SealedBallot(phrase, marks, tuple(write_ins))


def _path(vote: UUID, folder: Path) -> Path:
    return folder / f"{vote.hex}.key"


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
