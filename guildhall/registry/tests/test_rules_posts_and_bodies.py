"""Posts and terms, the make-up of bodies, names of branches, notice and rhythm of meetings."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.core.dates import add_months
from guildhall.registry.rules import (
    is_body_well_formed,
    is_branch_name_allowed,
    is_election_started_in_time,
    is_notice_in_time,
    may_hold_post,
    meets_often_enough,
)
from guildhall.registry.tests.charters import make_charter

CHARTER = make_charter()
SHANGHAI = ZoneInfo("Asia/Shanghai")
TERM = date(2026, 3, 1)


def codes(verdicts):
    return {verdict.code: verdict.ok for verdict in verdicts}


@pytest.mark.parametrize(
    ("born", "term_from", "ok", "age"),
    [
        (date(1955, 3, 2), date(2026, 3, 1), True, 70),
        (date(1955, 3, 1), date(2026, 3, 1), False, 71),
        (date(1956, 3, 1), date(2026, 3, 1), True, 70),
        (date(1956, 3, 2), date(2026, 3, 1), True, 69),
        (date(1956, 2, 29), date(2027, 2, 27), True, 70),
        (date(1956, 2, 29), date(2027, 2, 28), False, 71),
        (date(1952, 2, 29), date(2023, 2, 28), False, 71),
    ],
)
def test_age_counts_in_completed_years_on_the_first_day_of_the_term(born, term_from, ok, age):
    verdict, *_ = may_hold_post(CHARTER, "president", born=born, term_from=term_from)

    assert (verdict.ok, verdict.code) == (ok, "age_allowed" if ok else "too_old")
    assert f"为{age}周岁" in verdict.sentence.zh
    assert f"{age} years old" in verdict.sentence.en


@pytest.mark.parametrize(
    ("term_from", "ok"), [(date(2026, 2, 28), True), (date(2026, 3, 1), False), (date(2026, 2, 27), True)]
)
def test_a_charter_may_count_to_the_day_of_the_birthday(term_from, ok):
    charter = make_charter(posts__president__age_counted="to_the_day")

    verdict, *_ = may_hold_post(charter, "president", born=date(1956, 2, 29), term_from=term_from)

    assert verdict.ok is ok


@pytest.mark.parametrize("born", [None, date(2030, 1, 1)])
def test_an_unknown_birth_date_is_never_a_yes(born):
    verdict, *_ = may_hold_post(CHARTER, "president", born=born, term_from=TERM)

    assert (verdict.ok, verdict.code) == (None, "age_unknown")
    assert "无法核对" in verdict.sentence.zh
    assert "cannot be checked" in verdict.sentence.en


@given(st.dates(date(1930, 1, 1), date(2000, 1, 1)), st.integers(0, 365 * 90))
def test_nobody_grows_young_enough_again(born, days):
    first = born + timedelta(days)

    now, *_ = may_hold_post(CHARTER, "president", born=born, term_from=first)
    later, *_ = may_hold_post(CHARTER, "president", born=born, term_from=first + timedelta(1))

    assert now.ok or not later.ok
    assert now.ok is (first < add_months(born, 12 * 71))


@pytest.mark.parametrize(
    ("number", "earlier", "ok", "run"),
    [
        (1, [], True, 1),
        (2, [1], True, 2),
        (3, [1, 2], False, 3),
        (3, [1], True, 1),
        (4, [1, 2], True, 1),
        (4, [1, 3], True, 2),
        (3, [2, 2, 1], False, 3),
        (2, [3, 4], True, 1),
        (None, [], True, 1),
    ],
)
def test_only_terms_in_a_row_count(number, earlier, ok, run):
    verdicts = may_hold_post(
        CHARTER, "president", born=date(1980, 1, 1), term_from=TERM, term_number=number, earlier_terms=earlier
    )

    assert verdicts[1].ok is ok
    assert f"连续第{run}届" in verdicts[1].sentence.zh
    assert f"term {run} in a row" in verdicts[1].sentence.en


@pytest.mark.parametrize(
    ("number", "earlier", "ok", "code"),
    [
        (None, [1], None, "terms_unknown"),
        (2, [None], None, "terms_unknown"),
        (3, [2, None], None, "terms_unknown"),
        (3, [1, 2, None], False, "too_many_terms"),
    ],
)
def test_a_term_without_a_number_is_never_a_yes(number, earlier, ok, code):
    verdicts = may_hold_post(
        CHARTER, "president", born=date(1980, 1, 1), term_from=TERM, term_number=number, earlier_terms=earlier
    )

    assert (verdicts[1].ok, verdicts[1].code) == (ok, code)


@pytest.mark.parametrize(
    ("post", "hired", "code"),
    [
        ("secretary_general", True, "hired_without_limit"),
        ("secretary_general", False, "too_many_terms"),
        ("president", True, "too_many_terms"),
    ],
)
def test_a_hired_secretary_general_has_no_limit_of_terms(post, hired, code):
    verdicts = may_hold_post(
        CHARTER, post, born=date(1980, 1, 1), term_from=TERM, term_number=3, earlier_terms=[1, 2], hired=hired
    )

    assert verdicts[1].code == code


@pytest.mark.parametrize(
    ("post", "others", "code"),
    [
        ("accountant", ["cashier"], "posts_exclude_each_other"),
        ("cashier", ["accountant"], "posts_exclude_each_other"),
        ("supervisor", ["adviser", "director"], "posts_exclude_each_other"),
        ("president", ["chief_supervisor"], "posts_exclude_each_other"),
        ("legal_representative", ["legal_representative_elsewhere"], "posts_exclude_each_other"),
        ("legal_representative", ["president"], "posts_fit"),
        ("supervisor", [], "posts_fit"),
    ],
)
def test_posts_that_exclude_each_other_do_so_in_both_directions(post, others, code):
    verdicts = may_hold_post(CHARTER, post, born=date(1980, 1, 1), term_from=TERM, other_posts_held=others)

    assert verdicts[-1].code == code
    assert verdicts[-1].ok is (code == "posts_fit")


def test_a_post_without_rules_has_nothing_to_check():
    assert may_hold_post(CHARTER, "adviser", born=None, term_from=TERM) == []


@pytest.mark.parametrize(
    ("size", "also", "wrong"),
    [
        (3, [], set()),
        (9, ["adviser"], set()),
        (2, [], {"too_few_members", "size_is_even"}),
        (4, [], {"size_is_even"}),
        (11, [], {"too_many_members"}),
        (5, ["director"], {"members_overlap"}),
    ],
)
def test_supervisors_are_odd_in_number_and_hold_no_other_office(size, also, wrong):
    verdicts = is_body_well_formed(CHARTER, "supervisors", size=size, also_held=also)

    assert len(verdicts) == 4
    assert {code for code, ok in codes(verdicts).items() if not ok} == wrong


@pytest.mark.parametrize(
    ("size", "council", "ok", "code"),
    [
        (24, 72, True, "share_not_exceeded"),
        (24, 71, False, "share_exceeded"),
        (1, None, None, "share_unknown"),
    ],
)
def test_the_standing_council_is_at_most_a_third_of_the_council(size, council, ok, code):
    sizes = {"council": council} if council else None

    assert codes(is_body_well_formed(CHARTER, "standing_council", size=size, other_sizes=sizes)) == {code: ok}


@pytest.mark.parametrize(
    ("name", "association", "ok", "code"),
    [
        ("不锈钢分会", "", True, "name_allowed"),
        ("装备专业委员会", "", True, "name_allowed"),
        ("青年工作委员会 ", "", True, "name_allowed"),
        ("不锈钢研究中心", "", False, "forbidden_ending"),
        ("不锈钢联盟", "", False, "forbidden_ending"),
        ("不锈钢研究院", "", False, "forbidden_ending"),
        ("中国不锈钢分会", "东海装备协会", False, "forbidden_word"),
        ("全国不锈钢分会", "", False, "forbidden_word"),
        ("中国东海协会不锈钢分会", "中国东海协会", True, "name_allowed"),
        ("中国东海协会中国分会", "中国东海协会", False, "forbidden_word"),
        ("不锈钢俱乐部", "", None, "unusual_ending"),
        ("", "", None, "unusual_ending"),
    ],
)
def test_names_of_branches(name, association, ok, code):
    verdict = is_branch_name_allowed(CHARTER, name, association_name=association)

    assert (verdict.ok, verdict.code) == (ok, code)


def test_a_charter_without_names_of_branches_gives_no_answer():
    verdict = is_branch_name_allowed(make_charter(without="name_endings"), "分会")

    assert verdict.code == "no_rule"


@pytest.mark.parametrize(
    ("sent", "ok"), [(date(2026, 5, 10), True), (date(2026, 5, 11), False), (date(2026, 1, 1), True), (date(2026, 5, 21), False)]
)  # fmt: skip
def test_a_notice_is_in_time_up_to_the_last_day(sent, ok):
    verdict = is_notice_in_time(CHARTER, "council", sent=sent, starts=date(2026, 5, 20))

    assert verdict.ok is ok
    assert verdict.last_day == date(2026, 5, 10)
    assert verdict.applied is not None
    assert verdict.applied.got == (date(2026, 5, 20) - sent).days


def test_days_of_notice_are_days_where_the_association_is():
    starts = datetime(2026, 5, 20, 1, 0, tzinfo=UTC)
    late_evening = datetime(2026, 5, 10, 15, 59, tzinfo=UTC)

    in_time = is_notice_in_time(CHARTER, "council", sent=late_evening, starts=starts, zone=SHANGHAI)
    late = is_notice_in_time(
        CHARTER, "council", sent=late_evening + timedelta(minutes=1), starts=starts, zone=SHANGHAI
    )

    assert (in_time.ok, late.ok) == (True, False)


def test_moments_need_a_zone():
    with pytest.raises(ValueError, match="zone"):
        is_notice_in_time(CHARTER, "council", sent=None, starts=datetime(2026, 5, 20, tzinfo=UTC))


@pytest.mark.parametrize(
    ("today", "ok", "code"),
    [
        (None, None, "notice_not_sent"),
        (date(2026, 5, 10), None, "notice_not_sent"),
        (date(2026, 5, 11), False, "notice_late"),
    ],
)
def test_a_notice_not_sent_yet_is_late_after_the_last_day(today, ok, code):
    verdict = is_notice_in_time(CHARTER, "council", sent=None, starts=datetime(2026, 5, 20, 9), today=today)  # noqa: DTZ001 - a local time

    assert (verdict.ok, verdict.code, verdict.last_day) == (ok, code, date(2026, 5, 10))
    assert "最迟2026年5月10日发出" in verdict.sentence.zh
    assert "by 10 May 2026" in verdict.sentence.en


@pytest.mark.parametrize(
    ("body", "held", "missed", "last_day"),
    [
        ("council", [], "2024年、2025年", date(2026, 12, 31)),
        ("council", [date(2024, 12, 31), date(2025, 1, 1)], "", date(2026, 12, 31)),
        ("council", [date(2024, 5, 1), date(2025, 5, 1), date(2026, 2, 1)], "", None),
        ("supervisors", [date(2024, 3, 1), date(2025, 3, 1), date(2025, 9, 1)], "2024年下半年", date(2026, 6, 30)),
        ("presidents_meeting", [date(2024, 1, 1) + timedelta(60 * n) for n in range(14)], "", None),
        ("presidents_meeting", [date(2024, m, 1) for m in (1, 4, 10, 11)], "2024年第3季度、2025年第1季度、2025年第2季度、2025年第3季度、2025年第4季度", date(2026, 3, 31)),
    ],
)  # fmt: skip
def test_a_body_meets_in_every_whole_period(body, held, missed, last_day):
    verdict = meets_often_enough(CHARTER, body, held=held, since=date(2024, 1, 1), today=TERM)

    assert verdict.ok is (missed == "")
    assert f"{missed}没有开会" in verdict.sentence.zh or not missed
    assert verdict.last_day == last_day


def test_a_period_that_was_begun_late_is_not_held_against_a_body():
    verdict = meets_often_enough(CHARTER, "council", held=[], since=date(2025, 1, 2), today=TERM)

    assert verdict.ok is True


def test_monthly_meetings_are_named_by_month():
    charter = make_charter(bodies__council__meets_every="month")

    verdict = meets_often_enough(charter, "council", held=[], since=date(2026, 1, 1), today=TERM)

    assert "2026年1月、2026年2月没有开会" in verdict.sentence.zh
    assert "2026-01, 2026-02" in verdict.sentence.en


@pytest.mark.parametrize(
    ("held", "today", "ok"),
    [
        ([], date(2026, 2, 28), True),
        ([], date(2026, 3, 1), False),
        ([date(2025, 1, 1)], date(2026, 3, 1), True),
    ],
)
def test_the_assembly_meets_once_a_term(held, today, ok):
    verdict = meets_often_enough(CHARTER, "assembly", held=held, since=date(2021, 3, 1), today=today)

    assert verdict.ok is ok
    assert verdict.last_day == (None if held else date(2026, 2, 28))


@pytest.mark.parametrize(
    ("without", "ask"),
    [
        (
            "meets_every",
            lambda charter: meets_often_enough(charter, "council", held=[], since=TERM, today=TERM),
        ),
        (
            "term_years",
            lambda charter: meets_often_enough(charter, "assembly", held=[], since=TERM, today=TERM),
        ),
        ("notice_days", lambda charter: is_notice_in_time(charter, "council", sent=None, starts=TERM)),
        (
            "starts_months_before",
            lambda charter: is_election_started_in_time(charter, term_to=TERM, started=None, today=TERM),
        ),
    ],
)
def test_a_silent_charter_gives_no_answer(without, ask):
    verdict = ask(make_charter(without=without))

    assert (verdict.ok, verdict.code) == (None, "no_rule")


@pytest.mark.parametrize(
    ("started", "today", "ok", "code"),
    [
        (None, date(2026, 2, 28), None, "election_not_begun"),
        (None, date(2026, 3, 1), False, "election_late"),
        (date(2026, 2, 28), date(2026, 4, 1), True, "election_begun_in_time"),
        (date(2026, 3, 1), date(2026, 4, 1), False, "election_late"),
    ],
)
def test_a_re_election_begins_three_months_before_the_term_ends(started, today, ok, code):
    verdict = is_election_started_in_time(CHARTER, term_to=date(2026, 5, 31), started=started, today=today)

    assert (verdict.ok, verdict.code, verdict.last_day) == (ok, code, date(2026, 2, 28))
    assert "28 February 2026" in verdict.sentence.en
