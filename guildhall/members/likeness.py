"""Which entries may be the same firm, and why. Pure: names, codes and contacts in, explained pairs out.

Only names that share a key are compared (the core of the name, its sound, the core without one character, a
telephone, an address), so that 100,000 names take seconds. Nothing here decides: people do.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from typing import Any
from uuid import UUID

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from guildhall.core.names import LEGAL_FORMS, NOT_A_LEGAL_FORM, REGION_MARK, normal_name, without_region
from guildhall.core.pinyin import syllables_of
from guildhall.core.places import PREFECTURES, PROVINCES
from guildhall.core.sentences import Sentence

BRACKETED = re.compile(r"[(\[【〔{]([^()\[\]【】〔〕{}]*)[)\]】〕}]")
# What a name may end with beside the forms that ``normal_name`` takes off.
FORMS = (
    *("有限合伙企业", "有限合伙", "普通合伙", "特殊普通合伙", "合伙企业", "个人独资企业"),
    *("企业集团", "集团", "控股", "总厂", "厂", "总公司"),
)
FORMS_IN_BRACKETS = frozenset((*FORMS, *LEGAL_FORMS))
# Counting and pointing words tell sister firms apart: 第一机械 and 第二机械 are two.
TELLING = frozenset("0123456789零一二三四五六七八九十百千甲乙丙丁戊东南西北中上下大小新老前后左右")
TRADE_NAME = (
    3  # characters at the front that may be the firm's own name (字号); a change there names another firm
)
MUNICIPALITIES = frozenset({"北京", "天津", "上海", "重庆", "香港", "澳门"})
SHORTEST_CORE = 2
SHORTEST_SOUND = 3
SHORTEST_DROPPED = 4  # of the shorter of two names, one of which has a character more
SHORTEST_CHANGED = 6
SHORTEST_LATIN = 8
SHORTEST_PHONE = 7
SHORTEST_ADDRESS = 6
MOST_SHARING = 40  # a telephone or address of more firms than this is an agent's or an industrial park's
LIKE_ENOUGH = 60
CODE_OF_UNIT = slice(8, 17)
USCC_LENGTH = 18
WEIGHT = {
    "same_uscc": 100,
    "same_unit_code": 97,
    "same_name": 95,
    "same_core": 85,
    "same_sound": 75,
    "one_character": 65,
    "like_name": 50,
}
CONTACT = 5


@dataclass(frozen=True, slots=True)
class Firm:
    """What is compared of one entry; ``key`` is whatever the caller knows it by."""

    key: UUID
    name_zh: str = ""
    name_en: str = ""
    uscc: str = ""
    region: str = ""
    phone: str = ""
    address: str = ""
    website: str = ""


@dataclass(frozen=True)
class Reason:
    """One point in which two entries are alike; ``told`` is the part of the name, code or address that is meant."""

    code: str
    told: tuple[str, ...] = ()

    @property
    def sentence(self) -> Sentence:
        zh, en = SAID[self.code]
        return Sentence(zh.format(*self.told), en.format(*self.told))

    def as_data(self) -> list[Any]:
        return [self.code, *self.told]


SAID = {
    "same_uscc": ("统一社会信用代码相同：{0}", "Same credit code: {0}"),
    "same_unit_code": (
        "统一社会信用代码中的主体标识码（第9至17位）相同：{0}",
        "Same unit code within the credit code (characters 9 to 17): {0}",
    ),
    "same_name": ("名称相同：{0}", "Same name: {0}"),
    "same_core": (
        "去掉地区和组织形式后名称相同：{0}",
        "Same name apart from region and legal form: {0}",
    ),
    "same_sound": ("名称读音相同：{0}／{1}", "Names sound the same: {0} / {1}"),
    "one_character": ("名称只差一个字：“{0}”／“{1}”", "Names differ in one character: “{0}” / “{1}”"),
    "like_name": ("名称相近：{0}／{1}", "Names are similar: {0} / {1}"),
    "same_phone": ("电话相同：{0}", "Same telephone: {0}"),
    "same_address": ("地址相同：{0}", "Same address: {0}"),
    "same_website": ("网址相同：{0}", "Same website: {0}"),
}


@dataclass(frozen=True)
class Likeness:
    """Two entries that may be one firm, how likely (of 100), and why, the strongest reason first."""

    first: UUID
    second: UUID
    score: int
    reasons: tuple[Reason, ...]


@dataclass(slots=True)
class _Known:
    """One entry with its keys worked out once."""

    firm: Firm
    core: str
    latin: str
    plain: str
    contacts: dict[str, str]
    places: tuple[frozenset[str], frozenset[str]] = field(default=(frozenset(), frozenset()))


def core_name(name: str) -> str:
    """What is left of a Chinese name without width, brackets, region, legal form and 集团 or 厂.

    （山东省）淄博市精工泵业（集团）股份有限公司 -> 精工泵业. A branch office (分公司) keeps that word. Never
    shorter than two characters where the name has two.
    """
    text = normal_name(BRACKETED.sub(_bracketed, unicodedata.normalize("NFKC", name)))
    core = _without_forms(without_region(text))
    if not core.endswith(NOT_A_LEGAL_FORM) and (rest := normal_name(core)) != core:
        core = rest
    return core if len(core) >= SHORTEST_CORE else text


def _bracketed(found: re.Match[str]) -> str:
    inside = found.group(1).strip()
    place = REGION_MARK.sub("", inside)
    is_place = place in PROVINCES or place in PREFECTURES or place == "中国"
    return "" if is_place or inside in FORMS_IN_BRACKETS else inside


def _without_forms(text: str) -> str:
    while form := next((form for form in FORMS if text.endswith(form)), ""):
        rest = text.removesuffix(form)
        if len(rest) < SHORTEST_CORE or rest.endswith(NOT_A_LEGAL_FORM):
            return text
        text = normal_name(rest)
    return text


def places_of(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The province and the prefecture that a name or a region names at its front or in brackets.

    A municipality is both: nothing in Shanghai is in a prefecture of Shandong.
    """
    clean = unicodedata.normalize("NFKC", text)
    pieces = [REGION_MARK.sub("", found.strip()) for found in BRACKETED.findall(clean)]
    front = BRACKETED.sub("", clean).strip()
    for _level in range(2):
        place = next((front[:n] for n in (4, 3, 2) if front[:n] in PROVINCES or front[:n] in PREFECTURES), "")
        pieces.append(place)
        front = front.removeprefix(place)
        if place and (mark := REGION_MARK.match(front)):
            front = front[mark.end() :]
    provinces = PROVINCES.intersection(pieces)
    return provinces, PREFECTURES.intersection(pieces) | (provinces & MUNICIPALITIES)


