"""Whatever can happen to a list happens, or is refused, through the page as through the API."""

import pytest

from guildhall.audit.models import AuditEntry
from guildhall.imports import actions
from guildhall.imports.models import ImportBatch
from guildhall.imports.tests.make import HEADINGS, make_batch, make_manager, make_rows
from guildhall.registry.models import Organization
from guildhall.registry.tests.make import make_association, make_user_with_powers

pytestmark = pytest.mark.django_db
State = ImportBatch.State
DOORS = ["page", "API"]
# The act: what the page sends, what a program sends, the states in which it can happen, what is recorded.
ACTS = {
    "columns": (
        {"known": "skip", "column_0": "name"},
        ("put", {"kind": "organizations", "columns": {"0": "name"}}),
        {State.UPLOADED, State.CHECKED},
        "import_batch.mapped",
    ),
    "check": ({}, ("post", None), {State.UPLOADED, State.CHECKED}, "import_batch.checked_again"),
    "commit": ({}, ("post", {}), {State.CHECKED}, "import_batch.committed"),
    "undo": ({}, ("post", None), {State.COMMITTED}, "import_batch.undone"),
    "discard": ({}, ("post", None), {State.UPLOADED, State.CHECKED}, "import_batch.discarded"),
}


def go(client, door: str, act: str, batch: ImportBatch):
    form, (method, data), _states, _recorded = ACTS[act]
    if door == "page":
        shown = {"run": str(batch.run)}
        return client.post(f"/a/{batch.association.slug}/imports/{batch.pk}/{act}/", form | shown)
    path = f"/api/v1/a/{batch.association.slug}/imports/{batch.pk}/{act}"
    return getattr(client, method)(path, data, content_type="application/json")


def lines(action: str) -> int:
    return AuditEntry.objects.filter(action=action).count()


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def keeper(association):
    return make_manager(association)


def make_batch_in(state: str, association, keeper) -> ImportBatch:
    batch = make_batch(association, [HEADINGS, *make_rows(2)], actor=keeper)
    if state in (State.COMMITTED, State.UNDONE):
        batch = actions.commit_batch(batch, actor=keeper)
    if state == State.UNDONE:
        batch = actions.undo_batch(batch, actor=keeper)
    if state == State.DISCARDED:
        batch = actions.discard_batch(batch, actor=keeper)
    if state in (State.UPLOADED, State.CHECKING, State.COMMITTING, State.UNDOING):
        ImportBatch.objects.filter(pk=batch.pk).update(state=state)
        batch.refresh_from_db()
    return batch


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("act", ACTS)
def test_an_act_happens_and_is_recorded(client, association, keeper, act, door):
    state = State.COMMITTED if act == "undo" else State.CHECKED
    batch = make_batch_in(state, association, keeper)
    client.force_login(keeper)

    response = go(client, door, act, batch)

    assert response.status_code == (302 if door == "page" else 200)
    entry = AuditEntry.objects.filter(action=ACTS[act][3]).latest("id")
    assert (entry.actor, str(entry.subject_id)) == (keeper, str(batch.pk))
    assert Organization.objects.count() == (2 if act == "commit" else 0)


@pytest.mark.parametrize("state", State.values)
def test_an_act_in_the_wrong_state_changes_nothing(client, association, keeper, state):
    batch = make_batch_in(state, association, keeper)
    client.force_login(keeper)
    firms, recordings = Organization.objects.count(), AuditEntry.objects.count()
    tried = [(act, door) for act in ACTS for door in DOORS if state not in ACTS[act][2]]

    answers = {(act, door): go(client, door, act, batch).status_code for act, door in tried}

    # The page says it beside its form, on a page of its own where there is no form.
    refused = {"API": (409, 422), "page": (200, 409, 422)}
    assert {key: code for key, code in answers.items() if code not in refused[key[1]]} == {}
    assert answers
    batch.refresh_from_db()
    told = (batch.state, Organization.objects.count(), AuditEntry.objects.count())
    assert told == (state, firms, recordings)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("act", ACTS)
def test_who_does_not_keep_the_registry_finds_no_list(client, association, keeper, act, door):
    batch = make_batch_in(State.COMMITTED if act == "undo" else State.CHECKED, association, keeper)
    for stranger in (make_user_with_powers(association), make_manager()):
        client.force_login(stranger)

        assert go(client, door, act, batch).status_code == 404
    assert lines("import_batch.undone") == 0
    assert ImportBatch.objects.get().state == batch.state


@pytest.mark.parametrize("door", DOORS)
def test_bad_rows_are_left_out_only_where_that_is_said(client, association, keeper, door):
    batch = make_batch(association, [HEADINGS, ("甲厂", "x"), *make_rows(1)], actor=keeper)
    client.force_login(keeper)
    path = {"page": f"/a/{association.slug}", "API": f"/api/v1/a/{association.slug}"}[door]
    path = f"{path}/imports/{batch.pk}/commit{'/' if door == 'page' else ''}"
    more = {} if door == "page" else {"content_type": "application/json"}

    refused = client.post(path, {}, **more)
    assert "1" in refused.content.decode()
    assert refused.status_code in (200, 409, 422)
    assert Organization.objects.count() == 0
    assert client.post(path, {"leave_out_bad": True}, **more).status_code in (200, 302)
    assert Organization.objects.count() == 1


@pytest.mark.parametrize("door", DOORS)
def test_a_check_that_was_not_looked_at_is_not_committed(client, association, keeper, door):
    batch = make_batch(association, actor=keeper)
    seen = str(batch.run)
    actions.check_batch(batch, actor=keeper)
    client.force_login(keeper)
    if door == "page":
        response = client.post(f"/a/{association.slug}/imports/{batch.pk}/commit/", {"run": seen})
        assert response.status_code == 200
    else:
        path = f"/api/v1/a/{association.slug}/imports/{batch.pk}/commit"
        response = client.post(path, {"run": seen}, content_type="application/json")
        assert response.json()["code"] == "not_checked"
    assert Organization.objects.count() == 0


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", ["organizations", "people", "posts"])
@pytest.mark.parametrize("start", ["/a/{slug}/lists", "/api/v1/a/{slug}/lists"])
def test_our_own_empty_lists_are_read_as_what_they_are(client, association, keeper, start, kind, ending):
    client.force_login(keeper)
    path = f"{start.format(slug=association.slug)}/{kind}/template.{ending}"

    content = b"".join(client.get(path).streaming_content)
    batch = actions.upload_table(association, name=f"a.{ending}", content=content, actor=keeper)

    assert batch.kind == kind
    assert batch.rows == 2


def test_the_rows_to_correct_come_as_a_workbook_that_can_be_sent_again(client, association, keeper):
    batch = make_batch(association, [HEADINGS, ("甲厂", "x", "淄博"), ("乙厂",)], actor=keeper)
    client.force_login(keeper)

    response = client.get(f"/a/{association.slug}/imports/{batch.pk}/problems.xlsx")
    again = actions.upload_table(
        association, name="again.xlsx", content=b"".join(response.streaming_content), actor=keeper
    )

    assert (again.rows, again.bad_rows) == (1, 1)
    assert again.headings[-1] in ("需改正之处", "What to correct")
