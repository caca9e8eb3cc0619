"""The state of a membership follows from its events, in whatever order they come in."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from guildhall.members.standing import (
    LEAVING,
    MEMBERS,
    Happening,
    Kind,
    State,
    in_order,
    may_follow,
    standing_on,
    tier_on,
)

START = date(2020, 1, 1)
DAYS = st.integers(0, 60).map(lambda number: START + timedelta(days=number))


@st.composite
def lives(draw):
    """Any events at all, possible or not, each with its own place among those of the same day."""
    rows = draw(st.lists(st.tuples(st.sampled_from(Kind), DAYS, st.sampled_from("AB")), max_size=12))
    return [Happening(kind, on, (f"{place:03}",), tier) for place, (kind, on, tier) in enumerate(rows)]


def event(kind: Kind, day: int, tier: str = "", order: int = 0) -> Happening:
    return Happening(kind, START + timedelta(days=day), (f"{order:03}",), tier)


def state_on(events, day):
    return standing_on(events, START + timedelta(days=day)).state


@given(lives(), st.randoms(), DAYS)
def test_the_order_in_which_events_come_in_makes_no_difference(events, chance, day):
    mixed = [*events, *events[:3]]
    chance.shuffle(mixed)

    assert standing_on(mixed, day) == standing_on(events, day)
    assert list(in_order(mixed)) == list(in_order(events))


@given(lives(), DAYS)
def test_a_member_is_in_exactly_one_state_and_has_a_tier_exactly_while_a_member(events, day):
    standing = standing_on(events, day)

    assert [state for state in State if state == standing.state] == [standing.state]
    assert (standing.tier is not None) == (standing.state in MEMBERS)


@given(lives())
def test_who_has_left_never_comes_back_into_the_same_membership(events):
    states = [state_on(events, day) for day in range(65)]

    if State.ENDED in states:
        assert set(states[states.index(State.ENDED) :]) == {State.ENDED}


@given(lives(), DAYS)
def test_what_happens_later_changes_nothing_before(events, day):
    before = [one for one in events if one.on is None or one.on <= day]

    assert standing_on(events, day) == standing_on(before, day)


@given(lives())
def test_the_state_changes_only_by_steps_that_may_follow(events):
    states = [State.NONE, *(state_on(events, day) for day in range(65))]

    for former, state in pairwise(states):
        if former == State.ENDED:
            assert state == State.ENDED
        if former in MEMBERS:
            assert state != State.NONE


def test_the_last_day_is_still_a_day_of_membership():
    for kind in LEAVING:
        life = [event(Kind.JOINED, 0, "A"), event(kind, 10)]

        assert (state_on(life, 10), state_on(life, 11)) == (State.ACTIVE, State.ENDED)
        assert tier_on(life, START + timedelta(days=11)) is None


def test_a_tier_changes_on_its_first_day_and_a_suspension_keeps_it():
    life = [
        event(Kind.JOINED, 0, "A"),
        event(Kind.TIER_CHANGED, 5, "B"),
        event(Kind.SUSPENDED, 7),
        event(Kind.RESUMED, 9),
    ]

    on = [standing_on(life, START + timedelta(days=day)) for day in (4, 5, 8, 9)]

    assert [one.tier for one in on] == ["A", "B", "B", "B"]
    assert [one.state for one in on] == [State.ACTIVE, State.ACTIVE, State.SUSPENDED, State.ACTIVE]
    assert on[-1].tier_since == START + timedelta(days=5)


def test_who_was_taken_over_without_a_day_was_a_member_always():
    life = [Happening(Kind.TAKEN_OVER, None, ("1",), "A")]

    assert standing_on(life, date(1990, 1, 1)).state == State.ACTIVE


def test_nobody_is_suspended_before_joining():
    assert not may_follow(State.NONE, Kind.SUSPENDED)
    assert state_on([event(Kind.SUSPENDED, 1), event(Kind.JOINED, 2, "A")], 3) == State.ACTIVE
