"""Branches' money: budgets, vouchers, statements and finance rules of last year and this one, up to today."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

from guildhall.accounts.models import User
from guildhall.demo.yunling.cast import MAIL
from guildhall.demo.yunling.founding import BRANCHES
from guildhall.demo.yunling.world import World
from guildhall.finance import actions
from guildhall.finance.duties import QUARTERS, first_day, last_day
from guildhall.finance.models import Budget, FinanceRules, Voucher
from guildhall.members.models import Member
from guildhall.registry.models import Body

BEGAN = -415  # before that everything is told of as it was entered then
YUAN = 100
UP_TO = 50_000 * YUAN
OWN = "assembly"
PROOF = "本凭据为演示用，内容全部虚构。\n"
# Category, what for in both languages, yuan a year.
LINES = {
    OWN: [
        ("4401", "公共服务项目", "Public service projects", 300_000),
        ("4301", "培训与论坛", "Training and forums", 180_000),
        ("510101", "会员大会与理事会", "Assembly and council", 220_000),
        ("510102", "行业调研", "Industry research", 120_000),
        ("520101", "秘书处人员", "Staff of the secretariat", 520_000),
        ("520102", "办公与房租", "Office and rent", 160_000),
    ],
    "": [
        ("4301", "技术培训", "Technical training", 60_000),
        ("4101", "企业赞助", "Sponsors", 30_000),
        ("510101", "年会与沙龙", "Annual meeting and salons", 64_000),
        ("510103", "简报", "Newsletter", 12_000),
        ("520103", "差旅", "Travel", 18_000),
    ],
}
# Kind, category, yuan, days into the quarter, purpose, payee or payer: what happens in every quarter.
QUARTERLY = {
    OWN: [
        ("income", "4401", 72_000, 12, "公共服务项目拨付", "云岭市工业和信息化局"),
        ("expense", "520101", 126_000, 20, "秘书处工资与社保", "秘书处职工"),
        ("expense", "520102", 38_500, 9, "办公房租", "云岭创业大厦物业公司"),
    ],
    "machines": [
        ("income", "4301", 14_200, 16, "数控编程培训费", "参训企业12家"),
        ("expense", "510101", 11_800, 24, "机床精度技术沙龙", "云岭会展中心"),
        ("expense", "520103", 2_640, 31, "走访会员差旅", "分会工作人员"),
    ],
    "pumps": [
        ("income", "4301", 9_600, 18, "压力容器焊工培训费", "参训企业8家"),
        ("expense", "510101", 7_350, 37, "泵阀节能现场会", "云岭工业会馆"),
    ],
    "drives": [
        ("income", "4101", 6_000, 10, "技术交流会赞助", "云岭电机有限公司"),
        ("expense", "510101", 5_420, 44, "永磁电机技术交流会", "云岭理工大学机械工程学院"),
        ("expense", "510103", 1_980, 52, "分会简报印刷", "云岭印务有限公司"),
    ],
    "robots": [
        ("income", "4301", 12_500, 21, "机器人操作员培训费", "参训企业15家"),
        ("expense", "510101", 9_270, 40, "智能工厂参观交流", "云岭智能装备产业园"),
    ],
}


def keep_branch_money(world: World) -> None:
    """Two years of it, so that something waits, something is late and something is missing today."""
    Told(world).tell()


@dataclass
class Told:
    world: World
    units: dict[str, Body] = field(default_factory=dict)
    secretaries: dict[str, User] = field(default_factory=dict)
    members: list[Member] = field(default_factory=list)

    @property
    def treasurer(self) -> User:
        return self.world.users["accountant"]

    def tell(self) -> None:
        self.units = {key: self.world.bodies[key] for key in (OWN, *BRANCHES)}
        for key in BRANCHES:
            self.secretaries[key] = self._secretary(key)
        self._set_rules()
        first = self.world.today.year - 1
        for year in (first, first + 1):
            self._approve_budgets(year)
            if year == first:
                self._open_books(year)
            for quarter in QUARTERS:
                if first_day(year, quarter) <= self.world.today:
                    self._live_quarter(year, quarter)
            if self._ended(year, 4, 20):
                self._hand_in(year, 0)
        self._today()

    def _secretary(self, key: str) -> User:
        """The secretary of the branch; whoever has no sign-in of the cast gets one without a password."""
        person = self.world.people[f"{key}_secretary"]
        if person.user is None:
            user = User(email=f"{key}-secretary@{MAIL}", name=person.name_zh)
            user.set_unusable_password()
            user.save()
            person.user = user
            person.save(update_fields=["user"])
        return person.user

    @contextmanager
    def _on(self, day: date, clock: str = "10:00") -> Iterator[None]:
        with self.world.on(min(max((day - self.world.today).days, BEGAN), 0), clock):
            yield

    def _ended(self, year: int, quarter: int, days: int = 1) -> bool:
        return last_day(year, quarter) + timedelta(days=days) <= self.world.today

    def _keeper(self, key: str) -> User:
        return self.secretaries.get(key, self.world.officer)

    def _set_rules(self) -> None:
        with self.world.on(BEGAN, "09:00"):
            actions.set_spending_rules(
                self.world.association,
                from_on=date(self.world.today.year - 2, 1, 1),
                head_up_to=5_000 * YUAN,
                association_up_to=UP_TO,
                over_budget="reason",
                note="二届三次理事会通过",
                actor=self.world.secretary,
            )
        for number, (days, confirmed) in enumerate(
            ((-400, BRANCHES), (-26, ("machines", "drives"))), start=1
        ):
            with self.world.on(days, "09:30"):
                rules = self._issue(number)
            for later, key in enumerate(confirmed, start=2):
                with self.world.on(min(days + 3 * later, 0), "15:20"):
                    actions.confirm_finance_rules(rules, body=self.units[key], actor=self.secretaries[key])
        for days in (-19, -12):
            with self.world.on(days, "08:00"):
                actions.send_rules_reminders(self.world.association, on=self.world.day(days))

    def _issue(self, number: int) -> FinanceRules:
        changes = ("增加差旅报销标准，凭单须附发票。", "Adds rates for travel; a voucher needs its invoice.")
        return actions.issue_finance_rules(
            self.world.association,
            name=f"分支机构财务管理办法（第{number}版）.txt",
            content=f"分支机构财务管理办法（第{number}版，虚构）\n一、分支机构不开设银行账户。\n".encode(),
            title_zh="分支机构财务管理办法",
            title_en="Finance rules for branches",
            changes_zh=changes[0] if number > 1 else "",
            changes_en=changes[1] if number > 1 else "",
            from_on=self.world.day(-395 if number == 1 else -20),
            remind_days=[7, 14, 30],
            actor=self.world.secretary,
        )

    def _approve_budgets(self, year: int) -> None:
        for key, body in self.units.items():
            with self._on(date(year, 1, 8)):
                budget = actions.draft_budget(body, year=year, actor=self._keeper(key))
                self._fill(budget, key)
                actions.submit_budget(budget, actor=self._keeper(key))
            with self._on(date(year, 1, 20)):
                resolution = f"云装协理〔{year}〕2号"
                actions.approve_budget(budget, resolution=resolution, actor=self.world.secretary)

    def _fill(self, budget: Budget, key: str) -> None:
        lines = [
            actions.Line(code, amount * YUAN, zh, en) for code, zh, en, amount in LINES.get(key, LINES[""])
        ]
        actions.set_budget_lines(budget, lines=lines, version=budget.version, actor=self._keeper(key))

    def _open_books(self, year: int) -> None:
        self._book(OWN, year, ("opening", "", 1_260_000, 0, "上年结转", "协会账户"))
        for key in BRANCHES:
            self._book(key, year, ("allotment", "", 20_000, 25, "年度工作经费", "协会本级"))

    def _live_quarter(self, year: int, quarter: int) -> None:
        for key in self.units:
            # Of last year's odd quarters less is told.
            is_short = year < self.world.today.year and quarter in (1, 3)
            for facts in QUARTERLY[key][: 1 if is_short else None]:
                self._book(key, year, facts, quarter)
        if quarter == 2:
            self._book(OWN, year, ("expense", "510101", 86_000, 40, "会员大会会务", "云岭国际会议中心"), 2)
            self._book(
                "machines", year, ("income", "4101", 30_000, 33, "年会赞助", "云岭商业银行科技支行"), 2
            )
        if self._ended(year, quarter, 2):
            self._hand_in(year, quarter)

    def _book(
        self, key: str, year: int, facts: tuple[str, str, int, int, str, str], quarter: int = 1
    ) -> Voucher | None:
        """From request to booking on its day; None where that day has not come."""
        day = first_day(year, quarter) + timedelta(days=facts[3])
        if day >= self.world.today:
            return None
        with self._on(day, "14:00"):
            voucher = self._request(key, facts, day)
            if voucher.kind != Voucher.Kind.INCOME:
                resolution = f"云装协理〔{year}〕2号" if voucher.amount > UP_TO else ""
                actions.approve_voucher(voucher, resolution=resolution, actor=self.world.secretary)
            return actions.book_voucher(voucher, actor=self.treasurer)

    def _request(self, key: str, facts: tuple[str, str, int, int, str, str], day: date) -> Voucher:
        kind, category, amount, _days, purpose, counterparty = facts
        more: actions.VoucherDetails = {"category": category}
        if kind == "expense":
            more |= {"name": "凭据（示例）.txt", "content": f"{PROOF}{purpose}\n".encode()}
        return actions.request_voucher(
            self.units[key],
            kind=kind,
            amount=amount * YUAN,
            on=day,
            purpose=purpose,
            counterparty=counterparty,
            actor=self._keeper(key),
            **more,
        )

    def _hand_in(self, year: int, quarter: int) -> None:
        """Everybody, until the quarter that ended last: then one branch is not accepted yet and one is late."""
        is_last = self._last in ((year, quarter), (year, 4) if quarter == 0 else None)
        ended = last_day(year, quarter)
        for place, key in enumerate(self.units):
            if is_last and key == "robots":
                continue
            with self._on(
                ended + timedelta(days=2 + (place if self._ended(year, quarter, 12) else 0)), "11:00"
            ):
                statement = actions.submit_statement(
                    self.units[key], year=year, quarter=quarter, actor=self._keeper(key)
                )
                if not (is_last and key == "pumps"):
                    actions.accept_statement(statement, actor=self.treasurer)

    @property
    def _last(self) -> tuple[int, int]:
        """The quarter that ended last, some days ago."""
        year = self.world.today.year
        ended = [
            (of, quarter) for of in (year - 1, year) for quarter in QUARTERS if self._ended(of, quarter, 2)
        ]
        return ended[-1]

    def _today(self) -> None:
        """What waits: for the head, for the council, to be booked; something refused, and dues a branch collected."""
        day = self.world.day(-1)
        if first_day(day.year, (day.month + 2) // 3) != day and day.year == self.world.today.year:
            with self.world.on(0, "09:10"):
                self._requests(day)
        with self.world.on(0, "09:40"):
            members = Member.objects.filter(association=self.world.association)
            member = members.exclude(state=Member.State.ENDED).order_by("number")[57]
            actions.report_collection(
                self.units["machines"],
                member=member,
                amount=2_000 * YUAN,
                on=day,
                way="bank",
                note="分会年会现场收取，已汇入协会账户",
                actor=self.secretaries["machines"],
            )
            self._next_budget("machines", is_submitted=True)
            self._next_budget("drives", is_submitted=False)

    def _next_budget(self, key: str, *, is_submitted: bool) -> None:
        year = self.world.today.year + 1
        budget = actions.draft_budget(self.units[key], year=year, actor=self._keeper(key))
        self._fill(budget, key)
        if is_submitted:
            actions.submit_budget(budget, actor=self._keeper(key))

    def _requests(self, day: date) -> None:
        small = ("expense", "520103", 1_860, 0, "赴外地考察差旅", "分会工作人员")
        large = ("expense", "510101", 52_000, 0, "年度技术大会会务", "云岭国际会议中心")
        ready = ("expense", "510103", 3_200, 0, "第四期简报印刷", "云岭印务有限公司")
        wrong = ("expense", "520103", 980, 0, "参会差旅", "分会工作人员")
        self._request("machines", small, day)
        self._request("machines", large, day)
        actions.approve_voucher(self._request("pumps", ready, day), actor=self.world.secretary)
        actions.refuse_voucher(
            self._request("drives", wrong, day),
            reason="未附会议通知，请补齐后重新申请",
            actor=self.world.secretary,
        )
