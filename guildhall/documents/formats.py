"""What a file really is, told from its content. Pure: a seekable stream in, a word out."""

import zipfile
from dataclasses import dataclass
from typing import IO

import puremagic

OFFICE = "application/vnd.openxmlformats-officedocument."
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "docx": OFFICE + "wordprocessingml.document",
    "xlsx": OFFICE + "spreadsheetml.sheet",
    "pptx": OFFICE + "presentationml.presentation",
    "csv": "text/csv",
    "txt": "text/plain",
    "xml": "application/xml",
}
SHOWN_INLINE = {MEDIA_TYPES[ending] for ending in ("pdf", "png", "jpg", "webp")}
SIGNATURES = {
    b"%PDF-": "pdf",
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
}
OFFICE_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
# What people try to upload under another name; puremagic names the rest.
REFUSED = {
    b"MZ": "EXE",
    b"\x7fELF": "ELF",
    b"\xd0\xcf\x11\xe0": "DOC / XLS / PPT (97–2003)",
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7Z",
    b"\x1f\x8b": "GZIP",
}
TEXTS = ("csv", "txt", "xml")
HEAD = 8192
CHUNK = 1 << 20
# A locked office file is an old compound file that holds a part of this name.
COMPOUND = b"\xd0\xcf\x11\xe0"
LOCKED_PART = "EncryptedPackage".encode("utf-16-le")
LOCKED, UNKNOWN = "locked", "?"


@dataclass(frozen=True)
class Found:
    """``ending`` is one of the allowed ones, or empty; ``what`` names the thing for people, or is LOCKED or UNKNOWN."""

    ending: str
    what: str


def ending_of(name: str) -> str:
    """The ending of a file name in lower case; jpeg is jpg."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return "jpg" if ending == "jpeg" else ending


def found_in(stream: IO[bytes], *, claimed: str) -> Found:
    """What the content is, whatever its name says. Texts have no signature: there the claim decides which."""
    stream.seek(0)
    head = stream.read(HEAD)
    for signature, ending in SIGNATURES.items():
        if head.startswith(signature):
            return Found(ending, ending.upper())
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Found("webp", "WEBP")
    if head.startswith(b"PK"):
        return _in_archive(stream)
    if is_text(head):
        return Found(claimed if claimed in TEXTS else "txt", "text")
    return Found("", _named(stream, head))


def _in_archive(stream: IO[bytes]) -> Found:
    """An office file by its parts; only the table of contents is read, nothing is unpacked."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return Found("", "ZIP")
    if any(part.endswith("vbaProject.bin") for part in parts):
        return Found("", "Office + macros")
    for part, ending in OFFICE_PARTS.items():
        if part in parts and "[Content_Types].xml" in parts:
            return Found(ending, ending.upper())
    return Found("", "ZIP")


def _holds(stream: IO[bytes], part: bytes) -> bool:
    stream.seek(0)
    rest = b""
    while chunk := stream.read(CHUNK):
        if part in rest + chunk:
            return True
        rest = chunk[-len(part) :]
    return False


def is_text(head: bytes) -> bool:
    """Readable as UTF-8, UTF-16 with its mark, or GB 18030, without control characters; an empty file is.

    Each line by itself: who reads the whole can say which line is of another encoding than the rest.
    """
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if any(byte < 0x20 and byte not in b"\t\n\r\f\x1a" for byte in head):
        return False
    return all(
        any(_reads_as(line, encoding) for encoding in ("utf-8", "gb18030")) for line in head.split(b"\n")
    )


def _reads_as(head: bytes, encoding: str) -> bool:
    # The last character may be cut in two where the head ends.
    for cut in range(4):
        try:
            head[: len(head) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _named(stream: IO[bytes], head: bytes) -> str:
    if head.startswith(COMPOUND) and _holds(stream, LOCKED_PART):
        return LOCKED
    for signature, name in REFUSED.items():
        if head.startswith(signature):
            return name
    try:
        guesses = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return UNKNOWN
    return (guesses[0].extension.lstrip(".").upper() or guesses[0].name) if guesses else UNKNOWN
