"""What applicants are asked, as data; whether an answer fits; what is still missing. Pure.

A form's questions are a list of plain JSON objects::

    {"key": "products", "kind": "long", "label_zh": "主要产品", "label_en": "Main products",
     "hint_zh": "", "hint_en": "", "required": true, "choices": []}

Answers are JSON too: texts, ``true``/``false``, dates and numbers as text. Files are no answers: they are attached.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from guildhall.core.sentences import Sentence, UnreadableError

TEXT, LONG, CHOICE, NUMBER, DATE, FILE, YES_NO = "text", "long", "choice", "number", "date", "file", "yes_no"
KINDS = {
    TEXT: Sentence("一行文字", "A line of text"),
    LONG: Sentence("多行文字", "A longer text"),
    CHOICE: Sentence("单选", "One of several"),
    NUMBER: Sentence("数字", "A number"),
    DATE: Sentence("日期", "A date"),
    FILE: Sentence("文件", "A file"),
    YES_NO: Sentence("是或否", "Yes or no"),
}
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
LABEL_MOST, HINT_MOST, TEXT_MOST, LONG_MOST = 200, 500, 200, 5000
QUESTIONS_MOST, CHOICES_MOST, DIGITS_MOST = 40, 30, 15
YEARS = range(1800, 2201)
SEPARATORS = str.maketrans("", "", ", ，'")
Answer = str | bool | None


@dataclass(frozen=True)
class Choice:
    value: str
    label_zh: str = ""
    label_en: str = ""

    @property
    def label(self) -> Sentence:
        return Sentence(self.label_zh or self.label_en, self.label_en or self.label_zh)


@dataclass(frozen=True)
class Question:
    key: str
    kind: str
    label_zh: str = ""
    label_en: str = ""
    hint_zh: str = ""
    hint_en: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()

    @property
    def label(self) -> Sentence:
        return Sentence(self.label_zh or self.label_en, self.label_en or self.label_zh)

    @property
    def hint(self) -> Sentence:
        return Sentence(self.hint_zh or self.hint_en, self.hint_en or self.hint_zh)

    @property
    def kind_name(self) -> Sentence:
        return KINDS[self.kind]

    def as_data(self) -> dict[str, Any]:
        return asdict(self) | {"choices": [asdict(choice) for choice in self.choices]}


@dataclass(frozen=True)
class Checked:
    """``answers`` are those that fit, clean; ``wrong`` says of each other one why it does not."""

    answers: dict[str, Answer]
    wrong: dict[str, Sentence]


def read_questions(data: object) -> tuple[Question, ...]:
    """The questions of a form. UnreadableError where they are none: no label, a kind that does not exist, ..."""
    if not isinstance(data, list | tuple) or len(data) > QUESTIONS_MOST:
        raise _unreadable(
            f"问题应为列表，最多{QUESTIONS_MOST}个。", f"Questions are a list of {QUESTIONS_MOST} at most."
        )
    questions = tuple(read_question(one) for one in data)
    keys = [question.key for question in questions]
    if twice := next((key for key in keys if keys.count(key) > 1), None):
        raise _unreadable(f"两个问题的代号都是“{twice}”。", f"Two questions have the key “{twice}”.")
    return questions


def read_question(data: object) -> Question:
    """One question out of its JSON."""
    if not isinstance(data, Mapping):
        raise _unreadable("问题应为一组字段。", "A question is an object with fields.")
    texts = {name: _text(data, name, LABEL_MOST) for name in ("label_zh", "label_en")}
    hints = {name: _text(data, name, HINT_MOST) for name in ("hint_zh", "hint_en")}
    kind, key = data.get("kind"), data.get("key")
    if not any(texts.values()):
        raise _unreadable("请填写问题的中文或英文。", "Write the question in Chinese or in English.")
    if not isinstance(kind, str) or kind not in KINDS:
        raise _unreadable("没有这种问题类型。", "There is no such kind of question.")
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise _unreadable(
            "问题代号以小写字母开头，只含小写字母、数字和下划线。",
            "A question's key begins with a small letter and has small letters, digits and underscores only.",
        )
    choices = _choices(data.get("choices") or []) if kind == CHOICE else ()
    return Question(key, kind, **texts, **hints, required=data.get("required") is True, choices=choices)


def _choices(data: object) -> tuple[Choice, ...]:
    if not isinstance(data, list | tuple) or not 1 < len(data) <= CHOICES_MOST:
        raise _unreadable(f"请给出2至{CHOICES_MOST}个选项。", f"Give between 2 and {CHOICES_MOST} choices.")
    choices = tuple(_choice(one) for one in data)
    if len({choice.value for choice in choices}) < len(choices):
        raise _unreadable("有两个选项相同。", "Two choices are the same.")
    return choices


def _choice(data: object) -> Choice:
    if not isinstance(data, Mapping):
        raise _unreadable("选项应为一组字段。", "A choice is an object with fields.")
    choice = Choice(*(_text(data, name, LABEL_MOST) for name in ("value", "label_zh", "label_en")))
    if not choice.value or not (choice.label_zh or choice.label_en):
        raise _unreadable("每个选项都要有文字。", "Each choice needs its words.")
    return choice


def _text(data: Mapping[Any, object], name: str, most: int) -> str:
    text = data.get(name, "")
    if not isinstance(text, str) or len(text) > most or "\0" in text:
        raise _unreadable(f"文字最多{most}个字。", f"A text here has at most {most} characters.")
    return text.strip()


def check_answer(question: Question, given: object) -> Answer:
    """The answer as it is kept; None where nothing was answered. UnreadableError where it does not fit."""
    if given is None or (isinstance(given, str) and not given.strip()):
        return None
    return CHECKS[question.kind](question, given)


def _line(_question: Question, given: object) -> Answer:
    return _written(given, TEXT_MOST)


def _long(_question: Question, given: object) -> Answer:
    return _written(given, LONG_MOST)


def _written(given: object, most: int) -> str:
    if not isinstance(given, str) or "\0" in given:
        raise _unreadable("请填写文字。", "Write a text here.")
    if len(given.strip()) > most:
        raise _unreadable(
            f"最多{most}个字，现有{len(given.strip())}个。",
            f"At most {most} characters; these are {len(given.strip())}.",
        )
    return given.strip()


def _chosen(question: Question, given: object) -> Answer:
    if not isinstance(given, str) or given not in {choice.value for choice in question.choices}:
        raise _unreadable("请选择列出的一项。", "Choose one of those that are listed.")
    return given


def _number(_question: Question, given: object) -> Answer:
    text = unicodedata.normalize("NFKC", str(given)).translate(SEPARATORS)
    try:
        number = (
            Decimal(text) if isinstance(given, str | int | float) and not isinstance(given, bool) else None
        )
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite():
        raise _unreadable("请填写数字，例如1200或12.5。", "Write a number, such as 1200 or 12.5.")
    if abs(number.adjusted()) > DIGITS_MOST or len(number.as_tuple().digits) > DIGITS_MOST:
        raise _unreadable(f"数字最多{DIGITS_MOST}位。", f"A number has at most {DIGITS_MOST} digits.")
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _day(_question: Question, given: object) -> Answer:
    try:
        day = given if isinstance(given, date) else date.fromisoformat(str(given).strip())
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        raise _unreadable("请填写日期，例如2026-05-08。", "Write a date, such as 2026-05-08.")
    return date(day.year, day.month, day.day).isoformat()


def _yes_no(_question: Question, given: object) -> Answer:
    known = {"yes": True, "no": False, True: True, False: False}
    if not isinstance(given, str | bool) or given not in known:
        raise _unreadable("请选择是或否。", "Choose yes or no.")
    return known[given]


def _no_answer(_question: Question, _given: object) -> Answer:
    raise _unreadable("这里请上传文件。", "A file is attached here, not written.")


CHECKS: dict[str, Callable[[Question, object], Answer]] = {
    TEXT: _line,
    LONG: _long,
    CHOICE: _chosen,
    NUMBER: _number,
    DATE: _day,
    YES_NO: _yes_no,
    FILE: _no_answer,
}


def check_answers(questions: Sequence[Question], given: Mapping[str, object]) -> Checked:
    """All answers at once. What answers no question of the form is wrong too."""
    known = {question.key: question for question in questions}
    answers: dict[str, Answer] = {}
    wrong: dict[str, Sentence] = {}
    for key, value in given.items():
        if key not in known:
            wrong[key] = Sentence(f"表中没有问题“{key[:40]}”。", f"The form has no question “{key[:40]}”.")
            continue
        try:
            answer = check_answer(known[key], value)
        except UnreadableError as error:
            wrong[key] = error.sentence
        else:
            answers |= {} if answer is None else {key: answer}
    return Checked(answers, wrong)


def missing(
    questions: Iterable[Question], answers: Mapping[str, object], attached: Collection[str]
) -> list[Question]:
    """The required questions without an answer, or without a file, in the form's order."""
    return [
        question
        for question in questions
        if question.required and question.key not in (attached if question.kind == FILE else answers)
    ]


