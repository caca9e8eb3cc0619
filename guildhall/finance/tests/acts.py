from collections.abc import Callable
from datetime import date
from typing import Any

from guildhall.accounts.models import User
from guildhall.finance import actions
from guildhall.finance.tests.make import (
    LINES,
    PDF,
    TABLE,
    make_budget,
    make_collection,
    make_finance_rules,
    make_member,
    make_own_unit,
    make_request,
    make_statement,
    make_voucher,
)
from guildhall.registry.models import Body
from tests.cast import Act, World

Tried = Callable[[World, User], Any]
DAY = date(2026, 2, 3)


def unit(world: World) -> Body:
    """The branch where the act is tried there, else the association itself."""
    if world.body.kind == Body.Kind.BRANCH:
        return world.branch
    return make_own_unit(world.association)


def on_draft(do: Callable[[Any, User], Any]) -> Tried:
    return lambda world, actor: do(make_budget(unit(world), state="draft"), actor)


def on_submitted(do: Callable[[Any, User], Any]) -> Tried:
    return lambda world, actor: do(make_budget(unit(world), state="submitted"), actor)


def on_request(do: Callable[[Any, User], Any], **details: Any) -> Tried:
    return lambda world, actor: do(make_request(unit(world), **details), actor)


def on_income(do: Callable[[Any, User], Any]) -> Tried:
    return on_request(do, kind="income", category="4301")


def on_collection(do: Callable[[Any, User], Any]) -> Tried:
    return lambda world, actor: do(make_collection(world.branch), actor)


def undo_collection(world: World, actor: User) -> None:
    collection = make_collection(world.branch)
    actions.book_collection(collection, actor=world.cast["secretary_general"])
    actions.undo_collection(collection, reason="有误", actor=actor)


def report_collection(world: World, actor: User) -> None:
    member = make_member(world.association)
    actions.report_collection(world.branch, member=member, amount=100, on=DAY, way="bank", actor=actor)


def request_voucher(world: World, actor: User) -> None:
    body = unit(world)
    make_budget(body)
    actions.request_voucher(
        body,
        kind="expense",
        amount=100,
        on=DAY,
        category="510101",
        purpose="会场",
        counterparty="会展中心",
        actor=actor,
    )


def submit_statement(world: World, actor: User) -> None:
    body = unit(world)
    make_budget(body, year=2025)
    actions.submit_statement(body, year=2025, quarter=1, actor=actor)


def undo_voucher(world: World, actor: User) -> None:
    voucher = make_voucher(unit(world), treasurer=world.cast["secretary_general"])
    actions.undo_voucher(voucher, reason="有误", actor=actor)


ACTS = {
    "draft_budget": Act(
        "编制预算", "Draft a budget", lambda w, a: actions.draft_budget(unit(w), year=2026, actor=a)
    ),
    "set_budget_lines": Act(
        "填写预算科目",
        "Set a budget's lines",
        on_draft(lambda b, a: actions.set_budget_lines(b, lines=LINES, version=1, actor=a)),
    ),
    "import_budget_lines": Act(
        "从表格导入预算科目",
        "Read a budget's lines from a spreadsheet",
        on_draft(
            lambda b, a: actions.import_budget_lines(b, name="预算.csv", content=TABLE, version=1, actor=a)
        ),
    ),
    "submit_budget": Act(
        "提交预算", "Submit a budget", on_draft(lambda b, a: actions.submit_budget(b, actor=a))
    ),
    "return_budget": Act(
        "退回预算",
        "Send a budget back",
        on_submitted(lambda b, a: actions.return_budget(b, reason="过高", actor=a)),
    ),
    "approve_budget": Act(
        "批准预算", "Approve a budget", on_submitted(lambda b, a: actions.approve_budget(b, actor=a))
    ),
    "request_voucher": Act("申请凭单", "Request a voucher", request_voucher),
    "attach_voucher_file": Act(
        "为凭单附文件",
        "Attach a file to a voucher",
        on_request(lambda v, a: actions.attach_voucher_file(v, name="发票.pdf", content=PDF, actor=a)),
    ),
    "approve_voucher": Act(
        "审批凭单", "Approve a voucher", on_request(lambda v, a: actions.approve_voucher(v, actor=a))
    ),
    "refuse_voucher": Act(
        "不批准凭单",
        "Refuse a voucher",
        on_request(lambda v, a: actions.refuse_voucher(v, reason="不符", actor=a)),
    ),
    "book_voucher": Act(
        "登记凭单", "Book a voucher", on_income(lambda v, a: actions.book_voucher(v, actor=a))
    ),
    "undo_voucher": Act("撤销凭单", "Undo a voucher", undo_voucher),
    "report_collection": Act("上报代收会费", "Report dues collected", report_collection),
    "book_collection": Act(
        "登记代收会费",
        "Book dues collected",
        on_collection(lambda c, a: actions.book_collection(c, actor=a)),
    ),
    "refuse_collection": Act(
        "不认可代收会费",
        "Refuse dues collected",
        on_collection(lambda c, a: actions.refuse_collection(c, reason="未到账", actor=a)),
    ),
    "undo_collection": Act("撤销代收会费", "Undo dues collected", undo_collection),
    "submit_statement": Act("提交财务报表", "Submit a finance statement", submit_statement),
    "accept_statement": Act(
        "接受财务报表",
        "Accept a finance statement",
        lambda w, a: actions.accept_statement(make_statement(unit(w)), actor=a),
    ),
    "return_statement": Act(
        "退回财务报表",
        "Send a finance statement back",
        lambda w, a: actions.return_statement(make_statement(unit(w)), reason="有误", actor=a),
    ),
    "set_spending_rules": Act(
        "设定审批限额与报送期限",
        "Set spending rules",
        lambda w, a: actions.set_spending_rules(
            w.association, from_on=date(2026, 1, 1), head_up_to=1, association_up_to=2, actor=a
        ),
    ),
    "issue_finance_rules": Act(
        "发布财务制度",
        "Issue finance rules",
        lambda w, a: actions.issue_finance_rules(
            w.association,
            title_zh="财务管理办法",
            name="办法.pdf",
            content=PDF,
            from_on=DAY,
            remind_days=[7],
            actor=a,
        ),
    ),
    "confirm_finance_rules": Act(
        "确认已读财务制度",
        "Confirm finance rules for a branch",
        lambda w, a: actions.confirm_finance_rules(make_finance_rules(w.association), body=w.branch, actor=a),
    ),
}
