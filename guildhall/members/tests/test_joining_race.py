"""Several people decide at once: an applicant becomes a member once."""

from datetime import date

import pytest

from guildhall.accounts.models import Association
from guildhall.accounts.powers import Power
from guildhall.members import actions
from guildhall.members.models import Application, Member
from guildhall.members.tests.make import (
    make_application,
    make_application_form,
    make_association,
    make_body,
    make_user_with_powers,
)
from guildhall.registry.models import Organization
from guildhall.registry.tests.test_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2025, 6, 15)


@pytest.fixture
def scene():
    association = make_association(is_public=True)
    keeper = make_user_with_powers(association, Power.MANAGE)
    return association, keeper, {"on": DAY, "body": make_body(association), "resolution": "2025-8"}


def fresh(application: Application) -> Application:
    return Application.objects.select_related("association", "form", "tier").get(pk=application.pk)


def test_eight_approvals_make_one_member(scene):
    association, keeper, decision = scene
    application = make_application(association, state="reviewed")
    copies = [fresh(application) for _ in range(8)]

    outcomes = at_once(
        *[lambda one=one: actions.approve_application(one, actor=keeper, **decision) for one in copies]
    )

    assert outcomes == ["done", *["not_in_place"] * 7]
    assert (Member.objects.count(), Organization.objects.count()) == (1, 1)


def test_two_lists_with_the_same_applicants_take_each_once(scene):
    association, keeper, decision = scene
    made = [make_application(association, state="reviewed") for _ in range(3)]

    def approve(order: int):
        rows = [fresh(one) for one in made][::order]
        here = Association.objects.get(pk=association.pk)
        return lambda: actions.approve_applications(here, rows, actor=keeper, **decision)

    assert at_once(approve(1), approve(-1)) == ["done", "not_in_place"]
    assert Member.objects.count() == 3


def test_of_approval_and_withdrawal_one_comes_first(scene):
    association, keeper, decision = scene
    application = make_application(association, state="reviewed")
    one, other = fresh(application), fresh(application)

    outcomes = at_once(
        lambda: actions.approve_application(one, actor=keeper, **decision),
        lambda: actions.withdraw_application(other),
    )

    application.refresh_from_db()
    assert outcomes.count("done") == 1
    assert Member.objects.count() == (1 if application.state == "approved" else 0)


def test_eight_forms_of_one_kind_are_one(scene):
    association, keeper, _decision = scene

    outcomes = at_once(
        *[lambda: actions.set_up_application_form(association, kind="individual", actor=keeper)] * 8
    )

    assert outcomes == ["already_set_up"] * 7 + ["done"]


def test_of_two_who_change_a_form_at_once_the_slower_is_told(scene):
    association, keeper, _decision = scene
    form = make_application_form(association)

    def change(title: str):
        return lambda: actions.change_application_form(form, version=1, title_zh=title, actor=keeper)

    assert at_once(change("甲"), change("乙")) == ["changed_meanwhile", "done"]
