"""What was collected by a day: worked out from histories (pure), and by the database, which must say the same."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guildhall.dues.collected import (
    NOTHING,
    History,
    Span,
    Sums,
    Target,
    days_shown,
    judge,
    share_said,
    sums_at,
)
from guildhall.dues.queries import collection, curve
from guildhall.dues.tests.make import make_association, make_member, make_tier, make_user
from guildhall.dues.tests.make_history import make_history
from guildhall.registry.tests.make import make_body

START = date(2025, 11, 18)
DAYS = st.integers(0, 40).map(lambda days: START + timedelta(days=days))


@st.composite
def spans(draw, most, *, stands):
    """Part of an amount from some day on; taken back some days later unless it stands."""
    on = draw(DAYS)
    until = None if stands else on + timedelta(days=draw(st.integers(0, 20)))
    return Span(draw(st.integers(1, most)), on, until)


@st.composite
def histories(draw):
    """What can have happened to a notice: what stands is no more than its amount, what was taken back is anything,
    also entered later with an earlier day."""
    amount, kinds = draw(st.integers(100, 900)), ("paid", "waived")
    parts = {
        kind: [draw(spans(amount, stands=False)) for _one in range(draw(st.integers(0, 2)))] for kind in kinds
    }
    is_cancelled = draw(st.booleans()) and draw(st.booleans())
    left = 0 if is_cancelled else amount
    while left and draw(st.booleans()):
        span = draw(spans(left, stands=True))
        parts[draw(st.sampled_from(kinds))].append(span)
        left -= span.amount
    on = draw(DAYS)
    until = on + timedelta(days=draw(st.integers(0, 60))) if is_cancelled else None
    return History(Span(amount, on, until), *(draw(st.permutations(parts[kind])) for kind in kinds))


@given(st.lists(histories(), max_size=5), DAYS, st.randoms(use_true_random=False))
def test_the_share_is_never_over_what_was_owed_and_the_order_of_events_does_not_matter(found, day, random):
    sums = sums_at(found, day)

    assert 0 <= sums.collected <= sums.owed <= sums.amount
    assert sums.share is None or 0 <= sums.share <= 1
    mixed = [
        History(
            one.issued, random.sample(one.paid, len(one.paid)), random.sample(one.waived, len(one.waived))
        )
        for one in random.sample(found, len(found))
    ]
    assert sums_at(mixed, day) == sums


@pytest.fixture
def world(db):
    association = make_association()
    return {
        "association": association,
        "tier": [make_tier(association, rank=rank) for rank in (1, 2)],
        "branch": [make_body(association, kind="branch"), None],
        "collector": [make_user(), None],
        "people": (make_user(), make_user()),
    }


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])  # rolled back below
@given(data=st.data())
def test_the_database_says_the_same_of_every_day_and_its_parts_add_up(world, data):
    found = data.draw(st.lists(histories(), min_size=1, max_size=4))
    kinds = ("tier", "branch", "collector")
    groups = [{kind: data.draw(st.sampled_from(world[kind])) for kind in kinds} for _one in found]
    with transaction.atomic():
        for history, group in zip(found, groups, strict=True):
            member = make_member(tier=group["tier"])
            make_history(
                member, history, people=world["people"], branch=group["branch"], collector=group["collector"]
            )
        last = START + timedelta(days=60)
        points = dict(curve(world["association"], 2026, last))
        for day in (data.draw(DAYS), last):
            told = collection(world["association"], 2026, day)
            assert told.total == sums_at(found, day) == points.get(day, NOTHING)
            for kind, parts in zip(kinds, (told.tiers, told.branches, told.collectors), strict=True):
                assert not parts or sum((part.sums for part in parts), NOTHING) == told.total
                for part in parts:
                    own = [
                        one
                        for one, group in zip(found, groups, strict=True)
                        if key_of(group[kind]) == part.key
                    ]
                    assert part.sums == sums_at(own, day)
        transaction.set_rollback(True)


def key_of(row):
    return row.pk if row else None


def test_what_was_booked_later_with_an_earlier_day_in_place_of_what_was_undone_counts_once():
    wrong, right = Span(500, START, START + timedelta(days=10)), Span(500, START + timedelta(days=2))
    history = History(Span(500, START), [wrong, right])

    assert [history.at(START + timedelta(days=days)).collected for days in (0, 5, 12)] == [500, 500, 500]


def test_nothing_is_owed_or_collected_before_the_notice_and_after_it_was_cancelled():
    history = History(
        Span(500, START, START + timedelta(days=9)), [Span(200, START - timedelta(days=3), START)]
    )

    assert history.at(START - timedelta(days=1)) == NOTHING
    assert history.at(START).owed == 500
    assert history.at(START + timedelta(days=9)) == NOTHING


@pytest.mark.parametrize(
    ("days", "state", "reached"),
    [([100, 790, 800, 810], "reached", 2), ([100, 200, 300, 400, 790, 800], "late", 5),
     ([100, 200, 300, 400, 500], "missed", None), ([100, 799], "waiting", None), ([], "waiting", None)],
)  # fmt: skip
def test_a_target_is_reached_on_time_or_late_or_missed_or_still_to_come(days, state, reached):
    points = [(START + timedelta(days=place), Sums(1, 1000, 0, paid)) for place, paid in enumerate(days)]
    judged = judge(Target(80, START + timedelta(days=3)), points)

    assert judged.state == state
    assert judged.reached_on == (None if reached is None else START + timedelta(days=reached))
    assert judged.sentence.zh
    assert "80%" in judged.sentence.en


def test_a_share_is_exact_and_said_without_rounding_up():
    assert Sums(3, 3000, 0, 1000).share == Fraction(1, 3)
    assert share_said(Fraction(7999, 10000)) == "79.9%"
    assert (share_said(Fraction(1)), share_said(None)) == ("100.0%", "")


@given(st.integers(0, 3000))
def test_a_curve_has_both_ends_and_not_too_many_points(days):
    shown = days_shown(START, START + timedelta(days=days))

    assert (shown[0], shown[-1]) == (START, START + timedelta(days=days))
    assert len(shown) <= 61
    assert shown == sorted(set(shown))
