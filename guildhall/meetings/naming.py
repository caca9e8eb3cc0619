"""What a meeting is called by custom: 二届二次会长办公会. Pure: no database, no clock, no settings."""

from guildhall.core.sentences import Sentence

DIGITS = "〇一二三四五六七八九"
TENS = 10
HUNDRED = 100
SMALL = (
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)
TEENS = range(11, 14)


def in_chinese(number: int) -> str:
    """1 to 99 in Chinese numerals (十二, 二十, 三十一); beyond that the figures.

    >>> in_chinese(12)
    '十二'
    """
    if not 0 < number < HUNDRED:
        return str(number)
    tens, ones = divmod(number, TENS)
    head = "" if not tens else ("十" if tens == 1 else f"{DIGITS[tens]}十")
    return head + (DIGITS[ones] if ones else "")


def in_order(number: int) -> str:
    """``first`` to ``tenth`` in words, then 11th, 12th, 21st."""
    if 0 < number < len(SMALL):
        return SMALL[number]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % TENS, "th")
    return f"{number}{'th' if number % HUNDRED in TEENS else ending}"


def meeting_name(body: Sentence, *, number: int, term: int | None, year: int) -> Sentence:
    """The custom: term and number before the body's name; without a known term the year.

    ``body`` holds the body's names; where it has none in a language, that language's name stays empty.
    """
    if term is None:
        zh, en = f"{year}年第{in_chinese(number)}次", f"in {year}"
    else:
        zh, en = f"{in_chinese(term)}届{in_chinese(number)}次", f"of the {in_order(term)} term"
    return Sentence(
        f"{zh}{body.zh}" if body.zh else "", f"{_english(body.en, number)} {en}" if body.en else ""
    )


def _english(body: str, number: int) -> str:
    """``Second meeting of the council``; a body that is a meeting by name is not named so twice."""
    order = in_order(number).capitalize()
    if body.lower().endswith("meeting"):
        return f"{order} {body[:1].lower()}{body[1:]}"
    return f"{order} meeting of the {body}"
