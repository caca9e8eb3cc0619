from datetime import date

import pytest

from guildhall.dues.models import Account, Entry, Posting
from guildhall.dues.queries import spending
from guildhall.dues.tests.make import make_association
from guildhall.registry.tests.make import make_body

pytestmark = pytest.mark.django_db


def spend(association, body, code, amount, on=date(2026, 3, 1)):
    def account(code, kind):
        found = {"association": association, "body": body, "code": code}
        return Account.objects.get_or_create(**found, defaults={"kind": kind, "name_zh": f"科目{code}"})[0]

    entry = Entry.objects.create(
        association=association, on=on, event="spent", source_type="x", source_id=str(Entry.objects.count())
    )
    for row, side in ((account(code, "expense"), amount), (account("1002", "asset"), -amount)):
        Posting.objects.create(association=association, entry=entry, account=row, amount=side)


def test_spending_adds_up_the_association_and_its_branches_by_account():
    association = make_association()
    branch = make_body(association, kind="branch")
    spend(association, None, "5101", 70_000)
    spend(association, branch, "5101", 30_000)
    spend(association, branch, "5201", 1_000)
    spend(association, branch, "5201", -1_000)
    spend(association, None, "5201", 5_000, on=date(2025, 12, 31))

    found = [(one.code, one.name.zh, one.amount) for one in spending(association, 2026)]

    assert found == [("5101", "科目5101", 100_000)]
