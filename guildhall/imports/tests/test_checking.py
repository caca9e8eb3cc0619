"""One row of a list, cell by cell: what is read, and what is said about the rest. No database."""

import string
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from stdnum.cn import uscc

from guildhall.core.names import USCC_CHARACTERS
from guildhall.imports.checking import (
    CellError,
    Checker,
    Choices,
    areas_by_row,
    merged_problems,
    read_day,
    read_line,
    read_mail,
    read_name,
    read_number,
    read_phone,
    read_text,
    read_uscc,
    read_web,
    read_yes_no,
)
from guildhall.imports.columns import ORGANIZATIONS, PEOPLE, POSTS
from guildhall.imports.places import Area
from guildhall.imports.problems import SENTENCES
from guildhall.imports.workbook import UNCOMPUTED

TODAY = date(2026, 3, 1)
NO_CHOICES = Choices({"kind": {"企业": "enterprise", "bank": "bank"}}, {"kind": {"zh": "企业", "en": "Bank"}})
READERS = (
    read_line,
    read_name,
    read_text,
    read_uscc,
    read_mail,
    read_phone,
    read_web,
    read_day,
    read_number,
    read_yes_no,
)
EVERY_CELL = st.text(min_size=1, max_size=60)


def code_of(read, text: str) -> str:
    with pytest.raises(CellError) as wrong:
        read(text)
    return wrong.value.code


def row(kind: str, columns: list[str], cells: list[str]):
    checker = Checker(kind, dict(enumerate(columns)), NO_CHOICES, TODAY)
    values, problems = checker.read(7, cells)
    return values, {problem.code: problem.cell for problem in problems}


@given(EVERY_CELL)
def test_whatever_stands_in_a_cell_it_is_read_or_refused_by_name(text):
    codes = set()
    for read in READERS:
        try:
            read(text)
        except CellError as wrong:
            codes.add(wrong.code)
    assert codes <= set(SENTENCES)


@given(EVERY_CELL)
@example("\x1f\r0")
def test_what_was_read_once_is_read_again_as_the_same(text):
    for read in (read_line, read_name, read_text, read_phone, read_mail, read_web, read_uscc):
        try:
            once = read(text)
        except CellError:
            continue
        assert not once or read(once) == once


@given(st.dates(min_value=date(1930, 1, 1), max_value=date(2200, 1, 1)))
def test_a_day_is_read_however_it_is_written(day):
    serial = (day - date(1899, 12, 30)).days
    for text in (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month}/{day.day}",
        str(serial),
    ):
        assert read_day(text) == day.isoformat()


@pytest.mark.parametrize(
    "text", ["2021-02-31", "1970年2月31日", "3月5日", "12-31", "1970", "1970年3月", "昨天"]
)
def test_a_day_that_cannot_be_or_is_not_whole_is_refused(text):
    assert code_of(read_day, text) == "wrong_date"


@pytest.mark.parametrize("text", ["至今", "present", "—", "无"])
def test_a_day_may_be_left_open_in_words(text):
    assert read_day(text) is None


