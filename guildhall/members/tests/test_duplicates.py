"""Finding likely duplicates, telling two entries apart, and every door to all that."""

import pytest
from django.urls import reverse

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, RuleError
from guildhall.jobs.models import Job
from guildhall.members import actions
from guildhall.members.models import Merge, NotSame
from guildhall.members.models.merge import in_order
from guildhall.members.queries import merge as queries
from guildhall.members.tasks import find_duplicates
from guildhall.members.tests.make import (
    make_association,
    make_member,
    make_organization,
    make_pair,
    make_person,
    make_user_with_powers,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def keeper(association):
    return make_user_with_powers(association, Power.MANAGE)


def test_the_search_runs_in_the_background_and_is_offered_once(association, keeper):
    kept, gone = make_pair(association)
    make_organization(association, name_zh="康泰食品有限公司")
    make_organization(association, name_zh="云岭泵业停用有限公司", is_active=False)

    job = actions.find_duplicates(association, actor=keeper)
    assert actions.find_duplicates(association, actor=keeper) == job
    find_duplicates(job)
    find_duplicates(job)

    assert Job.objects.get(pk=job.pk).done_count == 3
    [pair] = queries.likely_pairs_of(association)
    assert {pair.first, pair.second} == {kept, gone}
    assert [point.code for point in pair.points] == ["same_core"]
    actions.tell_apart(gone, kept, actor=keeper)
    assert list(queries.likely_pairs_of(association)) == []
    actions.compare_again(NotSame.objects.get(), actor=keeper)
    actions.merge_organizations(kept, gone, versions=(1, 1), actor=keeper)
    assert list(queries.likely_pairs_of(association)) == []


def test_telling_apart_knows_no_order_and_is_done_and_taken_back_once(association, keeper):
    kept, gone = make_pair(association)
    pair = actions.tell_apart(kept, gone, actor=keeper)

    with pytest.raises(RuleError) as refusal:
        actions.tell_apart(gone, kept, actor=keeper)
    assert refusal.value.code == "already_told_apart"
    with pytest.raises(InvalidError):
        actions.tell_apart(kept, kept, actor=keeper)

    again = NotSame.objects.get(pk=pair.pk)
    actions.compare_again(pair, actor=keeper)
    with pytest.raises(RuleError) as refusal:
        actions.compare_again(again, actor=keeper)
    assert refusal.value.code == "already_taken_back"
    written = AuditEntry.objects.order_by("number").values_list("action", flat=True)
    assert list(written) == ["organizations.told_apart", "organizations.compared_again"]


def through(door, client, name, association, *args, form=None, data=None):
    """One act through the page or the API."""
    prefix = "members" if door == "page" else "api-1"
    address = reverse(f"{prefix}:{name}", args=[association.slug, *args])
    if door == "page":
        return client.post(address, form or {})
    return client.post(address, data or {}, content_type="application/json")


@pytest.mark.parametrize("door", ["page", "api"])
def test_every_door_merges_and_takes_back(door, association, keeper, client):
    client.force_login(keeper)
    kept, gone = make_pair(association, phone="0533-1")
    form = {"kept_version": 1, "gone_version": 1, "field_phone": "gone"}
    data = {"kept_id": kept.pk, "gone_id": gone.pk, "versions": [1, 1], "choose": ["phone"]}

    args = [kept.pk, gone.pk] if door == "page" else []
    answer = through(door, client, "merge_organizations", association, *args, form=form, data=data)

    assert answer.status_code in (201, 302), answer.content
    kept.refresh_from_db()
    made = Merge.objects.get()
    assert (kept.phone, made.gone) == ("0533-1", gone)
    assert through(door, client, "undo_merge", association, made.pk).status_code in (200, 302)
    made.refresh_from_db()
    assert made.undone_at


@pytest.mark.parametrize("door", ["page", "api"])
def test_every_door_says_why_not(door, association, keeper, client):
    client.force_login(keeper)
    kept, gone = make_pair(association)
    actions.tell_apart(kept, gone, actor=keeper)
    data = {"kept_id": kept.pk, "gone_id": gone.pk, "versions": [1, 1]}

    args = [kept.pk, gone.pk] if door == "page" else []
    form = {"kept_version": 1, "gone_version": 1}
    answer = through(door, client, "merge_organizations", association, *args, form=form, data=data)

    assert "已有人认定" in answer.content.decode() or answer.json()["code"] == "told_apart"
    assert not Merge.objects.exists()


@pytest.mark.parametrize("door", ["page", "api"])
def test_every_door_tells_apart_and_takes_that_back(door, association, keeper, client):
    client.force_login(keeper)
    kept, gone = make_pair(association)
    args = [kept.pk, gone.pk] if door == "page" else []
    name = "tell_apart" if door == "page" else "not_same_list"
    data = {"first_id": kept.pk, "second_id": gone.pk}

    assert through(door, client, name, association, *args, data=data).status_code in (201, 302)

    pair = NotSame.objects.get(**in_order(kept, gone))
    if door == "page":
        client.post(reverse("members:compare_again", args=[association.slug, pair.pk]))
    else:
        client.delete(reverse("api-1:compare_again", args=[association.slug, pair.pk]))
    assert not NotSame.objects.exists()


@pytest.mark.parametrize("page", ["likely_pair_list", "not_same_list", "merge_list"])
def test_who_does_not_keep_the_members_finds_no_such_page(page, association, client):
    client.force_login(make_user_with_powers(association, Power.READ))

    for prefix in ("members", "api-1"):
        assert client.get(reverse(f"{prefix}:{page}", args=[association.slug])).status_code == 404


def test_the_preview_counts_what_will_move(association, keeper, client):
    client.force_login(keeper)
    kept, gone = make_pair(association)
    make_person(organization=gone)
    make_person(organization=gone)
    make_member(association, organization=gone)

    page = client.get(reverse("members:merge_organizations", args=[association.slug, kept.pk, gone.pk]))
    twin = client.get(reverse("api-1:compare", args=[association.slug, kept.pk, gone.pk])).json()

    assert "人员：2" in page.content.decode()
    assert sorted(move["moving"] for move in twin["moves"]) == [1, 2]
    assert twin["reasons"][0]["code"] == "same_core"
