import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.core.text import Difference, differences

TEXTS = st.text(alphabet="会议理事 abc12，。\n", max_size=60)


@given(TEXTS, TEXTS)
def test_differences_give_back_both_texts(old: str, new: str) -> None:
    found = differences(old, new)
    assert "".join(one.text for one in found if one.kind != "added") == old
    assert "".join(one.text for one in found if one.kind != "removed") == new
    assert all(one.text for one in found)


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert differences(text, text) == ([Difference("same", text)] if text else [])


def test_a_number_changes_as_a_whole_and_chinese_by_the_character() -> None:
    assert differences("应到27人，实到17人。", "应到27人，实到18人。") == [
        Difference("same", "应到27人，实到"),
        Difference("removed", "17"),
        Difference("added", "18"),
        Difference("same", "人。"),
    ]


def test_a_word_of_an_alphabet_changes_as_a_whole() -> None:
    assert [one.text for one in differences("the motion failed", "the motion passed")] == [
        "the motion ",
        "failed",
        "passed",
    ]


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_the_kind_of_line_end_is_no_difference(ending: str) -> None:
    assert differences(f"一{ending}二", "一\n二") == [Difference("same", "一\n二")]


def test_stretches_too_long_to_compare_are_replaced_as_a_whole() -> None:
    old, new = "会" * 3000, "议" * 3000
    assert differences(old, new) == [Difference("removed", old), Difference("added", new)]
