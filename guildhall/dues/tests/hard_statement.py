"""The demonstration's hard statement, about 320 members made for tests: twins by name and former debts among them."""

from datetime import date, timedelta

from stdnum.cn import uscc

from guildhall.demo.yunling.hard_statement import ALIKE, HardStatement
from guildhall.demo.yunling.hard_statement import hard_statement as statement_about
from guildhall.dues.evidence import Payer
from guildhall.dues.matching import OpenNotice

PLACES = ["云岭", "昆明", "曲靖", "玉溪", "大理", "楚雄", "红河", "文山", "普洱", "临沧"]
BRANDS = [
    "华清",
    "恒泰",
    "金瑞",
    "远航",
    "宏图",
    "天成",
    "博雅",
    "启明",
    "瑞丰",
    "德信",
    "众合",
    "联创",
    "兴隆",
    "永固",
    "锦程",
    "凯旋",
    "安和",
    "利民",
    "泰山",
    "长河",
    "云岳",
    "嘉木",
    "新禾",
]
TRADES = [
    "药业",
    "机电",
    "铝业",
    "包装",
    "物流",
    "建材",
    "食品",
    "电子",
    "软件",
    "环保",
    "新材料",
    "精密机械",
    "生物科技",
    "装备制造",
]
FORMS = ["有限公司", "股份有限公司", "有限责任公司"]
AMOUNTS = (200_000, 500_000, 1_000_000, 2_000_000)
DAYS = [date(2026, 11, 18) + timedelta(days=day) for day in range(13)]


def hard_statement(seed: int = 20261118, members: int = 320) -> HardStatement:
    """Members, their notices of 2026 (every eighth also owes 2025), and 300 lines."""
    payers: list[Payer] = []
    for place in range(members):
        payers.append(_payer(place, payers))
    notices = [notice for place, payer in enumerate(payers) for notice in _notices(place, payer)]
    return statement_about(payers, notices, DAYS, seed=seed)


def _payer(place: int, before: list[Payer]) -> Payer:
    brand = f"{BRANDS[place % len(BRANDS)]}{TRADES[place // len(BRANDS) % len(TRADES)]}"
    name = f"{PLACES[place * 7 % len(PLACES)]}{brand}{FORMS[place % 3]}"
    if place % 50 == 49:
        name = _twin(before[-3].names[0])
    body = f"9153{place * 37 % 10_000:04}MA6{place:06}"
    return Payer(
        key=f"m{place:04}",
        number=f"YL{place + 1:05}",
        names=(name,),
        shorts=(brand,),
        uscc=body + uscc.calc_check_digit(body),
        aliases=(f"{brand}财务代付",) if place % 20 == 0 else (),
    )


def _twin(name: str) -> str:
    place = next((at for at, sign in enumerate(name[:6]) if sign in ALIKE), 2)
    return name[:place] + ALIKE.get(name[place], "") + name[place + 1 :]


def _notices(place: int, payer: Payer) -> list[OpenNotice]:
    return [
        OpenNotice(
            f"n{year}-{place:04}",
            f"会费〔{year}〕{place + 101}号",
            payer.key,
            AMOUNTS[min(place % 10, 3)],
            year,
            date(year, 11, 30),
        )
        for year in ((2025, 2026) if place % 8 == 0 else (2026,))
    ]
