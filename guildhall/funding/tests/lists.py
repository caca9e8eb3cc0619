from guildhall.accounts.models import User
from guildhall.funding.tests.make import (
    make_association,
    make_bank,
    make_case,
    make_firm_record,
    make_funding_need,
    make_organization,
    make_own_user,
    make_product,
    make_release,
    make_secretary,
)

Looked = tuple[User, str, str]


def _at(viewer: User, slug: str, place: str, twin: str) -> Looked:
    return viewer, f"/a/{slug}/funding/{place}", f"/api/v1/a/{slug}/funding/{twin}"


def product_list(rows: int) -> Looked:
    association = make_association()
    bank = make_bank(association)
    viewer = make_own_user(bank)
    for _number in range(rows):
        make_product(bank)
    return _at(viewer, association.slug, "", "products")


def funding_need_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_own_user(make_bank(association))
    for _number in range(rows):
        make_funding_need(make_organization(association))
    return _at(viewer, association.slug, "needs/", "needs")


def funding_case_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_secretary(association)
    for _number in range(rows):
        make_case(make_funding_need(make_organization(association)), state="offered")
    return _at(viewer, association.slug, "cases/", "cases")


def firm_record_list(rows: int) -> Looked:
    association = make_association()
    firm = make_organization(association)
    viewer = make_own_user(firm)
    for number in range(rows):
        make_firm_record(firm, year=2020 + number)
    return _at(viewer, association.slug, "records/", "records")


def release_list(rows: int) -> Looked:
    association = make_association()
    bank = make_bank(association)
    viewer = make_own_user(bank)
    for _number in range(rows):
        make_release(make_organization(association), bank)
    return _at(viewer, association.slug, "releases/", "releases")


LISTS = [product_list, funding_need_list, funding_case_list, firm_record_list, release_list]
