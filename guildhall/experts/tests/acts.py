from datetime import timedelta
from typing import Any

from guildhall.accounts.models import User
from guildhall.experts import actions
from guildhall.experts.tests.make import (
    LIST,
    make_appointment,
    make_expert,
    make_expert_class,
    make_organization,
    make_person,
)
from guildhall.registry.queries import today_in
from tests.cast import Act, World


def term(world: World, **details: Any) -> actions.Term:
    today = today_in(world.association)
    begins = details.pop("from_on", today)
    given = {
        "expert_class": make_expert_class(world.association),
        "from_on": begins,
        "to_on": begins + timedelta(days=364),
        "signatory": world.person("president"),
    }
    return actions.Term(**given | details)


def renew(world: World, actor: User) -> None:
    held = make_appointment(make_expert(world.association))
    actions.renew_appointment(held, term=term(world, from_on=held.to_on + timedelta(days=1)), actor=actor)


def change_class(world: World, actor: User) -> None:
    held = make_expert_class(world.association)
    actions.change_expert_class(
        held, name_zh="高级专家", name_en="", position=2, is_active=True, version=1, actor=actor
    )


def import_list(world: World, actor: User) -> None:
    make_organization(world.association, name_zh="云岭轴承有限公司", plain_zh="云岭轴承")
    file = actions.check_expert_file(world.association, name="专家.csv", content=LIST, actor=actor)
    actions.import_experts(world.association, file=file, actor=actor)


ACTS = {
    "add_expert": Act(
        "将专家列入专家库",
        "Take an expert into the pool",
        lambda w, a: actions.add_expert(
            w.association, person=make_person(w.association), fields_zh="轴承", actor=a
        ),
    ),
    "change_expert": Act(
        "修改专家信息",
        "Change an expert",
        lambda w, a: actions.change_expert(make_expert(w.association), version=1, fields_zh="齿轮", actor=a),
    ),
    "retire_expert": Act(
        "将专家移出专家库",
        "Take an expert out of the pool",
        lambda w, a: actions.retire_expert(make_expert(w.association), reason="本人申请", actor=a),
    ),
    "add_expert_class": Act(
        "设立专家级别",
        "Add a class of experts",
        lambda w, a: actions.add_expert_class(w.association, name_zh="首席专家", actor=a),
    ),
    "change_expert_class": Act("修改专家级别", "Change a class of experts", change_class),
    "appoint_expert": Act(
        "聘任专家",
        "Appoint an expert",
        lambda w, a: actions.appoint_expert(make_expert(w.association), term=term(w), actor=a),
    ),
    "renew_appointment": Act("续聘专家", "Renew an expert's appointment", renew),
    "end_appointment": Act(
        "解聘专家",
        "End an expert's appointment",
        lambda w, a: actions.end_appointment(
            make_appointment(make_expert(w.association)), reason="工作变动", actor=a
        ),
    ),
    "check_expert_file": Act(
        "检查专家名单",
        "Check a list of experts",
        lambda w, a: actions.check_expert_file(w.association, name="专家.csv", content=LIST, actor=a),
    ),
    "import_experts": Act("导入专家名单", "Import a list of experts", import_list),
}
