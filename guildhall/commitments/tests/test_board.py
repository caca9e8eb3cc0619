from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guildhall.accounts.powers import Power
from guildhall.commitments.lights import Light, Step, light
from guildhall.commitments.models import Commitment, FollowUpRules, Milestone
from guildhall.commitments.permissions import may_accept
from guildhall.commitments.queries import (
    BoardFilter,
    board,
    commitments_visible_to,
    counts,
    light_of,
    lit,
    my_commitments,
    plans_visible_to,
    to_accept,
)
from guildhall.commitments.tests.make import (
    in_days,
    make_association,
    make_body,
    make_commitment,
    make_holder,
    make_milestone,
    make_organization,
    make_person,
    make_plan,
    make_seat,
    today,
    user_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return make_body(make_association())


@given(
    state=st.sampled_from(Commitment.State.values),
    days=st.none() | st.integers(-12, 12),
    steps=st.lists(st.tuples(st.integers(-12, 12), st.booleans()), max_size=2),
    amber_days=st.integers(0, 12),
    of_record=st.booleans(),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_shows_the_same_light_as_the_pure_function(
    body, state, days, steps, amber_days, of_record
):
    if days is None and state not in ("draft", "cancelled"):
        days = 0
    body.association.is_record, body.association.source = of_record, "a page"
    body.association.save()
    FollowUpRules.objects.update_or_create(association=body.association, defaults={"amber_days": amber_days})
    deadline = None if days is None else in_days(days)
    commitment = make_commitment(body, state=state, deadline=deadline, responsible=somebody(body))
    for offset, is_done in steps:
        Milestone.objects.create(
            association=body.association,
            commitment=commitment,
            title_en="Step",
            due_on=in_days(offset),
            done_on=today() if is_done else None,
        )

    in_database = light_of(body.association)
    shown = Commitment.objects.filter(pk=commitment.pk).annotate(shown=in_database).get().shown

    milestones = [Step(in_days(offset), today() if is_done else None) for offset, is_done in steps]
    rows = lit(Commitment.objects.filter(pk=commitment.pk), body.association)
    assert rows.get().light == shown
    assert shown == light(state, deadline, today(), milestones, amber_days=amber_days, of_record=of_record)


def somebody(body):
    return make_person(body.association, signs_in=False)


@pytest.mark.parametrize("of_record", [False, True])
def test_milestones_are_counted_where_time_runs_and_nowhere_else(body, of_record):
    reader = make_holder(body, Power.READ)
    body.association.is_record, body.association.source = of_record, "a page"
    body.association.save()
    make_milestone(make_commitment(body))

    counted = counts(reader, body.association)

    for kind, number in counted.items():
        assert board(reader, body.association, BoardFilter(light=kind)).count() == number
    assert counted[Light.NOT_STATED if of_record else Light.DUE_SOON] == 1


def test_counts_agree_with_the_rows_of_each_light(body):
    reader = make_holder(body, Power.READ)
    for days in (-3, -1, 2, 40):
        make_commitment(body, deadline=in_days(days))
    make_commitment(body, state="draft", deadline=None)
    make_commitment(body, state="accepted")

    counted = counts(reader, body.association)

    assert {light: number for light, number in counted.items() if number} == {
        Light.OVERDUE: 2,
        Light.DUE_SOON: 1,
        Light.ON_TRACK: 1,
        Light.DRAFT: 1,
        Light.DONE: 1,
    }
    for kind, number in counted.items():
        assert board(reader, body.association, BoardFilter(light=kind)).count() == number


def test_the_board_opens_with_what_is_not_finished_the_most_urgent_first(body):
    reader = make_holder(body, Power.READ)
    later, sooner = make_commitment(body), make_commitment(body, deadline=in_days(-1))
    someday = make_commitment(body, state="draft", deadline=None)
    make_commitment(body, state="accepted")

    assert list(board(reader, body.association, BoardFilter())) == [sooner, later, someday]


def test_the_board_is_searched_in_both_languages_and_by_person(body):
    reader = make_holder(body, Power.READ)
    visit = make_commitment(body, content_zh="走访会员企业", content_en="Visit members")
    hers = make_commitment(body, responsible=make_person(body.association, name_en="Zhao Min"))

    def found(q):
        return list(board(reader, body.association, BoardFilter(q=q)))

    assert (found("走访"), found("visit MEMBERS"), found("zhao")) == ([visit], [visit], [hers])
    assert found("nothing of the kind") == []


def test_the_board_is_narrowed_by_unit_in_any_part(body):
    reader, unit = make_holder(body, Power.READ), make_organization(body.association)
    led = make_commitment(body, lead=unit)
    supported = make_commitment(body, supporting=[unit, make_organization(body.association)])
    by_its_person = make_commitment(body, responsible=make_person(body.association, organization=unit))
    make_commitment(body)

    found = board(reader, body.association, BoardFilter(unit=unit.pk))

    assert set(found) == {led, supported, by_its_person}


def test_milestones_are_counted_on_each_line(body):
    reader, commitment = make_holder(body, Power.READ), make_commitment(body)
    for days in (5, 20):
        Milestone.objects.create(
            association=body.association,
            commitment=commitment,
            title_en="Step",
            due_on=in_days(days),
            done_on=today() - timedelta(days=1) if days == 5 else None,
        )

    line = board(reader, body.association, BoardFilter()).get()

    assert (line.milestones_done, line.milestones_all) == (1, 2)


def test_everyone_with_a_part_sees_a_commitment_and_nobody_else(body):
    association = body.association
    unit, other_unit = make_organization(association), make_organization(association)
    parts = {
        "responsible": make_person(association),
        "superior": make_person(association),
        "of the lead unit": make_person(association, organization=unit),
        "of a supporting unit": make_person(association, organization=other_unit),
        "in the body": make_person(association),
    }
    make_seat(body, parts["in the body"])
    commitment = make_commitment(
        body,
        responsible=parts["responsible"],
        superior=parts["superior"],
        lead=unit,
        supporting=[other_unit],
    )
    outsider, guest = make_person(association), make_person(association, is_guest=True, organization=unit)

    for part, person in parts.items():
        assert list(commitments_visible_to(user_of(person), association)) == [commitment], part
    for person in (outsider, guest):
        assert not commitments_visible_to(user_of(person), association).exists()


def test_a_draft_is_seen_by_those_who_sit_in_the_body_only_once_it_is_up_for_discussion(body):
    member = make_person(body.association)
    make_seat(body, member)
    plan = make_plan(body)
    item = make_commitment(body, state="draft", plan=plan)
    make_commitment(body, state="draft")

    assert not commitments_visible_to(user_of(member), body.association).exists()
    assert not plans_visible_to(user_of(member), body.association).exists()

    plan.state = "discussed"
    plan.save()
    assert list(commitments_visible_to(user_of(member), body.association)) == [item]
    assert list(plans_visible_to(user_of(member), body.association)) == [plan]


def test_a_seat_that_ended_shows_nothing_any_more(body):
    member = make_person(body.association)
    make_seat(body, member, to_on=in_days(-1))
    make_commitment(body)

    assert not commitments_visible_to(user_of(member), body.association).exists()


def test_a_post_shows_the_bodies_below_but_no_other_association(body):
    top = body.parent
    reader = make_holder(top, Power.READ)
    elsewhere = make_commitment(make_body(make_association()))
    here = make_commitment(body)

    assert list(commitments_visible_to(reader, body.association)) == [here]
    assert not commitments_visible_to(reader, elsewhere.association).exists()


def test_my_commitments_are_those_i_answer_for_and_have_not_finished(body):
    me = make_person(body.association)
    mine = make_commitment(body, responsible=me)
    make_commitment(body, responsible=me, state="accepted")
    make_commitment(body, superior=me)

    assert list(my_commitments(user_of(me), body.association)) == [mine]


def test_what_waits_for_me_is_exactly_what_i_may_accept(body):
    association = body.association
    follower, superior = make_holder(body, Power.FOLLOW_UP), make_person(association)
    other = make_holder(body, Power.FOLLOW_UP)
    watched = make_commitment(body, state="reported", reported_by=other, superior=superior)
    make_commitment(body, state="reported", reported_by=follower)
    make_commitment(body, state="reported", reported_by=other, responsible=follower.people.get())
    make_commitment(body)
    elsewhere = make_commitment(
        make_body(association), state="reported", reported_by=other, superior=superior
    )

    assert list(to_accept(follower, association)) == [watched]
    assert set(to_accept(user_of(superior), association)) == {watched, elsewhere}
    for user in (follower, other, user_of(superior)):
        every = Commitment.objects.filter(state="reported")
        allowed = {one for one in every.select_related("association", "body") if may_accept(user, one)}
        assert set(to_accept(user, association)) == allowed
