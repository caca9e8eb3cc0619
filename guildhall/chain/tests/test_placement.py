import json
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from guildhall.audit.models import AuditEntry
from guildhall.chain import actions, listeners, queries
from guildhall.chain.models import Placement, Supply
from guildhall.chain.tests.make import (
    make_chain,
    make_firm_user,
    make_flow,
    make_organization,
    make_placement,
    make_segment,
    make_supply,
)
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.members.actions import merge_organizations
from guildhall.members.tests.make import make_pair
from guildhall.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def segment(association):
    return make_segment(make_chain(association), name_zh="减速机", name_en="Reducers")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_a_gap_closes_when_a_firm_is_confirmed(association, segment, firm, firms_own, keeper, monkeypatch):
    heard = []
    monkeypatch.setattr(listeners, "_told", [])
    listeners.when_placed(heard.append)
    make_placement(segment, role="needs")
    assert [(gap.segment, gap.step) for gap in queries.gaps(segment.chain)] == [(segment, "mend")]

    proposed = actions.propose_placement(segment, organization=firm, actor=firms_own)
    assert [gap.step for gap in queries.gaps(segment.chain)] == ["mend"], (
        "what is only proposed fills nothing"
    )
    actions.confirm_placement(proposed, actor=keeper)

    assert heard == [proposed]
    assert [gap.step for gap in queries.gaps(segment.chain)] == ["strengthen"]
    make_placement(segment)
    assert queries.gaps(segment.chain) == []
    with pytest.raises(RuleError):
        actions.confirm_placement(proposed, actor=keeper)


def test_a_firm_is_told_what_others_propose_for_it(segment, firm, firms_own, keeper):
    actions.propose_placement(segment, organization=firm, role="needs", actor=firms_own)
    assert not Notice.objects.exists()
    actions.propose_placement(segment, organization=firm, actor=keeper)

    (notice,) = Notice.objects.all()
    assert (notice.user, notice.kind) == (firms_own, "chain")


def test_a_chain_that_could_go_on_is_told(segment, firm):
    flow = make_flow(segment)
    make_placement(segment, firm)

    (gap,) = queries.gaps(segment.chain)

    assert (gap.segment, gap.step, gap.pk) == (flow.target, "extend", flow.target_id)
    assert "减速机" in gap.sentence.zh
    assert "Reducers" in gap.sentence.en


def test_nothing_is_confirmed_where_who_listens_refuses(segment, firm, keeper, monkeypatch):
    def refuse(_placement):
        raise RuleError("no", code="no")

    monkeypatch.setattr(listeners, "_told", [refuse])
    waiting = make_placement(segment, firm, state="proposed")
    with pytest.raises(RuleError):
        actions.confirm_placement(waiting, actor=keeper)
    assert Placement.objects.get().state == "proposed"


def test_only_the_firm_and_the_keepers_place_a_firm(segment, firm, stranger, firms_own, keeper):
    with pytest.raises(NotAllowedError):
        actions.propose_placement(segment, organization=firm, actor=stranger)
    actions.propose_placement(segment, organization=firm, actor=firms_own)
    with pytest.raises(RuleError) as twice:
        actions.propose_placement(segment, organization=firm, actor=keeper)
    assert twice.value.code == "placed_already"
    retired = make_organization(segment.association, is_active=False)
    with pytest.raises(RuleError):
        actions.propose_placement(segment, organization=retired, actor=keeper)
    with pytest.raises(InvalidError):
        actions.propose_placement(segment, organization=make_organization(), actor=keeper)
    for wrong in (
        {"capacity": Decimal(-1), "unit": "t"},
        {"capacity": Decimal(1)},
        {"capacity": Decimal("NaN")},
    ):
        with pytest.raises(InvalidError):
            actions.propose_placement(segment, organization=firm, role="needs", **wrong, actor=keeper)


