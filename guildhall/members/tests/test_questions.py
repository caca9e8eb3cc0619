"""Questions as data: whatever comes in, what is kept fits, and nothing breaks."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.core.sentences import UnreadableError
from guildhall.members import questions
from guildhall.members.presets import PRESETS
from guildhall.members.questions import Choice, Question
from guildhall.registry.models import Organization

SIZES = (Choice("large", "大型", "large"), Choice("small", "小型", ""))
ALL = tuple(
    Question(f"a_{kind}", kind, "问", "Asked", required=True, choices=SIZES) for kind in questions.KINDS
)
WRITTEN = [question for question in ALL if question.kind != questions.FILE]
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
FIT = {
    "a_text": "泵",
    "a_long": "离心泵\n真空泵",
    "a_choice": "small",
    "a_number": "１２,345.50",
    "a_date": "2020-02-29",
    "a_yes_no": "no",
}


@given(anything)
def test_whatever_is_answered_is_kept_clean_or_refused_with_a_sentence(value):
    for question in ALL:
        checked = questions.check_answers([question], {question.key: value})
        kept = checked.answers.get(question.key)

        assert all(sentence.zh and sentence.en for sentence in checked.wrong.values())
        assert questions.check_answer(question, kept) == kept


@given(anything)
def test_whatever_is_read_as_questions_comes_back_the_same(data):
    try:
        read = questions.read_questions(data)
    except UnreadableError:
        return
    assert questions.read_questions([question.as_data() for question in read]) == read


@given(st.dictionaries(st.sampled_from([question.key for question in ALL]), anything))
def test_an_answer_is_kept_wrong_or_missing(given_answers):
    checked = questions.check_answers(ALL, given_answers)
    missing = {question.key for question in questions.missing(ALL, checked.answers, {"a_file"})}

    assert not checked.answers.keys() & checked.wrong.keys()
    assert missing == {question.key for question in WRITTEN} - checked.answers.keys()


@given(st.permutations(range(7)), st.sampled_from(range(7)), st.booleans())
def test_moving_up_and_down_again_changes_nothing(order, at, up):
    ordered = [ALL[place] for place in order]
    once = questions.moved(ordered, ALL[at].key, up=up)

    assert sorted(one.key for one in once) == sorted(one.key for one in ALL)
    assert once == ordered or questions.moved(once, ALL[at].key, up=not up) == ordered


def test_what_fits_is_kept_in_its_own_form():
    checked = questions.check_answers(ALL, FIT)

    assert checked.wrong == {}
    assert checked.answers == FIT | {"a_number": "12345.5", "a_yes_no": False}
    assert questions.missing(ALL, checked.answers, {"a_file"}) == []
    assert questions.missing(ALL, checked.answers, ()) == [ALL[5]]


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("a_choice", "medium"),
        ("a_number", "about 12"),
        ("a_number", "1e400"),
        ("a_number", float("nan")),
        ("a_date", "2021-02-29"),
        ("a_date", "0001-01-01"),
        ("a_yes_no", "perhaps"),
        ("a_text", "x" * 201),
        ("a_text", "a\0b"),
        ("a_file", "x.pdf"),
        ("unknown", "x"),
    ],
)
def test_what_does_not_fit_is_wrong(key, wrong):
    checked = questions.check_answers(ALL, {key: wrong})

    assert list(checked.wrong) == [key]
    assert checked.answers == {}


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "colour"},
        {"key": "Größe"},
        {"label_zh": "", "label_en": " "},
        {"label_zh": "x" * 201},
        {"kind": "choice", "choices": [{"value": "a", "label_zh": "甲"}]},
        {"kind": "choice", "choices": [{"value": "a", "label_zh": "甲"}, {"value": "a", "label_zh": "乙"}]},
        {"kind": "choice", "choices": ["a", "b"]},
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(change: dict[str, Any]):
    with pytest.raises(UnreadableError):
        questions.read_questions([ALL[0].as_data() | change])


def test_two_questions_have_two_keys():
    with pytest.raises(UnreadableError, match="key"):
        questions.read_questions([ALL[0].as_data(), ALL[0].as_data()])


def test_answers_are_shown_in_words():
    assert questions.shown_answer(ALL[2], "small").en == "小型"
    assert questions.shown_answer(ALL[6], answer=True).zh == "是"
    assert questions.shown_answer(ALL[0], None) is None
    assert questions.shown_answer(ALL[2], "gone").zh == "gone"


@pytest.mark.parametrize("kind", PRESETS)
def test_a_preset_is_a_form_in_both_languages(kind):
    preset = PRESETS[kind]

    assert questions.read_questions([one.as_data() for one in preset.questions]) == preset.questions
    assert all(one.label_zh and one.label_en for one in preset.questions)
    assert any(one.required for one in preset.questions)


def test_the_kinds_of_units_are_those_of_the_registry():
    [asked] = [one for one in PRESETS["institution"].questions if one.key == "unit_kind"]

    assert {choice.value for choice in asked.choices} <= set(Organization.Kind.values)
