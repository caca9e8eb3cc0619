"""Which entries may be one firm: golden cases, and what holds for any names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guildhall.members.likeness import Firm, core_name, likely_pairs, likeness_of, reason_from

NAMES = st.text("山东淄博市上海精京工泵业机械制造一二集团厂（）()有限公司股份 A1", max_size=14)
FIRMS = st.builds(
    Firm, key=st.uuids(), name_zh=NAMES, name_en=st.sampled_from(["", "Jing Gong Pumps Co., Ltd."])
)


@pytest.mark.parametrize(
    "name",
    [
        "精工泵业有限公司",
        "淄博精工泵业有限责任公司",
        "（山东省）淄博市精工泵业（集团）股份有限公司",
        "精工（淄博）泵业集团有限公司",
        "精工泵业 厂",
        "精工泵业（普通合伙）",
    ],
)
def test_region_form_and_brackets_make_no_difference_to_the_core(name):
    assert core_name(name) == "精工泵业"


@pytest.mark.parametrize(
    ("one", "other", "code", "told"),
    [
        ("淄博精工泵业有限公司", "山东精工泵业股份有限公司", "same_core", ("精工泵业",)),
        ("淄博精工泵业有限公司", "淄博精工泵业有限责任公司", "same_name", ("淄博精工泵业",)),
        ("京工泵业有限公司", "精工泵业有限公司", "same_sound", ("京工泵业", "精工泵业")),
        ("精工机械制造有限公司", "精工机械制作有限公司", "one_character", ("造", "作")),
        ("精工磨具材料有限公司", "精工磨具磨材料有限公司", "one_character", ("", "磨")),
    ],
)
def test_names_that_are_alike_are_paired_with_the_reason(one, other, code, told):
    found = likeness_of(Firm(1, name_zh=one), Firm(2, name_zh=other))

    assert (found.reasons[0].code, found.reasons[0].told) == (code, told)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("第一机械制造有限公司", "第二机械制造有限公司"),
        ("青岛宏达机械有限公司", "淄博宏达机械有限公司"),
        ("上海宏达机械有限公司", "山东宏达机械有限公司"),
        ("精工泵业有限公司", "宏工泵业有限公司"),
        ("精工泵业有限公司", "精工泵业有限公司青岛分公司"),
        ("精工泵业有限公司", "康泰食品有限公司"),
    ],
)
def test_names_that_tell_firms_apart_are_not_paired(one, other):
    assert likeness_of(Firm(1, name_zh=one), Firm(2, name_zh=other)) is None


def test_a_shared_telephone_pairs_similar_names_and_is_named():
    one = Firm(1, name_zh="青岛宏达机械有限公司", phone="0532-8888 1234")
    other = Firm(2, name_zh="宏达机械设备有限公司", phone="＋86 532 88881234")

    found = likeness_of(one, other)

    assert [reason.code for reason in found.reasons] == ["like_name", "same_phone"]
    assert found.reasons[1].sentence.en == "Same telephone: 53288881234"


def test_a_shared_telephone_alone_is_no_reason():
    one, other = (
        Firm(n, name_zh=name, phone="0533-1234567") for n, name in enumerate(["精工泵业", "康泰食品"])
    )

    assert likeness_of(one, other) is None


def test_two_credit_codes_are_two_firms_unless_they_name_one_unit():
    one = Firm(1, name_zh="精工泵业有限公司", uscc="91370300MA3C00001X")
    elsewhere = Firm(2, name_zh="淄博精工泵业有限公司", uscc="91370300MA3C99999X")
    moved = Firm(3, name_zh="新名科技有限公司", uscc="91310000MA3C00001Y")

    assert likeness_of(one, elsewhere) is None
    assert likeness_of(one, moved).reasons[0].code == "same_unit_code"


def test_english_names_with_a_slip_of_the_pen_are_paired():
    found = likeness_of(
        Firm(1, name_en="Zibo Precision Pumps Co., Ltd."), Firm(2, name_en="Zibo Precison Pumps LTD")
    )

    assert found.reasons[0].told == ("i", "")


def test_a_telephone_of_many_firms_is_an_agents():
    firms = [
        Firm(n, name_zh=f"{sign}精机械设备", phone="0533-1234567") for n, sign in enumerate("甲乙丙丁" * 15)
    ]

    assert all(pair.reasons[0].code != "same_phone" for pair in likely_pairs(firms))


@given(st.lists(FIRMS, max_size=8, unique_by=lambda firm: firm.key))
@settings(max_examples=60)
def test_the_search_finds_what_two_by_two_comparing_finds(firms):
    found = {frozenset((pair.first, pair.second)): pair.score for pair in likely_pairs(firms)}
    compared = {
        frozenset((one.key, other.key)): likeness.score
        for place, one in enumerate(firms)
        for other in firms[place + 1 :]
        if (likeness := likeness_of(one, other))
    }

    assert found == compared


@given(FIRMS, FIRMS)
@settings(max_examples=60)
def test_likeness_knows_no_order_and_every_reason_can_be_said_and_stored(one, other):
    found, turned = likeness_of(one, other), likeness_of(other, one)

    assert (found is None) == (turned is None)
    if found:
        assert found.score == turned.score <= 100
        assert all(reason_from(reason.as_data()) == reason and reason.sentence.zh for reason in found.reasons)
