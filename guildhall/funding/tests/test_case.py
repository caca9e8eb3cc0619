"""From a proposal to money drawn; without the firm's name until the firm says yes."""

from datetime import timedelta

import pytest

from guildhall.core.errors import RuleError
from guildhall.funding import actions, queries
from guildhall.funding.models import FundingCase, FundingNeed
from guildhall.funding.tests.make import (
    MILLION,
    make_case,
    make_firm_record,
    make_funding_need,
    make_organization,
    make_product,
    text_of,
)
from guildhall.members.tests.make import make_member
from guildhall.notices.models import Notice
from guildhall.registry.queries import today_in

pytestmark = pytest.mark.django_db
TEXT = {"title_zh": "流动资金贷款", "text_zh": "用于采购。"}


def code_of(act):
    with pytest.raises(RuleError) as refused:
        act()
    return refused.value.code


def move(case, to, actor, **details):
    return actions.move_case(FundingCase.objects.get(pk=case.pk), to=to, actor=actor, **details)


@pytest.fixture
def need(firm):
    return make_funding_need(firm)


@pytest.fixture
def product(bank):
    return make_product(bank)


def test_a_case_goes_from_the_banks_proposal_to_money_drawn(need, product, director, banker, lines):
    case = actions.propose_case(need, product, actor=banker)
    assert case.state == "proposed"
    assert Notice.objects.filter(user=director, subject_zh__contains="云岭银行").count() == 1
    actions.accept_case(case, actor=director)
    assert Notice.objects.filter(user=banker, subject_zh__contains="云岭齿轮厂").count() == 1
    move(case, "applied", director, amount=3 * MILLION)
    move(case, "offered", banker, amount=2 * MILLION, rate=365)
    move(case, "granted", banker, amount=2 * MILLION, rate=365)
    assert code_of(lambda: move(case, "drawn", banker, amount=2 * MILLION + 1)) == "over_granted"
    move(case, "drawn", banker, amount=MILLION)

    case.refresh_from_db()
    assert case.state == "drawn"
    assert list(case.steps.values_list("state", "amount")) == [
        ("proposed", None),
        ("introduced", None),
        ("applied", 3 * MILLION),
        ("offered", 2 * MILLION),
        ("granted", 2 * MILLION),
        ("drawn", MILLION),
    ]
    assert lines()[-1] == "funding_case.moved"


def test_each_step_belongs_to_its_side_and_follows_from_the_one_before(
    need, product, director, banker, secretary, stranger
):
    case = make_case(need, product, state="introduced")
    assert code_of(lambda: move(case, "applied", banker, amount=1)) == "not_allowed"
    assert code_of(lambda: move(case, "applied", stranger, amount=1)) == "not_allowed"
    assert code_of(lambda: move(case, "applied", secretary, amount=1)) == "not_allowed"
    assert code_of(lambda: move(case, "granted", banker, amount=1)) == "other_state"
    assert code_of(lambda: move(case, "applied", director)) == "amount_missing"
    tomorrow = today_in(need.association) + timedelta(days=1)
    for day in (tomorrow, tomorrow - timedelta(days=2)):
        assert code_of(lambda day=day: move(case, "applied", director, amount=1, on=day)) == "wrong_day"
    move(case, "applied", director, amount=1)
    assert code_of(lambda: move(case, "applied", director, amount=1)) == "other_state"
    assert code_of(lambda: move(case, "refused", banker)) == "reason_missing"
    move(case, "refused", banker, note="负债率过高")
    assert code_of(lambda: actions.accept_case(case, actor=director)) == "other_state"


def test_two_are_brought_together_once_and_only_while_both_are_published(
    need, product, director, banker, stranger
):
    closed = make_product(product.listing.organization)
    closed.listing.state, closed.listing.ending = "closed", "withdrawn"
    closed.listing.save()
    assert code_of(lambda: actions.propose_case(need, closed, actor=director)) == "not_published"
    assert code_of(lambda: actions.propose_case(need, product, actor=stranger)) == "not_allowed"
    case = actions.propose_case(need, product, actor=director)
    assert case.state == "introduced"
    assert code_of(lambda: actions.propose_case(need, product, actor=banker)) == "known_already"


def test_until_the_firm_accepts_no_door_tells_a_bank_who_it_is(
    client, firm, need, product, banker, director, other_banker
):
    case = actions.propose_case(need, product, actor=banker)
    slug = firm.association.slug

    def told(user):
        client.force_login(user)
        return [
            "云岭齿轮厂" in text_of(client.get(url, headers={"accept-language": "zh-hans"}))
            for url in (
                f"/a/{slug}/funding/needs/",
                f"/a/{slug}/funding/needs/{need.pk}/",
                f"/api/v1/a/{slug}/funding/needs",
                f"/api/v1/a/{slug}/funding/needs/{need.pk}",
                f"/a/{slug}/funding/cases/",
                f"/a/{slug}/funding/cases/{case.pk}/",
                f"/api/v1/a/{slug}/funding/cases",
                f"/api/v1/a/{slug}/funding/cases/{case.pk}",
            )
        ]

    assert told(banker) == [False] * 8
    assert not Notice.objects.filter(user=banker, text_zh__contains="云岭齿轮厂").exists()
    actions.accept_case(case, actor=director)
    assert told(banker) == [True] * 8
    assert told(other_banker) == [False] * 8


