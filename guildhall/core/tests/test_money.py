import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.core.money import (
    DIGITS,
    in_capitals,
    in_yuan,
    parse_amount,
    plain_amount,
    said_amount,
    written_amount,
)
from guildhall.core.sentences import UnreadableError

AMOUNTS = st.integers(-(10**15), 10**15)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("5000", 500_000),
        ("1,234.50", 123_450),
        ("¥1,234.5", 123_450),
        ("￥１，２３４．５０", 123_450),
        ("5000元", 500_000),
        ("人民币5000元整", 500_000),
        ("2万", 2_000_000),
        ("1.25 万元", 1_250_000),
        ("0.3亿元", 3_000_000_000),
        ("-20.00", -2_000),
        ("（20.00）", -2_000),
        ("20.00-", -2_000),
        ("¥-20", -2_000),
        ("+20", 2_000),
        ("RMB 20", 2_000),
        (".5", 50),
        ("0.10000", 10),
        ("1 000.00", 100_000),
    ],
)
def test_what_people_and_banks_write_is_read(text, fen):
    assert parse_amount(text) == fen


@pytest.mark.parametrize(
    "text",
    [
        "",
        "元",
        "abc",
        "1.005",
        "12,34",
        "1,2345",
        "1.2.3",
        "--5",
        "-(5)",
        "1e5",
        "万",
        "十元",
        "9" * 20,
        "nan",
    ],
)
def test_what_is_no_amount_is_refused_in_both_languages(text):
    with pytest.raises(UnreadableError) as refusal:
        parse_amount(text)

    assert text in refusal.value.sentence.zh
    assert text in refusal.value.sentence.en


@given(AMOUNTS)
def test_an_amount_that_was_written_reads_back_the_same(fen):
    assert parse_amount(plain_amount(fen)) == fen
    assert parse_amount(written_amount(fen, "en")) == fen
    assert parse_amount(written_amount(fen, "zh-hans")) == fen
    assert in_yuan(fen) * 100 == fen


def test_each_language_writes_amounts_its_own_way():
    assert said_amount(123_450).as_data() == {"zh": "1,234.50元", "en": "¥1,234.50"}
    assert written_amount(-5, "en") == "-¥0.05"


@pytest.mark.parametrize(
    ("fen", "capitals"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (10, "壹角整"),
        (500_000, "伍仟元整"),
        (123_450, "壹仟贰佰叁拾肆元伍角整"),
        (100_005, "壹仟元零伍分"),
        (1_000_100, "壹万零壹元整"),
        (100_100_000, "壹佰万壹仟元整"),
        (10_001_000_000, "壹亿零壹万元整"),
        (10_700_053, "壹拾万柒仟元伍角叁分"),
        (2_010_000, "贰万零壹佰元整"),
        (600_000_712, "陆佰万零柒元壹角贰分"),
    ],
)
def test_amounts_in_capitals_are_written_as_on_cheques(fen, capitals):
    assert in_capitals(fen) == capitals


def value_of(capitals: str) -> int:
    """Reads capitals back, independently of how they were written."""
    yuan, _mark, rest = capitals.partition("元") if "元" in capitals else ("", "", capitals)
    total = section = digit = 0
    for sign in yuan:
        if sign in DIGITS:
            digit = DIGITS.index(sign)
        elif sign in "拾佰仟":
            section, digit = section + digit * 10 ** ("拾佰仟".index(sign) + 1), 0
        elif sign == "万":
            section, digit = (section + digit) * 10**4, 0
            total, section = total + section, 0
        else:
            total, section, digit = (total + section + digit) * 10**8, 0, 0
    fen, digit = (total + section + digit) * 100, 0
    for sign in rest:
        if sign in DIGITS:
            digit = DIGITS.index(sign)
        elif sign in "角分":
            fen, digit = fen + digit * (10 if sign == "角" else 1), 0
    return fen


@given(st.integers(0, 10**13))
def test_capitals_say_the_amount_and_never_two_zeros(fen):
    capitals = in_capitals(fen)

    assert value_of(capitals) == fen
    assert "零零" not in capitals
    assert "零元" not in capitals or fen == 0


def test_what_cannot_be_written_in_capitals_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="-1 fen"):
        in_capitals(-1)