def shown_answer(question: Question, answer: object) -> Sentence | None:
    """An answer in words; None where there is none."""
    if answer is None or answer == "":
        return None
    if question.kind == CHOICE:
        found = next((choice.label for choice in question.choices if choice.value == answer), None)
        return found or Sentence(str(answer), str(answer))
    if question.kind == YES_NO:
        return Sentence("是", "yes") if answer is True else Sentence("否", "no")
    return Sentence(str(answer), str(answer))


def put(questions: Sequence[Question], question: Question) -> list[Question]:
    """With the question in place of the one of its key, or at the end."""
    if all(one.key != question.key for one in questions):
        return [*questions, question]
    return [question if one.key == question.key else one for one in questions]


def without(questions: Sequence[Question], key: str) -> list[Question]:
    return [one for one in questions if one.key != key]


def moved(questions: Sequence[Question], key: str, *, up: bool) -> list[Question]:
    """With the question one place higher or lower; where it cannot go further, unchanged."""
    order = list(questions)
    at = next((place for place, one in enumerate(order) if one.key == key), None)
    to = None if at is None else at + (-1 if up else 1)
    if at is not None and to is not None and 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    return order


def _unreadable(zh: str, en: str) -> UnreadableError:
    return UnreadableError(Sentence(zh, en))
