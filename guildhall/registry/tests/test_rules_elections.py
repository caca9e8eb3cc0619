"""How many candidates, proxies, and who counts."""

import pytest

from guildhall.registry.rules import are_counters_fit, is_slate_wide_enough, may_vote_by_proxy
from guildhall.registry.tests.charters import make_charter

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("contest", "excess", "candidates", "ok", "code"),
    [
        ("equal", None, 15, True, "slate_wide_enough"),
        ("equal", None, 16, False, "too_many_candidates"),
        ("equal", None, 14, False, "too_few_candidates"),
        ("either", None, 15, True, "slate_wide_enough"),
        ("either", None, 18, True, "slate_wide_enough"),
        ("either", None, 14, False, "too_few_candidates"),
        ("either", "1/5", 15, True, "slate_wide_enough"),
        ("more", None, 15, False, "too_few_candidates"),
        ("more", None, 16, True, "slate_wide_enough"),
        ("more", "1/5", 17, False, "too_few_candidates"),
        ("more", "1/5", 18, True, "slate_wide_enough"),
        ("more", "1/6", 17, False, "too_few_candidates"),
        ("more", "0", 15, False, "too_few_candidates"),
        ("more", "1", 30, True, "slate_wide_enough"),
    ],
)
def test_the_charter_says_how_many_candidates_stand_for_fifteen_seats(contest, excess, candidates, ok, code):
    charter = make_charter(
        motions__election__contest=contest, **({"motions__election__excess_min": excess} if excess else {})
    )

    verdict = is_slate_wide_enough(charter, "election", candidates=candidates, seats=15)

    assert (verdict.ok, verdict.code) == (ok, code)


def test_what_was_wanted_is_said():
    charter = make_charter(motions__election__contest="more", motions__election__excess_min="1/5")

    verdict = is_slate_wide_enough(charter, "election", candidates=16, seats=15)

    assert verdict.sentence.zh == "应选15名，候选人16名；差额选举，候选人不少于18名：不符合。"
    assert (
        verdict.sentence.en
        == "16 candidates for 15 seats; more candidates than seats: at least 18: not kept."
    )


@pytest.mark.parametrize(
    ("body", "changes", "held", "ok", "code"),
    [
        ("assembly", {}, 1, True, "proxy_allowed"),
        ("supervisors", {}, 1, False, "no_proxies"),
        ("assembly", {"motions__election__proxies": "never"}, 1, False, "no_proxies"),
        ("supervisors", {"motions__election__proxies": "written"}, 1, True, "proxy_allowed"),
        ("assembly", {"bodies__assembly__proxies_max": 2}, 2, True, "proxy_allowed"),
        ("assembly", {"bodies__assembly__proxies_max": 2}, 3, False, "too_many_proxies"),
    ],
)
def test_the_charter_says_who_may_vote_for_others(body, changes, held, ok, code):
    verdict = may_vote_by_proxy(make_charter(**changes), body, "election", held=held)

    assert (verdict.ok, verdict.code) == (ok, code)


def test_where_the_charter_is_silent_it_cannot_be_told():
    silent = make_charter(without=("proxies", "contest"))

    assert may_vote_by_proxy(silent, "assembly", "election").code == "no_rule"
    assert is_slate_wide_enough(silent, "election", candidates=3, seats=3).code == "no_rule"


@pytest.mark.parametrize(
    ("scrutineers", "tellers", "among", "refused"),
    [
        (1, 2, 0, []),
        (0, 2, 0, ["too_few_scrutineers"]),
        (1, 1, 0, ["too_few_tellers"]),
        (1, 2, 1, ["counters_are_candidates"]),
        (0, 0, 2, ["too_few_scrutineers", "too_few_tellers", "counters_are_candidates"]),
    ],
)
def test_enough_people_count_and_none_of_them_stands(scrutineers, tellers, among, refused):
    charter = make_charter(motions__election__tellers_min=2)

    verdicts = are_counters_fit(
        charter, "election", scrutineers=scrutineers, tellers=tellers, candidates_among=among
    )

    assert [one.code for one in verdicts if not one.ok] == refused
    assert are_counters_fit(charter, "ordinary", scrutineers=0, tellers=0, candidates_among=9) == []
