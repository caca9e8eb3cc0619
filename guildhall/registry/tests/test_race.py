"""Several people at once: whatever the order, the rule holds afterwards."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from guildhall.accounts.powers import Power
from guildhall.core.errors import RuleError
from guildhall.registry import actions
from guildhall.registry.models import Body, CharterProfile, Organization, Person, Post, Seat, Tenure
from guildhall.registry.permissions import managers_of
from guildhall.registry.queries import body_tree, rules_of_preset
from guildhall.registry.tests.make import (
    make_association,
    make_body,
    make_charter_profile,
    make_organization,
    make_person,
    make_post,
    make_top_body,
    make_user_with_powers,
)

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2025, 6, 15)


@pytest.fixture
def association():
    association = make_association()
    make_charter_profile(association)
    return association


@pytest.fixture
def keeper(association):
    return make_user_with_powers(association, Power.MANAGE)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Does everything at the same time; the outcomes, sorted: ``done`` or the code of the refusal."""
    outcomes: list[str] = []
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
            outcomes.append("done")
        except RuleError as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_eight_appointments_of_one_person_give_one_tenure(association, keeper):
    post, person = make_post(make_top_body(association), kind="adviser"), make_person(association)

    def appoint():
        fresh = Post.objects.select_related("body__association").get(pk=post.pk)
        actions.appoint(fresh, Person.objects.get(pk=person.pk), from_on=DAY, actor=keeper)

    assert at_once(*[appoint] * 8) == ["done", *["overlapping_tenure"] * 7]
    assert Tenure.objects.filter(post=post).count() == 1


def test_two_managers_who_leave_at_once_do_not_both_leave(association, keeper):
    other = make_user_with_powers(association, Power.MANAGE)

    def leave(user):
        tenure = Tenure.objects.select_related("person", "post__body__association").get(person__user=user)
        return lambda: actions.end_tenure(tenure, on=DAY, actor=user)

    assert at_once(leave(keeper), leave(other)) == ["done", "last_manager"]
    assert managers_of(make_top_body(association)).filter(to_on=None).count() == 1


def test_two_moves_at_once_make_no_loop(association, keeper):
    one, two = make_body(association), make_body(association)

    def move(body, parent):
        bodies = Body.objects.select_related("association", "parent")
        fresh, above = bodies.get(pk=body.pk), bodies.get(pk=parent.pk)
        return lambda: actions.change_body(fresh, version=1, parent=above, actor=keeper)

    assert at_once(move(one, two), move(two, one)) == ["done", "loop"]
    assert len(body_tree(association)) == 3


def test_eight_seats_for_one_unit_are_one_seat(association, keeper):
    body, unit = make_body(association), make_organization(association)

    outcomes = at_once(*[lambda: actions.give_seat(body, unit, actor=keeper)] * 8)

    assert outcomes == [*["already_seated"] * 7, "done"]
    assert Seat.objects.count() == 1


def test_eight_letters_name_one_representative(association, keeper):
    seat = actions.give_seat(make_body(association), make_organization(association), actor=keeper)
    people = [make_person(association) for _ in range(8)]

    def name(person):
        fresh = Seat.objects.select_related("association", "body__association").get(pk=seat.pk)
        return lambda: actions.name_representative(fresh, person, from_on=DAY, actor=keeper)

    outcomes = at_once(*[name(person) for person in people])

    assert outcomes.count("done") == 1
    assert seat.representations.filter(to_on=None).count() == 1


def test_eight_entries_of_one_credit_code_are_one_organization(association, keeper):
    names = [f"第{number}公司" for number in "一二三四五六七八"]

    outcomes = at_once(
        *[
            lambda name=name: actions.add_organization(
                association, name_zh=name, uscc="91370300MA3C00001U", actor=keeper
            )
            for name in names
        ]
    )

    assert outcomes == ["done", *["uscc_known"] * 7]
    assert Organization.objects.count() == 1


def test_eight_changes_of_one_version_are_one_change(association, keeper):
    organization = make_organization(association)

    def change(number):
        fresh = Organization.objects.get(pk=organization.pk)
        return lambda: actions.change_organization(fresh, version=1, region=f"{number}", actor=keeper)

    assert at_once(*[change(number) for number in range(8)]) == [*["changed_meanwhile"] * 7, "done"]
    assert Organization.objects.get().version == 2


def test_eight_new_charter_profiles_on_one_version_are_one(association, keeper):
    rules = rules_of_preset("alliance-light")

    def adopt():
        actions.adopt_charter_profile(association, rules=rules, from_on=DAY, based_on=1, actor=keeper)

    assert at_once(*[adopt] * 8) == [*["changed_meanwhile"] * 7, "done"]
    assert CharterProfile.objects.count() == 2
