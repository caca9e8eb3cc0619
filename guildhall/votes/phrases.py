"""Receipt phrases: bamo-kilu-tase-rovi-4821. By it a voter finds the own ballot in the published list.

Four words of two open syllables and four digits: one form for both languages, typed on any keyboard, read out on the
telephone. 6,390 words to the fourth times 10,000 are 63.8 bits: nobody guesses one, and among 100,000 ballots
the odds of two alike are 1 in 3,000,000,000. The syllables are all there are of these letters, so that no list is borrowed.
"""

import re
import unicodedata
from collections.abc import Callable

CONSONANTS, VOWELS = "bdfghklmnprstvwz", "aeiou"
SYLLABLES = [consonant + vowel for consonant in CONSONANTS for vowel in VOWELS]
# What sounds like an insult in one of the two languages.
AVOIDED = frozenset(("nazi", "homo", "sima", "nima", "mabi", "sabi", "wani", "dima", "kike", "popo"))
WORDS = [one + two for one in SYLLABLES for two in SYLLABLES if one + two not in AVOIDED]
WORD_COUNT, DIGIT_COUNT = 4, 4
LENGTH = 4 * WORD_COUNT + DIGIT_COUNT
PHRASE = re.compile(rf"([{CONSONANTS}][{VOWELS}]){{{2 * WORD_COUNT}}}[0-9]{{{DIGIT_COUNT}}}")
NOT_IN_PHRASE = re.compile(r"[^a-z0-9]")
DIGIT_AS_CONSONANT = str.maketrans("150", "lsd")
DIGIT_AS_VOWEL = str.maketrans("10", "io")
LETTER_AS_DIGIT = str.maketrans("oilsz", "01152")


def new_phrase(below: Callable[[int], int]) -> str:
    """A phrase. ``below(n)`` gives a number from 0 to n - 1 that nobody can foresee: ``secrets.randbelow``."""
    words = [WORDS[below(len(WORDS))] for _ in range(WORD_COUNT)]
    return "-".join([*words, f"{below(10**DIGIT_COUNT):0{DIGIT_COUNT}}"])


def normal_phrase(text: str) -> str:
    """The phrase that somebody means: capitals, full width, spaces, other hyphens, 0 for o make no difference.

    What cannot be a phrase comes back in small letters, so that it is looked for and not found.
    """
    typed = NOT_IN_PHRASE.sub("", unicodedata.normalize("NFKC", text).casefold())
    if len(typed) != LENGTH:
        return typed
    letters, digits = typed[:-DIGIT_COUNT], typed[-DIGIT_COUNT:].translate(LETTER_AS_DIGIT)
    read = "".join(
        one.translate(DIGIT_AS_VOWEL if place % 2 else DIGIT_AS_CONSONANT)
        for place, one in enumerate(letters)
    )
    return "-".join([*(read[start : start + 4] for start in range(0, len(read), 4)), digits])


def is_phrase(text: str) -> bool:
    """Whether this is a phrase in its normal form."""
    return normal_phrase(text) == text and PHRASE.fullmatch(text.replace("-", "")) is not None
