"""Builders for statements, payments and receipts."""

import csv
import io
from datetime import date
from itertools import count
from typing import Any

from guildhall.accounts.models import Association, User
from guildhall.dues import actions
from guildhall.dues.models import DuesNotice, PayerAlias, Payment, Receipt, Statement, StatementLine
from guildhall.dues.tests.make import make_association, make_member, make_notice, make_treasurer

PAID = date(2026, 11, 19)
HEADINGS = "交易日期,收入,支出,对方户名,对方账号,附言,流水号"
_numbers = count(1)


def make_csv(*lines: tuple[Any, ...], headings: str = HEADINGS) -> bytes:
    """A bank's statement: each line is day, in, out, payer, account, remark, number, as many as are given."""
    target = io.StringIO()
    csv.writer(target).writerows([headings.split(","), *lines])
    return target.getvalue().encode()


def make_statement(
    association: Association | None = None, *, actor: User | None = None, content: bytes | None = None
) -> Statement:
    """A statement that was taken in, of one line unless its content is given."""
    association = association or make_association()
    number = next(_numbers)
    given = content or make_csv((PAID, "5000", "", f"付款人{number}", "", "", f"B{number}"))
    actor = actor or make_treasurer(association)
    return actions.take_statement(association, name=f"{number}.csv", content=given, actor=actor)


def make_line(association: Association | None = None, **details: Any) -> StatementLine:
    """A waiting line of ¥5,000 from somebody unknown."""
    association = association or make_association()
    actor = details.pop("actor", None)
    line = make_statement(association, actor=actor).lines.get()
    StatementLine.objects.filter(pk=line.pk).update(**details)
    return StatementLine.objects.select_related("association").get(pk=line.pk)


def make_payment(
    notice: DuesNotice | None = None, *, amount: int | None = None, actor: User | None = None, **details: Any
) -> Payment:
    """A payment recorded by hand; without an amount it pays the notice in full."""
    notice = notice or make_notice()
    given = {"received_on": PAID, "keep_rest": True} | details
    return actions.record_payment(
        notice.member,
        amount=amount or notice.amount,
        actor=actor or make_treasurer(notice.association),
        **given,
    )


def make_receipt(payment: Payment | None = None, *, actor: User | None = None, **details: Any) -> Receipt:
    payment = payment or make_payment()
    part = payment.allocations.get()
    given = {"number": f"SJ{next(_numbers):08}", "amount": part.amount, "issued_on": PAID}
    return actions.record_receipt(part, **given | details, actor=actor or make_treasurer(payment.association))


def make_alias(association: Association | None = None) -> PayerAlias:
    number = next(_numbers)
    return PayerAlias.objects.create(
        association=association or make_association(),
        member=make_member(association),
        name=f"代付人{number}",
        plain=f"代付人{number}",
    )
