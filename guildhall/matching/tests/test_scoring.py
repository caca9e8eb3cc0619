"""The score and its reasons, by hand and by any texts."""

from math import log

import pytest

from guildhall.matching.scoring import Collection, Wanted, gains_of, parts_of_score, reasons_of, wanted_terms
from guildhall.matching.tokens import normalized, pieces, terms

pytestmark = pytest.mark.once


def reasons(need, offer, wanted=None):
    text = normalized(need)
    wanted = wanted or wanted_terms(terms(need))
    known = Collection(10, 5.0, dict.fromkeys(wanted, 1))
    parts = parts_of_score(gains_of(wanted, known), terms(offer), known)
    found = reasons_of(wanted, parts, (text, list(pieces(text))), normalized(offer))
    return [(one.kind, one.term, one.found) for one in found], sum(one.weight for one in found), parts


def test_the_score_is_bm25_as_it_is_written_down():
    known = Collection(100, 4.0, {"bolt": 3})
    gains = gains_of(wanted_terms(["bolt", "bolt", "nut"]), known)
    parts = parts_of_score(gains, ["bolt", "bolt", "m24"], known)

    idf = log(1 + (100 - 3 + 0.5) / (3 + 0.5))
    assert parts == {"bolt": pytest.approx((1 + log(2)) * idf * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 3 / 4)))}


@pytest.mark.parametrize(
    ("need", "offer", "said"),
    [
        ("求购減速機", "行星减速机", [("shared", "减速机", "减速机")]),
        (
            "电动机维修",
            "维修电机",
            [("shared", "维修", "维修"), ("shared", "电", "电"), ("shared", "机", "机")],
        ),
        ("Welding of vessels", "vessel", [("shared", "vessels", "vessels")]),
        ("电机 电机", "电机", [("shared", "电机", "电机")]),
        ("电机", "钢板", []),
    ],
)
def test_what_stands_together_is_one_reason_and_reasons_add_up(need, offer, said):
    found, whole, parts = reasons(need, offer)

    assert sorted(found) == sorted(said)
    assert whole == pytest.approx(sum(parts.values()))


def test_a_translation_names_the_words_of_both_sides():
    wanted = {
        "speed": Wanted(0.5, "translated", ("减速", "速机")),
        "reduc": Wanted(0.5, "translated", ("减速", "速机")),
    }
    found, whole, parts = reasons("行星减速机", "speed reducers", wanted)

    assert sorted(found) == [("translated", "减速机", "reducers"), ("translated", "减速机", "speed")]
    assert whole == pytest.approx(sum(parts.values()))


def test_a_reason_is_a_sentence_in_both_languages():
    text, known = "减速机", Collection(10, 5.0, dict.fromkeys(terms("减速机"), 1))
    parts = parts_of_score(gains_of(wanted_terms(terms(text)), known), terms(text), known)
    [reason] = reasons_of(wanted_terms(terms(text)), parts, (text, list(pieces(text))), text)

    assert reason.sentence.zh == f"共同词语“减速机”，计{reason.weight:.2f}分"
    assert reason.sentence.en == f"Both say “减速机”: {reason.weight:.2f}"
    assert reason.as_data("en")["text"] == reason.sentence.en
    assert {reason.as_data()["zh"], reason.as_data()["en"]} == {reason.sentence.zh, reason.sentence.en}
