from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.dues.ledger import (
    ADVANCE,
    BANK,
    CASH,
    CHART,
    DUES,
    RECEIVABLE,
    WAIVED,
    Event,
    Kind,
    balances,
    postings_of,
    text_of,
)

EVENTS = st.builds(
    Event,
    kind=st.sampled_from(list(Kind)),
    amount=st.integers(1, 10**12),
    way=st.sampled_from(["bank", "cash", "card", "other"]),
    undoes=st.booleans(),
)


@given(st.lists(EVENTS, max_size=40), st.randoms(use_true_random=False))
def test_for_any_order_of_the_same_events_the_ledger_ends_the_same(events, random):
    shuffled = list(events)
    random.shuffle(shuffled)

    assert balances(shuffled) == balances(events)


@given(EVENTS)
def test_debit_equals_credit_on_accounts_of_the_chart(event):
    legs = postings_of(event)

    assert sum(leg.amount for leg in legs) == 0
    assert {leg.account for leg in legs} <= {account.code for account in CHART}
    assert text_of(event).zh
    assert text_of(event).en


@given(st.lists(EVENTS, max_size=40))
def test_what_is_undone_leaves_nothing(events):
    undone = [replace(event, undoes=not event.undoes) for event in events]

    assert balances([*events, *undone]) == {}


@given(st.lists(EVENTS, max_size=40))
def test_the_books_always_add_up_to_nothing(events):
    assert sum(balances(events).values()) == 0


def test_a_year_of_one_member_ends_with_the_money_in_the_bank():
    events = [
        Event(Kind.ISSUED, 500_000),
        Event(Kind.WAIVED, 100_000),
        Event(Kind.PAID, 450_000),
        Event(Kind.ALLOCATED, 400_000),
        Event(Kind.REFUNDED, 50_000),
    ]

    assert balances(events) == {BANK: 400_000, DUES: -500_000, WAIVED: 100_000}


def test_cash_is_no_money_in_the_bank_and_what_is_not_paid_is_receivable():
    events = [Event(Kind.ISSUED, 300), Event(Kind.PAID, 100, way="cash")]

    assert balances(events) == {CASH: 100, RECEIVABLE: 300, ADVANCE: -100, DUES: -300}
    assert balances([Event(Kind.ISSUED, 300), Event(Kind.CANCELLED, 300)]) == {}


@pytest.mark.parametrize("amount", [0, -5])
def test_nothing_is_not_booked(amount):
    with pytest.raises(ValueError, match="cannot be booked"):
        postings_of(Event(Kind.PAID, amount))
