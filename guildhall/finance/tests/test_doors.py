"""Every act by its page and by its endpoint gives the same answer; every page opens in both languages."""

import json
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from guildhall.finance.models import (
    Budget,
    Collection,
    FinanceRules,
    FinanceStatement,
    RulesConfirmation,
    SpendingRules,
    Voucher,
)
from guildhall.finance.tests.make import (
    PDF,
    TABLE,
    make_branch,
    make_branch_secretary,
    make_budget,
    make_collection,
    make_file,
    make_finance_rules,
    make_member,
    make_own_unit,
    make_request,
    make_statement,
    make_voucher,
)

pytestmark = pytest.mark.django_db


class Door:
    """A page's form or an endpoint: ``do`` sends and says whether it was done, ``refused`` or not allowed."""

    def __init__(self, kind, user, association):
        self.kind, self.slug = kind, association.slug
        self.client = Client()
        self.client.force_login(user)

    def do(self, name, *keys, file="", **data):
        if file:
            data["file"] = SimpleUploadedFile(file, PDF if file.endswith("pdf") else TABLE)
        if self.kind == "page":
            shown = {key: value / 100 if key in MONEY else value for key, value in data.items()}
            address = reverse(f"finance:{name}", args=[self.slug, *keys])
            status = self.client.post(address, shown or {"resolution": ""}).status_code
            return "refused" if status == 200 else SAID.get(status)
        path = reverse(f"api-1:{name}", args=[self.slug, *keys])
        if file:
            return SAID.get(self.client.post(path, data).status_code)
        return SAID.get(self.client.post(path, json.dumps(data), "application/json").status_code)


MONEY = ("amount", "head_up_to", "association_up_to")
# A page that refuses shows its form again, or where it has none the error page.
SAID = {302: "done", 201: "done", 200: "done", 403: "not allowed", 404: "not found", 409: "refused"}
SAID |= {422: "refused"}


@pytest.fixture(params=["page", "api"])
def door(request, association):
    return lambda user: Door(request.param, user, association)


ASKED = {
    "kind": "expense",
    "amount": 10_000,
    "on": "2026-02-03",
    "category": "510101",
    "purpose": "会场",
    "counterparty": "会展中心",
}


def test_a_voucher_from_request_to_undoing(door, branch, secretary, treasurer):
    make_voucher(branch, treasurer=treasurer, amount=50_000)
    branchs, treasurers = door(secretary), door(treasurer)
    assert branchs.do("request_voucher", branch.pk, **ASKED) == "done"
    voucher = Voucher.objects.get(kind="expense")
    assert branchs.do("attach_voucher_file", voucher.pk, file="发票.pdf") == "done"
    assert branchs.do("approve_voucher", voucher.pk) == "not allowed"
    assert treasurers.do("approve_voucher", voucher.pk) == "done"
    assert treasurers.do("book_voucher", voucher.pk) == "done"
    assert treasurers.do("undo_voucher", voucher.pk, reason="有误") == "done"
    voucher.refresh_from_db()
    assert (voucher.state, voucher.number) == ("undone", 2)

    other = make_request(branch)
    assert treasurers.do("refuse_voucher", other.pk, reason="不符") == "done"
    assert Voucher.objects.get(pk=other.pk).state == "refused"


def test_a_budget_from_draft_to_approval(door, branch, secretary, treasurer):
    branchs, treasurers = door(secretary), door(treasurer)
    assert branchs.do("draft_budget", branch.pk, year=2026) == "done"
    budget = Budget.objects.get()
    assert branchs.do("import_budget_lines", budget.pk, version=1, file="预算.csv") == "done"
    assert branchs.do("submit_budget", budget.pk) == "done"
    assert treasurers.do("return_budget", budget.pk, reason="过高") == "done"
    assert branchs.do("submit_budget", budget.pk) == "done"
    assert treasurers.do("approve_budget", budget.pk, resolution="会决1号") == "done"
    budget.refresh_from_db()
    assert (budget.state, budget.resolution, budget.lines.count()) == ("approved", "会决1号", 2)


def test_lines_typed_on_the_page_and_sent_to_the_api(branch, secretary):
    budget = make_budget(branch, state="draft")
    client = Client()
    client.force_login(secretary)
    typed = {
        "version": 1,
        "rows": 2,
        "category_0": "4301",
        "text_0": "培训",
        "amount_0": "2万",
        "amount_1": "",
    }
    page = reverse("finance:set_budget_lines", args=[branch.association.slug, budget.pk])
    assert client.post(page, typed).status_code == 302
    assert list(budget.lines.values_list("category", "amount")) == [("4301", 2_000_000)]
    assert client.post(page, typed).status_code == 200, "the version is an old one"

    lines = {"lines": [{"category": "4301", "amount": 5}], "version": 2}
    twin = reverse("api-1:set_budget_lines", args=[branch.association.slug, budget.pk])
    assert client.put(twin, json.dumps(lines), "application/json").json()["lines"][0]["amount"] == 5


