"""The pure modules: books, figures, limits, due dates."""

from collections import Counter
from datetime import date
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.finance.chart import CATEGORIES, INTERNAL, MONEY
from guildhall.finance.figures import Figures, Row, from_data, merged, quarters_of, year_of
from guildhall.finance.ledger import OWN, Event, Kind, balances, postings_of

BRANCHES = [UUID(int=number) for number in (1, 2, 3)]
KINDS = {one.code: one.kind for one in CATEGORIES}


@st.composite
def events(draw):
    kind = draw(st.sampled_from(list(Kind)))
    units = BRANCHES if kind in (Kind.ALLOTMENT, Kind.SHARE) else [OWN, *BRANCHES]
    codes = [code for code, of in KINDS.items() if of == kind] or [""]
    return Event(
        kind,
        draw(st.integers(1, 10**12)),
        draw(st.sampled_from(units)),
        draw(st.sampled_from(codes)),
        undoes=draw(st.booleans()),
    )


@given(events())
def test_debit_equals_credit_in_every_unit(event):
    by_unit = Counter()
    for leg in postings_of(event):
        by_unit[leg.unit] += leg.amount

    assert set(by_unit.values()) == {0}


@given(st.lists(events(), max_size=30), st.randoms(use_true_random=False))
def test_in_any_order_the_same_events_end_with_the_same_books(happened, random: Random):
    shuffled = list(happened)
    random.shuffle(shuffled)

    assert balances(shuffled) == balances(happened)


@given(events())
def test_what_is_taken_back_leaves_nothing(event):
    opposite = Event(event.kind, event.amount, event.unit, event.category, undoes=not event.undoes)

    assert balances([event, opposite]) == {}


@given(st.lists(st.tuples(st.integers(1, 4), events()), max_size=30), st.integers(0, 10**9))
def test_quarters_add_up_to_the_year_and_units_to_the_whole(happened, opening):
    years = {unit: quarters_of(opening, _rows(happened, unit)) for unit in [OWN, *BRANCHES]}
    whole = merged([year_of(quarters) for quarters in years.values()])

    for unit, quarters in years.items():
        held = [event for _quarter, event in happened]
        money = sum(amount for (of, code), amount in balances(held).items() if of == unit and code in MONEY)
        assert year_of(quarters).closing == opening + money
        for part in ("income", "expense", "others"):
            assert sum(sum(getattr(one, part).values()) for one in quarters) == sum(
                getattr(year_of(quarters), part).values()
            )
    assert whole.closing == sum(year_of(quarters).closing for quarters in years.values())
    assert INTERNAL not in whole.others
    assert year_of([merged([quarters[place] for quarters in years.values()]) for place in range(4)]) == whole
    assert from_data(whole.as_data()) == whole


def _rows(happened, unit):
    kinds = dict.fromkeys(MONEY, "asset") | KINDS
    return [
        Row(quarter, leg.account, kinds.get(leg.account, "fund"), leg.amount)
        for quarter, event in happened
        for leg in postings_of(event)
        if leg.unit == unit
    ]


def test_quarters_that_do_not_follow_each_other_are_no_year():
    with pytest.raises(ValueError, match="closed with 5, opened with 6"):
        year_of([Figures(opening=5), Figures(opening=6)])


@pytest.mark.parametrize(
    "event",
    [
        Event(Kind.INCOME, 0, OWN, "4301"),
        Event(Kind.INCOME, 1, OWN, "420101"),
        Event(Kind.EXPENSE, 1, OWN, "4301"),
        Event(Kind.ALLOTMENT, 1, OWN),
    ],
)
def test_what_no_program_may_book_is_a_mistake(event):
    with pytest.raises(ValueError):
        postings_of(event)


def test_dates_of_quarters():
    from guildhall.finance.duties import first_day, last_day, quarter_of

    for quarter in (1, 2, 3, 4):
        assert quarter_of(first_day(2026, quarter)) == quarter_of(last_day(2026, quarter)) == quarter
    assert (first_day(2026, 0), last_day(2026, 0)) == (date(2026, 1, 1), date(2026, 12, 31))
