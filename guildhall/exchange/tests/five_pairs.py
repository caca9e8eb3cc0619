"""Five cooperations of an association of equipment makers, as needs and offers worded from the products' names alone,
among the offers of 495 other firms of the same trades. Written before any ranking of them was seen.

In ``SOUGHT`` the need says what it seeks; in ``OWN_PRODUCT`` only what its firm makes, so that nothing but the map of
the chain leads to the partner. Near products stand among the others: what is made for the product, of it, or beside it.
"""

import random
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Pair:
    """What the one side needs and what its true partner offers."""

    need: str
    need_text: str
    offer: str
    offer_text: str


SOUGHT = [
    Pair("减速机配套电机", "为减速机寻找配套的电机。", "电机", "生产各类电机。"),
    Pair(
        "洗地车金属件加工", "研制洗地车，寻找金属结构件加工合作。", "金属结构件加工", "金属材料与结构件加工。"
    ),
    Pair(
        "机器人工作站",
        "生产真空设备和供水设备，需要机器人工作站。",
        "机器人工作站",
        "机器人工作站的设计与制作。",
    ),
    Pair(
        "特种车辆电动转向器配套",
        "特种车辆电动转向器，寻找减速机配套。",
        "减速机",
        "减速机生产，机械加工。",
    ),
    Pair(
        "热交换容器焊接机器人",
        "热交换容器焊接机器人的个性化制作方案。",
        "焊接机器人",
        "焊接机器人系统，按用户工件个性化制作。",
    ),
]
OWN_PRODUCT = [
    Pair("减速机", "生产减速机，寻求上下游合作。", "电机", "生产各类电机。"),
    Pair("洗地车", "制造洗地车，寻求上下游合作。", "金属结构件加工", "金属材料与结构件加工。"),
    Pair(
        "真空设备、供水设备",
        "生产真空设备和供水设备，寻求合作。",
        "机器人工作站",
        "机器人工作站的设计与制作。",
    ),
    Pair("特种车辆电动转向器", "生产电动转向器，寻求上下游合作。", "减速机", "减速机生产，机械加工。"),
    Pair("热交换容器", "制造热交换容器，寻求合作。", "焊接机器人", "焊接机器人系统，按用户工件个性化制作。"),
]
NEAR = [
    ("电机轴加工", "电机轴、主轴的精密车削与磨削。"),
    ("电机维修", "各类电机的维修、绕线与动平衡。"),
    ("电机壳体铸件", "铝合金电机壳体铸造，年产3万件。"),
    ("减速机箱体", "减速机箱体铸造与加工。"),
    ("减速机维修", "进口减速机维修保养，现场服务。"),
    ("齿轮", "减速机用齿轮、齿轮轴，硬齿面。"),
    ("洗地车刷盘", "洗地车、扫地车用刷盘与毛刷。"),
    ("清洁设备租赁", "洗地机、扫地车短期租赁。"),
    ("金属包装桶", "金属包装桶、方桶定制。"),
    ("金属粉末", "雾化金属粉末，粉末冶金用。"),
    ("真空泵", "水环真空泵、旋片真空泵及机组。"),
    ("无负压供水设备", "变频供水、无负压供水成套设备。"),
    ("机器人维修保养", "工业机器人大修与备件供应。"),
    ("码垛机器人", "码垛机器人与输送线。"),
    ("喷涂机器人", "喷涂机器人及喷房。"),
    ("汽车转向节锻件", "汽车转向节、控制臂锻件。"),
    ("转向拉杆", "商用车转向拉杆总成。"),
    ("电动推杆", "电动推杆、升降立柱。"),
    ("列管式换热器", "列管式、板式换热器制造。"),
    ("压力容器", "一、二类压力容器设计制造。"),
    ("焊丝焊条", "不锈钢焊丝、焊条。"),
    ("手工焊接加工", "氩弧焊、二保焊来料加工。"),
    ("焊接变位机", "焊接变位机、滚轮架。"),
]
words = re.compile(r"\S+").findall
PRODUCTS = words(
    "轴承 液压缸 液压站 阀门 球阀 蝶阀 离心风机 罗茨风机 离心泵 潜水泵 计量泵 空压机 储气罐 数控车床 加工中心"
    " 刀具 模具 灰铁铸件 球铁铸件 铝铸件 自由锻件 模锻件 钢结构 法兰 密封件 油封 紧固件 高强螺栓 弹簧 链条 链轮"
    " 皮带输送机 螺旋输送机 提升机 桥式起重机 电动葫芦 叉车 电缆 变压器 开关柜 传感器 压力表 流量计 控制柜 变频器"
    " 激光切割 折弯加工 热处理 渗碳淬火 电镀 喷塑 注塑件 橡胶件 工业陶瓷 玻璃钢 反应釜 搅拌器 离心机 干燥机 锅炉"
    " 冷却塔 除尘器 污水处理设备 包装机 灌装线 食品机械 纺织机械 农机配件 矿山机械 破碎机 振动筛 工程机械配件"
    " 刹车片 轮毂 传动轴 联轴器 制动器 仓储货架 仓库出租 第三方检测 工业设计 工业软件 人才培训"
)
QUALITIES = words("高精度 耐磨 不锈钢 大型 小型 非标 防爆 节能 耐高温 通用 出口型 定制")
USES = words("减速机 电机 水泵 机床 化工设备 真空设备 供水设备 车辆 机器人 工程机械 矿山 冶金 建材 食品 制药")
UNITS = words("台 件 套 吨 米")


def others(count: int = 495, seed: int = 20211205) -> list[tuple[str, str]]:
    """Titles and texts of the other firms' offers: near products, then products of the same trades."""
    draw = random.Random(seed)  # noqa: S311 - draws a sample, keeps no secret
    found = list(NEAR)
    while len(found) < count:
        product, quality = draw.choice(PRODUCTS), draw.choice(QUALITIES)
        uses = "、".join(draw.sample(USES, draw.randint(1, 3)))
        amount, unit = draw.randint(1, 90) * 100, draw.choice(UNITS)
        text = f"主营{quality}{product}，用于{uses}等，年产{amount}{unit}，可按图纸定制。"
        found.append((f"{quality}{product}", text))
    return found
