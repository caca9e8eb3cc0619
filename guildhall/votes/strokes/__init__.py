"""按姓氏笔画为序: the order in which candidates stand on a ballot. Pure; the table is made by ``tools/strokes.py``.

A surname with fewer strokes stands first; of as many, that whose strokes come first stroke by stroke in the order 横, 竖, 撇,
点, 折. Of one surname, given names of one character stand before longer ones, then character by character in the same
way. A compound surname (欧阳) follows all of its first character alone (欧). Names in Latin letters follow the Chinese ones.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from guildhall.core.sentences import Sentence

TABLE = Path(__file__).with_name("table.txt")
FIRST_CHINESE = "\u2e80"
UNKNOWN = 1_000_000  # after every character of the table
IGNORED = re.compile(r"[\s·•‧・]+")
_COMPOUND = """
    欧阳 上官 司马 诸葛 司徒 司空 夏侯 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 端木 东方 独孤 南宫 西门 轩辕 钟离 闻人 澹台 申屠 公冶 宗政
    濮阳 淳于 单于 太叔 仲孙 鲜于 闾丘 司寇 呼延 赫连 万俟 拓跋 第五 百里 东郭 南门 羊舌 微生 梁丘 左丘 公羊 谷梁 乐正 漆雕 亓官 颛孙
    巫马 公西 壤驷 公良 段干 夹谷 完颜 纳兰 叶赫 歐陽 司馬 諸葛 尉遲 長孫 東方 獨孤 軒轅 鍾離
"""
COMPOUND = frozenset(_COMPOUND.split())
Key = tuple[int, tuple[int, ...], bool, tuple[int, ...], str]
Named = TypeVar("Named")


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, int], dict[str, int]]:
    """The place of every character, and how many strokes it has."""
    places: dict[str, int] = {}
    strokes: dict[str, int] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        kinds, _, characters = line.partition(" ")
        for character in characters:
            places[character] = len(places)
            strokes[character] = len(kinds)
    return places, strokes


def stroke_count(character: str) -> int | None:
    """With how many strokes the character is written; None where the table does not have it."""
    return _table()[1].get(character)


def stroke_key(name_zh: str, name_en: str = "") -> Key:
    """What to sort a person's name by; without a Chinese name, the other one."""
    name = IGNORED.sub("", unicodedata.normalize("NFKC", name_zh))
    if name[:1] < FIRST_CHINESE:
        return 1, (), False, (), unicodedata.normalize("NFKC", name_zh.strip() or name_en.strip()).casefold()
    length = 2 if name[:2] in COMPOUND and len(name) > 2 else 1
    surname, given = name[:length], name[length:]
    return 0, _places(surname), len(given) > 1, _places(given), name


def _places(characters: str) -> tuple[int, ...]:
    """Characters that the table does not have come last, by their code."""
    places = _table()[0]
    return tuple(places.get(one, UNKNOWN + ord(one)) for one in characters)


def in_stroke_order(people: Iterable[Named], names: Callable[[Named], tuple[str, str]]) -> list[Named]:
    """The people by the strokes of their surnames; ``names`` gives the Chinese and the other name of each.

    Namesakes keep the order in which they came.
    """
    return sorted(people, key=lambda one: stroke_key(*names(one)))


def unplaced(name_zh: str) -> Sentence | None:
    """A hint where the name has a Chinese character that the table lacks: look at its place yourself."""
    lacking = [one for one in IGNORED.sub("", name_zh) if one >= FIRST_CHINESE and one not in _table()[0]]
    if not lacking:
        return None
    characters = "、".join(lacking)
    return Sentence(
        f"“{name_zh}”中的“{characters}”没有笔画资料，排在最后，请人工核对次序。",
        f"The strokes of {characters} in “{name_zh}” are not known; it stands last. Check its place.",
    )
