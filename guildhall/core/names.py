"""Names and codes of organizations and people: how they sort, when two are the same. Pure."""

import re
import unicodedata
from functools import lru_cache

from stdnum.cn import uscc

from guildhall.core.pinyin import syllables_of, words_of
from guildhall.core.places import PREFECTURES, PROVINCES
from guildhall.core.sentences import Sentence

KEY_LIMIT = 100
# Characters that are read differently as a surname.
_SURNAMES = """
    曾:zeng 单:shan 解:xie 仇:qiu 查:zha 区:ou 朴:piao 翟:zhai 盖:ge 乐:yue
    折:she 缪:miao 员:yun 繁:po 秘:bi 洗:xian 种:chong 召:shao 覃:qin 佴:nai 卜:bu
"""
SURNAMES = dict(pair.split(":") for pair in _SURNAMES.split())
TOKEN = re.compile(r"[0-9a-z+#]+|[^\W0-9a-z_]+")
SEPARATORS = re.compile(r"[^\w+#']+|_+")
LEGAL_FORMS = ("股份有限公司", "有限责任公司", "股份公司", "有限公司", "公司", "股份")
# A branch office or subsidiary is not its parent.
NOT_A_LEGAL_FORM = ("分公司", "子公司", "总公司")
_LEGAL_WORDS = "co company corp corporation ltd limited inc incorporated llc plc gmbh ag sa pte pty bhd sdn"
LEGAL_WORDS = frozenset(_LEGAL_WORDS.split())
REGION_MARK = re.compile(
    r"特别行政区|(?:[^\W\d_]{1,12}族|蒙古|哈萨克|柯尔克孜)?自治州|(?:维吾尔|壮族|回族)?自治区|地区|省|市|盟"
)
COUNTY = re.compile(r"[^\W\d_]{2,3}?(?:新区|开发区|自治县|区|县|旗)(?=[^\W\d_]{2})")
SHORTEST_NAME = 2
USCC_LENGTH = 18
USCC_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_REGION = slice(2, 8)


def sort_key(name: str, *, is_person: bool = False, limit: int = KEY_LIMIT) -> str:
    """The text to sort a name by: pinyin syllables for Chinese, small letters for others.

    With ``is_person`` the first character is read as a surname (曾 zeng, 单 shan). At most ``limit`` characters.
    """
    text = SEPARATORS.sub(" ", unicodedata.normalize("NFKC", name).casefold()).strip()
    surname = SURNAMES.get(text[:1]) if is_person else None
    parts = [surname, *map(_syllables, words_of(text[1:]))] if surname else map(_syllables, words_of(text))
    return " ".join(" ".join(parts).split())[:limit].rstrip()


# Names are made of few words (股份, 有限公司, 山东): asking for each once is eight times as fast.
@lru_cache(maxsize=20_000)
def _syllables(word: str) -> str:
    return " ".join(syllables_of(word))


def normal_name(text: str) -> str:
    """A name stripped to what tells firms apart, for finding duplicates.

    Full and half width, capitals, spaces, punctuation and the legal form (有限公司, 股份, Co., Ltd., GmbH)
    make no difference; 分公司 (a branch office) does. Never empty where a letter or digit is given.
    """
    tokens = TOKEN.findall(unicodedata.normalize("NFKC", text).casefold())
    joined: list[str] = []
    for token in tokens:
        if joined and not token.isascii() and not joined[-1].isascii():
            joined[-1] += token
        else:
            joined.append(token)
    while (shorter := _without_last_form(joined)) != joined:
        joined = shorter
    return "".join(joined)


def _without_last_form(tokens: list[str]) -> list[str]:
    *before, last = tokens or [""]
    if last in LEGAL_WORDS and before:
        return before
    if last.endswith(NOT_A_LEGAL_FORM):
        return tokens
    form = next((form for form in LEGAL_FORMS if last.endswith(form)), "")
    rest = last.removesuffix(form)
    if not form or not (rest or before):
        return tokens
    return [*before, rest] if rest else before


def without_region(name: str) -> str:
    """The name without the province, city and county it begins with: 山东省淄博市张店区精工泵业 -> 精工泵业.

    For a second, looser look for duplicates. A county is dropped only after a province or city. At least two
    characters are left, otherwise the name stays as it is.
    """
    rest, regions = name, 0
    for places in (PROVINCES, PREFECTURES):
        shorter = _without_place(rest, places)
        regions += shorter != rest
        rest = shorter
    if regions and (county := COUNTY.match(rest)):
        rest = rest[county.end() :]
    return rest


def _without_place(name: str, places: frozenset[str]) -> str:
    place = next((name[:length] for length in (4, 3, 2) if name[:length] in places), "")
    rest = name.removeprefix(place)
    if place and (mark := REGION_MARK.match(rest)):
        rest = rest[mark.end() :]
    return rest if len(rest) >= SHORTEST_NAME else name


def normal_uscc(code: str) -> str:
    """A unified social credit code as it is stored: half width, capitals, no spaces or hyphens."""
    return "".join(unicodedata.normalize("NFKC", code).upper().split()).replace("-", "")


def check_uscc(code: str) -> Sentence | None:
    """What is wrong with a unified social credit code (GB 32100), or None where it is right.

    Length first, then the first character that is not allowed, then the check character.
    """
    given = normal_uscc(code)
    if len(given) != USCC_LENGTH:
        shown = given[: 2 * USCC_LENGTH]
        return Sentence(
            f"统一社会信用代码应为18位，“{shown}”为{len(given)}位。",
            f"A unified social credit code has 18 characters; “{shown}” has {len(given)}.",
        )
    for place, character in enumerate(given):
        if character not in USCC_CHARACTERS:
            return Sentence(
                f"统一社会信用代码第{place + 1}位“{character}”不允许使用（不用 I、O、S、V、Z）。",
                f"Character {place + 1}, “{character}”, is not allowed in a unified social credit code"
                " (I, O, S, V and Z are not used).",
            )
    region = given[USCC_REGION]
    if not region.isdecimal():
        return Sentence(
            f"统一社会信用代码第3至8位是行政区划码，应为数字，不能是“{region}”。",
            f"Characters 3 to 8 of a unified social credit code name a region and are digits, not “{region}”.",
        )
    expected = uscc.calc_check_digit(given[:-1])
    if given[-1] != expected:
        return Sentence(
            f"统一社会信用代码校验码有误：前17位对应的校验码是“{expected}”，填写的是“{given[-1]}”。",
            f"The check character of the unified social credit code is wrong:"
            f" the first 17 call for “{expected}”, given is “{given[-1]}”.",
        )
    return None
