from datetime import date

import pytest

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.registry import actions
from guildhall.registry.models import Person
from guildhall.registry.tests.make import (
    make_association,
    make_body,
    make_organization,
    make_person,
    make_post,
    make_tenure,
    make_user_with_powers,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def keeper(association):
    return make_user_with_powers(association, Power.MANAGE)


def test_a_person_is_added_and_sorts_by_the_reading_of_the_surname(association, keeper):
    unit = make_organization(association)

    person = actions.add_person(
        association, name_zh="单小川", organization=unit, title_zh="总经理", actor=keeper
    )

    assert (person.name_key, person.organization) == ("shan xiao chuan", unit)
    assert AuditEntry.objects.get().action == "person.added"


def test_two_people_may_bear_one_name(association, keeper):
    for _ in range(2):
        actions.add_person(association, name_zh="张伟", actor=keeper)

    assert Person.objects.filter(name_zh="张伟").count() == 2


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"name_zh": " "}, "name_missing"),
        ({"name_zh": "李明", "born_on": date(2999, 1, 1)}, "born_in_future"),
    ],
)
def test_a_person_without_name_or_born_in_the_future_is_refused(association, keeper, details, code):
    with pytest.raises(InvalidError) as refusal:
        actions.add_person(association, actor=keeper, **details)

    assert refusal.value.code == code


def test_members_add_nobody(association):
    with pytest.raises(NotAllowedError):
        actions.add_person(association, name_zh="李明", actor=make_user_with_powers(association))


def test_a_firm_of_another_association_is_refused(association, keeper):
    with pytest.raises(InvalidError) as refusal:
        actions.add_person(association, name_zh="李明", organization=make_organization(), actor=keeper)

    assert refusal.value.code == "other_association"


def test_the_slower_of_two_is_told_who_was_faster(association, keeper):
    person = make_person(association)
    stale = Person.objects.get(pk=person.pk)
    actions.change_person(person, version=1, title_zh="董事长", actor=keeper)

    with pytest.raises(RuleError) as refusal:
        actions.change_person(stale, version=1, title_zh="总经理", actor=keeper)

    assert keeper.name in str(refusal.value.message)
    assert Person.objects.get(pk=person.pk).title_zh == "董事长"


def test_the_record_tells_that_private_data_changed_but_not_what_it_is(association, keeper):
    person = make_person(association)

    actions.change_person(
        person, version=1, phone="13800000000", born_on=date(1970, 1, 1), name_en="Li", actor=keeper
    )

    changed = AuditEntry.objects.get().details["changed"]
    assert (changed["phone"], changed["born_on"], changed["name_en"][1]) == ("private", "private", "Li")


@pytest.mark.parametrize(
    "tie",
    [
        lambda person, council: make_tenure(make_post(council), person),
        lambda person, council: make_tenure(make_post(council), person, to_on=date(2020, 1, 1)),
        lambda person, council: Person.objects.filter(pk=person.pk).update(
            user=make_user_with_powers(make_association())
        ),
    ],
)
def test_a_branch_secretary_does_not_change_who_has_posts_elsewhere_or_signs_in(association, tie):
    branch, council = make_body(association, kind="branch"), make_body(association)
    secretary = make_user_with_powers(association, Power.MANAGE, body=branch)
    person = make_person(association)
    actions.change_person(person, version=1, email="a@example.org", actor=secretary)
    tie(person, council)

    with pytest.raises(NotAllowedError):
        actions.change_person(person, version=2, email="b@example.org", actor=secretary)
