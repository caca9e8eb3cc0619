"""Plain builders for tests: valid by default, every detail can be named."""

from datetime import date
from typing import Any

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.core.requests import forget
from guildhall.documents.models import File
from guildhall.dues.tests.make import make_association, make_user, make_user_with_powers
from guildhall.finance import actions
from guildhall.finance.figures import Figures
from guildhall.finance.models import (
    Budget,
    Collection,
    FinanceRules,
    FinanceStatement,
    SpendingRules,
    Voucher,
)
from guildhall.members.tests.make import make_member
from guildhall.registry.models import Body, Post
from guildhall.registry.tests.make import make_body, make_person, make_post, make_tenure, make_top_body

__all__ = [
    "TODAY",
    "make_association",
    "make_branch",
    "make_branch_secretary",
    "make_budget",
    "make_collection",
    "make_file",
    "make_finance_rules",
    "make_member",
    "make_own_unit",
    "make_request",
    "make_secretary_general",
    "make_spending_rules",
    "make_statement",
    "make_user",
    "make_user_with_powers",
    "make_voucher",
]
TODAY = date(2026, 11, 21)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
TABLE = '类别,用途,金额（元）\n会议与活动,年会,3000\n提供服务收入,培训,"5,000.00"\n'.encode()
LINES = (
    actions.Line("4301", 500_000, "培训费"),
    actions.Line("510101", 300_000, "年会"),
    actions.Line("520102", 100_000, "办公"),
)


def make_own_unit(association: Association) -> Body:
    return make_top_body(association)


def make_branch(association: Association | None = None, **details: Any) -> Body:
    association = association or make_association()
    make_top_body(association)
    given = {"kind": Body.Kind.BRANCH, "name_zh": "齿轮分会", "name_en": "Gear branch"}
    return make_body(association, **given | details)


def make_secretary_general(association: Association) -> User:
    """Keeps money and decides for the whole association."""
    make_top_body(association)
    return make_user_with_powers(association, Power.KEEP_MONEY, Power.DECIDE, Power.READ, Power.ISSUE)


def make_branch_secretary(body: Body, *powers: Power) -> User:
    """Somebody with a post in the branch: the secretary, unless other powers are named."""
    user = make_user()
    given = list(powers or (Power.READ, Power.FOLLOW_UP))
    post = make_post(body, kind=Post.Kind.SECRETARY_GENERAL, name_zh="分会秘书长", powers=given)
    make_tenure(post, make_person(body.association, user=user))
    forget()
    return user


def make_spending_rules(association: Association, **details: Any) -> SpendingRules:
    given = {"from_on": date(2020, 1, 1), "head_up_to": 50_000, "association_up_to": 200_000}
    return SpendingRules.objects.create(association=association, **given | details)


def make_budget(body: Body, *, year: int = 2026, state: str = "approved", **details: Any) -> Budget:
    """With its lines; approved, so that the year is open."""
    people = {"submitter": make_user(), "approver": make_user()} if state == "approved" else {}
    if state == "submitted":
        people = {"submitter": make_user()}
    budget = Budget.objects.create(
        association=body.association, body=body, year=year, state=state, **people | details
    )
    for line in LINES:
        budget.lines.create(
            association=body.association, category=line.category, amount=line.amount, text_zh=line.text_zh
        )
    return budget


def make_request(body: Body, *, requester: User | None = None, **details: Any) -> Voucher:
    """A voucher that waits to be approved, its year open."""
    if not Budget.objects.filter(body=body, year=2026).exists():
        make_budget(body)
    if not SpendingRules.objects.filter(association=body.association).exists():
        make_spending_rules(body.association)
    given: dict[str, Any] = {
        "kind": "expense",
        "amount": 10_000,
        "on": date(2026, 2, 3),
        "category": "510101",
        "purpose": "会场租赁",
        "counterparty": "云岭会展中心",
    }
    given |= details
    return Voucher.objects.create(
        association=body.association,
        body=body,
        year=given["on"].year,
        requester=requester or make_user(),
        **given,
    )


def make_file(voucher: Voucher) -> Voucher:
    """The voucher with its invoice."""
    voucher.file = File.objects.create(
        association=voucher.association,
        name="发票.pdf",
        media_type="application/pdf",
        size=1,
        sha256="0" * 64,
    )
    voucher.save()
    return voucher


def make_voucher(body: Body, *, treasurer: User | None = None, **details: Any) -> Voucher:
    """A booked voucher, of income unless its kind is named; approved by a second person."""
    treasurer = treasurer or make_secretary_general(body.association)
    income = {"kind": "income", "category": "4301"} if details.get("kind", "income") == "income" else {}
    voucher = make_file(make_request(body, **income | details))
    if voucher.kind != "income":
        actions.approve_voucher(voucher, resolution="会决〔2026〕1号", actor=treasurer)
    return actions.book_voucher(voucher, actor=treasurer)


def make_statement(body: Body, *, quarter: int = 1, **details: Any) -> FinanceStatement:
    if not Budget.objects.filter(body=body, year=2026).exists():
        make_budget(body)
    given = {"year": 2026, "submitter": make_user(), "submitted_at": "2026-04-05T00:00Z", "figures": FIGURES}
    return FinanceStatement.objects.create(
        association=body.association, body=body, quarter=quarter, **given | details
    )


FIGURES = Figures().as_data()


def make_finance_rules(association: Association, **details: Any) -> FinanceRules:
    last = FinanceRules.objects.filter(association=association).count()
    given = {
        "number": last + 1,
        "title_zh": "分支机构财务管理办法",
        "from_on": date(2026, 1, 1),
        "issued_on": date(2026, 11, 1),
        "remind_days": [7, 14],
    }
    return FinanceRules.objects.create(association=association, **given | details)


def make_collection(body: Body, *, reporter: User | None = None, **details: Any) -> Collection:
    given = {"amount": 100_000, "on": date(2026, 5, 6)}
    member = details.pop("member", None) or make_member(body.association)
    return Collection.objects.create(
        association=body.association,
        body=body,
        member=member,
        reporter=reporter or make_user(),
        **given | details,
    )