def test_after_a_no_the_bank_never_learns_the_name(client, firm, need, product, banker, director):
    case = actions.propose_case(need, product, actor=banker)
    assert code_of(lambda: actions.decline_case(case, reason=" ", actor=director)) == "reason_missing"
    actions.decline_case(case, reason="已有贷款", actor=director)
    client.force_login(banker)
    page = client.get(f"/a/{firm.association.slug}/funding/cases/{case.pk}/").content.decode()
    assert "云岭齿轮厂" not in page


def test_a_firm_states_its_need_and_a_bank_its_product(
    association, firm, bank, director, banker, secretary, lines
):
    need = actions.ask_funding(
        association,
        organization=firm,
        text=TEXT,
        amount=MILLION,
        collateral=["stock", "stock"],
        actor=director,
    )
    assert (need.listing.visibility, need.listing.state, need.collateral) == (
        "anonymous",
        "submitted",
        ["stock"],
    )
    product = actions.offer_product(association, bank=bank, text=TEXT, amount_to=MILLION, actor=banker)
    assert product.listing.state == "submitted"
    assert lines()[-1] == "bank_product.offered"

    ask = {"organization": firm, "text": TEXT, "amount": MILLION}
    assert code_of(lambda: actions.ask_funding(association, **ask, actor=secretary)) == "not_allowed"
    assert (
        code_of(lambda: actions.ask_funding(association, **ask | {"amount": 0}, actor=director))
        == "amount_missing"
    )
    offer = {"bank": bank, "text": TEXT, "actor": banker}
    assert (
        code_of(lambda: actions.offer_product(association, **offer, amount_from=2, amount_to=1))
        == "ends_before_start"
    )
    assert code_of(lambda: actions.offer_product(association, **offer, collateral=["gold"])) == "invalid"
    assert (
        code_of(lambda: actions.offer_product(association, bank=firm, text=TEXT, actor=director)) == "no_bank"
    )


def test_figures_are_changed_by_their_owner_and_the_slower_is_told(need, product, director, banker, stranger):
    actions.change_funding_need(need, version=1, months=24, actor=director)
    changed = {"version": 1, "months": 36}
    assert (
        code_of(lambda: actions.change_funding_need(need, **changed, actor=director)) == "changed_meanwhile"
    )
    assert (
        code_of(lambda: actions.change_funding_need(need, version=2, months=1, actor=banker)) == "not_allowed"
    )
    actions.change_product(product, version=1, rate_from=300, actor=banker)
    assert (
        code_of(lambda: actions.change_product(product, version=2, rate_to=200, actor=banker))
        == "ends_before_start"
    )
    assert (
        code_of(lambda: actions.change_product(product, version=2, rate_to=400, actor=stranger))
        == "not_allowed"
    )
    assert FundingNeed.objects.get(pk=need.pk).months == 24


def test_the_firm_is_compared_with_its_own_figures_a_bank_without_them(firm, need, bank, director, banker):
    make_member(firm.association, organization=firm)
    make_firm_record(firm)
    make_product(bank, members_only=True, least_turnover=MILLION)

    def points(user, *, is_firm):
        [offered] = queries.offers_for(need, user, is_firm=is_firm)
        return {one.point: one.answer.value for one in offered.fit.verdicts}

    assert (points(director, is_firm=True)["membership"], points(director, is_firm=True)["turnover"]) == (
        "fits",
        "fits",
    )
    assert (
        points(banker, is_firm=False)["membership"] == points(banker, is_firm=False)["turnover"] == "unknown"
    )


def test_needs_are_for_banks_the_firm_and_the_secretariat_only(
    client, firm, need, banker, stranger, secretary, director
):
    url = f"/a/{firm.association.slug}/funding/needs/{need.pk}/"
    for user, status in ((banker, 200), (secretary, 200), (director, 200), (stranger, 404)):
        client.force_login(user)
        assert client.get(url).status_code == status
        assert client.get(f"/api/v1{url}".rstrip("/")).status_code == status
    client.force_login(stranger)
    assert client.get(f"/api/v1/a/{firm.association.slug}/funding/needs").json()["items"] == []


def test_figures_have_denominators_and_give_no_firm_away(client, association, bank, secretary, stranger):
    product = make_product(bank)
    for number in range(5):
        make_case(
            make_funding_need(make_organization(association)),
            product,
            state="granted" if number < 4 else "drawn",
        )
    make_case(
        make_funding_need(make_organization(association), amount=100 * MILLION), product, state="applied"
    )
    funnel = queries.funnel(association, today_in(association).year)
    by_stage = {step.stage.value: step for step in funnel.steps}

    assert (by_stage["granted"].reached, by_stage["granted"].of) == (5, 5)
    assert (by_stage["offered"].reached, by_stage["offered"].of) == (5, 6)
    assert by_stage["granted"].money.total == 15 * MILLION
    assert by_stage["applied"].money.total is None
    assert by_stage["drawn"].money.reason is not None
    url = f"/a/{association.slug}/funding/figures/"
    for user, status in ((secretary, 200), (stranger, 404)):
        client.force_login(user)
        assert client.get(url).status_code == status
        assert client.get(f"/api/v1{url}".rstrip("/")).status_code == status
