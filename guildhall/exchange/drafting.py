"""Sentences of minutes and profiles that sound like an offer or a need. Pure: text in, proposals out.

What is found is proposed, never listed: a person confirms each. The patterns would rather miss a sentence than propose
every one in which something “is needed”.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from guildhall.exchange.quantities import plain_number

LONGEST_TITLE = 60
LONGEST = 400  # characters of a sentence; what is longer is no sentence
Side = Literal["offer", "need"]

NEEDS = re.compile(
    r"急需|求购|采购|寻找|寻求|招聘|紧缺|短缺|缺口|缺少|缺乏|委托加工|外协加工"
    r"|需要(?!指出|说明|强调|注意|各|大家|尽快|认真|进一步|高度|全体|秘书处|会员|协会|我们|在|按|由)"
    r"|(?:希望|拟|计划)(?:能)?(?:找到|引进|获得|购买|租用|联合|对接)"
    r"|\b(?:needs?|seeks?|requires?|lacks?)\b(?! to (?:be|report|note|pay|submit))"
    r"|\b(?:looking for|in need of|short of|wants? to (?:buy|source|find|rent|hire)|would like to (?:buy|find|source))\b",
    re.IGNORECASE,
)
OFFERS = re.compile(
    r"可(?:以)?(?:对外)?(?:提供|承接|供应|共享|承担|出租)|能够?(?:提供|承接|供应)|愿意?(?:提供|共享|开放|承接)|对外(?:开放|提供|出租|承接)"
    r"|富余|闲置|可供|开放共享|空余"
    r"|(?:主营|主要生产|专业生产|主要产品|专业从事|主导产品)"
    r"|\b(?:can|could|is able to|are able to|is willing to|are willing to|will) (?:also )?(?:supply|offer|provide|share|take on|lend|rent out)\b"
    r"|\b(?:offers|supplies|manufactures|produces|makes)\b|\b(?:spare|idle|free|unused) (?:capacity|machines?|space|equipment|lines?)\b",
    re.IGNORECASE,
)
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("finance", r"融资|贷款|授信|资金|担保|\b(?:loans?|financing|credit line|funding)\b"),
        ("research", r"联合(?:研发|攻关|研究|开发)|课题|\bjoint (?:research|development)\b"),
        ("expert", r"专家|顾问|\b(?:experts?|advis[eo]rs?|consultants?)\b"),
        (
            "talent",
            r"招聘|人才|技工|焊工|员工|工程师|\b(?:recruits?|welders?|staff|engineers?|workers?|hire)\b",
        ),
        ("logistics", r"仓储|仓库|物流|运输|冷链|\b(?:warehouses?|storage|logistics|transport)\b"),
        (
            "equipment",
            r"实验室|检测|试验台|设备(?:共享|租)|\b(?:laborator(?:y|ies)|test (?:bench|rig)|testing|measuring)\b",
        ),
        (
            "capacity",
            r"产能|代工|外协|委托加工|加工能力|\b(?:capacity|machining|processing|subcontract\w*)\b",
        ),
        ("technology", r"技术|专利|工艺|\b(?:technolog(?:y|ies)|patents?|know-how)\b"),
    )
)
ENDS = re.compile(r"(?<=[。！？；;!?\n])|(?<=\.)\s+(?=[A-Z])")
CLAUSES = re.compile(r"[，；;]|,(?!\d)|：(?!\d)|:\s")
LEADING = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]+[、.)）]\s*|[-·•—*#>\s]+|(?:同时|另外|此外|会上|其中)，?)+"
)
MADE = re.compile(
    r"(?:主营(?:业务|产品)?|(?:主要|专业)(?:生产|制造|从事)|(?:主要|主导)产品)(?:有|为|是|：)?(?=\S)"
)
JOINING = re.compile(r"^(?:并且?|以及|而且|但|and |but )", re.IGNORECASE)
UNITS = (
    "台|套|吨|件|个|只|根|条|张|平方米|立方米|平米|亩|万元|亿元|人|名|辆|米|千米|公斤|升|kg|t|tonnes?|tons?|sets?|pcs"
    "|pieces?|units?|m2|m²|people|welders|workers"
)
QUANTITY = re.compile(
    rf"(?<![A-Za-z0-9.])(\d[\d,，]*(?:\.\d{{1,3}})?)\s*({UNITS})(?![A-Za-z])", re.IGNORECASE
)


@dataclass(frozen=True)
class Proposal:
    """A sentence that sounds like an offer or a need, and what was made of it."""

    side: Side
    kind: str
    title: str
    sentence: str
    quantity: Decimal | None = None
    unit: str = ""


def proposals(text: str) -> list[Proposal]:
    """What in the text sounds like an offer or a need, in its order; the same sentence once."""
    found: dict[str, Proposal] = {}
    for sentence in sentences(text):
        if sentence not in found and (proposal := proposed(sentence)):
            found[sentence] = proposal
    return list(found.values())


def proposed(sentence: str) -> Proposal | None:
    """The sentence as an offer or a need, or nothing where it is neither. What comes first in it decides."""
    need, offer = NEEDS.search(sentence), OFFERS.search(sentence)
    if not need and not offer:
        return None
    is_need = bool(need and (not offer or need.start() <= offer.start()))
    cue = need if is_need else offer
    quantity, unit = _quantity(sentence)
    place = cue.start() if cue else 0
    return Proposal(
        "need" if is_need else "offer", kind_of(sentence), _title(sentence, place), sentence, quantity, unit
    )


def kind_of(sentence: str) -> str:
    """The kind whose words stand in it; a product where none does."""
    return next((kind for kind, words in KINDS if words.search(sentence)), "product")


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text without numbers and bullets before them; very long ones are left out."""
    for piece in ENDS.split(text):
        sentence = LEADING.sub("", piece.strip()).strip()
        if 4 <= len(sentence) <= LONGEST:
            yield sentence


def products_in(text: str) -> list[str]:
    """The products that a list names: 减速机、电机；轴承."""
    parts = (part.strip(" 。.等") for part in re.split(r"[、，,；;/\n]", text))
    return list(dict.fromkeys(part for part in parts if 2 <= len(part) <= LONGEST_TITLE))


def _title(sentence: str, place: int) -> str:
    """The clause in which it is said, without its end mark; of what a firm mainly makes only what that is."""
    if made := MADE.search(sentence):
        return _short(sentence[made.end() :].strip(" 。.！!？?；;，,"))
    start = max((cut.end() for cut in CLAUSES.finditer(sentence) if cut.end() <= place), default=0)
    end = next((cut.start() for cut in CLAUSES.finditer(sentence) if cut.start() > place + 4), len(sentence))
    return _short(JOINING.sub("", sentence[start:end].strip(" 。.！!？?；;，,")))


def _short(clause: str) -> str:
    return clause if len(clause) <= LONGEST_TITLE else clause[: LONGEST_TITLE - 1].rstrip() + "…"


def _quantity(sentence: str) -> tuple[Decimal | None, str]:
    found = QUANTITY.search(sentence)
    if not found:
        return None, ""
    try:
        number = plain_number(found.group(1))
    except ValueError:
        return None, ""
    return (number, found.group(2)) if number else (None, "")
