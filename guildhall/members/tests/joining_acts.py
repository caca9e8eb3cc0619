"""Every action on applications and their forms, for the permission table."""

from datetime import date
from typing import Any

from guildhall.accounts.models import User
from guildhall.members import actions
from guildhall.members.models import Application
from guildhall.members.tests.make import make_application, make_application_form
from tests.cast import Act, World


def reviewed(world: World) -> Application:
    return make_application(world.association, state="reviewed")


def decision(world: World) -> dict[str, Any]:
    return {"on": date(2025, 6, 15), "body": world.council, "resolution": "2025-8"}


def open_form(world: World, actor: User) -> None:
    world.association.is_public = True
    form = make_application_form(world.association, is_open=False)
    actions.open_application_form(form, actor=actor)


JOINING = {
    "set_up_application_form": Act(
        "设置入会申请表",
        "Set up an application form",
        lambda w, a: actions.set_up_application_form(w.association, kind="individual", actor=a),
    ),
    "change_application_form": Act(
        "修改入会申请表",
        "Change an application form",
        lambda w, a: actions.change_application_form(
            make_application_form(w.association), version=1, title_zh="入会申请", actor=a
        ),
    ),
    "open_application_form": Act("开放入会申请", "Open an application form", open_form),
    "close_application_form": Act(
        "停止入会申请",
        "Close an application form",
        lambda w, a: actions.close_application_form(make_application_form(w.association), actor=a),
    ),
    "return_application": Act(
        "退回补正入会申请",
        "Return an application",
        lambda w, a: actions.return_application(make_application(w.association), note="缺营业执照", actor=a),
    ),
    "review_application": Act(
        "初审入会申请",
        "Review an application",
        lambda w, a: actions.review_application(make_application(w.association), actor=a),
    ),
    "refuse_application": Act(
        "不予接纳入会申请",
        "Refuse an application",
        lambda w, a: actions.refuse_application(reviewed(w), reason="不属本行业", actor=a),
    ),
    "approve_application": Act(
        "登记入会决议",
        "Approve an application",
        lambda w, a: actions.approve_application(reviewed(w), actor=a, **decision(w)),
    ),
    "approve_applications": Act(
        "批量登记入会决议",
        "Approve applications",
        lambda w, a: actions.approve_applications(w.association, [reviewed(w)], actor=a, **decision(w)),
    ),
}
