"""The five tiers, and the list by which three hundred firms became members here."""

from guildhall.demo.yunling.lists import workbook
from guildhall.demo.yunling.posts import TIERS
from guildhall.demo.yunling.world import World
from guildhall.imports.actions import commit_batch, upload_table
from guildhall.members.actions import create_tier

HEADINGS = ("会员单位", "统一社会信用代码", "会员级别", "会员编号", "入会日期")
SEATS = ("standing", "standing", "standing", "council", "assembly")  # of the tiers, in their order
FIRST_JOINED, SPREAD = -2190, 1500


def bring_in_memberships(world: World) -> None:
    """Tiers with the bodies in which they give a seat; then numbers, tiers and days from the earlier list."""
    with world.on(-422, "09:30"):
        for rank, ((_places, zh, en), key) in enumerate(zip(TIERS, SEATS, strict=True), start=1):
            create_tier(
                world.association,
                name_zh=zh,
                name_en=en,
                rank=rank,
                seat_in=world.bodies[key],
                actor=world.secretary,
            )
        rows = [
            (
                unit.name_zh,
                unit.uscc,
                next(zh for places, zh, _en in TIERS if place in places),
                f"{place + 1:05}",
                world.day(FIRST_JOINED + place * 37 % SPREAD).isoformat(),
            )
            for place, unit in enumerate(world.members)
        ]
        batch = upload_table(
            world.association,
            name="会员级别与编号.xlsx",
            content=workbook([HEADINGS, *rows]),
            actor=world.secretary,
        )
        commit_batch(batch, actor=world.secretary)
