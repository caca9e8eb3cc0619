"""Page and API give the same answer to the same act, and every page opens."""

import pytest

from guildhall.funding.models import BankProduct, FundingCase, FundingNeed, FundingRules
from guildhall.funding.tests.make import (
    make_case,
    make_firm_record,
    make_funding_need,
    make_product,
    make_release,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["page", "api"])
def door(request):
    return request.param


@pytest.fixture
def act(client, association, door):
    """Posts the same to the page or to its twin; says whether it was done."""

    def do(user, path, data=None, *, api=None, method="post"):
        client.force_login(user)
        if door == "page":
            return client.post(f"/a/{association.slug}/funding/{path}/", data or {}).status_code == 302
        url = f"/api/v1/a/{association.slug}/funding/{api or path}"
        answer = getattr(client, method)(url, data or {}, content_type="application/json")
        return answer.status_code in (200, 201)

    return do


def test_needs_and_products_are_stated_and_changed(act, door, firm, bank, director, banker, stranger):
    text = {"title_zh": "流动资金贷款", "title_en": "", "text_zh": "", "text_en": "", "region": ""}
    need = {"amount": "300万", "months": 12} | text | {"organization": firm.pk}
    product = {"amount_to": "1000万", "rate_from": "3.45"} | text | {"organization": bank.pk}
    if door == "api":
        need = {"amount": 300_000_000, "months": 12, "organization_id": str(firm.pk), "text": text}
        product = {"amount_to": 1_000_000_000, "rate_from": 345, "bank_id": str(bank.pk), "text": text}
    assert not act(stranger, "needs/new", need, api="needs")
    assert act(director, "needs/new", need, api="needs")
    assert not act(stranger, "products/new", product, api="products")
    assert act(banker, "products/new", product, api="products")
    made, offered = FundingNeed.objects.get(), BankProduct.objects.get()
    assert (made.amount, offered.rate_from, offered.amount_to) == (300_000_000, 345, 1_000_000_000)

    amount = "200万" if door == "page" else 200_000_000
    change = {"amount": amount, "version": 1}
    for user, done in ((stranger, False), (director, True), (director, False)):
        assert act(user, f"needs/{made.pk}/change", change, api=f"needs/{made.pk}", method="patch") is done
    change = {"amount_to": amount, "version": 1}
    for user, done in ((stranger, False), (banker, True)):
        assert (
            act(user, f"products/{offered.pk}/change", change, api=f"products/{offered.pk}", method="patch")
            is done
        )
    assert FundingNeed.objects.get().amount == BankProduct.objects.get().amount_to == 200_000_000


def test_a_case_is_proposed_accepted_moved_and_declined(act, firm, bank, director, banker, stranger):
    need, product, second = make_funding_need(firm), make_product(bank), make_product(bank)
    for one in (product, second):
        given = {"product": one.pk, "need_id": str(need.pk), "product_id": str(one.pk)}
        assert not act(stranger, f"needs/{need.pk}/propose", given, api="cases")
        assert act(banker, f"needs/{need.pk}/propose", given, api="cases")
    case, other = FundingCase.objects.order_by("pk")
    for user, done in ((banker, False), (director, True), (director, False)):
        assert act(user, f"cases/{case.pk}/accept") is done
    assert not act(banker, f"cases/{other.pk}/decline", {"reason": "否"})
    assert act(director, f"cases/{other.pk}/decline", {"reason": "否"})
    step = {"to": "applied", "amount": "1000000"}
    assert not act(banker, f"cases/{case.pk}/move", step)
    assert act(director, f"cases/{case.pk}/move", step)
    assert set(FundingCase.objects.values_list("state", flat=True)) == {"applied", "declined"}


def test_the_secretariat_sets_the_rules(act, association, secretary, stranger):
    given = {"longest_days": 60, "version": 0}
    assert not act(stranger, "rules", given, method="put")
    assert act(secretary, "rules", given, method="put")
    assert FundingRules.objects.get(association=association).longest_days == 60


def test_every_page_and_its_twin_open(client, association, firm, bank, director, banker, secretary):
    need, product = (
        make_funding_need(firm),
        make_product(bank, regions="云岭", purposes=["export"], members_only=True),
    )
    case, release = make_case(need, product, state="applied"), make_release(firm, bank, items=("tax_files",))
    make_firm_record(firm)
    make_firm_record(firm, item="tax_files")
    shared = [
        "", "needs/", f"needs/{need.pk}/", f"products/{product.pk}/", "cases/", "cases/?state=applied",
        f"cases/{case.pk}/", "releases/", f"releases/{release.pk}/", "records/",
    ]  # fmt: skip
    own = {
        director: ["needs/new/", f"needs/{need.pk}/change/", "records/new/", "releases/new/", f"cases/{case.pk}/move/",
                   f"cases/{case.pk}/decline/", f"releases/{release.pk}/looks.xlsx"],
        banker: ["products/new/", f"products/{product.pk}/change/", f"releases/{release.pk}/looks.xlsx"],
        secretary: ["figures/", "figures/?year=2025", "figures/?year=x", "rules/", "products/new/"],
    }  # fmt: skip
    twins = ("products", f"products/{product.pk}", "needs", f"needs/{need.pk}", "cases", f"cases/{case.pk}",
             "releases", f"releases/{release.pk}", "records")  # fmt: skip
    for user, pages in own.items():
        client.force_login(user)
        for place, path in enumerate(shared + pages):
            language = ("zh-hans", "en")[place % 2]
            answer = client.get(
                f"/a/{association.slug}/funding/{path}", headers={"accept-language": language}
            )
            assert answer.status_code == 200, path
        for path in twins if user == banker else ():
            assert client.get(f"/api/v1/a/{association.slug}/funding/{path}").status_code == 200, path
    client.force_login(banker)
    look = f"/a/{association.slug}/funding/releases/{release.pk}/tax_files/look/"
    assert "纳税证明" in client.post(look).content.decode()


def test_a_listing_of_finance_leads_to_its_figures_for_those_who_see_them(
    client, association, firm, bank, director, banker, stranger
):
    need, product = make_funding_need(firm), make_product(bank)
    seen = {director: (True, True), banker: (True, True), stranger: (False, True)}
    for user, expected in seen.items():
        client.force_login(user)
        pages = [
            client.get(f"/a/{association.slug}/exchange/listings/{one.listing_id}/").content.decode()
            for one in (need, product)
        ]
        assert (
            f"/funding/needs/{need.pk}/" in pages[0],
            f"/funding/products/{product.pk}/" in pages[1],
        ) == expected
