"""Page and API give the same answer to the same act."""

from dataclasses import dataclass
from typing import Any

import pytest

from guildhall.accounts.powers import Power
from guildhall.commitments import actions
from guildhall.commitments.models import Commitment, Letter, Plan
from guildhall.commitments.tests.make import (
    in_days,
    make_commitment,
    make_holder,
    make_milestone,
    make_person,
    make_plan,
    user_of,
)

pytestmark = pytest.mark.django_db
DAY = in_days(20).isoformat()


@pytest.fixture(params=["page", "api"])
def door(request, client):
    return Door(request.param, client)


@dataclass
class Door:
    """Posts the same act to the page or to the API and says whether it was done."""

    kind: str
    client: Any

    def act(self, body, path, data=None, *, user, form=False):
        self.client.force_login(user)
        slug = body.association.slug
        if self.kind == "page":
            return self.client.post(f"/a/{slug}/{path}/", data or {}).status_code == 302
        kind = {} if form else {"content_type": "application/json"}
        url = f"/api/v1/a/{slug}/{path}"
        return self.client.post(url, data or {}, **kind).status_code in (200, 201)


ACTS = [
    ("progress", {"text": "Half", "percent": 50}, "adopted", "adopted", True),
    ("done", {"text": "All"}, "adopted", "reported", True),
    ("accept", {"note": "Seen"}, "reported", "accepted", False),
    ("return", {"reason": "List missing"}, "reported", "adopted", False),
    ("reopen", {"reason": "Not true"}, "accepted", "adopted", False),
    ("postpone", {"deadline": DAY, "reason": "Fair moved"}, "adopted", "adopted", False),
    ("cancel", {"reason": "No budget"}, "adopted", "cancelled", False),
    ("adopt", {}, "draft", "adopted", False),
    ("milestones", {"title_en": "Step", "due_on": DAY}, "adopted", "adopted", False),
]


@pytest.mark.parametrize(("act", "data", "before", "after", "form"), ACTS)
def test_every_door_does_the_same(door, body, act, data, before, after, form):
    chief = make_holder(body, Power.DECIDE, Power.FOLLOW_UP, Power.READ)
    commitment = make_commitment(body, state=before, adopted_on=in_days(-9))

    assert door.act(body, f"commitments/{commitment.pk}/{act}", data, user=chief, form=form)

    commitment.refresh_from_db()
    assert commitment.state == after


@pytest.mark.parametrize(("act", "data", "before", "after", "form"), ACTS)
def test_every_door_refuses_whoever_may_only_read(door, body, reader, act, data, before, after, form):
    commitment = make_commitment(body, state=before, adopted_on=in_days(-9))

    assert not door.act(body, f"commitments/{commitment.pk}/{act}", data, user=reader, form=form)

    commitment.refresh_from_db()
    assert (commitment.state, commitment.version) == (before, 1)


@pytest.mark.parametrize(("act", "data", "before", "after", "form"), ACTS)
def test_every_door_refuses_the_wrong_state(door, body, act, data, before, after, form):
    chief = make_holder(body, Power.DECIDE, Power.FOLLOW_UP, Power.READ)
    wrong = "cancelled" if before != "cancelled" else "draft"
    commitment = make_commitment(body, state=wrong)

    assert not door.act(body, f"commitments/{commitment.pk}/{act}", data, user=chief, form=form)

    commitment.refresh_from_db()
    assert commitment.state == wrong


@pytest.mark.parametrize(("act", "data", "before", "after", "form"), ACTS)
def test_every_door_is_shut_to_strangers(door, body, act, data, before, after, form):
    stranger = user_of(make_person(body.association))
    commitment = make_commitment(body, state=before)

    assert not door.act(body, f"commitments/{commitment.pk}/{act}", data, user=stranger, form=form)


def test_a_commitment_is_drafted_changed_handed_over_and_discarded(door, body):
    chief = make_holder(body, Power.DECIDE, Power.FOLLOW_UP, Power.READ)
    person, other = make_person(body.association), make_person(body.association)
    said = {"body": str(body.pk), "content_en": "Visit", "deadline": DAY, "responsible": str(person.pk)}
    assert door.act(body, "commitments/new" if door.kind == "page" else "commitments", said, user=chief)
    commitment = Commitment.objects.get()
    assert (commitment.responsible, commitment.deadline.isoformat()) == (person, DAY)

    assert door.act(body, f"commitments/{commitment.pk}/adopt", user=chief)
    moved = {"to": str(other.pk), "reason": "Changed jobs"}
    assert door.act(body, f"commitments/{commitment.pk}/hand-over", moved, user=chief)
    commitment.refresh_from_db()
    assert commitment.responsible == other


def test_milestones_are_reached_by_both_doors(door, body, secretary):
    milestone = make_milestone(make_commitment(body))

    assert door.act(body, f"milestones/{milestone.pk}/finish", user=secretary)

    milestone.refresh_from_db()
    assert milestone.done_on is not None


