from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from guildhall.accounts.models import User
from guildhall.promotion import actions
from guildhall.promotion.models import KeyProject
from guildhall.promotion.tests.make import make_key_project
from tests.cast import Act, World

ON = date(2026, 3, 1)


def on_project(do: Callable[[KeyProject, World, User], Any], **details: Any) -> Callable[[World, User], None]:
    """On a project for which the member of the cast is responsible."""

    def tried(world: World, actor: User) -> None:
        do(make_key_project(world.association, responsible=world.person("member"), **details), world, actor)

    return tried


def promise(project: KeyProject, world: World, actor: User) -> None:
    actions.promise_milestone(
        project,
        content_zh="完成桩基",
        deadline=timezone.localdate() + timedelta(days=30),
        responsible=world.person("member"),
        actor=actor,
    )


ACTS = {
    "add_key_project": Act(
        "登记重点项目",
        "Add a key project",
        lambda w, a: actions.add_key_project(w.association, title_zh="减速机项目", actor=a),
    ),
    "change_key_project": Act(
        "修改重点项目",
        "Change a key project",
        on_project(lambda p, w, a: actions.change_key_project(p, version=1, place_zh="淄博", actor=a)),
    ),
    "move_key_project": Act(
        "变更重点项目状态",
        "Change the state of a key project",
        on_project(lambda p, w, a: actions.move_key_project(p, state="signed", on=ON, version=1, actor=a)),
    ),
    "end_key_project": Act(
        "终止重点项目",
        "End a key project",
        on_project(lambda p, w, a: actions.end_key_project(p, reason="撤资", on=ON, version=1, actor=a)),
    ),
    "note_key_project": Act(
        "记录重点项目走访或进展",
        "Note a visit or progress",
        on_project(lambda p, w, a: actions.note_key_project(p, kind="visit", on=ON, text="走访", actor=a)),
    ),
    "import_key_projects": Act(
        "导入重点项目",
        "Import key projects",
        lambda w, a: actions.import_key_projects(
            w.association, name="list.csv", content="项目名称\n减速机项目\n".encode(), actor=a
        ),
    ),
    "promise_milestone": Act("承诺重点项目节点", "Promise a milestone of a key project", on_project(promise)),
    "publish_key_project": Act(
        "公开重点项目",
        "Publish a key project",
        on_project(lambda p, w, a: actions.publish_key_project(p, version=1, actor=a)),
    ),
    "withdraw_key_project": Act(
        "撤下重点项目",
        "Take a key project off the public pages",
        on_project(lambda p, w, a: actions.withdraw_key_project(p, version=1, actor=a), is_public=True),
    ),
}
