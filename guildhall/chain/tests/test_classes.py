"""Published classifications come in many shapes."""

import pytest

from guildhall.chain.classes import read_classes


def rows(*lines):
    return list(enumerate((line.split("|") for line in lines), start=1))


def codes(read):
    return {one.code: one.parent for one in read}


def test_letters_head_digits_and_digits_head_longer_ones():
    read, wrong = read_classes(
        rows(
            "国民经济行业分类",
            "代码|类别名称|说明",
            "C|制造业",
            "13|农副食品加工业",
            "131|谷物磨制",
            "1311|稻谷加工|大米",
            "D|电力",
            "44|电力生产",
        )
    )

    assert wrong == []
    assert codes(read) == {"C": "", "13": "C", "131": "13", "1311": "131", "D": "", "44": "D"}
    assert read[3].about_zh == "大米"


def test_a_column_for_each_level_and_a_stated_parent_are_understood():
    levels, wrong = read_classes(
        rows("门类|大类|中类|小类|类别名称", "A||||农业", "|01|||谷物", "||011||稻谷")
    )
    stated, also_wrong = read_classes(
        rows("Code|Name|Name in Chinese|Parent", "X9|Other|其他|X", "X|All|全部|", "Y1.2|Sub||Y1", "Y1|Top||")
    )

    assert (wrong, also_wrong) == ([], [])
    assert codes(levels) == {"A": "", "01": "A", "011": "01"}
    assert codes(stated) == {"X9": "X", "X": "", "Y1.2": "Y1", "Y1": ""}
    assert (stated[0].name_zh, stated[0].name_en) == ("其他", "Other")


@pytest.mark.parametrize(
    ("lines", "codes_of_problems"),
    [
        (["甲|乙", "1|2"], ["no_headings"]),
        (["代码|名称"], ["no_rows"]),
        (["代码|名称", "|无码", "A|", "B|好", "B|又一"], ["no_code", "no_name", "twice"]),
        (["代码|名称|上级代码", "A|甲|Z"], ["no_parent"]),
        (["代码|名称|上级代码", "A|甲|B", "B|乙|A"], ["loop", "loop"]),
        (["代码|名称", f"{'9' * 21}|长", "A|甲"], ["too_long"]),
    ],
)
def test_every_row_that_cannot_be_taken_is_named(lines, codes_of_problems):
    _read, wrong = read_classes(rows(*lines))

    assert [one.code for one in wrong] == codes_of_problems
    assert all(one.sentence.zh and one.sentence.en for one in wrong)
    assert all(str(one.row) in one.sentence.zh for one in wrong if one.row)


def test_full_width_spaces_and_blank_lines_do_no_harm():
    read, wrong = read_classes(rows("*代码|*名称", " c 1 |  金属　制品 ", "|", "c12|钣金"))

    assert wrong == []
    assert codes(read) == {"C1": "", "C12": "C1"}
    assert read[0].name_zh == "金属 制品"
