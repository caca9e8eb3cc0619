from collections.abc import Callable
from typing import Any

from guildhall.accounts.models import User
from guildhall.commitments import actions
from guildhall.commitments.actions import Party, Upload
from guildhall.commitments.models import Commitment, Letter, LetterParty, Plan
from guildhall.commitments.tests.make import in_days, make_commitment, make_milestone, make_plan
from tests.cast import Act, World

Work = Callable[[Commitment, World, User], Any]


def on_commitment(do: Work, **details: Any) -> Callable[[World, User], None]:
    """The act on a commitment of the body whose responsible person is the member."""

    def tried(world: World, actor: User) -> None:
        do(make_commitment(world.body, responsible=world.person("member"), **details), world, actor)

    return tried


def on_draft(do: Work) -> Callable[[World, User], None]:
    return on_commitment(do, state=Commitment.State.DRAFT)


def on_reported(do: Work) -> Callable[[World, User], None]:
    """Reported done by the member."""

    def reported(commitment: Commitment, world: World, actor: User) -> None:
        Commitment.objects.filter(pk=commitment.pk).update(reported_by=world.cast["member"])
        commitment.refresh_from_db()
        do(commitment, world, actor)

    return on_commitment(reported, state=Commitment.State.REPORTED)


def on_plan(do: Callable[[Plan, World, User], Any], **details: Any) -> Callable[[World, User], None]:
    def tried(world: World, actor: User) -> None:
        do(make_plan(world.body, **details), world, actor)

    return tried


def on_letter(do: Callable[[Letter, World, User], Any], **details: Any) -> Callable[[World, User], None]:
    """The act on a letter that the member is to sign."""

    def tried(world: World, actor: User) -> None:
        letter = Letter.objects.create(
            association=world.association, body=world.body, title_zh="责任书", title_en="Letter", **details
        )
        person = world.person("member")
        LetterParty.objects.create(association=world.association, letter=letter, person=person)
        do(letter, world, actor)

    return tried


def party_of(letter: Letter) -> LetterParty:
    return letter.parties.get()


def add_milestone(commitment: Commitment, _world: World, actor: User) -> None:
    actions.add_milestone(commitment, title_zh="节点", due_on=in_days(3), actor=actor)


def change_letter(letter: Letter, world: World, actor: User) -> None:
    parties = [Party(world.person("member"))]
    actions.change_letter(
        letter, version=letter.version, parties=parties, targets=[], title_zh="责任书", actor=actor
    )


def record_signature(letter: Letter, _world: World, actor: User) -> None:
    scan: Upload = ("scan.pdf", b"%PDF-1.4\n%%EOF\n")
    actions.record_signature(party_of(letter), scan=scan, actor=actor)


def amend_plan(plan: Plan, world: World, actor: User) -> None:
    added: Any = [{"content_zh": "新任务", "deadline": in_days(9), "responsible": world.person("member")}]
    actions.amend_plan(plan, version=plan.version, note="会议决定", amendment={"added": added}, actor=actor)


def set_follow_up_rules(world: World, actor: User) -> None:
    actions.set_follow_up_rules(
        association=world.association,
        amber_days=5,
        remind_days=[3],
        overdue_every=7,
        escalate_after=7,
        actor=actor,
    )


