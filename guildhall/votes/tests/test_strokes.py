"""Names in the order of strokes, as official lists have them."""

import random

import pytest

from guildhall.votes.strokes import in_stroke_order, stroke_count, stroke_key, unplaced

pytestmark = pytest.mark.once


def ordered(text):
    """The names of a list that is in order, shuffled and put into order again."""
    names = text.split()
    random.Random(4).shuffle(names)  # noqa: S311 -- the same every time
    return " ".join(in_stroke_order(names, lambda name: (name, "")))


@pytest.mark.parametrize(
    "surnames",
    [
        "丁 王 毛 方 孔 叶 田",
        "丁 于 万 习 马 王 尤 车 尹 巴 艾 石 卢 包 冯",
        "刁 干 卫 卞 邓 左 龙 史 白 兰 司",
        "刘 江 许 孙 李 杨 吴 何 汪 宋 张 陈",
        "周 郑 赵 胡 钟 徐 高 郭 黄 梁 谢 蔡 薛 魏",
        "吕 朱 伍 任 华",
    ],
)
def test_surnames_stand_by_strokes_and_then_by_the_kinds_of_strokes(surnames):
    assert ordered(surnames) == surnames


def test_of_one_surname_short_given_names_come_first_and_then_strokes_count():
    names = (
        "王一 王欣 王三川 王万年 王玉山 王正明 王东来 王光远 王伟山 王志江 王沪生 王国平 王学文 王建中 王胜利"
    )

    assert ordered(names) == names


def test_a_compound_surname_is_one_surname():
    names = "司一 司文山 司马青 司徒白 张天 欧文山 欧阳一 欧阳青云 诸葛山"

    assert ordered(names) == names


def test_spaces_dots_and_width_make_no_difference():
    assert stroke_key("王　芳") == stroke_key("王芳")
    assert stroke_key("艾力·买买提") == stroke_key("艾力•买买提")


def test_other_names_follow_in_the_order_of_the_alphabet():
    people = [
        ("", "Zoe Adams"),
        ("Émile Zand", ""),
        ("龚山", ""),
        ("", "adam Baker"),
        ("丁一", ""),
        ("Bob Cole", ""),
    ]

    assert in_stroke_order(people, lambda one: one) == [
        ("丁一", ""),
        ("龚山", ""),
        ("", "adam Baker"),
        ("Bob Cole", ""),
        ("", "Zoe Adams"),
        ("Émile Zand", ""),
    ]


@pytest.mark.parametrize(
    ("characters", "strokes"),
    [("一乙", 1), ("丁", 2), ("王", 4), ("苏陈", 7), ("郑", 8), ("蒋", 12), ("陳", 10), ("劉", 15)],
)
def test_strokes_are_those_of_the_standard(characters, strokes):
    assert {stroke_count(one) for one in characters} == {strokes}


def test_a_character_without_known_strokes_comes_last_and_is_named():
    assert ordered("王一 龚山 𠮷山") == "王一 龚山 𠮷山"
    assert "“𠮷”没有笔画资料" in unplaced("𠮷山").zh
    assert unplaced("王芳 Wang") is None
