"""The lists of statements, payments and receipts with that many rows."""

from guildhall.accounts.models import User
from guildhall.dues import actions
from guildhall.dues.tests.make import make_association, make_notice, make_treasurer
from guildhall.dues.tests.make_payment import (
    make_alias,
    make_line,
    make_payment,
    make_receipt,
    make_statement,
)

Looked = tuple[User, str, str]


def _at(viewer: User, slug: str, name: str) -> Looked:
    return viewer, f"/a/{slug}/dues/{name}/", f"/api/v1/a/{slug}/dues/{name}"


def statement_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_treasurer(association)
    for _number in range(rows):
        make_statement(association, actor=viewer)
    return _at(viewer, association.slug, "statements")


def line_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_treasurer(association)
    for _number in range(rows):
        make_line(association, actor=viewer, payer=make_notice(association).member.name)
    actions.propose_matches(association, actor=viewer)
    return _at(viewer, association.slug, "lines")


def payment_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_treasurer(association)
    for _number in range(rows):
        make_payment(make_notice(association), actor=viewer)
    return _at(viewer, association.slug, "payments")


def receipt_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_treasurer(association)
    for _number in range(rows):
        make_receipt(make_payment(make_notice(association), actor=viewer), actor=viewer)
        make_payment(make_notice(association), actor=viewer)
    return _at(viewer, association.slug, "receipts")


def alias_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_treasurer(association)
    for _number in range(rows):
        make_alias(association)
    return _at(viewer, association.slug, "aliases")


PAYMENT_LISTS = [statement_list, line_list, payment_list, receipt_list, alias_list]
