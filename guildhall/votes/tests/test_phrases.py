"""Receipt phrases: hard to guess, easy to type."""

import secrets
from math import log2

import pytest

from guildhall.votes.phrases import WORDS, is_phrase, new_phrase, normal_phrase

pytestmark = pytest.mark.once
PHRASE = "bamo-kilu-tase-rovi-4821"


def test_a_phrase_is_hard_to_guess():
    assert len(set(WORDS)) == len(WORDS)
    assert 4 * log2(len(WORDS)) + log2(10_000) > 60


def test_no_two_of_many_phrases_are_alike_and_all_are_phrases():
    phrases = [new_phrase(secrets.randbelow) for _ in range(20_000)]

    assert len(set(phrases)) == len(phrases)
    assert all(is_phrase(phrase) and len(phrase) == 24 for phrase in phrases[:1_000])


@pytest.mark.parametrize(
    "typed",
    [
        PHRASE,
        "BAMO KILU TASE ROVI 4821",
        " bamokilutaserovi4821 ",
        "ｂａｍｏ－ｋｉｌｕ－ｔａｓｅ－ｒｏｖｉ－４８２１",
        "bamo – kilu – tase – rovi – 48 21",
        "bam0-ki1u-ta5e-r0v1-482l",
    ],
)
def test_a_phrase_is_found_however_it_is_typed(typed):
    assert normal_phrase(typed) == PHRASE


@pytest.mark.parametrize("typed", ["", "bamo", "bamo-kilu-tase-rovi-482", "王芳", "xxxx-kilu-tase-rovi-4821"])
def test_what_is_no_phrase_is_not_taken_for_one(typed):
    assert not is_phrase(normal_phrase(typed))
