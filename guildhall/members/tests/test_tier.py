import pytest
from django.urls import reverse

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.members import actions
from guildhall.members.models import Tier
from guildhall.members.tests.make import (
    make_association,
    make_body,
    make_member,
    make_tier,
    make_user,
    make_user_with_powers,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def keeper(association):
    return make_user_with_powers(association, Power.MANAGE)


def test_a_tier_is_created_with_the_body_in_which_it_gives_a_seat(association, keeper):
    council = make_body(association)

    tier = actions.create_tier(association, name_zh=" 理事单位 ", rank=3, seat_in=council, actor=keeper)

    tier.refresh_from_db()
    assert (tier.name_zh, tier.rank, tier.seat_in) == ("理事单位", 3, council)
    assert AuditEntry.objects.get().action == "tier.created"


def test_a_tier_needs_a_name_of_its_own(association, keeper):
    make_tier(association, name_zh="理事单位")

    with pytest.raises(InvalidError) as nameless:
        actions.create_tier(association, name_zh=" ", actor=keeper)
    with pytest.raises(RuleError) as taken:
        actions.create_tier(association, name_zh="理事单位", actor=keeper)

    assert (nameless.value.code, taken.value.code) == ("name_missing", "name_taken")


def test_a_tier_gives_no_seat_elsewhere_or_in_a_body_that_has_ended(association, keeper):
    ended = make_body(association, to_on="2020-01-01")

    with pytest.raises(InvalidError) as elsewhere:
        actions.create_tier(association, name_zh="理事单位", seat_in=make_body(), actor=keeper)
    with pytest.raises(RuleError) as over:
        actions.create_tier(association, name_zh="理事单位", seat_in=ended, actor=keeper)

    assert (elsewhere.value.code, over.value.code) == ("other_association", "body_ended")


def test_who_keeps_no_members_creates_no_tier(association):
    reader = make_user_with_powers(association, Power.READ)

    with pytest.raises(NotAllowedError):
        actions.create_tier(association, name_zh="理事单位", actor=reader)

    assert not Tier.objects.exists()


def test_the_slower_of_two_editors_is_refused(association, keeper):
    tier = make_tier(association)
    actions.edit_tier(Tier.objects.get(), version=1, name_zh="先到", actor=keeper)

    with pytest.raises(RuleError) as refusal:
        actions.edit_tier(tier, version=1, name_zh="后到", actor=keeper)

    assert (refusal.value.code, refusal.value.details["stands"]) == ("changed_meanwhile", {"name_zh": "先到"})


def test_a_tier_with_members_is_not_retired(association, keeper):
    tier = make_member(association).tier_terms.get().tier

    with pytest.raises(RuleError) as refusal:
        actions.retire_tier(tier, actor=keeper)

    assert refusal.value.code == "tier_in_use"


def test_a_tier_is_retired_once_and_restored_once(association, keeper):
    tier = make_tier(association)

    actions.retire_tier(tier, actor=keeper)
    with pytest.raises(RuleError) as twice:
        actions.retire_tier(tier, actor=keeper)
    actions.restore_tier(tier, actor=keeper)
    with pytest.raises(RuleError) as again:
        actions.restore_tier(tier, actor=keeper)

    assert (twice.value.code, again.value.code) == ("already_retired", "already_active")
    assert list(AuditEntry.objects.values_list("action", flat=True)) == ["tier.retired", "tier.restored"]


def doors(tier, association):
    own = [association.slug]
    return {
        "create_tier": (own, {"name_zh": "理事单位", "rank": 3}, "post", "tier.created"),
        "edit_tier": ([*own, tier.pk], {"name_zh": "新名", "rank": 3, "version": 1}, "patch", "tier.edited"),
        "retire_tier": ([*own, tier.pk], {}, "post", "tier.retired"),
    }


def go_through(client, way, name, association, tier):
    args, data, method, recorded = doors(tier, association)[name]
    if way == "page":
        return client.post(reverse(f"members:{name}", args=args), data), recorded
    send = getattr(client, method)
    return send(reverse(f"api-1:{name}", args=args), data, content_type="application/json"), recorded


@pytest.mark.parametrize("way", ["page", "api"])
@pytest.mark.parametrize("name", ["create_tier", "edit_tier", "retire_tier"])
def test_every_door_does_the_same(client, association, keeper, way, name):
    client.force_login(keeper)

    answer, recorded = go_through(client, way, name, association, make_tier(association))

    assert answer.status_code in {200, 201, 302}
    assert AuditEntry.objects.get().action == recorded


@pytest.mark.parametrize("way", ["page", "api"])
@pytest.mark.parametrize("name", ["create_tier", "edit_tier", "retire_tier"])
def test_every_door_refuses_who_may_not(client, association, way, name):
    tier = make_tier(association)
    for user, status in ((make_user_with_powers(association), 403), (make_user(), 404)):
        client.force_login(user)
        assert go_through(client, way, name, association, tier)[0].status_code == status

    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("way", ["page", "api"])
def test_a_retired_tier_comes_back_through_either_door(client, association, keeper, way):
    client.force_login(keeper)
    tier = make_tier(association, is_active=False)

    door = "members" if way == "page" else "api-1"
    client.post(reverse(f"{door}:restore_tier", args=[association.slug, tier.pk]))

    assert Tier.objects.get().is_active
