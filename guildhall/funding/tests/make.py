"""Plain builders for tests: valid by default, every detail can be named."""

from datetime import date, timedelta
from typing import Any

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.accounts.tests.make import make_association, make_user
from guildhall.documents.actions import store_file
from guildhall.exchange.tests.make import make_listing
from guildhall.funding.models import (
    BankProduct,
    FirmRecord,
    FundingCase,
    FundingNeed,
    Release,
)
from guildhall.registry.models import Organization
from guildhall.registry.queries import today_in
from guildhall.registry.tests.make import make_organization, make_person, make_user_with_powers

__all__ = [
    "PDF",
    "make_association",
    "make_bank",
    "make_case",
    "make_firm_record",
    "make_funding_need",
    "make_organization",
    "make_own_user",
    "make_product",
    "make_release",
    "make_secretary",
    "make_user",
    "text_of",
]
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
MILLION = 100_000_000  # fen


def make_bank(association: Association | None = None, **details: Any) -> Organization:
    association = association or make_association()
    return make_organization(association, kind=Organization.Kind.BANK, **details)


def make_own_user(organization: Organization, **details: Any) -> User:
    """Somebody of the organization who can sign in."""
    user = make_user()
    make_person(organization.association, user=user, organization=organization, email=user.email, **details)
    return user


def make_secretary(association: Association) -> User:
    return make_user_with_powers(association, Power.MANAGE, Power.KEEP_MONEY, Power.READ)


def make_product(bank: Organization | None = None, **details: Any) -> BankProduct:
    """A published product of a bank: one to ten million yuan, 6 to 36 months, from 3.45 %, on land or receivables."""
    bank = bank or make_bank()
    listing = make_listing(
        bank.association, organization=bank, kind="finance", title_zh="科创贷", title_en="Tech loan"
    )
    given: dict[str, Any] = {
        "amount_from": MILLION,
        "amount_to": 10 * MILLION,
        "months_from": 6,
        "months_to": 36,
        "rate_from": 345,
        "collateral": ["property", "receivables"],
    }
    return BankProduct.objects.create(association=bank.association, listing=listing, **given | details)


def make_funding_need(organization: Organization | None = None, **details: Any) -> FundingNeed:
    """A published need of three million yuan for a year; the firm's name stands in its text."""
    organization = organization or make_organization()
    listing = make_listing(
        organization.association,
        organization=organization,
        side="need",
        kind="finance",
        visibility="anonymous",
        title_zh=f"{organization.name_zh}流动资金贷款",
        title_en="Working capital",
    )
    given: dict[str, Any] = {"amount": 3 * MILLION, "months": 12, "collateral": ["receivables"]}
    return FundingNeed.objects.create(
        association=organization.association, listing=listing, **given | details
    )


def make_case(
    need: FundingNeed | None = None,
    product: BankProduct | None = None,
    *,
    state: str = "proposed",
    **details: Any,
) -> FundingCase:
    """A case with the steps that lead to where it stands."""
    need = need or make_funding_need()
    product = product or make_product(make_bank(need.association))
    user = make_user()
    case = FundingCase.objects.create(
        association=need.association,
        need=need,
        product=product,
        state=state,
        proposed_by="bank",
        created_by=user,
        **details,
    )
    way = ["proposed", "introduced", "applied", "offered", "granted", "drawn"]
    reached = way[: way.index(state) + 1] if state in way else ["proposed", state]
    for stage in reached:
        amount = (
            None if stage in ("proposed", "introduced", state if state not in way else "") else need.amount
        )
        case.steps.create(
            association=case.association, state=stage, on=today_in(case.association), amount=amount, by=user
        )
    return case


def make_firm_record(organization: Organization, **details: Any) -> FirmRecord:
    """A year's turnover; with ``item`` of files a PDF."""
    given: dict[str, Any] = {"item": "turnover", "created_by": make_user()} | details
    if given["item"] == "turnover":
        given = {"year": 2025, "amount": 32 * MILLION} | given
    else:
        given["file"] = store_file(
            association=organization.association, name="纳税证明.pdf", content=PDF, actor=given["created_by"]
        )
    return FirmRecord.objects.create(association=organization.association, organization=organization, **given)


def make_release(
    organization: Organization | None = None,
    bank: Organization | None = None,
    *,
    items: tuple[str, ...] = ("identity", "turnover"),
    until_on: date | None = None,
    **details: Any,
) -> Release:
    """Released to a bank for a month."""
    organization = organization or make_organization()
    bank = bank or make_bank(organization.association)
    release = Release.objects.create(
        association=organization.association,
        organization=organization,
        bank=bank,
        until_on=until_on or today_in(organization.association) + timedelta(days=30),
        created_by=make_user(),
        **details,
    )
    for item in items:
        release.items.create(association=release.association, item=item)
    return release


def text_of(answer: Any) -> str:
    """What an answer says, of a page or of the API (which writes Chinese as escapes)."""
    is_json = "json" in answer.headers["Content-Type"]
    return str(answer.json()) if is_json else answer.content.decode()
