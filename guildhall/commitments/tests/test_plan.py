import pytest

from guildhall.accounts.powers import Power
from guildhall.commitments import actions
from guildhall.commitments.models import Commitment, Plan
from guildhall.commitments.queries import open_items, plan_acts, version_steps
from guildhall.commitments.tests.make import (
    in_days,
    make_association,
    make_body,
    make_commitment,
    make_holder,
    make_person,
    make_plan,
    today,
    user_of,
)
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(body):
    return make_plan(body)


def test_the_secretary_drafts_an_annual_plan(body, secretary, lines):
    plan = actions.draft_plan(body=body, title_zh="2027年度工作计划", actor=secretary)

    assert (plan.state, plan.kind) == (Plan.State.DRAFT, Plan.Kind.ANNUAL)
    assert lines() == ["plan.drafted"]


def test_a_plan_of_several_years_has_courses_and_follows_one_that_was_reviewed(body, secretary, head):
    before = make_plan(body, kind="multi_year", state="adopted")
    draft = {"body": body, "kind": Plan.Kind.MULTI_YEAR, "title_en": "Next", "predecessor": before}
    with pytest.raises(RuleError) as refusal:
        actions.draft_plan(**draft, actor=secretary)
    assert refusal.value.code == "not_reviewed"

    actions.review_plan(before, review_en="Two of three goals were reached", actor=head)
    plan = actions.draft_plan(**draft, courses=[("人才", "Talents"), ("技术", "")], actor=secretary)

    assert [course.name_zh for course in plan.courses.all()] == ["人才", "技术"]
    assert plan.predecessor == before


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"title_en": " "}, "title_missing"),
        ({"title_en": "P", "from_on": in_days(5), "to_on": in_days(4)}, "ends_before_start"),
    ],
)
def test_a_plan_makes_sense(body, secretary, details, code):
    with pytest.raises(InvalidError) as refusal:
        actions.draft_plan(body=body, actor=secretary, **details)

    assert refusal.value.code == code


def test_a_mere_reader_drafts_no_plan(body, reader):
    with pytest.raises(NotAllowedError):
        actions.draft_plan(body=body, title_en="Plan", actor=reader)


def test_a_plan_is_changed_by_whoever_read_its_last_version(plan, secretary):
    actions.change_plan(plan, version=1, title_en="Better", actor=secretary)

    with pytest.raises(RuleError) as refusal:
        actions.change_plan(plan, version=1, title_en="Other", actor=secretary)

    assert (plan.title_en, refusal.value.code) == ("Better", "changed_meanwhile")


def test_items_are_added_changed_and_discarded_until_adoption(plan, secretary):
    item = actions.add_item(plan, content_en="Visit members", actor=secretary)
    other = actions.add_item(plan, content_en="Yearbook", actor=secretary)
    actions.change_item(item, version=item.version, deadline=in_days(9), actor=secretary)
    actions.discard_draft(other, actor=secretary)

    assert [(one.content_en, one.deadline, one.position) for one in plan.items.all()] == [
        ("Visit members", in_days(9), 1)
    ]


def test_what_changed_since_the_discussion_began_is_visible(plan, secretary, head):
    item = make_commitment(plan.body, plan=plan, state="draft", content_en="Visit six firms")
    actions.put_up_for_discussion(plan, actor=secretary)
    actions.change_item(item, version=1, content_en="Visit ten firms", actor=secretary)
    actions.adopt_plan(plan, note="Council, resolution 4", actor=head)

    last, first = version_steps(plan)
    assert first.changes is None
    (change,) = last.changes.changed
    assert [(field.old, field.new) for field in change.fields] == [("Visit six firms", "Visit ten firms")]


def test_a_plan_is_adopted_with_all_its_items_and_the_responsible_are_told_once(plan, head, lines):
    person = make_person(plan.association)
    items = [make_commitment(plan.body, plan=plan, state="draft", responsible=person) for _ in range(2)]

    actions.adopt_plan(plan, note="3rd council meeting, resolution 4", adopted_on=in_days(-1), actor=head)

    assert (plan.state, plan.adopted_on, plan.adopted_note) == (
        Plan.State.ADOPTED,
        in_days(-1),
        "3rd council meeting, resolution 4",
    )
    states = Commitment.objects.filter(pk__in=[item.pk for item in items])
    assert set(states.values_list("state", "adopted_on")) == {("adopted", in_days(-1))}
    assert Notice.objects.get().user == user_of(person)
    assert lines() == ["plan.adopted"]


def test_a_plan_with_incomplete_items_is_refused_and_each_is_named_with_what_it_lacks(plan, head):
    late = make_commitment(plan.body, plan=plan, state="draft", deadline=None, content_en="Yearbook")
    nobody = make_commitment(plan.body, plan=plan, state="draft", responsible=None, content_en="Fair")
    make_commitment(plan.body, plan=plan, state="draft")

    with pytest.raises(RuleError) as refusal:
        actions.adopt_plan(plan, note="Council", actor=head)

    assert refusal.value.code == "incomplete"
    assert refusal.value.details["items"] == [
        {"id": str(late.pk), "content": "Yearbook", "missing": ["deadline"]},
        {"id": str(nobody.pk), "content": "Fair", "missing": ["responsible"]},
    ]
    plan.refresh_from_db()
    assert plan.state == Plan.State.DRAFT
    assert set(plan.items.values_list("state", flat=True)) == {"draft"}


