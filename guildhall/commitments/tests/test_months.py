"""The year at a glance, as Today shows it."""

import pytest

from guildhall.accounts.powers import Power
from guildhall.commitments.lights import Light
from guildhall.commitments.queries import due_months
from guildhall.commitments.tests.make import (
    in_days,
    make_association,
    make_body,
    make_commitment,
    make_holder,
    make_person,
    today,
    user_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return make_body(make_association())


def test_each_commitment_counts_in_the_month_of_its_deadline_with_its_light(body):
    reader = make_holder(body, Power.READ)
    for days in (-1, 60):
        make_commitment(body, deadline=in_days(days))
    make_commitment(body, deadline=in_days(-1), state="draft")
    make_commitment(body, deadline=in_days(900))

    months = due_months(reader, body.association)

    shown = {(one.month, light): number for one in months for light, number in one.lights.items() if number}
    assert shown == {
        (in_days(-1).replace(day=1), Light.OVERDUE): 1,
        (in_days(60).replace(day=1), Light.ON_TRACK): 1,
    }


def test_there_are_twelve_months_and_today_is_in_the_sixth(body):
    make_commitment(body)

    months = due_months(make_holder(body, Power.READ), body.association)

    assert len(months) == 12
    assert months[5].month == today().replace(day=1)


def test_who_reads_no_body_and_who_has_nothing_due_sees_no_chart(body):
    member = user_of(make_person(body.association))
    reader = make_holder(body, Power.READ)
    assert due_months(reader, body.association) == []

    make_commitment(body)

    assert due_months(member, body.association) == []
