"""How Chinese is read: pypinyin, holding its forty-seven thousand phrases in half the memory, with the same answers."""

import os
from bisect import bisect_left

# Said before pypinyin is imported: it would keep a second copy of its dictionaries.
os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "1")

from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT
from pypinyin.seg import mmseg
from pypinyin.seg.simpleseg import seg

__all__ = ["lazy_pinyin", "seg"]


class Beginnings(mmseg.PrefixSet):
    """Whether some phrase begins so: looked up among the phrases in order, where pypinyin keeps every beginning."""

    def __init__(self) -> None:
        self.phrases = sorted(PHRASES_DICT)

    def __contains__(self, beginning: str) -> bool:
        place = bisect_left(self.phrases, beginning)
        return place < len(self.phrases) and self.phrases[place].startswith(beginning)


def _share_syllables() -> None:
    """Every phrase has a list of its own for each of its syllables; of those there are but two thousand."""
    known: dict[str, list[str]] = {}
    # All made before the first is let go, so that whole pages of memory come free.
    PHRASES_DICT.update(
        {
            phrase: [known.setdefault(one[0], one) if len(one) == 1 else one for one in reading]
            for phrase, reading in PHRASES_DICT.items()
        }
    )


_share_syllables()
mmseg.seg = mmseg.Seg(Beginnings(), no_non_phrases=True)
mmseg.p_set = mmseg.PrefixSet()  # lets go of the beginnings
