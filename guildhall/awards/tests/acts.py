from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from guildhall.accounts.models import User
from guildhall.awards import actions
from guildhall.awards.models import Entry, Review
from guildhall.awards.tests.make import (
    LINES,
    PDF,
    add_file,
    in_publicity,
    make_award,
    make_call,
    make_entry,
    make_objection,
    make_person,
    make_ranked,
    make_resolution,
    make_review,
    make_reviewer,
    over,
)
from tests.cast import Act, World

Tried = Callable[[World, User], Any]


def on_call(do: Callable[[Any, User], Any], **details: Any) -> Tried:
    return lambda world, actor: do(make_call(world.association, body=world.council, **details), actor)


def on_own(do: Callable[[Any, User], Any], **details: Any) -> Tried:
    """On the member's own entry."""

    def tried(world: World, actor: User) -> None:
        call = make_call(world.association, body=world.council)
        do(make_entry(call, person=world.person("member"), **details), actor)

    return tried


def draft_call(world: World, actor: User) -> None:
    closes = timezone.now() + timedelta(days=7)
    actions.draft_call(
        world.association, body=world.council, lines=LINES, title_zh="科技奖", closes_at=closes, actor=actor
    )


def start_entry(world: World, actor: User) -> None:
    call = make_call(world.association, body=world.council)
    category = call.categories.select_related("association").get()
    actions.start_entry(category, title_zh="高速轴承", as_person=True, actor=actor)


def change_entry(entry: Entry, actor: User) -> None:
    actions.change_entry(
        entry, category=entry.category, people=[], version=1, title_zh="重载轴承", actor=actor
    )


def on_panel(do: Callable[[Any, User], Any]) -> Tried:
    """On the member's own place on a panel, who has one entry to score and could be replaced."""

    def tried(world: World, actor: User) -> None:
        call = over(make_call(world.association, body=world.council, reviewers_each=1))
        reviewer = make_reviewer(call, person=world.person("member"))
        make_reviewer(call)
        do(make_review(make_entry(call), reviewer), actor)

    return tried


def score_entry(review: Review, actor: User) -> None:
    points = {one.pk: Decimal(80) for one in review.entry.call.criteria.all()}
    actions.score_entry(review, points=points, version=1, actor=actor)


def assign_reviewers(world: World, actor: User) -> None:
    call = over(make_call(world.association, body=world.council, reviewers_each=1), state="open")
    make_reviewer(call)
    make_entry(call)
    actions.assign_reviewers(call, actor=actor)


def close_scoring(world: World, actor: User) -> None:
    call = over(make_call(world.association, body=world.council))
    make_review(make_entry(call), points=80)
    actions.close_scoring(call, actor=actor)


def break_tie(world: World, actor: User) -> None:
    call = over(make_call(world.association, body=world.council), state="ranked")
    tied = [make_entry(call, rank=1), make_entry(call, rank=1)]
    actions.break_tie(tied[0], order=tied, reason="专家组合议", actor=actor)


def begin_publicity(world: World, actor: User) -> None:
    call = make_call(world.association, body=world.council)
    make_ranked(call, 80)
    actions.begin_publicity(call, actor=actor)


def object_to_result(world: World, actor: User) -> None:
    call = make_call(world.association, body=world.council)
    in_publicity(call)
    actions.object_to_result(call, name="李新", contact="138", text="权属有争议", actor=actor)


def answer_objection(world: World, actor: User) -> None:
    call = make_call(world.association, body=world.council)
    in_publicity(call)
    actions.answer_objection(make_objection(call), answer="经核实无误", is_upheld=False, actor=actor)


def decide_result(world: World, actor: User) -> None:
    call = make_call(world.association, body=world.council)
    in_publicity(call, days_left=-1)
    actions.decide_result(call, resolution=make_resolution(world.council), actor=actor)


