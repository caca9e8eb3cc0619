"""How the dues came in: by statements and by hand, what was waived, refunded and undone, and which receipts were issued."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from itertools import count, islice
from random import Random
from typing import Any

from django.utils import timezone

from guildhall.accounts.models import User
from guildhall.demo.yunling.bank import Spent, bank_file
from guildhall.demo.yunling.timeline import Timeline
from guildhall.demo.yunling.world import World
from guildhall.dues import actions
from guildhall.dues.matching import Movement
from guildhall.dues.models import DuesNotice, PayerAlias, Payment, Receipt, StatementLine, Waiver
from guildhall.dues.queries import parts_without_receipt
from guildhall.members.actions import withdraw_member

FIRST_ISSUED, FIRST_DUE = -398, -386
BY_FIRST, BY_SECOND, BY_THIRD, BY_FOURTH = 150, 98, 27, 34
BY_HAND = ((-396, "cash"), (-395, "card"), (-393, "bank"), (-391, "cash"), (-389, "bank"), (-388, "card"))
BY_HAND_NOW = ((-8, "card"), (-7, "bank"), (-6, "cash"), (-5, "bank"), (-4, "bank"), (-3, "card"))
OTHERS = (
    "云岭产业投资集团财务共享中心",
    "何静",
    "马超",
    "云岭智造供应链有限公司",
    "高岚",
    "云岭装备服务有限公司",
)
FIRST_RECEIPT = 4300120001
VERIFIED, VOID = 60, 3


class Money:
    """Last year's notices are shuffled once, and everybody pays at the turn that this gives."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.chance = Random("dues")  # noqa: S311 - invented data, the same every time
        self.serial = count(1)
        self.receipts = count(FIRST_RECEIPT)
        self.statements = count(1)
        self.balance = 68_412_037
        self.turn: list[DuesNotice] = []
        self.waivers: list[Waiver] = []
        self.overpaid = Payment()

    @property
    def accountant(self) -> User:
        return self.world.users["accountant"]

    def schedule(self, timeline: Timeline) -> None:
        add, day = timeline.add, partial(partial, self.by_hand)
        add(FIRST_ISSUED, "11:00", partial(self.shuffle, FIRST_ISSUED))
        for on, way in BY_HAND:
            add(on, "15:00", day(way))
        add(-390, "11:20", self.by_mistake)
        add(-391, "16:30", self.first_statement)
        add(FIRST_DUE, "16:30", self.second_statement)
        add(FIRST_DUE + 3, "08:10", self.remind)
        add(-380, "10:00", self.ask_for_waivers)
        add(-379, "15:00", self.issue_receipts)
        add(-378, "10:30", self.decide_on_waivers)
        add(-375, "14:40", self.give_back)
        add(-370, "16:10", self.void_receipts)
        add(FIRST_DUE + 30, "08:10", self.remind)
        add(-353, "16:30", self.third_statement)
        add(-345, "15:00", self.issue_receipts)
        add(-330, "10:00", self.one_leaves)
        add(FIRST_DUE + 90, "08:10", self.remind)
        add(-200, "14:00", self.verify_receipts)
        add(-9, "11:00", partial(self.shuffle, -9))
        for on, way in BY_HAND_NOW:
            add(on, "15:00", day(way))
        add(-2, "16:30", self.fourth_statement)
        add(-2, "17:20", self.issue_receipts)
        add(-1, "10:00", self.ask_for_another_waiver)

    # Whose turn it is

    def shuffle(self, issued: int) -> None:
        """The notices that went out on that day, the larger members' first, else in no order.

        Who still owes another year, and for whom somebody else pays, comes last.
        """
        notices = DuesNotice.objects.filter(
            association=self.world.association, issued_on=self.world.day(issued)
        )
        by_member = notices.order_by("member__number").select_related(
            "association", "member__organization", "member__person", "tier"
        )
        rows = list(by_member)
        self.chance.shuffle(rows)
        last = {notice.member_id for notice in self.turn}
        last |= set(
            PayerAlias.objects.filter(member__in=[row.member_id for row in rows]).values_list(
                "member", flat=True
            )
        )
        self.turn = sorted(rows, key=lambda notice: (notice.member_id in last, notice.tier.rank > 3))

    def take(self, many: int) -> list[DuesNotice]:
        taken, self.turn = self.turn[:many], self.turn[many:]
        return taken

    # By hand

    def by_hand(self, way: str) -> None:
        [notice] = self.take(1)
        self.pay(notice, way, payer=notice.member.name)

    def pay(self, notice: DuesNotice, way: str, payer: str) -> Payment:
        return actions.record_payment(
            notice.member,
            amount=notice.amount,
            received_on=timezone.localdate(timezone=self.world.association.zone),
            way=way,
            payer=payer,
            remark="会费",
            actor=self.accountant,
        )

    def by_mistake(self) -> None:
        """Entered for the wrong member, and set right."""
        wrong, right = self.turn[-1], self.turn[0]
        payment = self.pay(wrong, "bank", payer=right.member.name)
        actions.undo_payment(payment, reason="录入时选错会员单位", actor=self.accountant)
        self.by_hand("bank")

    # By statements

    def line(self, notices: Sequence[DuesNotice], on: date, **said: Any) -> Movement:
        """A transfer for these notices; payer and remark as members write them unless they are given."""
        first = notices[0]
        number = first.number
        remarks = (f"会费 {number}", number, f"会费{number}", f"缴{number}会费", f"{first.year}年度会费")
        given = {"payer": first.member.name, "remark": self.chance.choice(remarks)} | said
        amount = given.pop("amount", sum(notice.amount for notice in notices))
        account = f"6228{self.chance.randrange(10**12):012}"
        return Movement(f"{next(self.serial):05}", on, amount, account=account, **given)

    def lines(self, notices: Iterable[DuesNotice], first: int, last: int) -> list[Movement]:
        day = self.world.day
        return [self.line([notice], day(self.chance.randint(first, last))) for notice in notices]

    def interest(self, on: int) -> Movement:
        amount = self.chance.randint(20_000, 60_000)
        return Movement(f"{next(self.serial):05}", self.world.day(on), amount, "云岭商业银行", "", "利息")

    def take_statement(self, lines: Sequence[Movement], *spent: Spent) -> None:
        """Taken in; what is certain is booked, and what is proposed by a name in full is confirmed."""
        number = next(self.statements)
        content = bank_file(lines, spent, opening=self.balance, series=f"D{number}")
        self.balance += sum(line.amount for line in lines) - sum(one.amount for one in spent)
        name = f"银行对账单{number}.xlsx"
        actions.take_statement(self.world.association, name=name, content=content, actor=self.accountant)
        actions.book_certain_lines(self.world.association, actor=self.accountant)
        self.confirm()

    def confirm(self) -> None:
        lines = StatementLine.objects.filter(
            association=self.world.association, state=StatementLine.State.OPEN
        )
        proposed = lines.filter(proposal__state="proposed", proposal__rest=0).select_related(
            "association", "statement"
        )
        for line in proposed:
            if {"name", "named"} & {reason["code"] for reason in line.proposal["reasons"]}:
                shares = {share["notice"]: share["amount"] for share in line.proposal["shares"]}
                paid = DuesNotice.objects.filter(pk__in=shares)
                actions.book_line(
                    line, shares={one: shares[str(one.pk)] for one in paid}, actor=self.accountant
                )

    def waiting(self, **said: Any) -> StatementLine:
        lines = StatementLine.objects.select_related("association", "statement")
        return lines.get(association=self.world.association, state=StatementLine.State.OPEN, **said)

    def set_interest_aside(self) -> None:
        actions.set_line_aside(self.waiting(remark="利息"), note="银行结息", actor=self.accountant)

    def first_statement(self) -> None:
        fee = Spent(self.world.day(-394), 5_000, "云岭商业银行", "账户管理费")
        self.take_statement([*self.lines(self.take(BY_FIRST), -397, -391), self.interest(-392)], fee)
        self.set_interest_aside()

    def second_statement(self) -> None:
        """Six are paid by others, which the treasurer recognises by the number; one paid too much."""
        strange, [most], plain = self.take(len(OTHERS)), self.take(1), self.take(BY_SECOND - len(OTHERS) - 1)
        on = self.world.day(-388)
        lines = [
            self.line([one], on, payer=name, remark=one.number)
            for one, name in zip(strange, OTHERS, strict=True)
        ]
        too_much = self.line([most], on, amount=most.amount + 20_000, remark=most.number)
        self.take_statement([*lines, too_much, *self.lines(plain, -390, FIRST_DUE)])
        for notice in strange:
            self.book(self.waiting(remark=notice.number), notice)
        self.overpaid = self.book(self.waiting(remark=most.number), most, keep_rest=True)

    def third_statement(self) -> None:
        """After the reminders; newcomers pay, one group pays for three, and three pay a half of what they owe."""
        newcomers = DuesNotice.objects.filter(
            association=self.world.association, issued_on=self.world.day(-371)
        )
        joined = list(newcomers.select_related("association", "member__organization", "member__person"))
        three, one = self.take(3), self.waivers[1].notice
        names = "、".join(notice.member.name for notice in three)
        group = self.line(three, self.world.day(-366), payer=OTHERS[0], remark=f"代缴{names}会费")
        half = self.line([one], self.world.day(-362), amount=one.amount // 2, remark=one.number)
        late = self.lines(self.take(BY_THIRD - 3), -380, -356)
        self.take_statement([group, half, *self.lines(joined, -369, -356), *late, self.interest(-360)])
        self.set_interest_aside()

    def fourth_statement(self) -> None:
        """This year's first: two lines are left to decide, of which nobody can tell at once whose they are."""
        on = self.world.day(-4)
        [misspelt], [unknown] = self.take(1), self.take(1)
        name = misspelt.member.name
        unclear = [
            self.line([misspelt], on, payer=name[:3] + name[4:], remark="会费"),
            self.line([unknown], on, payer="刘洋", remark="会费"),
        ]
        self.take_statement([*self.lines(self.take(BY_FOURTH), -8, -3), *unclear, self.interest(-5)])
        self.set_interest_aside()

    def book(self, line: StatementLine, notice: DuesNotice, *, keep_rest: bool = False) -> Payment:
        return actions.book_line(
            line, shares={notice: notice.amount}, keep_rest=keep_rest, actor=self.accountant
        )

    # Afterwards

    def remind(self) -> None:
        actions.send_dues_reminders(
            self.world.association, on=timezone.localdate(timezone=self.world.association.zone)
        )

    def ask_for_waivers(self) -> None:
        """The last three of the list have fallen on hard times, or say so."""
        asked = (
            (1, "厂房火灾，生产停顿四个月，申请全额减免"),
            (2, "订单下滑、处于停产整顿期，申请减半"),
            (1, "认为会费标准偏高，申请减免"),
        )
        for (part, reason), notice in zip(asked, self.turn[-3:], strict=True):
            self.waivers.append(
                actions.request_waiver(
                    notice, amount=notice.amount // part, reason=reason, actor=self.accountant
                )
            )
        self.turn = self.turn[:-3]

    def decide_on_waivers(self) -> None:
        fire, halt, dear = self.waivers
        for waiver in (fire, halt):
            actions.approve_waiver(waiver, actor=self.world.president)
        actions.refuse_waiver(
            dear, reason="会费标准由会员大会通过，不属于减免情形", actor=self.world.president
        )

    def ask_for_another_waiver(self) -> None:
        notice = self.turn[-1]
        reason = "遭受洪灾，设备受损，申请减半"
        actions.request_waiver(notice, amount=notice.amount // 2, reason=reason, actor=self.accountant)

    def give_back(self) -> None:
        actions.refund_payment(
            self.overpaid,
            amount=20_000,
            on=self.world.day(-375),
            reason="多缴部分退回原账户",
            actor=self.accountant,
        )

    def one_leaves(self) -> None:
        """A member withdraws; what it has not paid is no longer asked for."""
        [notice] = self.take(1)
        actions.cancel_notice(notice, reason="会员退会，经秘书长同意不再催缴", actor=self.accountant)
        letter = "企业迁往外地，来函申请退会"
        withdraw_member(notice.member, on=self.world.day(-330), letter=letter, actor=self.world.secretary)

    def issue_receipts(self) -> None:
        """A receipt for whatever was paid in full since."""
        for part in list(parts_without_receipt(self.world.association)):
            if part.amount == part.notice.amount:
                actions.record_receipt(
                    part,
                    number=f"{next(self.receipts):010}",
                    amount=part.amount,
                    issued_on=timezone.localdate(timezone=self.world.association.zone),
                    actor=self.accountant,
                )

    def void_receipts(self) -> None:
        """Three were misprinted; two of them are issued again."""
        receipts = Receipt.objects.filter(association=self.world.association).order_by("-number")
        parts = []
        for receipt in receipts.select_related("association")[:VOID]:
            actions.void_receipt(receipt, reason="付款单位名称打印有误", actor=self.accountant)
        parts = list(islice(parts_without_receipt(self.world.association), VOID - 1))
        for part in parts:
            actions.record_receipt(
                part,
                number=f"{next(self.receipts):010}",
                amount=part.amount,
                issued_on=self.world.day(-370),
                note="重新开具",
                actor=self.accountant,
            )

    def verify_receipts(self) -> None:
        receipts = Receipt.objects.filter(association=self.world.association, state=Receipt.State.ISSUED)
        for receipt in receipts.order_by("number").select_related("association")[:VERIFIED]:
            actions.verify_receipt(receipt, actor=self.accountant)
