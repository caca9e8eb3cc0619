"""Offers and needs for tests: invented, in both languages."""

from pathlib import Path

from guildhall.matching.index import Entry, OfferIndex
from guildhall.matching.lexicon import Lexicon, learn
from guildhall.matching.matcher import Matcher

OFFERS = {
    "reducer": "行星减速机，速比3至100，配伺服电机",
    "motor": "YE3-160M-4 三相异步电机，15kW",
    "repair": "電機維修與繞線",
    "bolts": "10.9级高强度螺栓，M24，热镀锌",
    "plate": "Q355B 中厚钢板激光切割，月产能500吨",
    "galvanizing": "热镀锌加工，槽长12米",
    "robot": "Welding robots for pressure vessels",
    "gearbox": "planetary gearboxes and speed reducers",
    "software": "C++ 控制软件开发，工业4.0 改造",
    "cleaning": "洗地车整机，驾驶式",
    "storage": "warehouse space and cold storage, 2000 m2",
}
PAIRS = [
    ("减速机", "speed reducer"),
    ("行星减速机", "planetary reducer"),
    ("电机", "electric motor"),
    ("伺服电机", "servo motor"),
    ("焊接机器人", "welding robot"),
    ("冷库", "cold storage"),
    ("仓库", "warehouse"),
    ("热镀锌", "hot-dip galvanizing"),
    ("螺栓", "bolt"),
    ("高强度螺栓", "high-strength bolt"),
]


def make_index(folder: Path, offers: dict[str, str] | None = None) -> OfferIndex:
    chosen = OFFERS if offers is None else offers
    return OfferIndex.built(folder, (Entry(one, text) for one, text in chosen.items()))


def make_matcher(folder: Path, offers: dict[str, str] | None = None) -> Matcher:
    return Matcher(make_index(folder, offers).view)


def make_lexicon() -> Lexicon:
    return Lexicon(learn(PAIRS))
