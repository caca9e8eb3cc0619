"""Three hundred firms that do not exist, always the same ones. Pure: no database, no clock.

Their codes carry 999901 where the region stands, which is no region, so that none can be a real firm's.
"""

from dataclasses import dataclass
from itertools import product
from random import Random

from stdnum.cn import uscc

from guildhall.core.pinyin import syllables_of

SEED = 2
COUNT = 300
FIRST = "恒锐鼎瑞鸿翔博远正凯泰昌铭卓启盛德润华信合众"
SECOND = "力拓达源通宇驰科捷峰睿嘉固邦联创诚毅威兴禾晟"
CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
DISTRICTS = {
    "高新区": "High-tech Zone",
    "开元区": "Kaiyuan District",
    "城东区": "Chengdong District",
    "临江县": "Linjiang County",
    "青石县": "Qingshi County",
}
ROADS = ["星河路", "创业大道", "工业北路", "临港路", "青松街", "科技二路", "建设东路", "云山路"]
FORMS = [("有限公司", "Co., Ltd."), ("股份有限公司", "Co., Ltd."), ("科技有限公司", "Technology Co., Ltd.")]


@dataclass(frozen=True)
class Trade:
    """What a firm makes, and the branch that this belongs to."""

    branch: str
    zh: str
    en: str
    products_zh: str
    products_en: str


TRADES = [
    Trade(
        "machines",
        "数控机床",
        "CNC Machine Tools",
        "立式加工中心、数控车床",
        "machining centres and CNC lathes",
    ),
    Trade("machines", "精密机械", "Precision Machinery", "精密主轴、滚珠丝杠", "spindles and ball screws"),
    Trade("machines", "刀具", "Cutting Tools", "硬质合金刀具、涂层刀片", "carbide tools and coated inserts"),
    Trade("machines", "模具", "Dies and Moulds", "压铸模、冲压模", "die-casting and stamping dies"),
    Trade(
        "machines", "锻压设备", "Forging Equipment", "伺服压力机、折弯机", "servo presses and press brakes"
    ),
    Trade("pumps", "泵业", "Pumps", "化工流程泵、磁力泵", "chemical process and magnetic pumps"),
    Trade("pumps", "阀门", "Valves", "球阀、调节阀", "ball and control valves"),
    Trade("pumps", "压力容器", "Pressure Vessels", "换热器、储罐", "heat exchangers and tanks"),
    Trade(
        "pumps", "真空设备", "Vacuum Equipment", "水环真空泵、真空机组", "liquid-ring vacuum pumps and sets"
    ),
    Trade("pumps", "密封件", "Seals", "机械密封、填料环", "mechanical seals and packing rings"),
    Trade("drives", "电机", "Motors", "高效永磁电机、变频电机", "permanent-magnet and variable-speed motors"),
    Trade("drives", "减速机", "Gear Reducers", "行星减速机、齿轮箱", "planetary reducers and gearboxes"),
    Trade("drives", "轴承", "Bearings", "圆锥滚子轴承、回转支承", "tapered roller and slewing bearings"),
    Trade("drives", "电气", "Electric", "低压成套、变频器", "switchgear and frequency converters"),
    Trade("drives", "铸造", "Castings", "球墨铸铁件、机床床身", "ductile-iron castings and machine beds"),
    Trade("robots", "机器人", "Robotics", "焊接机器人、搬运机器人", "welding and handling robots"),
    Trade("robots", "智能装备", "Smart Equipment", "自动化产线、智能仓储", "automatic lines and storage"),
    Trade("robots", "自动化", "Automation", "工业控制系统、传感器", "control systems and sensors"),
    Trade("robots", "激光设备", "Laser Equipment", "激光切割机、激光熔覆", "laser cutting and cladding"),
    Trade("robots", "仪器仪表", "Instruments", "流量计、压力变送器", "flow meters and pressure transmitters"),
]


@dataclass(frozen=True)
class Firm:
    """What the story knows of a firm before it is a member."""

    word_zh: str
    word_en: str
    trade: Trade
    name_zh: str
    name_en: str
    uscc: str
    district: str
    address: str
    website: str


def invented_firms() -> list[Firm]:
    """The firms in the order of the members' list: the first sit in the council."""
    chance = Random(SEED)  # noqa: S311 - invented data, the same every time
    words = ["".join(pair) for pair in product(FIRST, SECOND)]
    chance.shuffle(words)
    return [_firm(word, place, chance) for place, word in enumerate(words[:COUNT])]


def _firm(word: str, place: int, chance: Random) -> Firm:
    trade = TRADES[(place * 7) % len(TRADES)]
    english = "".join(syllables_of(word)).capitalize()
    form_zh, form_en = chance.choice(FORMS)
    district = chance.choice(list(DISTRICTS))
    return Firm(
        word_zh=word,
        word_en=english,
        trade=trade,
        name_zh=f"云岭{word}{trade.zh}{form_zh}",
        name_en=f"Yunling {english} {trade.en} {form_en}",
        uscc=invented_uscc(chance),
        district=district,
        address=f"云岭市{district}{chance.choice(ROADS)}{chance.randint(1, 288)}号",
        website=f"https://{english.lower()}-{place + 1}.example",
    )


def invented_uscc(chance: Random) -> str:
    """A unified social credit code with a right check character and a region that there is not."""
    body = "91999901MA" + "".join(chance.choice(CODE_CHARACTERS) for _place in range(7))
    return body + str(uscc.calc_check_digit(body))
