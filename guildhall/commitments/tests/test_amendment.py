from typing import Any

import pytest

from guildhall.commitments import actions
from guildhall.commitments.models import Commitment
from guildhall.commitments.queries import version_steps
from guildhall.commitments.tests.make import (
    in_days,
    make_commitment,
    make_organization,
    make_person,
    make_plan,
    user_of,
)
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.notices.models import Notice

pytestmark = pytest.mark.django_db
NOTE = "Standing council, resolution 2026-7"


@pytest.fixture
def plan(body, head):
    plan = make_plan(body)
    make_commitment(body, plan=plan, state="draft", content_en="Visit members")
    make_commitment(body, plan=plan, state="draft", content_en="Yearbook")
    return actions.adopt_plan(plan, note="Council, resolution 4", actor=head)


@pytest.fixture
def visit(plan):
    return plan.items.get(content_en="Visit members")


def amend(plan, head, **given: Any):
    amendment: Any = given
    return actions.amend_plan(plan, version=plan.version, note=NOTE, amendment=amendment, actor=head)


def test_an_amendment_is_a_new_version_in_which_each_change_is_visible(plan, visit, head, lines):
    unit, person = make_organization(plan.association), make_person(plan.association)
    new = {"content_en": "Fair", "deadline": in_days(90), "responsible": person}
    yearbook = plan.items.get(content_en="Yearbook")

    amend(
        plan,
        head,
        added=[new],
        changed=[(visit, {"deadline": in_days(60), "supporting": [unit]})],
        removed=[yearbook],
    )

    changes = version_steps(plan)[0].changes
    assert [item["content_en"] for item in changes.added] == ["Fair"]
    assert [item["content_en"] for item in changes.removed] == ["Yearbook"]
    assert {field.name for field in changes.changed[0].fields} == {"deadline", "supporting"}
    assert plan.versions.last().note == NOTE
    assert lines()[-1] == "plan.amended"


def test_what_comes_in_is_under_way_and_its_person_is_told(plan, head):
    person = make_person(plan.association)

    amend(plan, head, added=[{"content_en": "Fair", "deadline": in_days(9), "responsible": person}])

    item = plan.items.get(content_en="Fair")
    assert item.state == Commitment.State.ADOPTED
    assert Notice.objects.filter(user=user_of(person)).count() == 1


def test_what_comes_in_has_all_three(plan, head):
    with pytest.raises(RuleError) as refusal:
        amend(plan, head, added=[{"content_en": "Fair"}])

    assert refusal.value.details["missing"] == ["deadline", "responsible"]
    assert plan.items.count() == 2


def test_what_is_changed_keeps_all_three(plan, visit, head):
    with pytest.raises(RuleError) as refusal:
        amend(plan, head, changed=[(visit, {"deadline": None})])

    assert refusal.value.code == "incomplete"


def test_what_goes_out_is_cancelled_with_the_decision_as_reason(plan, visit, head):
    amend(plan, head, removed=[visit])

    visit.refresh_from_db()
    assert (visit.state, visit.changes.get().reason) == (Commitment.State.CANCELLED, NOTE)


def test_an_old_responsible_person_and_deadline_stay_visible(plan, visit, head):
    before, person = visit.responsible, make_person(plan.association)

    amend(plan, head, changed=[(visit, {"responsible": person})])

    change = visit.changes.get()
    assert (change.old_responsible, change.new_responsible) == (before, person)


def test_what_is_finished_is_not_amended(plan, visit, head):
    Commitment.objects.filter(pk=visit.pk).update(state="accepted")

    with pytest.raises(RuleError) as refusal:
        amend(plan, head, changed=[(visit, {"content_en": "Other"})])

    assert refusal.value.code == "not_under_way"


def test_an_item_of_another_plan_is_not_amended_here(plan, head, body):
    other = make_commitment(body, plan=make_plan(body, state="adopted"))

    with pytest.raises(RuleError):
        amend(plan, head, removed=[other])

    other.refresh_from_db()
    assert other.state == Commitment.State.ADOPTED


def test_two_who_amend_at_once_do_not_overwrite_each_other(plan, visit, head):
    version = plan.version
    amend(plan, head, changed=[(visit, {"deadline": in_days(60)})])

    with pytest.raises(RuleError) as refusal:
        actions.amend_plan(plan, version=version, note=NOTE, amendment={"removed": [visit]}, actor=head)

    assert refusal.value.code == "changed_meanwhile"


@pytest.mark.parametrize(
    ("note", "amendment", "code"),
    [(" ", {"removed": ["x"]}, "note_missing"), (NOTE, {}, "nothing_changes")],
)
def test_an_amendment_names_its_decision_and_changes_something(plan, head, note, amendment, code):
    with pytest.raises(InvalidError) as refusal:
        actions.amend_plan(plan, version=plan.version, note=note, amendment=amendment, actor=head)

    assert refusal.value.code == code


def test_whoever_only_follows_up_amends_nothing(plan, visit, secretary):
    with pytest.raises(NotAllowedError):
        amend(plan, secretary, removed=[visit])


def test_a_draft_is_changed_not_amended(body, head):
    plan = make_plan(body)
    item = make_commitment(body, plan=plan, state="draft")

    with pytest.raises(RuleError) as refusal:
        amend(plan, head, removed=[item])

    assert refusal.value.code == "wrong_state"
