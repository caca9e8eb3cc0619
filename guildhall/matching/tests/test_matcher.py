"""Needs matched with offers: against a plain ranking, with hard input, and what holds for any offers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guildhall.matching import index as indexing
from guildhall.matching.index import Entry, OfferIndex
from guildhall.matching.matcher import Matcher
from guildhall.matching.tests.make import OFFERS, make_lexicon, make_matcher
from guildhall.matching.tests.plain import plain_scores

pytestmark = pytest.mark.once

TEXTS = st.text("减速机电镀锌螺栓钢板 m24", min_size=1, max_size=12)


@pytest.fixture(scope="module")
def matcher(tmp_path_factory):
    return make_matcher(tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="module")
def bilingual(matcher):
    return Matcher(matcher.view, make_lexicon())


@pytest.mark.parametrize(
    ("need", "first"),
    [
        ("求购减速机", "reducer"),
        ("減速機", "reducer"),
        ("电", "repair"),
        ("ＹＥ３－１６０Ｍ－４", "motor"),
        ("YE3 160M4", "motor"),
        ("10.9级 M24", "bolts"),
        ("q355b", "plate"),
        ("C++", "software"),
        ("工业4.0", "software"),
        ("热镀锌加工", "galvanizing"),
        ("planetery gearboxs", "gearbox"),
        ("wharehouse", "storage"),
        ("電機維修", "repair"),
        ("需要 welding robot 集成", "robot"),
    ],
)
def test_hard_needs_find_the_right_offer_first(matcher, need, first):
    assert matcher.match(need)[0].id == first


@pytest.mark.parametrize("need", ["", " ", "，。！", "\x00", "龘", "zzzz", "�", "🙂"])
def test_a_need_that_shares_nothing_finds_nothing(matcher, need):
    assert matcher.match(need) == []


def test_a_need_of_ten_thousand_characters_is_answered(matcher):
    need = "本公司长期从事各类产品生产" * 800 + "，现求购热镀锌高强度螺栓"

    assert matcher.match(need)[0].id == "bolts"


@pytest.mark.parametrize(
    ("need", "first", "said"),
    [
        ("需要减速机", "gearbox", "speed"),
        ("冷库", "storage", "cold"),
        ("焊接机器人", "robot", "welding"),
        ("electric motor", "motor", "电机"),
        ("high-strength bolts", "bolts", "螺栓"),
    ],
)
def test_offers_are_found_across_languages_with_the_words_of_both(bilingual, need, first, said):
    other = next(match for match in bilingual.match(need) if match.id == first)

    assert first in [match.id for match in bilingual.match(need)[:3]]
    assert any(reason.kind == "translated" and said in reason.found for reason in other.reasons)
    assert all(reason.term in need for reason in other.reasons if reason.kind == "translated")


@pytest.mark.parametrize("need", ["热镀锌螺栓 M24", "planetery reducer 减速机", "电机 motor", "钢板激光切割"])
def test_the_weights_of_the_reasons_add_up_to_the_score(bilingual, need):
    matches = bilingual.match(need)

    assert matches
    for match in matches:
        assert sum(reason.weight for reason in match.reasons) == pytest.approx(match.score)
        assert all(reason.weight > 0 for reason in match.reasons)


@given(st.lists(TEXTS, min_size=1, max_size=15), TEXTS)
@settings(max_examples=10, deadline=None)
def test_the_ranking_is_that_of_a_plain_scan(tmp_path_factory, texts, need):
    offers = {f"{number:02}": text for number, text in enumerate(texts)}
    matches = make_matcher(tmp_path_factory.mktemp("plain"), offers).match(need, top=20)
    plain = plain_scores(offers, need)

    assert {match.id: match.score for match in matches} == pytest.approx(plain)
    assert [match.score for match in matches] == pytest.approx(sorted(plain.values(), reverse=True))


def test_among_many_offers_the_candidates_hold_the_best(tmp_path, monkeypatch):
    """Where the commonest terms are not read, the exact score still decides among what the others found."""
    monkeypatch.setattr(indexing, "MOST_READ", 60)
    kinds = ["减速机", "电机", "螺栓", "钢板", "机器人"]
    offers = {f"{n:03}": f"{kinds[n % 5]}加工 m{n % 40} 产能{n % 7}" for n in range(300)}
    matcher = make_matcher(tmp_path, offers)

    for n in range(0, 40, 7):
        need = f"{kinds[n % 5]}加工 m{n} 产能{n % 7}"
        assert matcher.match(need)[0].score == pytest.approx(max(plain_scores(offers, need).values()))


@pytest.mark.parametrize("need", ["热镀锌螺栓", "减速机和电机", "robots"])
def test_an_unrelated_offer_is_not_found_and_lifts_none_over_another(tmp_path, matcher, need):
    more = Matcher(
        OfferIndex.built(tmp_path, [*map(Entry, OFFERS, OFFERS.values()), Entry("tea", "绿茶")]).view
    )

    assert [match.id for match in more.match(need)] == [match.id for match in matcher.match(need)]


def test_the_same_need_has_the_same_answer_and_equals_go_by_id(tmp_path):
    offers = {"b": "减速机", "a": "减速机", "c": "减速机"}
    one, other = (
        make_matcher(tmp_path / name, dict(order))
        for name, order in (("one", offers.items()), ("other", reversed(offers.items())))
    )

    assert one.match("减速机") == one.match("减速机") == other.match("减速机")
    assert [match.id for match in one.match("减速机", top=2)] == ["a", "b"]


def test_saying_more_of_an_offer_brings_it_forward(matcher):
    def score(need):
        return next(match.score for match in matcher.match(need) if match.id == "bolts")

    assert score("螺栓") < score("高强度螺栓") < score("高强度螺栓 M24")
