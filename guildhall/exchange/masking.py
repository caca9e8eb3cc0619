"""What names a firm in a text that shall not name it. Pure: texts in, texts out."""

import re
from collections.abc import Iterable, Iterator

from guildhall.core.names import without_region

SHORTEST = 2
BEGINS_WITH, BEGINS_WITH_WORDS = 4, 2
HIDDEN = "▇▇"
LEGAL_FORM = re.compile(
    r"(?:股份)?(?:有限)?(?:责任)?公司$|集团$|,?\s*(?:co\.?,?\s*)?(?:ltd|limited|inc|corp|llc|gmbh)\.?$",
    re.IGNORECASE,
)
DIGITS = re.compile(r"\D+")


def names_to_hide(names: Iterable[str], phones: Iterable[str] = ()) -> list[str]:
    """The names, each without its legal form, and how long ones begin, the longest first; numbers as written.

    A firm is known by how its name begins: 云岭启诚压力容器科技有限公司 by 云岭启诚, 杭州明远精密机械 by 明远精密 too.
    """
    found = {name.strip() for name in names}
    found |= {LEGAL_FORM.sub("", name).strip() for name in found}
    found |= {beginning for name in found for beginning in _beginnings(name)}
    numbers = {phone.strip() for phone in phones if phone.strip()}
    return sorted(
        {name for name in found if len(name) >= SHORTEST} | numbers, key=lambda name: (-len(name), name)
    )


def _beginnings(name: str) -> Iterator[str]:
    if name[:1].isascii():
        words = name.split()
        if len(words) > BEGINS_WITH_WORDS + 1:
            yield " ".join(words[:BEGINS_WITH_WORDS])
        return
    for part in (name, without_region(name)):
        if len(part) > BEGINS_WITH + 1:
            yield part[:BEGINS_WITH]


def named_in(text: str, hidden: Iterable[str]) -> list[str]:
    """Which of them stand in the text, longest first; what is part of one that was found is not said again."""
    found: list[str] = []
    for name in hidden:
        if _pattern(name).search(text) and not any(name in longer for longer in found):
            found.append(name)
    return found


def masked(text: str, hidden: Iterable[str]) -> str:
    """The text with a bar in place of each of them."""
    for name in hidden:
        text = _pattern(name).sub(HIDDEN, text)
    return text


def _pattern(name: str) -> re.Pattern[str]:
    """A name in any case and with any blanks; a telephone number with any signs between its digits."""
    digits = DIGITS.sub("", name)
    if len(digits) >= 7 and len(digits) * 2 >= len(name):
        return re.compile(r"[\s()（）-]*".join(digits))
    words = r"\s*".join(re.escape(part) for part in name.split())
    before = "(?<![A-Za-z0-9])" if _is_latin(name[0]) else ""
    after = "(?![A-Za-z0-9])" if _is_latin(name[-1]) else ""
    return re.compile(before + words + after, re.IGNORECASE)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