@given(st.integers(min_value=0, max_value=999))
def test_a_number_of_a_term_is_read_in_digits(number):
    assert read_number(f"第{number}届") == read_number(str(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("第五届", 5), ("十", 10), ("十二届", 12), ("二十", 20), ("一百零三", 103), ("３", 3)],
)
def test_a_number_of_a_term_is_read_in_chinese(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize("text", ["五五", "-1", "32768", "1.5", "第届", "一二三"])
def test_what_is_no_number_is_refused(text):
    assert code_of(read_number, text) == "wrong_number"


@given(st.text(alphabet=USCC_CHARACTERS, min_size=17, max_size=17).filter(lambda text: text[2:8].isdigit()))
def test_a_credit_code_is_right_with_its_check_character_and_wrong_with_any_other(start):
    right = uscc.calc_check_digit(start)
    assert read_uscc(f" {start[:8]}-{start[8:].lower()} {right}") == start + right
    for other in set(USCC_CHARACTERS) - {right}:
        assert code_of(read_uscc, start + other) in ("wrong_uscc", "uscc_lost_digits")


def test_a_credit_code_that_a_spreadsheet_took_for_a_number_is_told_so():
    assert code_of(read_uscc, "913703030000000000") == "uscc_lost_digits"


@pytest.mark.parametrize("text", ["王\0明", "王\x07", "\ud800", "\ufdd0", "名\U0001fffe"])
def test_a_sign_that_no_database_keeps_is_refused(text):
    assert code_of(read_line, text) == "unprintable"


@pytest.mark.parametrize("text", ["𬱟", "\U00031350", "👩‍👩‍👧", "🫨", "Ünïcødé", "ＡＢＣ　公司"])
def test_rare_characters_of_names_are_kept(text):
    assert read_name(text) == text


def test_lines_that_were_broken_to_fit_are_put_together():
    assert read_line("山东省\n淄博市") == "山东省淄博市"
    assert read_line("Gear\r\nworks") == "Gear works"
    assert read_name("王　明") == "王明"


@given(st.text(alphabet=string.ascii_letters + "<>&\"'=+@ ", min_size=1, max_size=40))
def test_markup_stays_what_it_is(text):
    assert read_line(f"甲{text}乙") == f"甲{text}乙"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("#REF!", "error_value"),
        ("#DIV/0!", "error_value"),
        (UNCOMPUTED, "uncomputed"),
        ("x" * 101, "too_long"),
    ],
)
def test_a_cell_that_holds_no_value_is_named_with_its_place(cell, code):
    values, problems = row(ORGANIZATIONS, ["name", "region"], ["甲厂", cell])

    assert problems == {code: "B7"}
    assert "region" not in values


@pytest.mark.parametrize(
    ("kind", "columns", "cells", "problems"),
    [
        (ORGANIZATIONS, ["name", "region"], ["", "淄博"], {"empty": ""}),
        (ORGANIZATIONS, ["name", "kind"], ["甲厂", "马戏团"], {"unknown_choice": "B7"}),
        (ORGANIZATIONS, ["name"], ["合 计"], {"total_line": ""}),
        (ORGANIZATIONS, ["name", "is_active"], ["甲厂", "大概"], {"wrong_yes_no": "B7"}),
        (ORGANIZATIONS, ["name", "website"], ["甲厂", "见附件"], {"wrong_web": "B7"}),
        (PEOPLE, ["name", "email"], ["张三", "zhang"], {"wrong_mail": "B7"}),
        (PEOPLE, ["name", "phone"], ["张三", "同上"], {"wrong_phone": "B7"}),
        (PEOPLE, ["name", "born_on"], ["张三", "2026-03-01"], {"born_in_future": ""}),
        (POSTS, ["body", "post", "from_on", "to_on"], ["理事会", "会长", "2025-01-02", "2025-01-01"], {"ends_before_start": ""}),
        (POSTS, ["body", "post"], ["", ""], {"empty": ""}),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_row_is_named_with_its_place(kind, columns, cells, problems):
    assert row(kind, columns, cells)[1] == problems


def test_a_general_column_takes_the_language_that_is_free():
    values, problems = row(ORGANIZATIONS, ["name", "name_en"], ["甲厂", "First"])
    assert (values, problems) == ({"name_zh": "甲厂", "name_en": "First"}, {})
    assert row(ORGANIZATIONS, ["name"], ["First"])[0] == {"name_en": "First"}


def test_an_area_of_merged_cells_is_told_in_every_row_it_goes_through():
    areas = areas_by_row([Area.named("A1:D1"), Area.named("B3:B5")], after=1)

    assert sorted(areas) == [3, 4, 5]
    assert merged_problems(4, areas[4])[0].params == {"area": "B3:B5"}
