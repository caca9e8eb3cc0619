from datetime import date

import pytest
from django.urls import reverse

from guildhall.accounts.powers import Power
from guildhall.members import queries
from guildhall.members.models import MemberEvent
from guildhall.members.tests.make import (
    make_association,
    make_member,
    make_organization,
    make_person,
    make_term,
    make_tier,
    make_user,
    make_user_with_powers,
)

pytestmark = pytest.mark.django_db
BEFORE, DURING, AFTER = date(2023, 1, 1), date(2024, 1, 1), date(2025, 1, 1)


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def viewer(association):
    return make_user_with_powers(association)


def happened(member, kind, on, **details):
    return MemberEvent.objects.create(
        association=member.association, member=member, kind=kind, on=on, resolution="1", **details
    )


def listed(association, viewer, **asked):
    return [member.number for member in queries.directory(association, viewer=viewer, **asked)]


def test_members_stand_by_number_without_those_who_left(association, viewer):
    make_member(association, number="00002")
    make_member(association, number="00001")
    make_member(association, number="00003", state="ended", ended_on=BEFORE)
    make_member(number="00009")

    assert listed(association, viewer) == ["00001", "00002"]
    assert listed(association, viewer, state="ended") == ["00003"]


@pytest.mark.parametrize("q", ["精工泵", "jing gong", "Precision", "91370", "0000", "精泵"])
def test_a_member_is_found_by_name_pinyin_credit_code_or_number(association, viewer, q):
    names = {"name_zh": "山东精工泵业有限公司", "name_en": "Precision Pumps", "short_zh": "精泵"}
    firm = make_organization(association, uscc="91370000MA3C0ABC12", **names)
    make_member(association, number="00001", organization=firm)
    make_member(association, number="X1")

    assert listed(association, viewer, q=q) == ["00001"]


def test_members_are_filtered_by_tier_region_and_kind(association, viewer):
    bank = make_organization(association, kind="bank", region="山东省淄博市")
    tier = make_tier(association)
    make_member(tier=tier, number="1", organization=bank)
    make_member(association, number="2", person=make_person(association))

    assert listed(association, viewer, tier=tier.pk) == ["1"]
    assert listed(association, viewer, region="淄博") == ["1"]
    assert listed(association, viewer, kind="bank") == ["1"]
    assert listed(association, viewer, kind="person") == ["2"]


def test_the_directory_of_a_past_day_shows_who_belonged_then_in_the_state_of_then(association, viewer):
    left = make_member(association, number="1", state="ended", ended_on=DURING)
    halted = make_member(association, number="2")
    make_member(association, number="3", joined_on=AFTER)
    happened(halted, "suspended", BEFORE)
    happened(halted, "resumed", AFTER)

    found = queries.directory(association, viewer=viewer, on=DURING)
    then = {one.number: vars(one)["state_then"] for one in found}

    assert then == {left.number: "active", halted.number: "suspended"}
    assert listed(association, viewer, on=DURING, state="suspended") == ["2"]
    assert listed(association, viewer, on=AFTER) == ["2", "3"]


def test_the_directory_of_a_past_day_shows_the_tier_of_then(association, viewer):
    first, second = make_tier(association), make_tier(association)
    member = make_member(tier=first)
    member.tier_terms.update(to_on=date(2023, 12, 31))
    make_term(member, second, from_on=DURING)

    [then] = queries.directory(association, viewer=viewer, on=BEFORE)
    [now] = queries.directory(association, viewer=viewer, tier=second.pk)

    assert [vars(one)["terms_then"][0].tier for one in (then, now)] == [first, second]
    assert [(line.tier, line.count) for line in queries.counts_by_tier(association, BEFORE)] == [
        (first, 1),
        (second, 0),
    ]


def test_a_guest_and_a_stranger_see_no_member(client, association):
    guest = make_user()
    make_person(association, user=guest, is_guest=True)
    member = make_member(association)

    client.force_login(guest)
    assert listed(association, guest) == []
    assert client.get(reverse("members:member", args=[association.slug, member.pk])).status_code == 404
    assert client.get(reverse("api-1:counts_by_tier", args=[association.slug])).status_code == 403
    client.force_login(make_user())
    assert client.get(reverse("members:member_list", args=[association.slug])).status_code == 404


def test_reasons_and_decisions_are_for_the_secretariat_and_the_member_itself(association):
    member = make_member(association)
    happened(member, "suspended", BEFORE, reason="欠缴会费")
    own = make_user()
    make_person(association, user=own, organization=member.organization)
    officer = make_user_with_powers(association, Power.MANAGE)

    for viewer, whole in ((officer, True), (own, True), (make_user_with_powers(association), False)):
        page = queries.member_page(member, viewer=viewer)
        assert (page.sees_whole, bool(page.events)) == (whole, whole)
        assert page.is_own == (viewer == own)


@pytest.mark.parametrize("way", ["page", "api"])
def test_page_and_program_show_the_same_member(client, association, viewer, way):
    tier = make_tier(association, name_zh="", name_en="Vice-president unit")
    member = make_member(tier=tier, number="00007")
    client.force_login(viewer)

    door = "members" if way == "page" else "api-1"
    shown = client.get(reverse(f"{door}:member", args=[association.slug, member.pk])).content.decode()
    listed = client.get(
        reverse(f"{door}:member_list", args=[association.slug]), {"q": "00007"}
    ).content.decode()

    assert "Vice-president unit" in shown
    assert "00007" in shown
    assert "00007" in listed


@pytest.mark.parametrize(
    "asked", [{"on": "yesterday"}, {"tier": "x"}, {"q": "a\0b"}, {"sort": "'"}, {"state": "x"}]
)
def test_what_makes_no_sense_is_left_out_of_the_question(client, association, viewer, asked):
    make_member(association, number="00001")
    client.force_login(viewer)

    assert client.get(reverse("members:member_list", args=[association.slug]), asked).status_code == 200
