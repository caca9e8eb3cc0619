from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.registry import actions
from guildhall.registry.models import Representation
from guildhall.registry.queries import roster
from guildhall.registry.tests.make import (
    make_association,
    make_body,
    make_organization,
    make_person,
    make_representation,
    make_seat,
    make_user_with_powers,
)

DAY = date(2025, 6, 15)
pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return make_body()


@pytest.fixture
def keeper(body):
    return make_user_with_powers(body.association, Power.MANAGE)


def recorded():
    return list(AuditEntry.objects.values_list("action", flat=True))


def test_a_unit_gets_a_seat_with_its_representative(body, keeper):
    unit = make_organization(body.association)
    person = make_person(organization=unit)

    actions.give_seat(body, unit, representative=person, from_on=DAY, label_zh="理事单位", actor=keeper)

    (line,) = roster(body, DAY)
    assert (line.person, line.organization, line.label_zh, line.votes) == (person, unit, "理事单位", True)
    assert recorded() == ["seat.given"]


def test_a_person_gets_a_seat_without_a_vote(body, keeper):
    person = make_person(body.association)

    actions.give_seat(body, person, votes=False, actor=keeper)

    (line,) = roster(body, DAY)
    assert (line.person, line.votes) == (person, False)


def test_a_branch_secretary_gives_no_seat_in_the_council(body):
    branch = make_body(body.association, kind="branch")
    secretary = make_user_with_powers(body.association, Power.MANAGE, body=branch)

    with pytest.raises(NotAllowedError):
        actions.give_seat(body, make_organization(body.association), actor=secretary)


def test_the_same_unit_does_not_get_a_second_seat_at_the_same_time(body, keeper):
    unit = make_organization(body.association)
    make_seat(body, organization=unit, to_on=DAY)

    with pytest.raises(RuleError) as refusal:
        actions.give_seat(body, unit, from_on=DAY, actor=keeper)
    assert refusal.value.code == "already_seated"

    actions.give_seat(body, unit, from_on=date(2025, 6, 16), actor=keeper)


@pytest.mark.parametrize(
    ("holder", "code"),
    [
        (lambda body: make_organization(body.association, is_active=False), "retired"),
        (lambda body: make_organization(), "other_association"),
    ],
)
def test_a_retired_or_foreign_unit_gets_no_seat(body, keeper, holder, code):
    with pytest.raises(RuleError) as refusal:
        actions.give_seat(body, holder(body), actor=keeper)

    assert refusal.value.code == code


def test_an_ended_body_has_no_new_seats(keeper, body):
    ended = make_body(body.association, to_on=DAY)

    with pytest.raises(RuleError) as refusal:
        actions.give_seat(ended, make_person(body.association), actor=keeper)

    assert refusal.value.code == "body_ended"


def test_a_withdrawn_seat_ends_with_its_representation(body, keeper):
    seat = make_seat(body)
    make_representation(seat)

    actions.withdraw_seat(seat, on=DAY, actor=keeper)

    assert len(roster(body, DAY)) == 1
    assert roster(body, date(2025, 6, 16)) == []
    assert Representation.objects.get().to_on == DAY
    assert recorded() == ["seat.withdrawn"]


def test_a_seat_is_withdrawn_once(body, keeper):
    seat = make_seat(body, to_on=DAY)

    with pytest.raises(RuleError) as refusal:
        actions.withdraw_seat(seat, on=DAY, actor=keeper)

    assert refusal.value.code == "already_withdrawn"


def test_a_new_representative_follows_the_former_one_without_a_gap(body, keeper):
    seat = make_seat(body)
    former = make_representation(seat).person
    new = make_person(body.association)

    actions.name_representative(seat, new, from_on=DAY, letter="鲁机协函〔2025〕3号", actor=keeper)

    assert [roster(body, day)[0].person for day in (date(2025, 6, 14), DAY)] == [former, new]
    assert AuditEntry.objects.get().details["former"] == former.name


@pytest.mark.parametrize(
    ("from_on", "code"),
    [
        (date(2025, 6, 1), "not_after_former"),
        (date(2024, 12, 31), "outside_of_seat"),
        (date(2026, 1, 1), "outside_of_seat"),
    ],
)
def test_a_representative_begins_after_the_former_one_and_while_the_seat_lasts(body, keeper, from_on, code):
    seat = make_seat(body, from_on=date(2025, 1, 1), to_on=date(2025, 12, 31))
    make_representation(seat, from_on=date(2025, 6, 1))

    with pytest.raises(InvalidError) as refusal:
        actions.name_representative(seat, make_person(body.association), from_on=from_on, actor=keeper)

    assert refusal.value.code == code
    assert Representation.objects.get().to_on is None


def test_whoever_represents_already_is_not_named_again(body, keeper):
    seat = make_seat(body)
    person = make_representation(seat).person

    with pytest.raises(RuleError) as refusal:
        actions.name_representative(seat, person, from_on=DAY, actor=keeper)

    assert refusal.value.code == "already_represents"


def test_a_persons_own_seat_has_no_representative(body, keeper):
    seat = make_seat(body, person=make_person(body.association))

    with pytest.raises(InvalidError) as refusal:
        actions.name_representative(seat, make_person(body.association), from_on=DAY, actor=keeper)

    assert refusal.value.code == "no_representative"


def test_a_seat_loses_its_vote_and_keeps_its_holder(body, keeper):
    seat = make_seat(body, label_zh="理事单位")

    actions.change_seat(seat, votes=False, label_zh="列席单位", actor=keeper)

    (line,) = roster(body, DAY)
    assert (line.organization, line.votes, line.label_zh) == (seat.organization, False, "列席单位")
    assert AuditEntry.objects.get().details["changed"]["votes"] == ["True", ""]


def test_a_withdrawn_seat_is_not_changed(body, keeper):
    with pytest.raises(RuleError) as refusal:
        actions.change_seat(make_seat(body, to_on=date(2020, 1, 1)), votes=False, actor=keeper)

    assert refusal.value.code == "already_withdrawn"


class RosterOverTime(TestCase):
    """Whatever letters come in whatever order: on every day at most one sits on the seat, and the last one named rules."""

    @settings(max_examples=30, deadline=None)
    @given(
        letters=st.lists(st.tuples(st.integers(1, 60), st.integers(0, 2)), max_size=8),
        asked=st.integers(1, 70),
    )
    def test_on_every_day_the_seat_is_held_by_the_last_one_named_by_then(self, letters, asked):
        def day(number):
            return date.fromordinal(date(2025, 1, 1).toordinal() + number)

        association = make_association()
        body, keeper = make_body(association), make_user_with_powers(association, Power.MANAGE)
        people = [make_person(association) for _ in range(3)]
        seat = make_seat(body, from_on=day(0))
        kept = []
        for number, who in letters:
            try:
                actions.name_representative(seat, people[who], from_on=day(number), actor=keeper)
            except RuleError:
                continue
            kept.append((number, people[who]))

        (line,) = roster(body, day(asked))

        named_by_then = [person for number, person in kept if number <= asked]
        assert line.person == (named_by_then[-1] if named_by_then else None)
        assert kept == sorted(kept, key=lambda letter: letter[0])
