"""How Chinese is read: syllables without tones, of phrases where a phrase is known (重庆 chong qing), else of characters.

The readings are pypinyin's (MIT), packed by ``tools/pinyin.py`` into a few arrays.
"""

import json
import sys
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, groupby
from pathlib import Path

PACKED = Path(__file__).with_name("pinyin.bin")
HEAD = 4


def _unpack() -> tuple[list[str], str, list[str], "array[int]"]:
    packed = zlib.decompress(PACKED.read_bytes())
    end = HEAD + int.from_bytes(packed[:HEAD], "little")
    syllables, characters, phrases = json.loads(packed[HEAD:end])
    readings = array("H", packed[end:])
    if sys.byteorder == "big":
        readings.byteswap()
    return [sys.intern(one) for one in syllables], characters, phrases, readings


SYLLABLES, CHARACTERS, PHRASES, READINGS = _unpack()
LONGEST = max(map(len, PHRASES))
# Where the readings of each phrase begin: after those of the characters.
STARTS = array("I", accumulate(map(len, PHRASES), initial=len(CHARACTERS)))


def words_of(text: str) -> list[str]:
    """The text in words: known phrases, single Chinese characters, and what is not Chinese in one piece."""
    runs = ((is_read, "".join(run)) for is_read, run in groupby(text, key=_is_read))
    return [word for is_read, run in runs for word in (_words(run) if is_read else [run])]


def syllables_of(text: str) -> list[str]:
    """The syllables of a text, one for each Chinese character; what is not Chinese as it stands."""
    return [syllable for word in words_of(text) for syllable in _reading(word)]


def _words(run: str) -> Iterator[str]:
    while run:
        place = _phrase(run)
        length = 1 if place is None else len(PHRASES[place])
        yield run[:length]
        run = run[length:]


def _phrase(text: str) -> int | None:
    """The place of the longest phrase with which the text begins."""
    sought = text[:LONGEST]
    while len(sought) > 1:
        place = bisect_right(PHRASES, sought) - 1
        if place < 0:
            return None
        found = PHRASES[place]
        if sought.startswith(found):
            return place
        # Whatever else may begin the text is no longer than what the two have in common.
        sought = _in_common(sought, found)
    return None


def _in_common(first: str, second: str) -> str:
    apart = (place for place, (one, other) in enumerate(zip(first, second, strict=False)) if one != other)
    return first[: next(apart, min(len(first), len(second)))]


def _reading(word: str) -> list[str]:
    place = _phrase(word) if len(word) > 1 else _place(word)
    if place is None or (len(word) > 1 and PHRASES[place] != word):
        return [word]
    numbers = READINGS[STARTS[place] : STARTS[place + 1]] if len(word) > 1 else READINGS[place : place + 1]
    return [SYLLABLES[number] for number in numbers]


def _is_read(character: str) -> bool:
    return _place(character) is not None


def _place(character: str) -> int | None:
    place = bisect_right(CHARACTERS, character) - 1
    return place if place >= 0 and CHARACTERS[place] == character else None
