import pytest

from guildhall.core.sentences import UnreadableError
from guildhall.founding.pasted import Line, read_lines


def test_each_line_is_a_unit_with_what_is_known_of_it():
    text = "单位名称\t联系人\t邮箱\n湘西钢构\t张三\tz@example.org\t13800000000\nWest Hunan Panels; Li Si\n\n吉首建材"

    assert read_lines(text) == [
        Line(2, "湘西钢构", "张三", "z@example.org", "13800000000"),
        Line(3, "West Hunan Panels", "Li Si"),
        Line(5, "吉首建材"),
    ]


@pytest.mark.parametrize("parted", ["甲厂；李四；a@b.cn", "甲厂，李四，a@b.cn", "甲厂、a@b.cn、李四"])
def test_the_parts_may_stand_in_any_order_and_be_parted_as_people_do(parted):
    assert read_lines(parted) == [Line(1, "甲厂", "李四", "a@b.cn")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("单位名称\n", "empty"),
        ("甲厂\n乙厂\n甲厂", "Line 3: “甲厂” stands in line 1 already"),
        ("甲厂;李四;li@", "Line 1: “li@” is no mail address"),
        ("厂" * 201, "Line 1: the name is longer"),
        ("\n".join(f"unit {number}" for number in range(2001)), "At most 2000"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text, said):
    with pytest.raises(UnreadableError, match=said):
        read_lines(text)