def likely_pairs(firms: Iterable[Firm], tell: Callable[[int], None] = lambda done: None) -> list[Likeness]:
    """The pairs that may be one firm, the likeliest first; ``tell`` hears how many names are read.

    Two entries with two credit codes are two firms, and are paired only where the codes name the same unit. The
    same core in two provinces or prefectures counts only together with a telephone, address or website.
    """
    known = []
    for number, firm in enumerate(firms):
        known.append(_know(firm))
        if number % 1000 == 0:
            tell(number)
    found = []
    for a, b in sorted(_candidates(known)):
        if (likeness := compare(known[a], known[b])) is not None:
            found.append(likeness)
    return sorted(found, key=lambda pair: -pair.score)


def likeness_of(first: Firm, second: Firm) -> Likeness | None:
    """Why these two may be one firm, or None where nothing speaks for it."""
    return compare(_know(first), _know(second))


def _know(firm: Firm) -> _Known:
    zh = unicodedata.normalize("NFKC", firm.name_zh)
    own = places_of(zh)
    phone = re.sub(r"\D", "", unicodedata.normalize("NFKC", firm.phone)).removeprefix("86").lstrip("0")
    address = normal_name(firm.address)
    website = re.sub(r"^https?://(www\.)?|/+$", "", firm.website.strip().casefold())
    contacts = {
        "same_phone": phone if len(phone) >= SHORTEST_PHONE else "",
        "same_address": address if len(address) >= SHORTEST_ADDRESS else "",
        "same_website": website,
    }
    return _Known(
        firm,
        core=core_name(zh) if zh else "",
        latin=normal_name(firm.name_en),
        plain=normal_name(zh),
        contacts={code: value for code, value in contacts.items() if value},
        places=own if any(own) else places_of(firm.region),
    )


def _candidates(known: list[_Known]) -> set[tuple[int, int]]:
    """The pairs, by their places in the list, that share a key; one kind of key after another, for the memory."""
    pairs: set[tuple[int, int]] = set()
    for keys, is_telling in KEYS:
        for numbers in _sharing(known, keys):
            if is_telling or len(numbers) <= MOST_SHARING:
                pairs.update(combinations(numbers, 2))
    return pairs


def _sharing(known: list[_Known], keys: "Keys") -> Iterable[list[int]]:
    """The groups of two or more that have a key in common."""
    first: dict[str, int] = {}
    groups: dict[str, list[int]] = {}
    for number, one in enumerate(known):
        for key in set(keys(one)) - {""}:
            if (before := first.setdefault(key, number)) != number:
                groups.setdefault(key, [before]).append(number)
    return groups.values()


def _shortened(text: str, start: int) -> Iterator[str]:
    """The text, and it without each one of its characters from ``start`` on."""
    yield text
    for place in range(start, len(text)):
        if text[place] not in TELLING:
            yield text[:place] + text[place + 1 :]