def test_a_plan_goes_its_whole_way(door, body):
    chief = make_holder(body, Power.DECIDE, Power.FOLLOW_UP, Power.READ, Power.PUBLISH)
    person = make_person(body.association)
    new = {"body": str(body.pk), "kind": "annual", "title_zh": "年度计划"}
    assert door.act(body, "plans/new" if door.kind == "page" else "plans", new, user=chief)
    plan = Plan.objects.get()
    base = f"plans/{plan.pk}"

    item = {"content_zh": "走访", "deadline": DAY, "responsible": str(person.pk)}
    assert door.act(body, f"{base}/items", item, user=chief)
    assert door.act(body, f"{base}/discuss", user=chief)
    assert door.act(body, f"{base}/items", {"content_zh": "年鉴"}, user=chief)
    assert not door.act(body, f"{base}/adopt", {"note": "Council"}, user=chief)
    plan.items.filter(deadline=None).delete()
    assert door.act(body, f"{base}/adopt", {"note": "Council"}, user=chief)
    assert door.act(body, f"{base}/review", {"review_zh": "顺利"}, user=chief)
    public = {"is_public": "yes"} if door.kind == "page" else {"is_public": True}
    assert door.act(body, f"{base}/publish", public, user=chief)
    assert not door.act(body, f"{base}/close", user=chief)
    successor = make_plan(body)
    assert door.act(body, f"{base}/close", {"successor": str(successor.pk)}, user=chief)

    plan.refresh_from_db()
    assert (plan.state, plan.is_public, successor.items.count()) == (Plan.State.CLOSED, True, 1)


def test_an_adopted_plan_is_amended(door, body, head):
    plan = make_plan(body, state="adopted")
    item = make_commitment(body, plan=plan)
    said = {"content_en": item.content_en, "deadline": DAY, "responsible": str(item.responsible_id)}
    if door.kind == "page":
        data, path = said | {"note": "Resolution 7", "version": 1}, f"plans/{plan.pk}/amend/{item.pk}"
    else:
        change = {"id": str(item.pk), "deadline": DAY}
        data, path = {"version": 1, "note": "Resolution 7", "changed": [change]}, f"plans/{plan.pk}/amend"

    assert door.act(body, path, data, user=head)

    item.refresh_from_db()
    assert (item.deadline.isoformat(), plan.versions.get().note) == (DAY, "Resolution 7")
    assert not door.act(body, path, data, user=head)


def test_a_letter_goes_its_whole_way(door, body, officer):
    person = make_person(body.association, name_zh="李明")
    target = make_commitment(body, state="draft")
    new: dict[str, Any] = {
        "body": str(body.pk),
        "kind": "responsibility",
        "title_zh": "责任书",
        "targets": [str(target.pk)],
    }
    if door.kind == "page":
        new |= {"party_1": str(person.pk), "party_1_role_zh": "责任人"}
    else:
        new |= {"parties": [{"person": str(person.pk), "role_zh": "责任人"}]}
    assert door.act(body, "letters/new" if door.kind == "page" else "letters", new, user=officer)
    letter = Letter.objects.get()

    assert door.act(body, f"letters/{letter.pk}/offer", user=officer)
    party = letter.parties.get()
    yes = {"confirmed": "on"} if door.kind == "page" else {"confirmed": True}
    assert not door.act(body, f"signatures/{party.pk}", yes, user=officer)
    assert door.act(body, f"signatures/{party.pk}", yes, user=user_of(person))
    target.refresh_from_db()
    assert target.state == Commitment.State.ADOPTED
    assert door.act(body, f"letters/{letter.pk}/revoke", {"reason": "Changed jobs"}, user=officer)

    letter.refresh_from_db()
    assert letter.state == Letter.State.REVOKED


@pytest.mark.parametrize(
    "path", ["follow-up", "follow-up?light=overdue", "follow-up/mine", "plans", "letters"]
)
def test_lists_of_the_api_are_paged(client, body, secretary, path):
    make_commitment(body, plan=make_plan(body, state="adopted"))
    client.force_login(secretary)

    answer = client.get(f"/api/v1/a/{body.association.slug}/{path}").json()

    assert set(answer) == {"items", "count"}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_api_s_board_asks_the_same_few_questions_however_many_rows(
    client, body, secretary, rows, django_assert_max_num_queries
):
    for _ in range(rows):
        make_milestone(make_commitment(body, plan=make_plan(body, state="adopted")))
    client.force_login(secretary)

    with django_assert_max_num_queries(15):
        answer = client.get(f"/api/v1/a/{body.association.slug}/follow-up").json()

    assert len(answer["items"]) == rows


def test_the_api_shows_counts_versions_history_and_documents(client, body, secretary, head):
    plan = make_plan(body)
    item = make_commitment(body, plan=plan, state="draft")
    actions.adopt_plan(plan, note="Council", actor=head)
    actions.report_progress(item, text="Half", percent=50, evidence=[("a.txt", b"x")], actor=secretary)
    client.force_login(secretary)

    def get(path):
        return client.get(f"/api/v1/a/{body.association.slug}/{path}")

    assert get("follow-up/counts").json()["on_track"] == 1
    assert get(f"plans/{plan.pk}").json()["items"][0]["progress"] == 50
    assert get(f"plans/{plan.pk}/versions").json()[0]["number"] == 1
    assert get(f"plans/{plan.pk}/versions/1/1").json()["changed"] == []
    assert get(f"commitments/{item.pk}/history").json()[0]["progress"]["evidence"][0]["name"] == "a.txt"
    assert "report_progress" in get(f"commitments/{item.pk}").json()["acts"]
    assert get(f"plans/{plan.pk}/pdf").content.startswith(b"%PDF")
    assert get("follow-up/excel").content.startswith(b"PK")


def test_an_id_that_is_not_there_is_named(client, body, secretary):
    client.force_login(secretary)
    nobody = "01890000-0000-7000-8000-000000000000"
    data = {"body": str(body.pk), "content_en": "Visit", "responsible": nobody}

    response = client.post(
        f"/api/v1/a/{body.association.slug}/commitments", data, content_type="application/json"
    )

    assert (response.status_code, response.json()["code"]) == (422, "unknown_id")
    assert response.json()["ids"] == [nobody]
