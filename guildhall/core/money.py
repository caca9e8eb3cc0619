"""Amounts of money as whole fen. Pure: texts in, integers out, and back; no float anywhere."""

import re
import unicodedata
from decimal import Decimal

from guildhall.core.sentences import Sentence, UnreadableError

LARGEST = 10**17  # what a column of the database holds, with room for sums
MARKS = re.compile(r"^(?:人民币|RMB|CNY|¥|\$)+|(?:人民币|RMB|CNY)+$", re.IGNORECASE)
SHAPE = re.compile(r"(?P<whole>\d{1,3}(?:[,']\d{3})+|\d+|)(?:\.(?P<part>\d+))?")
MULTIPLES = {"": 1, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
SECTIONS = ("", "万", "亿", "万亿")


def parse_amount(text: str) -> int:
    """What people and banks write as an amount of yuan, in fen.

    Read: full-width digits, thousands separators in groups of three, ¥ and 人民币, 元, 万元, 亿元, spaces, a sign
    before or after, brackets for a negative amount. UnreadableError for anything else, for parts of a fen, and
    for amounts that are too large.
    """
    told = unicodedata.normalize("NFKC", text).replace("−", "-").replace("—", "-")
    plain = re.sub(r"\s+", "", told)
    is_negative, plain = _sign(plain)
    plain, times = _unit(MARKS.sub("", plain))
    more_negative, plain = _sign(plain) if not is_negative else (False, plain)
    found = SHAPE.fullmatch(plain)
    if found is None or not (found["whole"] or found["part"]):
        raise UnreadableError(Sentence(f"“{text}”不是金额。", f"“{text}” is no amount."))
    whole, part = re.sub("[,']", "", found["whole"]) or "0", found["part"] or ""
    fen, rest = divmod(int(whole + part) * 100 * times, int(10 ** len(part)))
    if rest:
        raise UnreadableError(
            Sentence(f"“{text}”不是整分的金额。", f"“{text}” is not an amount of whole fen.")
        )
    if fen > LARGEST:
        raise UnreadableError(Sentence(f"“{text}”金额过大。", f"“{text}” is too large an amount."))
    return -fen if is_negative or more_negative else fen


def _sign(text: str) -> tuple[bool, str]:
    if text.startswith("(") and text.endswith(")"):
        return True, text[1:-1]
    if text.startswith("-"):
        return True, text[1:]
    if text.endswith("-"):
        return True, text[:-1]
    return False, text.removeprefix("+")


def _unit(text: str) -> tuple[str, int]:
    text = text.removesuffix("整").removesuffix("元").removesuffix("圆")
    unit = text[-1:] if text[-1:] in MULTIPLES else ""
    return text.removesuffix(unit), MULTIPLES[unit]


def plain_amount(fen: int) -> str:
    """``1234.50``: for forms and files that are read again."""
    sign, whole, part = _parts(fen)
    return f"{sign}{whole}.{part:02}"


def written_amount(fen: int, language: str) -> str:
    """``1,234.50元`` in Chinese, ``¥1,234.50`` in English."""
    sign, whole, part = _parts(fen)
    figures = f"{whole:,}.{part:02}"
    return f"{sign}{figures}元" if language.lower().startswith("zh") else f"{sign}¥{figures}"


def said_amount(fen: int) -> Sentence:
    """The amount as each language writes it."""
    return Sentence(written_amount(fen, "zh"), written_amount(fen, "en"))


def in_yuan(fen: int) -> Decimal:
    """The amount in yuan, exactly: for spreadsheets."""
    return Decimal(fen).scaleb(-2)


def _parts(fen: int) -> tuple[str, int, int]:
    whole, part = divmod(abs(fen), 100)
    return "-" if fen < 0 else "", whole, part


def in_capitals(fen: int) -> str:
    """The amount in Chinese capitals as on cheques: 壹仟贰佰叁拾肆元伍角整. ValueError where it is not written so."""
    if not 0 <= fen < 10**18:
        raise ValueError(f"{fen} fen are not written in capitals")
    whole, part = divmod(fen, 100)
    jiao, fen_left = divmod(part, 10)
    yuan = f"{_whole_in_capitals(whole)}元" if whole else ""
    if not part:
        return f"{yuan or '零元'}整"
    head = yuan + ("零" if whole and not jiao else "")
    tail = (f"{DIGITS[jiao]}角" if jiao else "") + (f"{DIGITS[fen_left]}分" if fen_left else "整")
    return head + tail


def _whole_in_capitals(whole: int) -> str:
    """Sections of four digits; a gap of any length between digits is one 零."""
    said, place, gap = "", 0, False
    while whole:
        whole, section = divmod(whole, 10_000)
        if section:
            said = _section_in_capitals(section) + SECTIONS[place] + ("零" if gap else "") + said
            gap = section < 1_000
        else:
            gap = bool(said)
        place += 1
    return said


def _section_in_capitals(section: int) -> str:
    said, place, gap = "", 0, False
    while section:
        section, digit = divmod(section, 10)
        if digit:
            said = DIGITS[digit] + PLACES[place] + ("零" if gap else "") + said
        gap = not digit and bool(said)
        place += 1
    return said
