from collections.abc import Callable
from typing import Any

from guildhall.accounts.models import User
from guildhall.chain import actions
from guildhall.chain.models import Chain
from guildhall.chain.tests.make import (
    make_chain,
    make_class,
    make_classification,
    make_flow,
    make_organization,
    make_placement,
    make_segment,
    make_supply,
)
from guildhall.registry.models import Body, Organization
from tests.cast import Act, World

Tried = Callable[[World, User], Any]
TABLE = "代码,名称\nC,制造业\n13,食品加工\n".encode()


def chain_of(world: World, **details: Any) -> Chain:
    """Kept by the branch where the act is tried there, else by the secretariat alone."""
    office = world.branch if world.body.kind == Body.Kind.BRANCH else None
    return make_chain(world.association, office=office, **details)


def own_firm(world: World) -> Organization:
    """The firm of the member."""
    firm = make_organization(world.association)
    person = world.person("member")
    person.organization = firm
    person.save()
    return firm


def on_chain(do: Callable[[Chain, User], Any], **details: Any) -> Tried:
    return lambda world, actor: do(chain_of(world, **details), actor)


def on_segment(do: Callable[[Any, User], Any]) -> Tried:
    return lambda world, actor: do(make_segment(chain_of(world)), actor)


def on_flow(do: Callable[[Any, User], Any]) -> Tried:
    return lambda world, actor: do(make_flow(make_segment(chain_of(world))), actor)


def on_placement(do: Callable[[Any, User], Any]) -> Tried:
    def tried(world: World, actor: User) -> None:
        segment = make_segment(chain_of(world))
        do(make_placement(segment, own_firm(world), state="proposed"), actor)

    return tried


def propose_placement(world: World, actor: User) -> None:
    actions.propose_placement(make_segment(chain_of(world)), organization=own_firm(world), actor=actor)


def place_organizations(world: World, actor: User) -> None:
    segment = make_segment(chain_of(world))
    place = actions.Place(segment, make_organization(world.association))
    actions.place_organizations(segment.chain, places=[place], actor=actor)


def import_placements(world: World, actor: User) -> None:
    segment, firm = make_segment(chain_of(world)), make_organization(world.association)
    table = f"环节,单位名称\n{segment.name_zh},{firm.name_zh}\n".encode()
    actions.import_placements(segment.chain, name="位置.csv", content=table, actor=actor)


def add_flow(world: World, actor: User) -> None:
    segment = make_segment(chain_of(world))
    actions.add_flow(segment.chain, source=segment, target=segment, goods_zh="返回料", actor=actor)


def state_supply(world: World, actor: User) -> None:
    customer = make_organization(world.association)
    actions.state_supply(
        world.association, supplier=own_firm(world), customer=customer, goods_zh="钢板", actor=actor
    )


def confirm_supply(world: World, actor: User) -> None:
    """The member's firm is the customer; the supplier stated it."""
    supplier = make_organization(world.association)
    supply = make_supply(
        world.association, supplier=supplier, customer=own_firm(world), stated_by=supplier, state="proposed"
    )
    actions.confirm_supply(supply, actor=actor)


def end_supply(world: World, actor: User) -> None:
    actions.end_supply(make_supply(world.association, supplier=own_firm(world)), actor=actor)


def import_classification(world: World, actor: User) -> None:
    keeper = world.cast["secretary_general"]
    file = actions.check_classification(world.association, name="分类.csv", content=TABLE, actor=keeper)
    actions.import_classification(world.association, file=file, name_zh="行业分类", actor=actor)


def confirm_classes(world: World, actor: User) -> None:
    one = make_class(make_classification(world.association))
    actions.confirm_classes(
        world.association, chosen=[(make_organization(world.association), one)], actor=actor
    )


def confirm_class(world: World, actor: User) -> None:
    one = make_class(make_classification(world.association))
    actions.confirm_class(make_organization(world.association), industry_class=one, actor=actor)


