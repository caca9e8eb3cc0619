"""A bank statement of 300 lines as treasurers get them, with the truth of every line. The same for the same seed.

Names with typos, missing remarks, one payer for three firms, two years at once, one year in two parts, clerks who pay
for their firm, numbers mistyped into another member's, money that is no dues at all. Pure.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from guildhall.dues.evidence import Payer
from guildhall.dues.matching import Movement, OpenNotice

LINES = 300
# What is typed in place of a character by who listens rather than looks.
ALIKE = {
    "清": "青", "瑞": "锐", "航": "杭", "成": "诚", "信": "鑫", "丰": "峰", "明": "铭", "安": "桉", "利": "力",
    "恒": "衡", "鼎": "顶", "翔": "祥", "博": "搏", "凯": "铠", "昌": "长", "启": "起", "盛": "胜", "润": "闰",
    "达": "答", "源": "元", "宇": "雨", "驰": "池", "科": "柯", "嘉": "佳", "固": "故", "邦": "帮", "威": "微",
}  # fmt: skip


@dataclass
class HardStatement:
    """``truth`` says of each line which notices it pays, and how much of each; of money that is no dues, none."""

    payers: Sequence[Payer]
    notices: Sequence[OpenNotice]
    movements: list[Movement] = field(default_factory=list)
    truth: dict[str, dict[str, int]] = field(default_factory=dict)


def hard_statement(
    payers: Sequence[Payer], notices: Sequence[OpenNotice], days: Sequence[date], *, seed: int
) -> HardStatement:
    """Three hundred lines on these days about the open notices of these members; 250 of them owe one year at least."""
    return _Maker(payers, notices, days, seed).made()


class _Maker:
    def __init__(
        self, payers: Sequence[Payer], notices: Sequence[OpenNotice], days: Sequence[date], seed: int
    ) -> None:
        self.random = random.Random(seed)  # noqa: S311 - a made statement, no secret
        self.days, self.year = days, max(notice.year for notice in notices)
        self.made_of = HardStatement(payers, notices)
        self.open: dict[str, list[OpenNotice]] = defaultdict(list)
        for notice in sorted(notices, key=lambda one: one.year):
            self.open[notice.member].append(notice)
        self.waiting = [payer for payer in payers if self.open[payer.key]]
        self.random.shuffle(self.waiting)

    def made(self) -> HardStatement:
        both = min(12, sum(len(self.open[payer.key]) == 2 for payer in self.waiting))
        plan = (
            [self.by_alias] * 6 + [self.named_and_numbered] * 70 + [self.silent] * 55 + [self.misspelt] * 40
            + [self.for_three] * 6 + [self.two_years] * both + [self.in_parts] * 8 + [self.by_code] * 15
            + [self.by_clerk] * 15 + [self.number_of_another] * 6
        )  # fmt: skip
        for make in plan:
            make()
        while len(self.made_of.movements) < LINES:
            self.no_dues()
        self.random.shuffle(self.made_of.movements)
        return self.made_of

    def _next(self, *, years: int = 1) -> tuple[Payer, list[OpenNotice]]:
        place = next(at for at, one in enumerate(self.waiting) if len(self.open[one.key]) == years)
        payer = self.waiting.pop(place)
        return payer, self.open[payer.key]

    def _line(self, payer: str, remark: str, pays: Iterable[tuple[OpenNotice, int]]) -> None:
        truth = {notice.key: amount for notice, amount in pays}
        self._any_line(sum(truth.values()), payer, remark, truth)

    def _any_line(self, amount: int, payer: str, remark: str, truth: dict[str, int]) -> None:
        key = f"{len(self.made_of.movements):04}"
        account = f"6222{self.random.randrange(10**12):012}"
        movement = Movement(key, self.random.choice(self.days), amount, payer, account, remark)
        self.made_of.movements.append(movement)
        self.made_of.truth[key] = truth

    def _typo(self, name: str) -> str:
        places = [place for place, sign in enumerate(name[:6]) if sign in ALIKE]
        if places and self.random.random() < 0.6:
            place = places[0]
            return name[:place] + ALIKE[name[place]] + name[place + 1 :]
        place = self.random.randrange(2, 5)
        return name[:place] + name[place + 1 :]

    def named_and_numbered(self) -> None:
        payer, (notice,) = self._next()
        in_brackets = notice.number.replace("〔", "(").replace("〕", ")")
        forms = (f"缴{notice.number}会费", f"会费 {in_brackets}", notice.number)
        self._line(payer.names[0], self.random.choice(forms), [(notice, notice.owed)])

    def silent(self) -> None:
        payer, (notice,) = self._next()
        remark = self.random.choice(("", "转账", "会费", f"{self.year}年度会费", "往来款"))
        self._line(payer.names[0], remark, [(notice, notice.owed)])

    def misspelt(self) -> None:
        payer, (notice,) = self._next()
        remark = self.random.choice(("", "会费", f"会费 会员编号{payer.number}", notice.number))
        self._line(self._typo(payer.names[0]), remark, [(notice, notice.owed)])

    def for_three(self) -> None:
        three = [self._next() for _one in range(3)]
        names = "、".join(payer.names[0] for payer, _notices in three)
        pays = [(notice, notice.owed) for _payer, (notice,) in three]
        self._line("云岭产业投资集团有限公司", f"代缴{names}会费", pays)

    def two_years(self) -> None:
        payer, notices = self._next(years=2)
        chosen = notices if self.random.random() < 0.6 else notices[1:]
        remark = f"{self.year - 1}、{self.year}年会费" if len(chosen) == 2 else f"{self.year}年度会费"
        self._line(payer.names[0], remark, [(notice, notice.owed) for notice in chosen])

    def in_parts(self) -> None:
        payer, (notice,) = self._next()
        first = notice.owed // 2
        self._line(payer.names[0], f"{notice.number}第一笔", [(notice, first)])
        self._line(payer.names[0], f"{notice.number}第二笔", [(notice, notice.owed - first)])

    def by_alias(self) -> None:
        known = (at for at, one in enumerate(self.waiting) if one.aliases and len(self.open[one.key]) == 1)
        payer = self.waiting.pop(next(known, 0))
        notice = self.open[payer.key][-1]
        name = payer.aliases[0] if payer.aliases else payer.names[0]
        remark = "会费" if len(self.open[payer.key]) == 1 else f"{self.year}年会费"
        self._line(name, remark, [(notice, notice.owed)])

    def by_code(self) -> None:
        payer, (notice,) = self._next()
        self._line(self._typo(payer.names[0]), f"会费 税号{payer.uscc}", [(notice, notice.owed)])

    def by_clerk(self) -> None:
        payer, (notice,) = self._next()
        clerk = self.random.choice(("王芳", "李伟", "张敏", "刘洋"))
        forms = (f"{payer.names[0]}会费", f"{payer.shorts[0]} {notice.number}", notice.number)
        self._line(clerk, self.random.choice(forms), [(notice, notice.owed)])

    def number_of_another(self) -> None:
        payer, (notice,) = self._next()
        others = (one for one in self.made_of.notices if one.owed != notice.owed and one.year == self.year)
        self._line(payer.names[0], f"会费 {next(others).number}", [(notice, notice.owed)])

    def no_dues(self) -> None:
        payer = self.random.choice(list(self.made_of.payers))
        name, amount, remark = self.random.choice(
            (
                ("中国工商银行", 1234, "利息"),
                (payer.names[0], 380_000, "培训费"),
                ("赵静", 150_000, ""),
                ("云岭市财政局", 5_000_000, "购买服务项目款"),
            )
        )
        self._any_line(amount, name, remark, {})
