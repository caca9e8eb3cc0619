"""The association's chain: drawn up from a map that the product brings, firms put on it by what they make."""

import csv
import io
from functools import partial

from guildhall.chain import actions
from guildhall.chain.models import Chain, Segment
from guildhall.demo.yunling.firms import invented_firms
from guildhall.demo.yunling.timeline import Timeline
from guildhall.demo.yunling.world import World
from guildhall.registry.models import Organization

DRAWN, PLACED, STATED = -110, -104, -96
MADE_AT = {
    "数控机床": "机床与精密加工",
    "精密机械": "机床与精密加工",
    "刀具": "刀具与磨具",
    "模具": "机床与精密加工",
    "锻压设备": "锻造与热处理",
    "泵业": "泵与供水设备",
    "阀门": "泵与供水设备",
    "压力容器": "容器与换热设备",
    "真空设备": "真空与压缩设备",
    "密封件": "轴承与密封",
    "电机": "电机",
    "减速机": "减速机与传动",
    "轴承": "轴承与密封",
    "电气": "电控与传感",
    "铸造": "铸造",
    "机器人": "机器人与工作站",
    "智能装备": "机器人与工作站",
    "自动化": "电控与传感",
    "激光设备": "钣金与焊接件",
    "仪器仪表": "电控与传感",
}
# Steel is made by none of them and rubber parts neither; one firm makes hydraulics.
ALONE = ("液压与气动", 104)
ASKED_FOR = {
    "铸造": ["钢材与有色金属"],
    "锻压设备": ["钢材与有色金属", "液压与气动"],
    "激光设备": ["钢材与有色金属"],
    "机器人": ["减速机与传动", "电控与传感", "液压与气动"],
    "减速机": ["铸造", "锻造与热处理", "轴承与密封"],
    "泵业": ["铸造", "电机", "塑料橡胶件"],
    "真空设备": ["电机", "轴承与密封"],
    "密封件": ["塑料橡胶件"],
}
CAPACITIES = (
    ("减速机与传动", "台", (9_600, 7_200, 5_000, 4_800, 3_600)),
    ("铸造", "t", (18_000, 12_000, 9_500)),
)


def schedule_chain(world: World, timeline: Timeline) -> None:
    """The map is drawn, firms are put on it, some state their capacity and who supplies them."""
    timeline.add(DRAWN, "10:10", partial(_draw, world))
    timeline.add(PLACED, "14:20", partial(_place, world))
    timeline.add(STATED, "15:05", partial(_state, world))


def the_chain(world: World) -> Chain:
    return Chain.objects.get(association=world.association)


def segment_of(world: World, name: str) -> Segment:
    return Segment.objects.get(chain=the_chain(world), name_zh=name)


def _draw(world: World) -> None:
    chain = actions.draw_up_chain(world.association, starter_key="equipment", actor=world.secretary)
    actions.publish_chain(chain, actor=world.secretary)


def _place(world: World) -> None:
    """From a list, as the secretariat keeps one: who makes what, who needs what, of some also how much."""
    lines = io.StringIO()
    table = csv.writer(lines)
    table.writerow(["环节", "单位名称", "作用", "产品（中文）", "产品（英文）", "年产能", "计量单位"])
    amounts = {name: iter(amounts) for name, _unit, amounts in CAPACITIES}
    units = {name: unit for name, unit, _amounts in CAPACITIES}
    for firm, member in zip(invented_firms(), world.members, strict=False):
        trade = firm.trade
        makes = MADE_AT[trade.zh]
        amount = next(amounts.get(makes, iter(())), "")
        table.writerow(
            [makes, member.name_zh, "供应", trade.products_zh, trade.products_en]
            + ([amount, units[makes]] if amount else [])
        )
        table.writerows([name, member.name_zh, "需求"] for name in ASKED_FOR.get(trade.zh, []))
    name, alone = ALONE
    table.writerow([name, world.members[alone].name_zh, "供应", "伺服液压站", "servo-hydraulic power packs"])
    actions.import_placements(
        the_chain(world),
        name="产业链单位.csv",
        content=lines.getvalue().encode("utf-8-sig"),
        actor=world.officer,
    )


def _state(world: World) -> None:
    """The office knows who supplies whom with castings."""
    actions.state_supply(
        world.association,
        supplier=_maker(world, "铸造"),
        customer=_maker(world, "减速机"),
        goods_zh="减速机箱体铸件",
        goods_en="Cast housings for reducers",
        actor=world.officer,
    )


def _maker(world: World, trade: str) -> Organization:
    return next(
        member
        for firm, member in zip(invented_firms(), world.members, strict=False)
        if firm.trade.zh == trade
    )