ACTS = {
    "draft_commitment": Act(
        "拟定任务",
        "Draft a commitment",
        lambda w, a: actions.draft_commitment(
            association=w.association, body=w.body, content_zh="任务", actor=a
        ),
    ),
    "change_commitment": Act(
        "修改任务草案",
        "Change a draft",
        on_draft(lambda c, w, a: actions.change_commitment(c, version=c.version, content_zh="任务", actor=a)),
    ),
    "change_item": Act(
        "修改计划事项",
        "Change an item",
        on_draft(lambda c, w, a: actions.change_item(c, version=c.version, content_zh="任务", actor=a)),
    ),
    "adopt_commitment": Act(
        "下达任务", "Adopt a commitment", on_draft(lambda c, w, a: actions.adopt_commitment(c, actor=a))
    ),
    "discard_draft": Act(
        "删除草案", "Discard a draft", on_draft(lambda c, w, a: actions.discard_draft(c, actor=a))
    ),
    "report_progress": Act(
        "报告进展",
        "Report progress",
        on_commitment(lambda c, w, a: actions.report_progress(c, text="进行中", percent=50, actor=a)),
    ),
    "report_done": Act(
        "报告完成", "Report done", on_commitment(lambda c, w, a: actions.report_done(c, text="完成", actor=a))
    ),
    "accept_commitment": Act(
        "验收销号", "Accept", on_reported(lambda c, w, a: actions.accept_commitment(c, actor=a))
    ),
    "return_commitment": Act(
        "退回", "Return", on_reported(lambda c, w, a: actions.return_commitment(c, reason="不符", actor=a))
    ),
    "reopen_commitment": Act(
        "重新开启",
        "Open again",
        on_commitment(
            lambda c, w, a: actions.reopen_commitment(c, reason="复发", actor=a),
            state=Commitment.State.ACCEPTED,
        ),
    ),
    "postpone_deadline": Act(
        "延期",
        "Postpone",
        on_commitment(
            lambda c, w, a: actions.postpone_deadline(c, deadline=in_days(60), reason="延期", actor=a)
        ),
    ),
    "hand_over": Act(
        "移交责任人",
        "Hand over",
        on_commitment(
            lambda c, w, a: actions.hand_over(c, to=w.person("other_member"), reason="调岗", actor=a)
        ),
    ),
    "cancel_commitment": Act(
        "取消任务",
        "Cancel",
        on_commitment(lambda c, w, a: actions.cancel_commitment(c, reason="不再需要", actor=a)),
    ),
    "add_milestone": Act("添加节点", "Add a milestone", on_commitment(add_milestone)),
    "change_milestone": Act(
        "修改节点",
        "Change a milestone",
        on_commitment(
            lambda c, w, a: actions.change_milestone(
                make_milestone(c), title_zh="节点", title_en="", due_on=in_days(4), actor=a
            )
        ),
    ),
    "finish_milestone": Act(
        "完成节点",
        "Finish a milestone",
        on_commitment(lambda c, w, a: actions.finish_milestone(make_milestone(c), actor=a)),
    ),
    "remove_milestone": Act(
        "删除节点",
        "Remove a milestone",
        on_commitment(lambda c, w, a: actions.remove_milestone(make_milestone(c), actor=a)),
    ),
    "draft_plan": Act(
        "拟定计划", "Draft a plan", lambda w, a: actions.draft_plan(body=w.body, title_zh="计划", actor=a)
    ),
    "change_plan": Act(
        "修改计划",
        "Change a plan",
        on_plan(lambda p, w, a: actions.change_plan(p, version=p.version, title_zh="计划", actor=a)),
    ),
    "add_course": Act(
        "添加方向",
        "Add a course",
        on_plan(lambda p, w, a: actions.add_course(p, name_zh="方向", actor=a), kind=Plan.Kind.MULTI_YEAR),
    ),
    "add_item": Act(
        "添加事项", "Add an item", on_plan(lambda p, w, a: actions.add_item(p, content_zh="事项", actor=a))
    ),
    "import_items": Act(
        "粘贴事项",
        "Paste items",
        on_plan(lambda p, w, a: actions.import_items(p, text="工作内容\n走访企业", actor=a)),
    ),
    "put_up_for_discussion": Act(
        "提交讨论",
        "Put up for discussion",
        on_plan(lambda p, w, a: actions.put_up_for_discussion(p, actor=a)),
    ),
    "adopt_plan": Act(
        "通过计划", "Adopt a plan", on_plan(lambda p, w, a: actions.adopt_plan(p, note="会议通过", actor=a))
    ),
    "amend_plan": Act("修订计划", "Amend a plan", on_plan(amend_plan, state=Plan.State.ADOPTED)),
    "review_plan": Act(
        "回顾计划",
        "Review a plan",
        on_plan(lambda p, w, a: actions.review_plan(p, review_zh="回顾", actor=a), state=Plan.State.ADOPTED),
    ),
    "publish_plan": Act(
        "公开计划",
        "Publish a plan",
        on_plan(lambda p, w, a: actions.publish_plan(p, is_public=True, actor=a), state=Plan.State.ADOPTED),
    ),
    "close_plan": Act(
        "结束计划",
        "Close a plan",
        on_plan(lambda p, w, a: actions.close_plan(p, actor=a), state=Plan.State.ADOPTED),
    ),
    "draft_letter": Act(
        "拟定责任书",
        "Draft a letter",
        lambda w, a: actions.draft_letter(
            body=w.body,
            kind=Letter.Kind.RESPONSIBILITY,
            parties=[Party(w.person("member"))],
            title_zh="责任书",
            actor=a,
        ),
    ),
    "change_letter": Act("修改责任书", "Change a letter", on_letter(change_letter)),
    "offer_letter": Act(
        "送签", "Offer for signing", on_letter(lambda x, w, a: actions.offer_letter(x, actor=a))
    ),
    "discard_letter": Act(
        "删除责任书草案", "Discard a letter", on_letter(lambda x, w, a: actions.discard_letter(x, actor=a))
    ),
    "sign_letter": Act(
        "签署",
        "Sign",
        on_letter(
            lambda x, w, a: actions.sign_letter(party_of(x), confirmed=True, actor=a),
            state=Letter.State.OFFERED,
        ),
    ),
    "record_signature": Act(
        "登记纸质签署", "Record a signature on paper", on_letter(record_signature, state=Letter.State.OFFERED)
    ),
    "revoke_letter": Act(
        "撤销责任书",
        "Revoke a letter",
        on_letter(
            lambda x, w, a: actions.revoke_letter(x, reason="作废", actor=a), state=Letter.State.OFFERED
        ),
    ),
    "set_follow_up_rules": Act("设定督办规则", "Set the rules of follow-up", set_follow_up_rules),
}
