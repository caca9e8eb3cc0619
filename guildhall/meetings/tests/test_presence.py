"""Presence from attendance events: neither the order of arrival nor repetition may matter."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from guildhall.meetings.presence import (
    Event,
    Stay,
    count_at,
    ever_present,
    history,
    mode_at,
    stays_of,
    turning_points,
)

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return NINE + timedelta(minutes=minutes)


def came(who: str, minutes: int, mode: str = "on_site", name: str = "") -> Event[str]:
    return Event(name or f"{who}-in-{minutes}-{mode}", who, "in", mode, at(minutes))


def went(who: str, minutes: int, mode: str = "on_site", name: str = "") -> Event[str]:
    return Event(name or f"{who}-out-{minutes}-{mode}", who, "out", mode, at(minutes))


@st.composite
def reported(draw):
    """Events of a few people in an hour, each under a name of its own."""
    drawn = draw(
        st.lists(
            st.tuples(
                st.sampled_from("abcd"),
                st.sampled_from(["in", "out"]),
                st.sampled_from(["on_site", "online"]),
                st.integers(0, 60),
            ),
            max_size=25,
        )
    )
    return [
        Event(number, who, kind, mode, at(minute)) for number, (who, kind, mode, minute) in enumerate(drawn)
    ]


@given(reported(), st.randoms(use_true_random=False))
def test_the_order_in_which_events_arrive_never_matters(events, random):
    shuffled = list(events)
    random.shuffle(shuffled)

    assert stays_of(shuffled) == stays_of(events)


@given(reported(), st.randoms(use_true_random=False))
def test_events_reported_again_never_matter(events, random):
    again = events + [event for event in events if random.random() < 0.5]
    random.shuffle(again)

    assert stays_of(again) == stays_of(events)


@given(reported())
def test_the_stays_of_one_person_never_overlap_and_only_the_last_may_be_open(events):
    for stays in stays_of(events).values():
        for earlier, later in pairwise(stays):
            assert earlier.until is not None
            assert earlier.since < earlier.until <= later.since


@given(reported(), st.integers(-5, 65))
def test_counts_by_mode_and_by_role_add_up_to_those_who_are_there(events, minute):
    roles = {"a": "voting", "b": "voting", "c": "guest"}
    stays = stays_of(events)

    count = count_at(stays, roles, at(minute))

    there = [who for who in roles if mode_at(stays.get(who, ()), at(minute))]
    assert count.present == sum(count.by_role.values()) == len(there)


@given(reported(), st.integers(0, 60))
def test_the_history_says_at_every_minute_what_counting_says(events, minute):
    stays = stays_of(events)
    changes = history(stays, dict.fromkeys("abcd", 1))

    latest = next((change for change in reversed(changes) if change.at <= at(minute)), None)

    count = count_at(stays, dict.fromkeys("abcd", "voting"), at(minute))
    said = (latest.on_site, latest.online) if latest else (0, 0)
    assert said == (count.on_site, count.online)


@given(reported(), st.integers(0, 60))
def test_nobody_is_there_after_the_close(events, minute):
    stays = stays_of(events, closed_at=at(minute))

    assert count_at(stays, dict.fromkeys("abcd", "voting"), at(minute)).present == 0
    assert all(stay.until is not None for kept in stays.values() for stay in kept)


def test_coming_in_twice_is_one_stay():
    assert stays_of([came("a", 0), came("a", 10), went("a", 30)]) == {"a": (Stay(at(0), at(30), "on_site"),)}


def test_going_out_without_having_come_in_is_no_presence():
    assert ever_present(stays_of([went("a", 5)])) == set()


def test_leaving_the_call_does_not_take_somebody_out_of_the_room():
    stays = stays_of([came("a", 0, "online"), came("a", 20), went("a", 21, "online")])

    assert stays == {"a": (Stay(at(0), at(20), "online"), Stay(at(20), None, "on_site"))}


def test_coming_back_begins_a_second_stay():
    stays = stays_of([came("a", 0), went("a", 10), came("a", 15)])

    assert [stay.since for stay in stays["a"]] == [at(0), at(15)]
    assert mode_at(stays["a"], at(12)) is None


def test_whoever_goes_out_and_comes_in_at_one_moment_is_there():
    stays = stays_of([came("a", 0), went("a", 10), came("a", 10, name="back")])

    assert mode_at(stays["a"], at(10)) == "on_site"


def test_only_those_asked_about_are_counted():
    stays = stays_of([came("a", 0), came("b", 0), came("c", 0, "online")])

    count = count_at(stays, {"a": "voting", "c": "guest"}, at(1))

    assert (count.on_site, count.online, count.by_role) == (1, 1, {"voting": 1, "guest": 1})


def test_the_turning_points_say_when_the_quorum_was_reached_lost_and_reached_again():
    stays = stays_of([came("a", 0), came("b", 5), went("b", 20), came("b", 30)])

    points = turning_points(
        history(stays, {"a": 1, "b": 1}, reaches=lambda on_site, online: on_site + online >= 2)
    )

    assert [(point.at, point.reached) for point in points] == [(at(5), True), (at(20), False), (at(30), True)]


def test_moving_from_the_call_to_the_room_changes_no_total():
    changes = history(
        stays_of([came("a", 0, "online"), came("a", 20)]),
        {"a": 1},
        reaches=lambda on_site, online: on_site + online >= 1,
    )

    assert [(change.on_site, change.online, change.reached) for change in changes] == [
        (0, 1, True),
        (1, 0, True),
    ]


def test_an_open_stay_is_as_long_as_until_now():
    stay = Stay(at(0), None, "on_site")

    assert stay.length(at(40)) == timedelta(minutes=40)
    assert stay.length(at(-10)) == timedelta()


def test_whoever_sits_for_two_units_counts_twice():
    stays = stays_of([came("a", 0), came("b", 5)])

    assert count_at(stays, dict.fromkeys("ab", "voting"), at(6), votes={"a": 2}).present == 3
    assert [change.present for change in history(stays, {"a": 2, "b": 1})] == [2, 3]
