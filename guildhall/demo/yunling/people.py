"""Names of people who do not exist, always the same ones. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from guildhall.core.pinyin import syllables_of

SEED = 7
SURNAMES = (
    "陈李王张刘杨赵黄周吴徐孙马朱胡郭何林罗高梁郑谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢"
)
GIVEN = "安博晨川达东帆方峰刚国海航浩宏华辉佳建江杰景军凯康蕾磊莉林玲敏明宁鹏萍平琪倩勤清荣蓉瑞珊胜涛婷伟文曦霞翔晓欣秀轩雪雅妍燕阳毅颖永宇玉远岳云泽振志忠"


@dataclass(frozen=True)
class Name:
    zh: str
    en: str


def invented_names() -> Iterator[Name]:
    """Ever new names, no two alike; surname first in Chinese, last in English."""
    chance = Random(SEED)  # noqa: S311 - invented data, the same every time
    given: set[str] = set()
    while True:
        surname = chance.choice(SURNAMES)
        rest = "".join(chance.choice(GIVEN) for _place in range(chance.choice((1, 2, 2, 2))))
        if surname + rest not in given:
            given.add(surname + rest)
            yield named(surname, rest)


def named(surname: str, rest: str) -> Name:
    family = {"曾": "zeng", "任": "ren"}.get(surname) or syllables_of(surname)[0]
    return Name(surname + rest, f"{''.join(syllables_of(rest)).capitalize()} {family.capitalize()}")
