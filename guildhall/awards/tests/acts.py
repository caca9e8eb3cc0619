from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from guildhall.accounts.models import User
from guildhall.awards import actions
from guildhall.awards.models import Entry
from guildhall.awards.tests.make import LINES, PDF, add_file, make_call, make_entry
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


ACTS = {
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
