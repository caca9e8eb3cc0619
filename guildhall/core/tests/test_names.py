import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin
from stdnum.cn import uscc

from guildhall.core.names import (
    USCC_CHARACTERS,
    check_uscc,
    normal_name,
    normal_uscc,
    sort_key,
    without_region,
)

RIGHT = "91110000600037341L"
CODES = st.tuples(
    st.text(USCC_CHARACTERS, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(USCC_CHARACTERS, min_size=9, max_size=9),
).map("".join)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("张辉新", "zhang hui xin"),
        ("重庆钢铁", "chong qing gang tie"),
        ("绿地集团", "lv di ji tuan"),
        ("Acme 公司", "acme gong si"),
        ("ACME  Co., Ltd.", "acme co ltd"),
        ("ＡＣＭＥ", "acme"),
        ("山东（华成）集团", "shan dong hua cheng ji tuan"),
        ("O'Neil, Ann", "o'neil ann"),
        ("", ""),
    ],
)
def test_names_sort_by_pinyin_or_small_letters(name, key):
    assert sort_key(name) == key


@pytest.mark.parametrize(
    ("name", "key"), [("曾国藩", "zeng guo fan"), ("单田芳", "shan tian fang"), ("张曾", "zhang ceng")]
)
def test_a_persons_first_character_is_read_as_a_surname(name, key):
    assert sort_key(name, is_person=True) == key


def test_chinese_names_stand_in_the_order_of_their_syllables():
    assert sorted(["李四", "张三", "立安", "连成"], key=sort_key) == ["立安", "李四", "连成", "张三"]


@given(st.text("山东重庆长沙银行了解任重曾有限公司大厦ab 1", max_size=15))
def test_a_sort_key_is_the_readers_pinyin_of_the_whole_name(name):
    assert sort_key(name).split() == " ".join(lazy_pinyin(" ".join(name.split()))).split()


@given(st.text(max_size=300))
def test_a_sort_key_fits_its_column(name):
    assert len(sort_key(name)) <= 100
    assert sort_key(name) == sort_key(name).strip()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("山东先河悦新机电股份有限公司", "山东先河悦新机电"),
        ("淄柴动力有限公司", "淄柴动力有限责任公司"),
        ("山东（华成）集团有限公司", "山东（华成）集团"),
        ("ＡＣＭＥ　有限公司", "Acme Co., Ltd."),
        ("Acme Ltd 有限公司", "ACME"),
        ("Siemens AG", "siemens"),
        ("精工 泵业", "精工泵业"),
        ("工业4.0公司", "工业４．０"),
    ],
)
def test_the_same_firm_written_differently_has_one_normal_name(one, other):
    assert normal_name(one) == normal_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("宝钢股份有限公司", "宝钢股份有限公司北京分公司"),
        ("翔宇机械", "翔宇科技"),
        ("C++ Systems", "C Systems"),
        ("有限公司", "股份有限公司"),
        ("精工泵业一厂", "精工泵业二厂"),
    ],
)
def test_different_firms_keep_different_normal_names(one, other):
    assert normal_name(one) != normal_name(other)


@given(st.text("东海机电有限公司 abcltd.，（）股份4", max_size=20))
def test_a_name_with_a_letter_in_it_never_becomes_empty(name):
    assert bool(normal_name(name)) == any(character.isalnum() for character in name)


@given(
    st.text("东海机电", min_size=1, max_size=8),
    st.sampled_from(["有限公司", "股份有限公司", " Co., Ltd.", " 公司"]),
)
def test_a_legal_form_makes_no_difference(name, form):
    assert normal_name(name + form) == normal_name(name)


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("山东省淄博市张店区精工泵业", "精工泵业"),
        ("淄博市装备制造业协会", "装备制造业协会"),
        ("山东先河机电", "先河机电"),
        ("上海市浦东新区机电厂", "机电厂"),
        ("广西壮族自治区柳州钢铁", "钢铁"),
        ("湘西土家族苗族自治州矿业", "矿业"),
        ("物美超市连锁", "物美超市连锁"),
        ("淄博", "淄博"),
        ("Acme", "Acme"),
    ],
)
def test_a_region_at_the_beginning_is_dropped(name, rest):
    assert without_region(name) == rest


@pytest.mark.parametrize(
    "code", [RIGHT, RIGHT.lower(), "９１１１００００６０００３７３４１Ｌ", " 9111 0000-600037341L "]
)
def test_a_right_code_is_right_in_any_width(code):
    assert check_uscc(code) is None
    assert normal_uscc(code) == RIGHT


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("", "“”为0位", "“” has 0"),
        (RIGHT[:-1], "“91110000600037341”为17位", "has 17"),
        (RIGHT + "1", "为19位", "has 19"),
        ("9111000060003734IL", "第17位“I”不允许使用", "Character 17, “I”, is not allowed"),
        ("91110000*00037341L", "第9位“*”不允许使用", "Character 9, “*”, is not allowed"),
        ("91A10000600037341L", "应为数字，不能是“A10000”", "are digits, not “A10000”"),
        (RIGHT[:-1] + "0", "对应的校验码是“L”，填写的是“0”", "call for “L”, given is “0”"),
    ],
)
def test_what_is_wrong_with_a_code_is_said(code, zh, en):
    wrong = check_uscc(code)

    assert wrong is not None
    assert zh in wrong.zh
    assert en in wrong.en


@given(CODES)
def test_exactly_one_check_character_fits(start):
    fitting = [last for last in USCC_CHARACTERS if check_uscc(start + last) is None]

    assert fitting == [uscc.calc_check_digit(start)]


@given(CODES, st.integers(0, 16), st.sampled_from(USCC_CHARACTERS))
def test_one_mistyped_character_is_always_found(start, place, mistyped):
    code = start + uscc.calc_check_digit(start)
    wrong = code[:place] + mistyped + code[place + 1 :]

    assert (check_uscc(wrong) is None) == (wrong == code)


@given(st.text(max_size=40))
def test_any_text_is_right_or_told_what_is_wrong(code):
    wrong = check_uscc(code)

    assert wrong is None or (wrong.zh and wrong.en and wrong.zh != wrong.en)
