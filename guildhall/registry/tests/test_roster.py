from datetime import date

import pytest

from guildhall.registry.queries import roster
from guildhall.registry.tests.make import (
    make_body,
    make_organization,
    make_person,
    make_post,
    make_representation,
    make_seat,
    make_tenure,
)

pytestmark = pytest.mark.django_db
DAY = date(2025, 6, 15)


def people_of(body, on=DAY):
    return [line.person for line in roster(body, on)]


def test_a_unit_is_represented_by_whoever_was_named_for_that_day():
    seat = make_seat()
    former = make_representation(seat, to_on=date(2025, 6, 15))
    new = make_representation(seat, from_on=date(2025, 6, 16))

    assert people_of(seat.body, date(2025, 6, 15)) == [former.person]
    assert people_of(seat.body, date(2025, 6, 16)) == [new.person]


def test_a_unit_without_representative_keeps_its_line():
    seat = make_seat(label_zh="副会长单位", label_en="Vice-president unit")

    (line,) = roster(seat.body, DAY)

    assert (line.person, line.organization, line.label_zh, line.votes) == (
        None,
        seat.organization,
        "副会长单位",
        True,
    )


def test_a_seat_counts_from_its_first_to_its_last_day():
    seat = make_seat(from_on=date(2025, 1, 1), to_on=date(2025, 6, 15))

    assert [len(roster(seat.body, date(2025, month, day))) for month, day in [(1, 1), (6, 15), (6, 16)]] == [
        1,
        1,
        0,
    ]
    assert roster(seat.body, date(2024, 12, 31)) == []


def test_whoever_holds_a_post_that_sits_in_the_body_sits_there_with_a_vote():
    body = make_body()
    tenure = make_tenure(make_post(body.parent, sits_in=(body,)))

    (line,) = roster(body, DAY)

    assert (line.person, line.label_zh, line.label_en, line.votes, line.seat) == (
        tenure.person,
        "会长",
        "President",
        True,
        None,
    )


def test_nobody_has_two_lines_by_seat_and_by_office():
    body = make_body()
    person = make_person(body.association)
    make_tenure(make_post(body.parent, sits_in=(body,), rank=1), person)
    make_tenure(
        make_post(body.parent, sits_in=(body,), rank=2, name_zh="法定代表人", name_en="Legal"), person
    )
    make_seat(body, person=person, votes=False)

    (line,) = roster(body, DAY)

    assert (line.person, line.label_zh, line.votes) == (person, "会长、法定代表人", True)


def test_a_person_on_two_own_seats_of_one_day_is_one_line():
    body = make_body()
    person = make_person(body.association)
    make_seat(body, person=person, votes=False, to_on=DAY)
    make_seat(body, person=person, votes=True, from_on=DAY)

    (line,) = roster(body, DAY)

    assert line.votes


def test_who_represents_two_units_has_a_line_for_each():
    body = make_body()
    person = make_person(body.association)
    make_representation(make_seat(body), person)
    make_representation(make_seat(body), person)

    assert people_of(body) == [person, person]


def test_lines_stand_in_the_order_of_posts_and_then_of_seats():
    body = make_body()
    first, second = make_seat(body, person=make_person(body.association)), make_seat(body)
    vice = make_tenure(make_post(body.parent, sits_in=(body,), rank=2))
    president = make_tenure(make_post(body.parent, sits_in=(body,), rank=1))

    assert people_of(body) == [president.person, vice.person, first.person, None]
    assert [line.organization for line in roster(body, DAY)][-1] == second.organization


@pytest.mark.parametrize("rows", [1, 3])
def test_the_roster_asks_four_questions_however_many_sit_there(rows, django_assert_num_queries):
    body = make_body()
    for _ in range(rows):
        make_representation(make_seat(body))
        make_seat(body, person=make_person(organization=make_organization(body.association)))
        make_tenure(make_post(body.parent, sits_in=(body,)))

    with django_assert_num_queries(4):
        lines = roster(body, DAY)
        [(line.person and line.person.organization, line.label) for line in lines]

    assert len(lines) == 3 * rows
