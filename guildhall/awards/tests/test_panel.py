from datetime import timedelta

import pytest
from django.utils import timezone

from guildhall.awards import actions, queries
from guildhall.awards.models import Conflict, Review
from guildhall.awards.tests.make import (
    make_association,
    make_call,
    make_entry,
    make_keeper,
    make_organization,
    make_person,
    make_reviewer,
    over,
)
from guildhall.commitments.models import Letter
from guildhall.cooperation.models import Agreement, JointProject, Team
from guildhall.core.errors import RuleError
from guildhall.experts.queries import loads_of_experts
from guildhall.experts.tests.make import make_expert
from guildhall.notices.models import Notice
from guildhall.registry.tests.make import make_top_body

pytestmark = pytest.mark.django_db


def refused(code, act):
    with pytest.raises(RuleError) as refusal:
        act()
    assert refusal.value.code == code
    return refusal.value


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def keeper(association):
    return make_keeper(association)


@pytest.fixture
def call(association):
    return make_call(association, reviewers_each=1)


def of_unit(association, **details):
    return make_person(association, organization=make_organization(association), **details)


def share_project(ours, theirs):
    project = JointProject.objects.create(association=ours.association, title_zh="轻量化齿轮")
    for unit in (ours.organization, theirs):
        project.owners.create(association=ours.association, organization=unit)


def share_agreement(ours, theirs):
    agreement = Agreement.objects.create(association=ours.association, title_zh="共建协议", state="signed")
    for unit in (ours.organization, theirs):
        agreement.parties.create(association=ours.association, organization=unit)


def share_unit(ours, theirs):
    theirs.parent = ours.organization
    theirs.save()


@pytest.mark.parametrize(
    ("share", "kind", "said"),
    [
        (share_project, "project", "轻量化齿轮"),
        (share_agreement, "agreement", "共建协议"),
        (share_unit, "unit", "同属"),
    ],
)
def test_conflicts_between_units_are_found_with_their_sentences(association, keeper, call, share, kind, said):
    ours, entry = of_unit(association), make_entry(call)
    share(ours, entry.organization)
    make_reviewer(call, person=ours)
    other = make_reviewer(call)
    actions.assign_reviewers(over(call, state="open"), actor=keeper)

    conflict = Conflict.objects.get()
    assert (conflict.kind, conflict.reviewer.person) == (kind, ours)
    assert said in conflict.said_zh
    assert Review.objects.get().reviewer == other


def test_conflicts_between_people_are_found(association, keeper, call):
    colleague, worker = of_unit(association), of_unit(association)
    beside = make_person(association, organization=worker.organization)
    mate, signer = of_unit(association), of_unit(association)
    team = Team.objects.create(association=association, name_zh="突击队", leader=mate)
    team.members.add(worker)
    letter = Letter.objects.create(
        association=association, body=make_top_body(association), title_zh="责任书", state="signed"
    )
    for person in (signer, worker):
        letter.parties.create(association=association, person=person)
    make_entry(call, people=[worker])
    for person in (worker, beside, mate, signer, colleague):
        make_reviewer(call, person=person)
    actions.assign_reviewers(over(call, state="open"), actor=keeper)

    found = dict(Conflict.objects.values_list("reviewer__person", "kind"))
    assert found == {worker.pk: "own", beside.pk: "unit", mate.pk: "team", signer.pk: "letter"}
    assert Review.objects.get().reviewer.person == colleague


def test_where_none_exists_it_says_why_in_both_languages(association, keeper, call):
    entry = make_entry(call)
    make_reviewer(call, person=make_person(association, organization=entry.organization))
    refused("entries_open", lambda: actions.assign_reviewers(call, actor=keeper))
    over(call, state="open")
    refusal = refused("no_assignment", lambda: actions.assign_reviewers(call, actor=keeper))
    assert "高速轴承”只有0人" in refusal.details["sentence"]["zh"]
    assert refusal.details["entries"] == [str(entry.pk)]
    assert not Review.objects.exists()


def test_who_declares_a_conflict_is_replaced_and_the_rest_stays(association, keeper, call):
    entries = [make_entry(call) for _number in range(3)]
    reviewers = [make_reviewer(call, load_limit=2) for _number in range(3)]
    actions.assign_reviewers(over(call, state="open"), actor=keeper)
    before = dict(Review.objects.values_list("entry", "reviewer"))
    assert sorted(before.values()) == sorted(one.pk for one in reviewers)
    assert Notice.objects.filter(kind="awards").count() == 3

    first = Review.objects.get(entry=entries[0])
    actor = first.reviewer.person.user
    actions.declare_conflict(first.reviewer, entry=entries[0], reason="亲属", actor=actor)
    after = dict(Review.objects.exclude(state="replaced").values_list("entry", "reviewer"))
    assert after[entries[0].pk] != first.reviewer_id
    assert {key: after[key] for key in (entries[1].pk, entries[2].pk)} == {
        key: before[key] for key in (entries[1].pk, entries[2].pk)
    }
    refused(
        "declared",
        lambda: actions.declare_conflict(first.reviewer, entry=entries[0], reason="再次", actor=actor),
    )


def test_where_nobody_can_take_their_place_nothing_changes(association, keeper, call):
    make_entry(call)
    reviewer = make_reviewer(call)
    actions.assign_reviewers(over(call, state="open"), actor=keeper)
    refused("no_assignment", lambda: actions.remove_reviewer(reviewer, reason="出差", actor=keeper))


def test_more_entries_fit_and_loads_are_even(association, keeper):
    call = make_call(association, reviewers_each=1, load_limit=5)
    for _number in range(4):
        make_entry(call)
    fitting, other = make_reviewer(call, fields="轴承\n润滑"), make_reviewer(call, fields="")
    actions.assign_reviewers(over(call, state="open"), actor=keeper)
    loads = {one.pk: one.reviews.count() for one in (fitting, other)}
    assert loads == {fitting.pk: 4, other.pk: 0}
    assert call.assignment["proven"]


def test_experts_bring_their_fields_and_the_pool_sees_their_load(association, keeper, call, client):
    expert = make_expert(association)
    actions.name_reviewers(call, people=[expert.person], actor=keeper)
    assert call.reviewers.get().fields == "轴承\n润滑\nBearings"
    make_entry(call)
    actions.assign_reviewers(over(call, state="open"), actor=keeper)
    assert loads_of_experts([expert])[expert.pk].in_hand == 1
    assert queries.progress_of(call).assigned == 1
    client.force_login(keeper)
    page = client.get(f"/a/{association.slug}/experts/{expert.pk}/").content.decode()
    assert call.title_zh in page
    assert call.closes_at < timezone.now() < call.closes_at + timedelta(days=1)
