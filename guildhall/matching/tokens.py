"""Text to terms. Pure: a string in, the terms by which it is found out.

The same for offers, needs and every engine below. Chinese gives its characters and pairs of neighbours, other
scripts give words (English ones by their stem), and what mixes letters, digits and signs stays whole: ``c++``,
``q355b``, ``10.9级``; ``YE3-160M-4`` and ``YE3 160M4`` share their parts. Width, case and traditional characters
make no difference. A number or a word that touches a Chinese character makes a pair with it, so ``工业4.0`` is
found by ``业4.0``.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from operator import add
from typing import NamedTuple

import opencc
import tantivy

HAN = "〇々㐀-䶿一-鿿\U00020000-\U0003ffff"
WORD = rf"(?:(?![{HAN}_])\w)+"
# A run of Han characters, or a compound such as 10.9, anti-rust, ye3-160m-4, c++, c#.
RUN = re.compile(rf"([{HAN}]+)|({WORD}(?:[.\-/&']{WORD})*(?:(?:\+\+?|#)(?!\w))?)")
HAN_FIRST = re.compile(rf"[{HAN}]")
SEPARATOR = re.compile(r"[\-/&']")
POSSESSIVE = re.compile(r"'s?(?!\w)")
DASHES = {ord(dash): "-" for dash in "‐‑‒–—―−"} | {ord("’"): "'", ord("‘"): "'"}
BROKEN = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # halves of characters, which no file can hold
LONGEST_TERM = 60
SHORTEST_MISSPELT = 5
# Words that say nothing about what is offered or needed.
EMPTY_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an and as at be being by etc for from in is are it its not of on or other sb sth than that the their"
        " to use used with",
    )
)


class Piece(NamedTuple):
    """A term and where it stands in the normalized text."""

    term: str
    start: int
    end: int


def normalized(text: str) -> str:
    """Full-width to half-width, small letters, simplified characters, one kind of dash and apostrophe."""
    return unicodedata.normalize("NFKC", text).lower().translate(_folding())


def terms(text: str) -> list[str]:
    """The terms of a text, as often as they stand there."""
    return normalized_terms(normalized(text))


def normalized_terms(text: str) -> list[str]:
    """The same of a text that is normalized already, without their places: what an index is built from."""
    found: list[str] = []
    last, before = "", -1
    for run in RUN.finditer(text):
        said = run.group()
        if run.lastindex == 1:
            found += said
            found += map(add, said, said[1:])
            first, following = said[0], said[-1]
        else:
            found += _words(said)
            first = following = _whole(said)
        if run.start() == before:
            found.append(last + first)
        last, before = following, run.end()
    return found


def pieces(text: str) -> Iterator[Piece]:
    """The terms of a normalized text with their places."""
    last, since, before = "", 0, -1  # the unit before: a character or a word, where it began and ended
    for found in RUN.finditer(text):
        start, end = found.span()
        run = found.group()
        if found.lastindex == 1:
            first, front, following, back = run[0], start + 1, run[-1], end - 1
            yield from _characters(run, start)
        else:
            first = following = _whole(run)
            front, back = end, start
            yield from (Piece(term, start, end) for term in _words(run))
        if start == before:
            yield Piece(last + first, since, front)
        last, since, before = following, back, end


def _characters(run: str, start: int) -> Iterator[Piece]:
    for place, character in enumerate(run, start):
        yield Piece(character, place, place + 1)
    for place in range(len(run) - 1):
        yield Piece(run[place : place + 2], start + place, start + place + 2)


@lru_cache(maxsize=100_000)
def _words(run: str) -> tuple[str, ...]:
    """A compound with a digit counts whole and in parts, one of letters only in parts."""
    plain = POSSESSIVE.sub("", run)
    parts = [part for part in SEPARATOR.split(plain) if part]
    found = []
    if len(parts) > 1 and any(letter.isdigit() for letter in plain):
        found.append(_whole(plain))
        parts = [part for part in parts if len(part) > 1]
    for part in parts:
        if part not in EMPTY_WORDS:
            found.append(stem(part))
            if part[-1] in "+#" and len(bare := part.rstrip("+#")) > 1:
                found.append(stem(bare))
    return tuple(found)


def _whole(run: str) -> str:
    return SEPARATOR.sub("", run)[:LONGEST_TERM]


def is_han(term: str) -> bool:
    """Whether a term begins with a Chinese character."""
    return HAN_FIRST.match(term) is not None


def may_be_misspelt(term: str) -> bool:
    """Whether a term is a word long enough that another word one letter away is likely meant."""
    return len(term) >= SHORTEST_MISSPELT and term.isascii() and term.isalpha()


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without its endings (Snowball for English) and accents; what holds digits or signs stays as it is."""
    if not word.isalpha():
        return word[:LONGEST_TERM]
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter)
    )
    found = _stemmer().analyze(plain) if plain.isascii() else [plain]
    return (found[0] if found else plain)[:LONGEST_TERM]


@cache
def _stemmer() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
    return builder.filter(tantivy.Filter.stemmer("english")).build()


@cache
def _folding() -> dict[int, str]:
    """Traditional to simplified, character by character, as OpenCC has it."""
    known = [chr(code) for code in range(0x3400, 0xA000)]
    simple = opencc.OpenCC("t2s").convert("\n".join(known)).split("\n")
    return DASHES | BROKEN | {ord(old): new for old, new in zip(known, simple, strict=True) if old != new}
