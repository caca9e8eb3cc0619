import random

import pypinyin
import pytest

from guildhall.core.pinyin import CHARACTERS, PHRASES, syllables_of, words_of


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("重庆银行", "chong qing yin hang"),
        ("重量级ABC轴承-2号", "zhong liang ji ABC zhou cheng -2 hao"),
        ("绿色！", "lv se ！"),
        ("", ""),
    ],
)
def test_phrases_are_read_as_phrases_and_the_rest_as_it_stands(text, read):
    assert " ".join(syllables_of(text)) == read


def test_every_text_is_read_as_pypinyin_reads_it():
    dice = random.Random(7)  # noqa: S311 - the same texts every time
    common = CHARACTERS[CHARACTERS.index("一") : CHARACTERS.index("龥")]
    drawn = ["".join(dice.choices(common, k=dice.randint(1, 5))) for _text in range(500)]
    mixed = ["".join(dice.sample(PHRASES, 2)) + "Co. 12" for _text in range(500)]

    different = [text for text in drawn + mixed if syllables_of(text) != pypinyin.lazy_pinyin(text)]

    assert different == []


def test_the_words_together_are_the_text():
    text = "湘西建材和装配式建筑（重庆）联盟 Ltd"

    assert "".join(words_of(text)) == text
    assert "重庆" in words_of(text)
