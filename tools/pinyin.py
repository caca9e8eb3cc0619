"""Write guildhall/core/pinyin.bin: how Chinese characters and phrases are read, out of pypinyin (MIT), packed.

    python -m tools.pinyin

pypinyin's dictionaries are fifty megabytes of small objects in every process; packed they are two. What is written is
committed; a test holds it against pypinyin.
"""

import json
import sys
import zlib
from array import array
from collections.abc import Iterable

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.style import convert

from tools.catalogs import ROOT

TARGET = ROOT / "guildhall/core/pinyin.bin"


def main() -> None:
    characters = {chr(code): lazy_pinyin(chr(code))[0] for code in sorted(PINYIN_DICT)}
    phrases = {phrase: reading for phrase, reading in _phrases() if len(phrase) == len(reading) > 1}
    syllables = sorted({*characters.values(), *(one for reading in phrases.values() for one in reading)})
    number = {syllable: place for place, syllable in enumerate(syllables)}
    texts = json.dumps([syllables, "".join(characters), sorted(phrases)], ensure_ascii=False).encode()
    readings = array("H", (number[one] for one in characters.values()))
    readings.extend(number[one] for phrase in sorted(phrases) for one in phrases[phrase])
    if sys.byteorder == "big":
        readings.byteswap()
    packed = len(texts).to_bytes(4, "little") + texts + readings.tobytes()
    TARGET.write_bytes(zlib.compress(packed, 9))
    print(f"{len(characters)} characters, {len(phrases)} phrases, {TARGET.stat().st_size:,} bytes")


def _phrases() -> Iterable[tuple[str, list[str]]]:
    for phrase, reading in PHRASES_DICT.items():
        yield phrase, [convert(one[0], Style.NORMAL, strict=True, default=one[0]) for one in reading]


if __name__ == "__main__":
    main()
