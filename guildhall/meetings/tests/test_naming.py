"""What a meeting is called."""

import pytest

from guildhall.core.sentences import Sentence
from guildhall.meetings.naming import in_chinese, in_order, meeting_name

PRESIDENTS = Sentence("会长办公会", "presidents' meeting")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"),
        (2, "二"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (35, "三十五"),
        (99, "九十九"),
        (100, "100"),
        (0, "0"),
    ],
)
def test_numbers_are_written_in_chinese_up_to_ninety_nine(number, words):
    assert in_chinese(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "first"),
        (10, "tenth"),
        (11, "11th"),
        (12, "12th"),
        (21, "21st"),
        (22, "22nd"),
        (23, "23rd"),
        (111, "111th"),
    ],
)
def test_numbers_are_ordered_in_english(number, words):
    assert in_order(number) == words


def test_term_and_number_stand_before_the_bodys_name():
    assert meeting_name(PRESIDENTS, number=2, term=2, year=2021) == Sentence(
        "二届二次会长办公会", "Second presidents' meeting of the second term"
    )


def test_another_body_holds_meetings_in_english():
    name = meeting_name(Sentence("理事会", "Council"), number=11, term=3, year=2026)

    assert name == Sentence("三届十一次理事会", "11th meeting of the Council of the third term")


def test_without_a_known_term_the_year_counts():
    assert meeting_name(PRESIDENTS, number=3, term=None, year=2026).zh == "2026年第三次会长办公会"


def test_a_body_named_in_one_language_only_gives_one_name():
    assert meeting_name(Sentence("理事会", ""), number=1, term=3, year=2026) == Sentence("三届一次理事会", "")