def test_collected_dues(door, association, branch, secretary, treasurer):
    member = make_member(association)
    own = {"member_id": str(member.pk), "number": member.number}
    branchs, treasurers = door(secretary), door(treasurer)
    given = {"amount": 100, "on": "2026-02-03", "way": "bank"}
    assert branchs.do("report_collection", branch.pk, **own, **given) == "done"
    collection = Collection.objects.get()
    assert branchs.do("book_collection", collection.pk) == "not allowed"
    assert treasurers.do("book_collection", collection.pk) == "done"
    assert treasurers.do("undo_collection", collection.pk, reason="有误") == "done"
    other = make_collection(branch)
    assert treasurers.do("refuse_collection", other.pk, reason="未到账") == "done"
    assert set(Collection.objects.values_list("state", flat=True)) == {"undone", "refused"}


def test_statements(door, branch, secretary, treasurer):
    make_budget(branch, year=2025)
    branchs, treasurers = door(secretary), door(treasurer)
    keys = [2025, 1] if branchs.kind == "page" else []
    assert branchs.do("submit_statement", branch.pk, *keys, year=2025, quarter=1) == "done"
    statement = FinanceStatement.objects.get()
    assert treasurers.do("accept_statement", statement.pk) == "done"
    assert treasurers.do("accept_statement", statement.pk) == "refused"
    assert treasurers.do("return_statement", statement.pk, reason="有误") == "done"
    assert FinanceStatement.objects.get().state == "returned"


def test_rules_of_both_kinds(door, association, branch, secretary, treasurer):
    SpendingRules.objects.all().delete()
    given = {"dues_share": 0, "budget_days": 31, "quarter_days": 15, "year_days": 45, "over_budget": "refuse"}
    given |= {"from_on": "2026-01-01", "head_up_to": 500, "association_up_to": 900}
    assert door(secretary).do("set_spending_rules", **given) == "not allowed"
    assert door(treasurer).do("set_spending_rules", **given) == "done"
    assert SpendingRules.objects.get().head_up_to == 500
    issued = {"title_zh": "办法", "from_on": "2026-01-01"}
    assert door(treasurer).do("issue_finance_rules", **issued, file="办法.pdf") == "done"
    rules = FinanceRules.objects.get()
    assert door(treasurer).do("confirm_finance_rules", rules.pk, branch.pk) == "not allowed"
    assert door(secretary).do("confirm_finance_rules", rules.pk, branch.pk) == "done"
    assert RulesConfirmation.objects.get().body == branch


def test_another_branchs_money_is_not_to_be_found(door, association, branch):
    other = make_branch_secretary(make_branch(association))
    voucher, budget = make_request(branch), Budget.objects.get(body=branch)

    assert door(other).do("request_voucher", branch.pk, **ASKED) == "not found"
    assert door(other).do("approve_voucher", voucher.pk) == "not found"
    assert door(other).do("submit_budget", budget.pk) == "not found"


@pytest.mark.parametrize(("reader", "language"), [("treasurer", "zh-hans"), ("secretary", "en")])
def test_every_page_opens(association, branch, secretary, treasurer, reader, language):
    voucher = make_voucher(branch, treasurer=treasurer)
    asked = make_file(make_request(branch))
    statement, rules = make_statement(branch), make_finance_rules(association)
    make_collection(branch)
    budget = make_budget(branch, year=2025, state="draft")
    own = {
        "unit": branch, "ledger": branch, "export_ledger": branch, "draft_budget": branch,
        "request_voucher": branch, "report_collection": branch, "budget": budget, "set_budget_lines": budget,
        "import_budget_lines": budget, "voucher": voucher, "approve_voucher": asked, "statement": statement,
        "finance_rules": rules,
    }  # fmt: skip
    lists = ["unit_list", "budget_list", "voucher_list", "collection_list", "statement_list"]
    lists += ["spending_rules_list", "finance_rules_list", "set_spending_rules", "issue_finance_rules"]
    whole = ["merged_statement", "export_merged"]
    client = Client(headers={"accept-language": language})
    client.force_login(treasurer if reader == "treasurer" else secretary)
    pages = [reverse(f"finance:{name}", args=[association.slug]) for name in lists]
    pages += [reverse(f"finance:{name}", args=[association.slug, row.pk]) for name, row in own.items()]
    pages.append(reverse("finance:submit_statement", args=[association.slug, branch.pk, 2025, 0]))
    pages += [reverse(f"api-1:{name}", args=[association.slug, branch.pk]) for name in ("unit", "ledger")]
    found = {page: client.get(page + "?year=2026").status_code for page in pages}
    of_all = [client.get(reverse(f"finance:{name}", args=[association.slug])).status_code for name in whole]
    twin = client.get(reverse("api-1:merged_statement", args=[association.slug])).status_code

    assert found == dict.fromkeys(pages, 200)
    assert (of_all, twin) == (([200, 200], 200) if reader == "treasurer" else ([404, 404], 403))


def test_the_workbooks_hold_what_the_pages_show(association, branch, treasurer):
    make_own_unit(association)
    make_voucher(branch, treasurer=treasurer, amount=123_456)
    client = Client()
    client.force_login(treasurer)

    def cells(name, *keys):
        answer = client.get(reverse(f"finance:{name}", args=[association.slug, *keys]) + "?year=2026")
        sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
        return [[cell.value for cell in row] for row in sheet.iter_rows()]

    debits = [row[3] for row in cells("export_ledger", branch.pk)[1:] if row[3]]
    merged = cells("export_merged")
    assert debits == [1234.56]
    assert merged[0] == [None, "协会本级", "齿轮分会", "合计"]
    assert merged[-1] == ["期末余额", 0, 1234.56, 1234.56]