def drop_class(world: World, actor: User) -> None:
    firm, one = make_organization(world.association), make_class(make_classification(world.association))
    actions.confirm_class(firm, industry_class=one, actor=world.cast["secretary_general"])
    actions.drop_class(firm, actor=actor)


ACTS = {
    "draw_up_chain": Act(
        "绘制产业链",
        "Draw up a chain",
        lambda w, a: actions.draw_up_chain(w.association, name_zh="钢结构产业链", actor=a),
    ),
    "change_chain": Act(
        "修改产业链",
        "Change a chain",
        on_chain(lambda c, a: actions.change_chain(c, name_zh="新名称", version=1, actor=a)),
    ),
    "publish_chain": Act(
        "公开产业链", "Make a chain public", on_chain(lambda c, a: actions.publish_chain(c, actor=a))
    ),
    "withdraw_chain": Act(
        "取消公开产业链",
        "Take a chain off the public pages",
        on_chain(lambda c, a: actions.withdraw_chain(c, actor=a), is_public=True),
    ),
    "remove_chain": Act(
        "删除产业链", "Remove a chain", on_chain(lambda c, a: actions.remove_chain(c, actor=a))
    ),
    "add_segment": Act(
        "增加环节",
        "Add a segment",
        on_chain(lambda c, a: actions.add_segment(c, stage="midstream", name_zh="涂装", actor=a)),
    ),
    "change_segment": Act(
        "修改环节",
        "Change a segment",
        on_segment(lambda s, a: actions.change_segment(s, name_zh="涂装", version=1, actor=a)),
    ),
    "remove_segment": Act(
        "删除环节", "Remove a segment", on_segment(lambda s, a: actions.remove_segment(s, actor=a))
    ),
    "add_flow": Act("增加供给关系", "Add a flow", add_flow),
    "change_flow": Act(
        "修改供给关系",
        "Change a flow",
        on_flow(lambda f, a: actions.change_flow(f, goods_zh="钢管", version=1, actor=a)),
    ),
    "remove_flow": Act(
        "删除供给关系", "Remove a flow", on_flow(lambda f, a: actions.remove_flow(f, actor=a))
    ),
    "propose_placement": Act("提出链上位置", "Propose a firm's place", propose_placement),
    "confirm_placement": Act(
        "确认链上位置",
        "Confirm a firm's place",
        on_placement(lambda p, a: actions.confirm_placement(p, actor=a)),
    ),
    "change_placement": Act(
        "修改产品与产能",
        "Change products and capacity",
        on_placement(lambda p, a: actions.change_placement(p, products_zh="钢梁", version=1, actor=a)),
    ),
    "remove_placement": Act(
        "删除链上位置",
        "Remove a firm's place",
        on_placement(lambda p, a: actions.remove_placement(p, actor=a)),
    ),
    "place_organizations": Act("批量确认链上位置", "Place many firms", place_organizations),
    "import_placements": Act("导入链上位置", "Import places", import_placements),
    "state_supply": Act("登记供应", "State a supply", state_supply),
    "confirm_supply": Act("确认供应", "Confirm a supply", confirm_supply),
    "end_supply": Act("终止供应", "End a supply", end_supply),
    "adopt_classification": Act(
        "采用自带行业简表",
        "Take up the shipped classification",
        lambda w, a: actions.adopt_classification(w.association, actor=a),
    ),
    "check_classification": Act(
        "检查行业分类文件",
        "Look through a file of classes",
        lambda w, a: actions.check_classification(w.association, name="分类.csv", content=TABLE, actor=a),
    ),
    "import_classification": Act("导入行业分类", "Import a classification", import_classification),
    "remove_classification": Act(
        "删除行业分类",
        "Remove a classification",
        lambda w, a: actions.remove_classification(make_classification(w.association), actor=a),
    ),
    "confirm_class": Act("确认单位行业类别", "Confirm a firm's class", confirm_class),
    "confirm_classes": Act("批量确认行业类别", "Confirm many firms' classes", confirm_classes),
    "drop_class": Act("取消单位行业类别", "Take a firm's class away", drop_class),
}
