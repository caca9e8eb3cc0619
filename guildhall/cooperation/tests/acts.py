from collections.abc import Callable
from typing import Any

from guildhall.accounts.models import User
from guildhall.cooperation import actions
from guildhall.cooperation.actions import Side
from guildhall.cooperation.models import Cooperation
from guildhall.cooperation.tests.make import make_cooperation, make_match, make_organization
from guildhall.registry.models import Person
from tests.cast import Act, World

Work = Callable[[Cooperation, World, User], Any]


def on_cooperation(do: Work) -> Callable[[World, User], None]:
    """The act on a cooperation in which the member's own organization is a party."""

    def tried(world: World, actor: User) -> None:
        own = make_organization(world.association)
        Person.objects.filter(pk=world.person("member").pk).update(organization=own)
        do(make_cooperation(world.association, own, make_organization(world.association)), world, actor)

    return tried


def begin_cooperation(world: World, actor: User) -> None:
    sides = [Side(make_organization(world.association)) for _ in range(2)]
    actions.begin_cooperation(world.association, parties=sides, subject_zh="减速机", actor=actor)


COOPERATION_ACTS = {
    "introduce": Act(
        "引荐对接双方",
        "Introduce the sides of a match",
        lambda w, a: actions.introduce(make_match(w.association), actor=a),
    ),
    "begin_cooperation": Act("登记合作", "Begin a cooperation", begin_cooperation),
    "amend_cooperation": Act(
        "修改合作登记",
        "Change what is kept of a cooperation",
        on_cooperation(
            lambda c, w, a: actions.amend_cooperation(c, version=c.version, result_zh="成果", actor=a)
        ),
    ),
    "reach_stage": Act(
        "登记合作进展",
        "Report how far it has come",
        on_cooperation(lambda c, w, a: actions.reach_stage(c, stage="met", actor=a)),
    ),
    "amend_step": Act(
        "更正合作进展",
        "Correct a stage",
        on_cooperation(
            lambda c, w, a: actions.amend_step(
                c.steps.get(), on=c.steps.get().on, note="", reason="笔误", actor=a
            )
        ),
    ),
    "end_cooperation": Act(
        "结束合作",
        "End a cooperation",
        on_cooperation(lambda c, w, a: actions.end_cooperation(c, ending="price", actor=a)),
    ),
    "leave_cooperation": Act(
        "退出合作",
        "Leave a cooperation",
        on_cooperation(lambda c, w, a: actions.leave_cooperation(c.parties.first(), reason="调整", actor=a)),
    ),
}
ACTS = {**COOPERATION_ACTS}
