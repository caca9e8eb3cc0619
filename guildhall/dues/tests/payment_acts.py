"""What can happen to statements, payments and receipts, for the permission table. Made by a treasurer, tried by whoever."""

from collections.abc import Callable
from typing import Any

from guildhall.accounts.models import User
from guildhall.dues import actions
from guildhall.dues.models import DuesNotice, Payment, StatementLine
from guildhall.dues.tests.make import make_notice, make_treasurer
from guildhall.dues.tests.make_payment import (
    PAID,
    make_alias,
    make_csv,
    make_line,
    make_payment,
    make_receipt,
    make_statement,
)
from guildhall.members.tests.make import make_member
from tests.cast import Act, World

UNKNOWN = make_csv((PAID, "5000"), headings="哪天,多少")


def notice_of(world: World) -> DuesNotice:
    def make() -> DuesNotice:
        return make_notice(member=make_member(world.association, person=world.person("member")))

    notice: DuesNotice = world.once("notice", make)
    return notice


def on_line(do: Callable[[StatementLine, User], Any], **details: Any) -> Callable[[World, User], None]:
    def tried(world: World, actor: User) -> None:
        do(make_line(world.association, actor=make_treasurer(world.association), **details), actor)

    return tried


def choose_columns(world: World, actor: User) -> None:
    taken = make_statement(world.association, actor=make_treasurer(world.association), content=UNKNOWN)
    actions.choose_columns(taken, header=1, columns={"on": [0], "amount": [1]}, actor=actor)


def record_payment(world: World, actor: User) -> None:
    notice = notice_of(world)
    actions.record_payment(notice.member, amount=notice.amount, received_on=PAID, actor=actor)


def on_account(world: World) -> Any:
    """A payment whose money is on account."""
    notice = notice_of(world)

    def make() -> Payment:
        return make_payment(notice, actor=make_treasurer(world.association), shares={})

    return notice, world.once("on account", make)


def allocate_payment(world: World, actor: User) -> None:
    notice, payment = on_account(world)
    actions.allocate_payment(payment, shares={notice: 1}, actor=actor)


def refund_payment(world: World, actor: User) -> None:
    _notice, payment = on_account(world)
    actions.refund_payment(payment, amount=1, on=PAID, reason="多付", actor=actor)


def paid(world: World) -> Any:
    notice = notice_of(world)
    return world.once("paid", lambda: make_payment(notice, actor=make_treasurer(world.association)))


def receipt(world: World) -> Any:
    payment = paid(world)
    return world.once("receipt", lambda: make_receipt(payment, actor=make_treasurer(world.association)))


PAYMENT_ACTS = {
    "take_statement": Act(
        "导入银行流水",
        "Take a bank statement in",
        lambda w, a: actions.take_statement(
            w.association, name="流水.csv", content=make_csv((PAID, "1")), actor=a
        ),
    ),
    "choose_columns": Act("指定流水各列", "Choose a statement's columns", choose_columns),
    "propose_matches": Act(
        "匹配流水", "Match waiting lines", lambda w, a: actions.propose_matches(w.association, actor=a)
    ),
    "book_certain_lines": Act(
        "登记确定的流水",
        "Book certain lines",
        lambda w, a: actions.book_certain_lines(w.association, actor=a),
    ),
    "book_line": Act(
        "登记一笔流水",
        "Book a line",
        on_line(lambda line, a: actions.book_line(line, shares={}, keep_rest=True, actor=a)),
    ),
    "set_line_aside": Act(
        "搁置一笔流水",
        "Set a line aside",
        on_line(lambda line, a: actions.set_line_aside(line, note="培训费", actor=a)),
    ),
    "take_line_back": Act(
        "恢复一笔流水",
        "Match a line after all",
        on_line(lambda line, a: actions.take_line_back(line, actor=a), state="set_aside"),
    ),
    "record_payment": Act("登记缴费", "Record a payment", record_payment),
    "allocate_payment": Act("核销预收", "Pay notices with the rest", allocate_payment),
    "undo_allocation": Act(
        "撤销核销",
        "Undo a part of a payment",
        lambda w, a: actions.undo_allocation(paid(w).allocations.get(), reason="错认", actor=a),
    ),
    "undo_payment": Act(
        "撤销缴费", "Undo a payment", lambda w, a: actions.undo_payment(paid(w), reason="错认", actor=a)
    ),
    "refund_payment": Act("退款", "Refund", refund_payment),
    "forget_alias": Act(
        "删除付款人别名",
        "Forget a payer's name",
        lambda w, a: actions.forget_alias(make_alias(w.association), actor=a),
    ),
    "record_receipt": Act(
        "登记会费票据",
        "Record a receipt",
        lambda w, a: make_receipt(paid(w), actor=a),
    ),
    "verify_receipt": Act(
        "核销会费票据", "Verify a receipt", lambda w, a: actions.verify_receipt(receipt(w), actor=a)
    ),
    "void_receipt": Act(
        "作废会费票据",
        "Void a receipt",
        lambda w, a: actions.void_receipt(receipt(w), reason="抬头有误", actor=a),
    ),
}
