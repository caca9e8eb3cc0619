from collections.abc import Callable
from datetime import date
from typing import Any

from guildhall.accounts.models import User
from guildhall.dues import actions
from guildhall.dues.models import DuesNotice, DuesRun, DuesStandard
from guildhall.dues.tests.disclosure_acts import DISCLOSURE_ACTS
from guildhall.dues.tests.make import (
    DUE,
    ISSUED,
    VOTE,
    make_draft,
    make_member,
    make_notice,
    make_run,
    make_standard,
    make_step,
    make_tier,
    make_waiver,
)
from guildhall.dues.tests.payment_acts import PAYMENT_ACTS
from guildhall.members.models import Member
from guildhall.registry.tests.make import make_body, make_seat
from tests.cast import Act, World


def of_member(world: World) -> Member:
    """The unit of the member of the cast, as a member of a tier."""
    return make_member(world.association, person=world.person("member"))


def on_draft(do: Callable[[DuesStandard, World, User], Any]) -> Callable[[World, User], None]:
    def tried(world: World, actor: User) -> None:
        standard = make_draft(world.association)
        standard.rates.create(
            association=world.association, tier=make_tier(world.association), amount=500_000
        )
        do(standard, world, actor)

    return tried


def on_notice(do: Callable[[DuesNotice, User], Any]) -> Callable[[World, User], None]:
    def tried(world: World, actor: User) -> None:
        do(world.once("notice", lambda: make_notice(member=of_member(world))), actor)

    return tried


def on_run(do: Callable[[DuesRun, User], Any], **details: Any) -> Callable[[World, User], None]:
    def tried(world: World, actor: User) -> None:
        do(world.once("run", lambda: run_of_member(world, **details)), actor)

    return tried


def run_of_member(world: World, **details: Any) -> DuesRun:
    rates = {term.tier: 500_000 for term in of_member(world).tier_terms.all()}
    return make_run(make_standard(world.association, rates=rates), **details)


def prepare_run(world: World, actor: User) -> None:
    actions.prepare_run(
        world.association,
        year=2026,
        standard=make_standard(world.association),
        issued_on=ISSUED,
        due_on=DUE,
        actor=actor,
    )


def change_step(world: World, actor: User) -> None:
    actions.change_reminder_step(make_step(world.association), version=1, days=20, actor=actor)


def renew_branches(world: World, actor: User) -> None:
    def make() -> DuesRun:
        member = of_member(world)
        run = make_notice(member=member).run
        branch = make_body(world.association, kind="branch")
        make_seat(branch, organization=member.organization, person=member.person)
        return run

    actions.renew_branches(world.once("run", make), actor=actor)


ACTS = {
    "draft_standard": Act(
        "拟定会费标准",
        "Draft a dues standard",
        lambda w, a: actions.draft_standard(
            w.association, body=w.body, name_zh="标准", from_on=date(2026, 1, 1), actor=a
        ),
    ),
    "change_standard": Act(
        "修改会费标准草案",
        "Change a draft of a standard",
        on_draft(lambda s, w, a: actions.change_standard(s, version=1, name_zh="新标准", actor=a)),
    ),
    "set_rates": Act(
        "设定会费数额",
        "Set the rates",
        on_draft(
            lambda s, w, a: actions.set_rates(s, rates={make_tier(w.association): 1}, version=1, actor=a)
        ),
    ),
    "adopt_standard": Act(
        "登记会费标准通过",
        "Record that a standard was adopted",
        on_draft(lambda s, w, a: actions.adopt_standard(s, **VOTE, actor=a)),
    ),
    "prepare_run": Act("准备年度会费", "Prepare the year's notices", prepare_run),
    "book_run": Act(
        "登记年度会费", "Book the year's notices", on_run(lambda r, a: actions.book_run(r, actor=a))
    ),
    "send_run": Act(
        "发送缴费通知",
        "Send the year's notices",
        on_run(lambda r, a: actions.send_run(r, actor=a), state="booked"),
    ),
    "issue_notice": Act(
        "单独开具缴费通知",
        "Issue one notice",
        on_run(
            lambda r, a: actions.issue_notice(
                r, member=Member.objects.get(association=r.association), actor=a
            ),
            state="booked",
        ),
    ),
    "cancel_notice": Act(
        "作废缴费通知",
        "Cancel a notice",
        on_notice(lambda n, a: actions.cancel_notice(n, reason="错误", actor=a)),
    ),
    "request_waiver": Act(
        "申请减免",
        "Ask for a waiver",
        on_notice(lambda n, a: actions.request_waiver(n, amount=100, reason="受灾", actor=a)),
    ),
    "approve_waiver": Act(
        "批准减免",
        "Approve a waiver",
        on_notice(lambda n, a: actions.approve_waiver(make_waiver(n), actor=a)),
    ),
    "refuse_waiver": Act(
        "不批准减免",
        "Refuse a waiver",
        on_notice(lambda n, a: actions.refuse_waiver(make_waiver(n), reason="不符", actor=a)),
    ),
    "undo_waiver": Act(
        "撤回减免",
        "Take a waiver back",
        on_notice(lambda n, a: actions.undo_waiver(make_waiver(n, is_approved=True), reason="有误", actor=a)),
    ),
    "add_reminder_step": Act(
        "添加催缴步骤",
        "Add a reminder step",
        lambda w, a: actions.add_reminder_step(w.association, days=10, text_zh="请缴费", actor=a),
    ),
    "change_reminder_step": Act("修改催缴步骤", "Change a reminder step", change_step),
    "set_collector": Act(
        "指定收缴人",
        "Set the collector of a notice",
        on_notice(lambda n, a: actions.set_collector(n, collector=None, actor=a)),
    ),
    "set_collectors": Act(
        "把缴费通知交由收缴人",
        "Give notices to a collector",
        on_notice(lambda n, a: actions.set_collectors(n.association, year=n.year, collector=None, actor=a)),
    ),
    "set_target": Act(
        "设定收缴目标",
        "Set a target for the year's dues",
        on_run(lambda r, a: actions.set_target(r, percent=80, on=DUE, version=1, actor=a)),
    ),
    "renew_branches": Act("重新归属分支机构", "Take the branches of notices anew", renew_branches),
    "set_bank_account": Act(
        "设定收款账户",
        "Set the account for payments",
        lambda w, a: actions.set_bank_account(w.association, holder="协会", bank="银行", number="1", actor=a),
    ),
    **PAYMENT_ACTS,
    **DISCLOSURE_ACTS,
}
