"""Which sentences sound like a need or an offer."""

from decimal import Decimal

import pytest

from guildhall.exchange.drafting import products_in, proposals, proposed

NEEDS = [
    (
        "明远机械提出，下半年需要采购硬齿面减速机200台，交货期不超过45天。",
        "product",
        "下半年需要采购硬齿面减速机200台",
    ),
    ("恒泰钢构急需持证焊工30名。", "talent", "恒泰钢构急需持证焊工30名"),
    ("并寻求500万元流动资金贷款；", "finance", "寻求500万元流动资金贷款"),
    ("希望引进激光焊接工艺", "technology", "希望引进激光焊接工艺"),
    ("Mingyuan needs 200 gear reducers by June.", "product", "Mingyuan needs 200 gear reducers by June"),
    (
        "Yunda is looking for warehouse space of 3,000 m2.",
        "logistics",
        "Yunda is looking for warehouse space of 3,000 m2",
    ),
]
OFFERS = [
    ("云岭重工五轴加工中心有富余产能。", "capacity", "云岭重工五轴加工中心有富余产能"),
    ("拥有省级实验室，可对外提供检测服务。", "equipment", "可对外提供检测服务"),
    ("公司主要生产高效节能电机。", "product", "高效节能电机"),
    (
        "Hengtai can share its laboratory on weekdays.",
        "equipment",
        "Hengtai can share its laboratory on weekdays",
    ),
]
NEITHER = [
    "会议指出，需要进一步加强行业自律。",
    "请各单位需要按时报送材料的联系秘书处。",
    "需要强调的是，安全生产责任重大。",
    "秘书处负责汇总。",
    "The council needs to report by June.",
    "We thank everybody.",
    "",
]


@pytest.mark.parametrize(
    ("sentence", "side", "kind", "title"),
    [(text, "need", kind, title) for text, kind, title in NEEDS]
    + [(text, "offer", kind, title) for text, kind, title in OFFERS],
)
def test_a_sentence_that_sounds_like_one_is_proposed(sentence, side, kind, title):
    found = proposed(sentence)

    assert found is not None
    assert (found.side, found.kind, found.title) == (side, kind, title)


@pytest.mark.parametrize("sentence", NEITHER)
def test_other_sentences_are_left_alone(sentence):
    assert proposals(sentence) == []


def test_quantities_are_read_with_their_units():
    [people, money] = proposals("一、急需焊工３０名。二、寻求1,200.5万元贷款。")

    assert (people.quantity, people.unit) == (Decimal(30), "名")
    assert (money.quantity, money.unit) == (Decimal("1200.5"), "万元")


def test_a_sentence_said_twice_is_proposed_once_and_a_long_one_is_cut():
    long = "急需" + "很" * 100 + "好的减速机。"

    assert len(proposals("急需减速机。\n急需减速机。")) == 1
    assert len(proposals(long)[0].title) == 60
    assert proposals("需求" * 300) == []


def test_products_are_told_apart():
    assert products_in("减速机、伺服电机；轴承等, 轴") == ["减速机", "伺服电机", "轴承"]
