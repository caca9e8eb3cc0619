"""What texts are found by: golden cases, and what holds for any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guildhall.matching.tokens import normalized, pieces, terms

pytestmark = pytest.mark.once

ANY = st.text("减速機机工业4.0C+#-/'aZéＱ３５５Ｂ，。 \ud800𠮷〇①ﬁ", max_size=30)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("，。!?", []),
        ("电", ["电"]),
        ("減速機", ["减", "速", "机", "减速", "速机"]),
        ("工业4.0", ["工", "业", "工业", "4.0", "业4.0"]),
        ("C++ 与 C#", ["c++", "与", "c#"]),
        ("Q355B钢板", ["q355b", "钢", "板", "钢板", "q355b钢"]),
        ("Ｑ３５５Ｂ", ["q355b"]),
        ("10.9级", ["10.9", "级", "10.9级"]),
        ("YE3-160M-4", ["ye3160m4", "ye3", "160m"]),
        ("5吨", ["5", "吨", "5吨"]),
        ("anti-rust coatings", ["anti", "rust", "coat"]),
        ("The firm's warehouses", ["firm", "warehous"]),
        ("café", ["cafe"]),
        ("𠮷", ["𠮷"]),
    ],
)
def test_a_text_has_these_terms(text, found):
    assert terms(text) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("減速機與電機", "减速机与电机"),
        ("ＹＥ３－１６０Ｍ", "ye3-160m"),
        ("YE3–160M", "YE3-160M"),
        ("Reducers", "reducer"),
    ],
)
def test_script_width_case_and_number_make_no_difference(one, other):
    assert terms(one) == terms(other)


@given(ANY)
@settings(max_examples=150)
def test_terms_and_places_agree_and_can_be_indexed(text):
    plain = normalized(text)
    found = list(pieces(plain))

    assert sorted(piece.term for piece in found) == sorted(terms(text))
    assert all(0 <= piece.start < piece.end <= len(plain) for piece in found)
    assert all(term and not any(map(str.isspace, term)) and term.encode() for term in terms(text))


def test_ten_thousand_characters_are_read():
    assert len(terms("热镀锌" * 3334)) == 2 * 10_002 - 1
