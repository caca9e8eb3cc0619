from datetime import date

from guildhall.accounts.models import User
from guildhall.finance.tests.make import (
    make_association,
    make_branch,
    make_budget,
    make_collection,
    make_finance_rules,
    make_request,
    make_secretary_general,
    make_spending_rules,
    make_statement,
)

Looked = tuple[User, str, str]


def _at(viewer: User, slug: str, name: str) -> Looked:
    return viewer, f"/a/{slug}/finance/{name}", f"/api/v1/a/{slug}/finance/{name or 'units'}".rstrip("/")


def unit_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_secretary_general(association)
    make_finance_rules(association)
    for _number in range(rows):
        make_request(make_branch(association))
    return _at(viewer, association.slug, "")


def budget_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_secretary_general(association)
    for _number in range(rows):
        make_budget(make_branch(association))
    return _at(viewer, association.slug, "budgets/")


def voucher_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_secretary_general(association)
    for _number in range(rows):
        make_request(make_branch(association))
    return _at(viewer, association.slug, "vouchers/")


def collection_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_secretary_general(association)
    for _number in range(rows):
        make_collection(make_branch(association))
    return _at(viewer, association.slug, "collections/")


def statement_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_secretary_general(association)
    for _number in range(rows):
        make_statement(make_branch(association))
    return _at(viewer, association.slug, "statements/")


def spending_rules_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_secretary_general(association)
    for number in range(rows):
        make_spending_rules(association, from_on=date(2020 + number, 1, 1))
    return _at(viewer, association.slug, "limits/")


def finance_rules_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_secretary_general(association)
    for _number in range(rows):
        make_finance_rules(association)
    return _at(viewer, association.slug, "rules/")


LISTS = [
    unit_list,
    budget_list,
    voucher_list,
    collection_list,
    statement_list,
    spending_rules_list,
    finance_rules_list,
]