def test_capacities_are_seen_by_the_firm_and_the_keepers_through_no_door_by_others(
    segment, firm, firms_own, stranger, keeper
):
    make_placement(segment, firm, capacity=Decimal(98765), unit="台")
    slug = segment.association.slug
    doors = [
        reverse("chain:chain", args=[slug, segment.chain_id]),
        reverse("chain:segment", args=[slug, segment.pk]),
        reverse("api-1:chain", args=[slug, segment.chain_id]),
        reverse("api-1:segment", args=[slug, segment.pk]),
    ]
    seen = {
        name: ["98765" in signed_in(user).get(door).content.decode().replace(",", "") for door in doors]
        for name, user in (("keeper", keeper), ("own", firms_own), ("other", stranger))
    }
    table = signed_in(stranger).get(reverse("chain:export_placements", args=[slug, segment.chain_id]))
    cells = [
        cell.value
        for row in openpyxl.load_workbook(BytesIO(table.content)).active.iter_rows()
        for cell in row
    ]

    assert seen == {
        "keeper": [False, True, True, True],
        "own": [False, True, True, True],
        "other": [False] * 4,
    }
    assert firm.name_zh in cells
    assert "98765" not in cells


def test_concentration_of_few_firms_is_for_the_keepers(segment, keeper, stranger):
    for capacity in (1, 2, 3, 4):
        make_placement(segment, capacity=Decimal(capacity), unit="t")
    for reader, is_shown in ((keeper, True), (stranger, False)):
        spot = queries.chain_map(segment.chain, viewer=reader).spot_of(segment)
        assert (spot.concentration is not None, spot.is_withheld) == (is_shown, not is_shown)
    for _firm in range(2):
        make_placement(segment, capacity=Decimal(4), unit="t")
    spot = queries.chain_map(segment.chain, viewer=stranger).spot_of(segment)
    assert spot.concentration.firms == 6


def test_the_record_does_not_tell_a_firms_figures(segment, firm, firms_own):
    placement = make_placement(segment, firm)
    given = {"capacity": Decimal(98765), "unit": "台", "products_zh": "减速机"}
    actions.change_placement(placement, **given, version=1, actor=firms_own)

    details = AuditEntry.objects.get().details
    assert details["changed"] == {"capacity": "private", "unit": "private", "products_zh": "减速机"}
    with pytest.raises(RuleError) as slower:
        actions.change_placement(placement, products_zh="齿轮", version=1, actor=firms_own)
    assert "98765" not in json.dumps(slower.value.details)


def test_a_proposed_place_is_there_for_the_firm_and_the_keepers_only(
    segment, firm, firms_own, stranger, keeper
):
    placement = make_placement(segment, firm, state="proposed")
    page = reverse("chain:change_placement", args=[segment.association.slug, placement.pk])

    assert [signed_in(user).get(page).status_code for user in (keeper, firms_own, stranger)] == [
        200,
        200,
        404,
    ]
    assert queries.chain_map(segment.chain, viewer=stranger).spot_of(segment).lines == []


def test_many_firms_are_placed_at_once(segment, firm, keeper, lines):
    waiting = make_placement(segment, firm, state="proposed")
    others = [make_organization(segment.association) for _each in range(2)]
    done = make_placement(segment)
    places = [actions.Place(segment, one) for one in (firm, *others, done.organization)]

    placed = actions.place_organizations(segment.chain, places=places, actor=keeper)

    assert {one.organization for one in placed} == {waiting.organization, *others}
    assert Placement.objects.confirmed().count() == 4
    assert lines().count("placement.confirmed") == 3


