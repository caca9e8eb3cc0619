"""Searching 100,000 organizations for entries of the same firm. Run inside a Django process."""

import random
import time
from typing import Any, NamedTuple

from bench.inside import finish_jobs
from guildhall.accounts.models import User
from guildhall.jobs.labels import load_tasks
from guildhall.members.actions import find_duplicates
from guildhall.members.models import LikelyPair
from guildhall.registry.actions import found_association
from guildhall.registry.models import Organization

FIRMS = 100_000
PLANTED = 500
SIGNS = "精工宏达泰和瑞丰恒通华盛金鼎天成海川博远智信联创安康德润永兴隆昌明辉腾飞凯旋嘉禾佳美利顺祥鸿运光正邦众诚欣荣"
TRADES = (
    *("机械制造", "泵业制造", "精密机械", "化工材料", "新材料科技", "生物科技", "电子科技", "智能装备"),
    *("轴承制造", "齿轮传动", "食品加工", "纺织印染", "建筑材料", "信息技术", "环保科技", "五金制品"),
)
REGIONS = ("山东", "淄博", "淄博市", "青岛市", "济南", "上海", "", "浙江", "江苏省苏州市")
FORMS = ("有限公司", "有限责任公司", "股份有限公司", "集团有限公司", "厂")
SOUNDS_LIKE = {"制造": "致造", "科技": "科计", "材料": "材科", "传动": "传东", "机械": "机戒", "技术": "技述"}


class Name(NamedTuple):
    region: str
    signs: str
    trade: str
    form: str

    def __str__(self) -> str:
        return "".join(self)


def names(draw: random.Random) -> list[Name]:
    """Names as they are in a register, all different."""
    found: dict[Name, None] = {}
    while len(found) < FIRMS - PLANTED:
        signs = "".join(draw.choices(SIGNS, k=draw.choice((2, 3, 3, 4))))
        found[Name(draw.choice(REGIONS), signs, draw.choice(TRADES), draw.choice(FORMS))] = None
    return list(found)


def entered_again(name: Name, draw: random.Random) -> Name:
    """The same firm as somebody else would enter it: without region, by another form, with a slip of the pen."""
    other = next(form for form in draw.sample(FORMS, 2) if form != name.form)
    slip = next((pair for pair in SOUNDS_LIKE.items() if pair[0] in name.trade), None)
    ways = [name._replace(region="", form=other), name._replace(form=other)]
    if slip:
        ways.append(name._replace(trade=name.trade.replace(*slip)))
    return draw.choice(ways)


def figures() -> dict[str, Any]:
    """Seconds of a search over all of them, the pairs it found, and how many of the planted ones are among them."""
    load_tasks()
    draw = random.Random(7)
    actor = User.objects.get(email="bench@example.org")
    association = found_association(slug="firms", name_zh="百企协会", name_en="Firms", actor=actor)
    real = names(draw)
    planted = {str(entered_again(name, draw)): str(name) for name in draw.sample(real, PLANTED)}
    every = [*map(str, real), *planted]
    rows = [Organization(association=association, name_zh=name).with_keys() for name in every]
    Organization.objects.bulk_create(rows, batch_size=1000)
    find_duplicates(association, actor=actor)
    start, work = time.perf_counter(), time.process_time()
    finish_jobs()
    seconds, work = time.perf_counter() - start, time.process_time() - work
    pairs = LikelyPair.objects.of(association).select_related("first", "second")
    found = {frozenset((pair.first.name_zh, pair.second.name_zh)) for pair in pairs}
    hits = sum(frozenset(pair) in found for pair in planted.items())
    return {"seconds": seconds, "work": work, "pairs": len(found), "hits": hits, "planted": len(planted)}