@pytest.mark.parametrize(
    ("given", "code"),
    [({"note": " "}, "note_missing"), ({"note": "x", "adopted_on": in_days(1)}, "day_to_come")],
)
def test_an_adoption_names_its_decision_and_a_day_that_has_come(plan, head, given, code):
    make_commitment(plan.body, plan=plan, state="draft")

    with pytest.raises(InvalidError) as refusal:
        actions.adopt_plan(plan, actor=head, **given)

    assert refusal.value.code == code


def test_an_empty_plan_is_not_adopted(plan, head):
    with pytest.raises(RuleError) as refusal:
        actions.adopt_plan(plan, note="Council", actor=head)

    assert refusal.value.code == "no_items"


def test_only_whoever_decides_adopts_and_only_once(plan, head, secretary):
    make_commitment(plan.body, plan=plan, state="draft")
    with pytest.raises(NotAllowedError):
        actions.adopt_plan(plan, note="Council", actor=secretary)
    actions.adopt_plan(plan, note="Council", actor=head)

    with pytest.raises(RuleError) as refusal:
        actions.adopt_plan(plan, note="Council", actor=head)

    assert refusal.value.code == "already_adopted"


def test_an_adopted_plan_takes_no_item_as_if_it_were_a_draft(body, secretary):
    plan = make_plan(body, state="adopted")

    with pytest.raises(RuleError) as refusal:
        actions.add_item(plan, content_en="Late idea", actor=secretary)

    assert refusal.value.code == "plan_adopted"


def test_courses_are_added_until_adoption(plan, secretary):
    course = actions.add_course(plan, name_zh="人才", actor=secretary)

    assert list(plan.courses.all()) == [course]
    Plan.objects.filter(pk=plan.pk).update(state="adopted")
    with pytest.raises(RuleError):
        actions.add_course(plan, name_zh="技术", actor=secretary)


@pytest.mark.parametrize("state", ["discussed", "adopted", "closed"])
def test_what_was_put_up_for_discussion_is_published_by_whoever_publishes(body, state):
    publisher = make_holder(body, Power.PUBLISH)
    with pytest.raises(RuleError):
        actions.publish_plan(make_plan(body), is_public=True, actor=publisher)

    assert actions.publish_plan(make_plan(body, state=state), is_public=True, actor=publisher).is_public


def test_the_acts_offered_are_the_ones_that_work(body, head, secretary, reader):
    plan = make_plan(body)

    assert "add_item" in plan_acts(secretary, plan)
    assert "adopt_plan" not in plan_acts(secretary, plan)
    assert "adopt_plan" in plan_acts(head, plan)
    assert plan_acts(reader, plan) == set()
    body.association.is_record = True
    assert plan_acts(head, plan) == set()


class TestClosing:
    @pytest.fixture
    def old(self, body):
        return make_plan(body, state="adopted")

    def test_open_items_are_listed_and_go_to_the_successor_with_their_history(self, body, old, head):
        open_item, _finished = (
            make_commitment(body, plan=old),
            make_commitment(body, plan=old, state="accepted"),
        )
        with pytest.raises(RuleError) as refusal:
            actions.close_plan(old, actor=head)
        assert [item["id"] for item in refusal.value.details["items"]] == [str(open_item.pk)]

        successor = make_plan(body)
        actions.close_plan(old, successor=successor, actor=head)

        open_item.refresh_from_db()
        assert (old.state, old.closed_on) == (Plan.State.CLOSED, today())
        assert (open_item.plan, open_item.carried_from) == (successor, old)
        assert (open_item.state, open_item.changes.get().kind) == (Commitment.State.ADOPTED, "carried_over")
        assert not open_items(old).exists()
        assert len(old.versions.get().content["items"]) == 2

    def test_a_successor_that_was_adopted_shows_what_it_took_over(self, body, old, head):
        make_commitment(body, plan=old)
        successor = make_plan(body, state="adopted")

        actions.close_plan(old, successor=successor, actor=head)

        assert len(successor.versions.get().content["items"]) == 1

    def test_a_plan_of_another_body_takes_nothing_over(self, body, old, head):
        make_commitment(body, plan=old)

        with pytest.raises(InvalidError) as refusal:
            actions.close_plan(old, successor=make_plan(make_body(body.association)), actor=head)

        assert refusal.value.code == "no_successor"
        old.refresh_from_db()
        assert old.state == Plan.State.ADOPTED

    def test_a_plan_of_several_years_is_reviewed_before_it_is_closed(self, body, head):
        plan = make_plan(body, state="adopted", kind="multi_year")
        with pytest.raises(RuleError) as refusal:
            actions.close_plan(plan, actor=head)
        assert refusal.value.code == "not_reviewed"

        actions.review_plan(plan, review_zh="基本完成", actor=head)
        assert actions.close_plan(plan, actor=head).state == Plan.State.CLOSED

    def test_a_draft_is_not_closed(self, plan, head):
        with pytest.raises(RuleError) as refusal:
            actions.close_plan(plan, actor=head)

        assert refusal.value.code == "not_adopted"


def test_a_plan_of_another_association_is_no_predecessor(body, secretary):
    elsewhere = make_plan(make_body(make_association()))

    with pytest.raises(InvalidError):
        actions.draft_plan(body=body, title_en="P", predecessor=elsewhere, actor=secretary)
