from collections.abc import Callable
from typing import Any

from guildhall.accounts.models import User
from guildhall.founding import actions
from guildhall.founding.models import FirstMember, Founding
from guildhall.founding.tests.make import (
    CHARTER,
    convene,
    decide,
    make_charter_file,
    make_first_member,
    make_founding,
)
from tests.cast import Act, World


def on_founding(do: Callable[[Founding, User], Any]) -> Callable[[World, User], Any]:
    return lambda world, actor: do(make_founding(world.association), actor)


def on_first(do: Callable[[FirstMember, User], Any], **details: Any) -> Callable[[World, User], Any]:
    return lambda world, actor: do(make_first_member(make_founding(world.association), **details), actor)


def name_first_representative(world: World, actor: User) -> None:
    first = make_first_member(make_founding(world.association))
    actions.name_first_representative(first, person=world.person("member"), actor=actor)


def ready(world: World) -> Founding:
    """Two units that confirmed, and a draft charter."""
    founding = make_founding(world.association)
    for _unit in range(2):
        make_first_member(founding, state=FirstMember.State.CONFIRMED)
    make_charter_file(founding)
    return founding


def convene_assembly(world: World, actor: User) -> None:
    convene(ready(world), actor)


def seat_late_units(world: World, actor: User) -> None:
    founding = ready(world)
    convene(founding, world.cast["secretary_general"])
    actions.seat_late_units(founding, actor=actor)


def complete_founding(world: World, actor: User) -> None:
    founding = ready(world)
    convene(founding, world.cast["secretary_general"])
    actions.complete_founding(decide(founding), actor=actor)


ACTS = {
    "begin_founding": Act(
        "开始筹备成立", "Begin a founding", lambda w, a: actions.begin_founding(name_zh="新联盟", actor=a)
    ),
    "put_draft_charter": Act(
        "提交章程草案",
        "Put the draft charter",
        on_founding(lambda f, a: actions.put_draft_charter(f, name="章程.pdf", content=CHARTER, actor=a)),
    ),
    "list_first_members": Act(
        "列出首批成员",
        "List first members",
        on_founding(lambda f, a: actions.list_first_members(f, text="甲厂", actor=a)),
    ),
    "list_known_units": Act(
        "将名录单位列为首批成员",
        "List the directory's units as first members",
        on_founding(lambda f, a: actions.list_known_units(f, actor=a)),
    ),
    "name_first_representative": Act(
        "确定首批成员的代表", "Name a first member's representative", name_first_representative
    ),
    "strike_first_member": Act(
        "移出首批成员名单",
        "Strike a unit off the list",
        on_first(lambda f, a: actions.strike_first_member(f, actor=a)),
    ),
    "ask_first_members": Act(
        "邀请首批成员",
        "Ask the first members",
        on_founding(lambda f, a: actions.ask_first_members(f, actor=a)),
    ),
    "answer_first_member": Act(
        "登记首批成员的答复",
        "Enter a first member's answer",
        on_first(lambda f, a: actions.answer_first_member(f, takes_part=True, actor=a)),
    ),
    "convene_assembly": Act("召集成立大会", "Convene the founding assembly", convene_assembly),
    "seat_late_units": Act("为后确认的单位安排席位", "Seat units that confirmed late", seat_late_units),
    "complete_founding": Act("正式成立", "Let the association come into being", complete_founding),
    "abandon_founding": Act(
        "终止筹备",
        "Give a founding up",
        on_founding(lambda f, a: actions.abandon_founding(f, reason="响应不足", actor=a)),
    ),
}