def issue_certificates(world: World, actor: User) -> None:
    call = make_call(world.association, body=world.council)
    make_award(call)
    actions.issue_certificates(call, actor=actor)


def revoke_award(world: World, actor: User) -> None:
    award = make_award(make_call(world.association, body=world.council))
    actions.revoke_award(award, reason="弄虚作假", actor=actor)


ACTS = {
    "begin_publicity": Act("公示评选结果", "Make a result public", begin_publicity),
    "object_to_result": Act("提出异议", "Raise an objection", object_to_result),
    "answer_objection": Act("答复异议", "Answer an objection", answer_objection),
    "decide_result": Act("决定评选结果", "Decide a result", decide_result),
    "issue_certificates": Act("颁发证书", "Issue certificates", issue_certificates),
    "revoke_award": Act("撤销奖项", "Revoke an award", revoke_award),
    "name_reviewers": Act(
        "聘请评审人员",
        "Name reviewers",
        on_call(lambda c, a: actions.name_reviewers(c, people=[make_person(c.association)], actor=a)),
    ),
    "remove_reviewer": Act(
        "撤换评审人员",
        "Take a reviewer off the panel",
        on_panel(lambda r, a: actions.remove_reviewer(r.reviewer, reason="出差", actor=a)),
    ),
    "declare_conflict": Act(
        "声明利益冲突",
        "Declare a conflict of interest",
        on_panel(lambda r, a: actions.declare_conflict(r.reviewer, entry=r.entry, reason="亲属", actor=a)),
    ),
    "assign_reviewers": Act("分配评审", "Assign entries to reviewers", assign_reviewers),
    "score_entry": Act("评审打分", "Score an entry", on_panel(score_entry)),
    "close_scoring": Act("结束打分并排名", "Close scoring and rank", close_scoring),
    "break_tie": Act("裁定同分名次", "Put entries of equal score in order", break_tie),
    "draft_call": Act("起草申报通知", "Draft a call for entries", draft_call),
    "change_call": Act(
        "修改申报通知",
        "Change a call for entries",
        on_call(
            lambda c, a: actions.change_call(c, version=1, lines=LINES, title_zh="新奖", actor=a),
            state="draft",
        ),
    ),
    "publish_call": Act(
        "发布申报通知",
        "Publish a call for entries",
        on_call(lambda c, a: actions.publish_call(c, actor=a), state="draft"),
    ),
    "postpone_call": Act(
        "延长申报期限",
        "Put a call's deadlines off",
        on_call(
            lambda c, a: actions.postpone_call(
                c, closes_at=c.closes_at + timedelta(days=1), scores_until=None, version=1, actor=a
            )
        ),
    ),
    "cancel_call": Act(
        "取消评选",
        "Call an award off",
        on_call(lambda c, a: actions.cancel_call(c, reason="申报不足", actor=a)),
    ),
    "start_entry": Act("填写申报", "Begin an entry", start_entry),
    "change_entry": Act("修改申报", "Change an entry", on_own(change_entry)),
    "attach_entry_file": Act(
        "上传申报材料",
        "Attach a file to an entry",
        on_own(lambda e, a: actions.attach_entry_file(e, name="申报书.pdf", content=PDF, actor=a)),
    ),
    "remove_entry_file": Act(
        "移除申报材料",
        "Take a file off an entry",
        on_own(lambda e, a: actions.remove_entry_file(add_file(e), actor=a)),
    ),
    "submit_entry": Act(
        "提交申报", "Submit an entry", on_own(lambda e, a: actions.submit_entry(e, actor=a), state="draft")
    ),
    "withdraw_entry": Act(
        "撤回申报", "Withdraw an entry", on_own(lambda e, a: actions.withdraw_entry(e, actor=a))
    ),
    "exclude_entry": Act(
        "不受理申报",
        "Exclude an entry",
        on_own(lambda e, a: actions.exclude_entry(e, reason="不符合条件", actor=a)),
    ),
}
