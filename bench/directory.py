"""The members' directory, its search and a member's page, asked from outside."""

import random
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from typing import Any
from urllib.parse import quote

from bench.timing import Caller, per_second, times

SECONDS = 5.0
PLACES = ["云岭", "青石", "临江", "北川", "南浦", "东阳", "西和", "安平"]
SIGNS = [first + second for first in "泰瑞恒华金天海博智康" for second in "和丰通盛鼎成川远信安"]


def words(members: int) -> Iterator[str]:
    """What people look for, each once: frequent and rare names, a piece of two characters, pinyin, code, number."""
    rare = random.Random(3)
    for turn in count():
        place = rare.randrange(members)
        sign = SIGNS[turn % len(SIGNS)]
        yield f"{PLACES[turn % 8]}{sign}"
        yield f"{sign[1]}{SIGNS[place % len(SIGNS)]}"
        yield f"{SIGNS[place % len(SIGNS)]}机械"
        yield sign
        yield f"yunling{sign[:1]}"
        yield f"91370300{place:09d}"
        yield f"M{place:07}"


def measure(port: int, world: dict[str, Any], members: int) -> Iterator[str]:
    """Lines of figures: median and p95 of first looks, again and the API; requests a second of eight people."""
    readers = [Caller(port, {}, {"sessionid": key}) for key in world["sessions"]]
    work, twin, number = f"/a/{world['slug']}/members/", f"/api/v1/a/{world['slug']}/members", count()
    wanted, some = words(members), world["members"]

    def first_list(reader: Caller) -> None:
        reader.get(f"{work}?first={next(number)}")

    def first_search(reader: Caller) -> None:
        reader.get(f"{work}?q={quote(next(wanted))}&first={next(number)}")

    def first_member(reader: Caller) -> None:
        reader.get(f"{work}{random.choice(some)}/?first={next(number)}")

    for name, first, again, asked in (
        ("directory", first_list, work, twin),
        ("search", first_search, f"{work}?q={quote('云岭')}", f"{twin}?q={quote('云岭')}"),
        ("member", first_member, f"{work}{some[3]}/", f"{twin}/{some[3]}"),
    ):
        yield line(f"{members} members, {name}", readers, first, again, asked)


def line(name: str, readers: list[Caller], first: Callable[[Caller], None], again: str, asked: str) -> str:
    reader = readers[0]
    looks = [
        times(partial(first, reader)),
        times(partial(reader.get, again)),
        times(partial(reader.get, asked)),
    ]
    firsts = per_second([partial(first, one) for one in readers], SECONDS)
    agains = per_second([partial(one.get, again) for one in readers], SECONDS)
    shown = ", ".join(
        f"{what} {one.median:.1f} ({one.p95:.1f}) ms"
        for what, one in zip(("first look", "again", "API"), looks, strict=True)
    )
    return f"{name}: {shown}; {firsts:.0f} requests/s first looks, {agains:.0f} again"