Keys = Callable[[_Known], Iterable[str]]
# What two entries must have in common to be compared at all; the first are telling however many share them.
KEYS: tuple[tuple[Keys, bool], ...] = (
    (lambda one: [one.firm.uscc], True),
    (lambda one: [_unit_code(one.firm.uscc)], True),
    (lambda one: [one.plain], True),
    (lambda one: [one.core], False),
    (lambda one: [one.latin], False),
    (lambda one: [sound_of(one.core)], False),
    (lambda one: [f"{code} {value}" for code, value in one.contacts.items()], False),
    (lambda one: _shortened(one.core, TRADE_NAME) if len(one.core) > TRADE_NAME else [], False),
    (lambda one: _shortened(one.latin, 0) if len(one.latin) >= SHORTEST_LATIN else [], False),
)


def compare(one: _Known, other: _Known) -> Likeness | None:
    """The likeness of two entries, or None: see ``likely_pairs``."""
    contacts = [
        Reason(code, (value,)) for code, value in one.contacts.items() if other.contacts.get(code) == value
    ]
    code = _by_code(one, other)
    if code is None and one.firm.uscc and other.firm.uscc:
        return None
    name = _by_name(one, other, bool(contacts))
    reasons = [reason for reason in (code, name) if reason] + contacts
    if not (code or name):
        return None
    best = max(WEIGHT.get(reason.code, 0) for reason in reasons)
    score = best if best >= WEIGHT["same_unit_code"] else min(best + CONTACT * len(contacts), 96)
    return Likeness(one.firm.key, other.firm.key, score, tuple(reasons))


def _unit_code(uscc: str) -> str:
    return uscc[CODE_OF_UNIT] if len(uscc) == USCC_LENGTH else ""


def _by_code(one: _Known, other: _Known) -> Reason | None:
    if one.firm.uscc and one.firm.uscc == other.firm.uscc:
        return Reason("same_uscc", (one.firm.uscc,))
    unit = _unit_code(one.firm.uscc)
    return Reason("same_unit_code", (unit,)) if unit and unit == _unit_code(other.firm.uscc) else None


def _by_name(one: _Known, other: _Known, share_contacts: bool) -> Reason | None:  # noqa: FBT001 -- private
    """The strongest way in which the names are alike."""
    if one.plain and one.plain == other.plain:
        return Reason("same_name", (one.plain,))
    if one.latin and one.latin == other.latin and not _elsewhere(one, other):
        return Reason("same_name", (one.firm.name_en.strip(),))
    if _elsewhere(one, other) and not share_contacts:
        return None
    return (
        _chinese(one.core, other.core) or _latin(one.latin, other.latin) or _alike(one, other, share_contacts)
    )


def _elsewhere(one: _Known, other: _Known) -> bool:
    """Whether the two are placed in different provinces, or in different prefectures."""
    return any(
        mine and theirs and not mine & theirs for mine, theirs in zip(one.places, other.places, strict=True)
    )


def _chinese(one: str, other: str) -> Reason | None:
    shorter = min(len(one), len(other))
    if one and one == other:
        return Reason("same_core", (one,))
    if shorter >= SHORTEST_SOUND and sound_of(one) == sound_of(other):
        return Reason("same_sound", (one, other))
    long_enough = shorter >= (SHORTEST_CHANGED if len(one) == len(other) else SHORTEST_DROPPED)
    if not long_enough or one[:TRADE_NAME] != other[:TRADE_NAME]:
        return None
    return _one_character(one, other)


def _latin(one: str, other: str) -> Reason | None:
    return _one_character(one, other) if min(len(one), len(other)) >= SHORTEST_LATIN else None


def _one_character(one: str, other: str) -> Reason | None:
    """One character more, less, other or changed in its place; but not one that counts or points."""
    if OSA.distance(one, other, score_cutoff=1) != 1 or _told_apart(one, other):
        return None
    return Reason("one_character", _edited(one, other))


def _told_apart(one: str, other: str) -> bool:
    """Whether the difference is one by which sister firms are told apart."""
    return any(character in TELLING for part in _edited(one, other) for character in part)


def _edited(one: str, other: str) -> tuple[str, str]:
    """The stretch in which the two differ, of each."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]


def _alike(one: _Known, other: _Known, share_contacts: bool) -> Reason | None:  # noqa: FBT001 -- private
    """Names that are only similar count where a telephone, address or website is shared."""
    if not share_contacts:
        return None
    for a, b in ((one.core, other.core), (one.latin, other.latin)):
        if a and b and not _told_apart(a, b) and fuzz.ratio(a, b) >= LIKE_ENOUGH:
            return Reason("like_name", (a, b))
    return None


def sound_of(core: str) -> str:
    """The core as it is read, without tones; letters and digits stay as they are."""
    return " ".join(map(_syllable, core))


@lru_cache(maxsize=30_000)
def _syllable(character: str) -> str:
    return syllables_of(character)[0]


def reason_from(data: list[str]) -> Reason:
    """What ``as_data`` wrote."""
    return Reason(data[0], tuple(data[1:]))
