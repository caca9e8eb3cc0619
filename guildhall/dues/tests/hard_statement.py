"""A statement of 300 lines as treasurers get them, with the truth of every line. The same for the same seed.

Names with typos, missing remarks, one payer for three firms, two years at once, one year in two parts, twins by
name, numbers mistyped into another member's, money that is no dues at all.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from stdnum.cn import uscc

from guildhall.dues.evidence import Payer
from guildhall.dues.matching import Movement, OpenNotice

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
ALIKE = {
    "清": "青",
    "瑞": "锐",
    "航": "杭",
    "成": "诚",
    "信": "鑫",
    "丰": "峰",
    "明": "铭",
    "安": "桉",
    "利": "力",
}


@dataclass
class HardStatement:
    payers: list[Payer] = field(default_factory=list)
    notices: list[OpenNotice] = field(default_factory=list)
    movements: list[Movement] = field(default_factory=list)
    truth: dict[str, dict[str, int]] = field(default_factory=dict)


def hard_statement(seed: int = 20261118, members: int = 320) -> HardStatement:
    """320 members, their notices of 2026 (every eighth also owes 2025), and 300 lines."""
    return _Maker(seed, members).made()


class _Maker:
    def __init__(self, seed: int, members: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  a made statement, no secret
        self.made_of = HardStatement()
        self.open: dict[str, list[OpenNotice]] = {}
        for place in range(members):
            self._member(place)
        self.waiting = list(self.made_of.payers)
        self.random.shuffle(self.waiting)

    def _member(self, place: int) -> None:
        brand = f"{BRANDS[place % len(BRANDS)]}{TRADES[place // len(BRANDS) % len(TRADES)]}"
        name = f"{PLACES[place * 7 % len(PLACES)]}{brand}{FORMS[place % 3]}"
        if place % 50 == 49 and len(self.made_of.payers) > 3:
            name = self._typo(self.made_of.payers[-3].names[0], ALIKE)
        body = f"9153{place * 37 % 10_000:04}MA6{place:06}"
        payer = Payer(
            key=f"m{place:04}",
            number=f"YL{place + 1:05}",
            names=(name,),
            shorts=(brand,),
            uscc=body + uscc.calc_check_digit(body),
            aliases=(f"{brand}财务代付",) if place % 20 == 0 else (),
        )
        self.made_of.payers.append(payer)
        years = (2025, 2026) if place % 8 == 0 else (2026,)
        self.open[payer.key] = [
            OpenNotice(
                f"n{year}-{place:04}",
                f"会费〔{year}〕{place + 101}号",
                payer.key,
                AMOUNTS[min(place % 10, 3)],
                year,
                date(year, 11, 30),
            )
            for year in years
        ]
        self.made_of.notices += self.open[payer.key]

    def made(self) -> HardStatement:
        plan = (
            [self.named_and_numbered] * 70 + [self.silent] * 55 + [self.misspelt] * 40 + [self.for_three] * 6
            + [self.two_years] * 12 + [self.in_parts] * 8 + [self.by_alias] * 6 + [self.by_code] * 15
            + [self.by_clerk] * 15 + [self.number_of_another] * 6
        )  # fmt: skip
        for make in plan:
            make()
        while len(self.made_of.movements) < 300:
            self.no_dues()
        self.random.shuffle(self.made_of.movements)
        return self.made_of

    def _next(self, *, years: int = 1) -> tuple[Payer, list[OpenNotice]]:
        place = next(at for at, one in enumerate(self.waiting) if len(self.open[one.key]) == years)
        payer = self.waiting.pop(place)
        return payer, self.open[payer.key]

    def _line(self, amount: int, payer: str, remark: str, pays: dict[str, int], account: str = "") -> None:
        key = f"l{len(self.made_of.movements):04}"
        on = date(2026, 11, 18) + timedelta(days=self.random.randrange(13))
        self.made_of.movements.append(Movement(key, on, amount, payer, account, remark))
        self.made_of.truth[key] = pays

    def _typo(self, name: str, alike: dict[str, str] | None = None) -> str:
        places = [place for place, sign in enumerate(name[:6]) if sign in ALIKE]
        if places and (alike or self.random.random() < 0.6):
            place = places[0]
            return name[:place] + ALIKE[name[place]] + name[place + 1 :]
        place = self.random.randrange(2, 5)
        return name[:place] + name[place + 1 :]

    def named_and_numbered(self) -> None:
        payer, (notice,) = self._next()
        forms = (
            f"缴{notice.number}会费",
            f"会费 {notice.number.replace('〔', '(').replace('〕', ')')}",
            notice.number,
        )
        self._line(notice.owed, payer.names[0], self.random.choice(forms), {notice.key: notice.owed})

    def silent(self) -> None:
        payer, (notice,) = self._next()
        remark = self.random.choice(("", "转账", "会费", "2026年度会费", "往来款"))
        self._line(notice.owed, payer.names[0], remark, {notice.key: notice.owed})

    def misspelt(self) -> None:
        payer, (notice,) = self._next()
        remark = self.random.choice(("", "会费", f"会费{payer.number}", notice.number))
        self._line(notice.owed, self._typo(payer.names[0]), remark, {notice.key: notice.owed})

    def for_three(self) -> None:
        three = [self._next() for _one in range(3)]
        pays = {notice.key: notice.owed for _payer, (notice,) in three}
        names = "、".join(payer.names[0] for payer, _notices in three)
        self._line(sum(pays.values()), "云岭产业投资集团有限公司", f"代缴{names}会费", pays)

    def two_years(self) -> None:
        payer, both = self._next(years=2)
        chosen = both if self.random.random() < 0.6 else both[1:]
        remark = "2025、2026年会费" if len(chosen) == 2 else "2026年度会费"
        pays = {notice.key: notice.owed for notice in chosen}
        self._line(sum(pays.values()), payer.names[0], remark, pays)

    def in_parts(self) -> None:
        payer, (notice,) = self._next()
        first = notice.owed // 2
        self._line(first, payer.names[0], f"{notice.number}第一笔", {notice.key: first})
        self._line(
            notice.owed - first, payer.names[0], f"{notice.number}第二笔", {notice.key: notice.owed - first}
        )

    def by_alias(self) -> None:
        place = next(
            (at for at, one in enumerate(self.waiting) if one.aliases and len(self.open[one.key]) == 1), 0
        )
        payer = self.waiting.pop(place)
        notice = self.open[payer.key][-1]
        name = payer.aliases[0] if payer.aliases else payer.names[0]
        self._line(
            notice.owed,
            name,
            "会费" if len(self.open[payer.key]) == 1 else "2026年会费",
            {notice.key: notice.owed},
        )

    def by_code(self) -> None:
        payer, (notice,) = self._next()
        self._line(
            notice.owed, self._typo(payer.names[0]), f"会费 税号{payer.uscc}", {notice.key: notice.owed}
        )

    def by_clerk(self) -> None:
        payer, (notice,) = self._next()
        clerk = self.random.choice(("王芳", "李伟", "张敏", "刘洋"))
        remark = self.random.choice(
            (f"{payer.names[0]}会费", f"{payer.shorts[0]} {notice.number}", notice.number)
        )
        self._line(notice.owed, clerk, remark, {notice.key: notice.owed})

    def number_of_another(self) -> None:
        payer, (notice,) = self._next()
        other = next(one for one in self.made_of.notices if one.owed != notice.owed and one.year == 2026)
        self._line(notice.owed, payer.names[0], f"会费 {other.number}", {notice.key: notice.owed})

    def no_dues(self) -> None:
        payer = self.random.choice(self.made_of.payers)
        kinds = (
            ("中国工商银行", 1234, "利息"),
            (payer.names[0], 380_000, "培训费"),
            ("赵静", 150_000, ""),
            ("云岭市财政局", 5_000_000, "购买服务项目款"),
        )
        name, amount, remark = self.random.choice(kinds)
        self._line(amount, name, remark, {})