def test_the_own_export_reads_back(segment, firm, keeper):
    make_placement(segment, firm, capacity=Decimal("12.5"), unit="万台", products_zh="减速机")
    make_placement(make_segment(segment.chain), role="needs")
    slug, before = segment.association.slug, list(Placement.objects.values("segment", "organization", "role"))
    for language in ("zh-hans", "en"):
        client = Client(headers={"accept-language": language})
        client.force_login(keeper)
        table = client.get(reverse("chain:export_placements", args=[slug, segment.chain_id])).content
        Placement.objects.all().delete()

        actions.import_placements(segment.chain, name="places.xlsx", content=table, actor=keeper)

        assert sorted(map(str, Placement.objects.values("segment", "organization", "role"))) == sorted(
            map(str, before)
        )
        stated = Placement.objects.get(organization=firm)
        assert (stated.capacity, stated.unit, stated.products_zh) == (Decimal("12.5"), "万台", "减速机")


def test_a_table_with_a_wrong_row_changes_nothing(segment, firm, keeper):
    table = f"环节,单位名称,作用,年产能,计量单位\n减速机,{firm.name_zh},供应,5,台\n没有,{firm.name_zh}\n减速机,谁\n"
    table += f"减速机,{firm.name_zh},也许\n减速机,{firm.name_zh},供应,多,台\n减速机,{firm.name_en},供应\n减速机,{firm.name_zh},需求,5,\n"
    with pytest.raises(InvalidError) as refused:
        actions.import_placements(segment.chain, name="表.csv", content=table.encode(), actor=keeper)

    codes = [row["code"] for row in refused.value.details["rows"]]
    assert codes == ["no_segment", "no_firm", "no_role", "no_amount", "twice", "no_unit"]
    assert not Placement.objects.exists()


def test_a_supply_is_seen_by_the_two_and_the_keepers_and_confirmed_by_the_other(
    association, firm, firms_own, stranger, keeper
):
    customer = make_organization(association)
    customers_own = make_firm_user(customer)
    given = {"supplier": firm, "customer": customer, "goods_zh": "减速机"}
    supply = actions.state_supply(association, **given, actor=firms_own)
    (notice,) = Notice.objects.all()
    assert notice.user == customers_own
    assert (supply.state, supply.stated_by) == ("proposed", firm)
    seen = {
        user: list(queries.supplies(association, viewer=user)) for user in (firms_own, customers_own, keeper)
    }
    assert set(map(len, seen.values())) == {1}
    assert list(queries.supplies(association, viewer=stranger)) == []
    for actor in (firms_own, stranger):
        with pytest.raises(NotAllowedError):
            actions.confirm_supply(supply, actor=actor)
    actions.confirm_supply(supply, actor=customers_own)
    with pytest.raises(RuleError):
        actions.confirm_supply(supply, actor=customers_own)
    with pytest.raises(RuleError):
        actions.state_supply(association, **given, actor=keeper)
    actions.end_supply(supply, actor=firms_own)
    assert Supply.objects.get().state == "ended"


def test_firms_that_turn_out_to_be_one_become_one_on_the_chain_too(association, segment, keeper):
    kept, gone = make_pair(association)
    for one in (kept, gone):
        make_placement(segment, one)
    make_placement(segment, gone, role="needs")
    supply = make_supply(association, supplier=gone)

    merge_organizations(kept, gone, versions=(1, 1), actor=keeper)

    spot = queries.chain_map(segment.chain, viewer=keeper).spot_of(segment)
    assert [line.placement.organization for line in (*spot.serving, *spot.needing)] == [kept, kept]
    supply.refresh_from_db()
    assert supply.supplier == kept


def test_a_supply_needs_two_firms_and_goods(association, firm, firms_own, stranger):
    other = make_organization(association)
    for wrong in (
        {"customer": firm, "goods_zh": "甲"},
        {"customer": other},
        {"customer": make_organization(), "goods_zh": "甲"},
    ):
        with pytest.raises(InvalidError):
            actions.state_supply(association, supplier=firm, **wrong, actor=firms_own)
    with pytest.raises(NotAllowedError):
        actions.state_supply(association, supplier=firm, customer=other, goods_zh="甲", actor=stranger)
    hidden = make_supply(association)
    page = reverse("chain:confirm_supply", args=[association.slug, hidden.pk])
    assert signed_in(stranger).post(page).status_code == 404
