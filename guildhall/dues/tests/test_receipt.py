from datetime import timedelta

import pytest

from guildhall.core.errors import NotAllowedError, RuleError
from guildhall.dues import actions
from guildhall.dues.models import Receipt
from guildhall.dues.queries import reconciliation
from guildhall.dues.tests.make import ISSUED, make_notice
from guildhall.dues.tests.make_payment import PAID, make_payment, make_receipt

pytestmark = pytest.mark.django_db
WHOLE = 500_000


@pytest.fixture
def payment(association, treasurer):
    return make_payment(make_notice(association), actor=treasurer)


def test_a_receipt_is_recorded_and_reconciles(payment, treasurer, lines):
    assert reconciliation(payment.association).without_receipt == WHOLE
    receipt = make_receipt(payment, actor=treasurer)
    found = reconciliation(payment.association)
    assert (found.paid, found.with_receipt, found.without_receipt, found.agrees) == (WHOLE, WHOLE, 0, True)
    assert receipt.state == Receipt.State.ISSUED
    assert lines()[-1] == "receipt.recorded"


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"amount": WHOLE - 1}, "not_the_standard"),
        ({"issued_on": ISSUED}, "wrong_day"),
        ({"issued_on": PAID + timedelta(days=20_000)}, "wrong_day"),
        ({"number": " "}, "no_number"),
    ],
)
def test_a_receipt_that_is_not_what_the_standard_asks_is_refused(payment, treasurer, details, code):
    with pytest.raises(RuleError) as refused:
        make_receipt(payment, actor=treasurer, **details)
    assert refused.value.code == code


def test_no_receipt_for_a_notice_that_is_not_paid(association, treasurer):
    payment = make_payment(make_notice(association), amount=WHOLE - 1, actor=treasurer)
    with pytest.raises(RuleError) as refused:
        make_receipt(payment, actor=treasurer)
    assert refused.value.code == "not_paid"


def test_one_receipt_for_a_part_and_no_number_twice(association, payment, treasurer):
    receipt = make_receipt(payment, actor=treasurer)
    with pytest.raises(RuleError) as refused:
        make_receipt(payment, actor=treasurer)
    assert refused.value.code == "has_receipt"
    other = make_payment(make_notice(association), actor=treasurer)
    with pytest.raises(RuleError) as refused:
        make_receipt(other, actor=treasurer, number=receipt.number)
    assert refused.value.code == "number_taken"


def test_a_receipt_is_verified_void_and_replaced(payment, treasurer, lines):
    receipt = make_receipt(payment, actor=treasurer)
    with pytest.raises(RuleError) as refused:
        actions.undo_payment(payment, reason="错认", actor=treasurer)
    assert refused.value.code == "receipt_stands"
    actions.verify_receipt(receipt, actor=treasurer)
    with pytest.raises(RuleError):
        actions.verify_receipt(receipt, actor=treasurer)
    actions.void_receipt(receipt, reason="抬头有误", actor=treasurer)
    with pytest.raises(RuleError):
        actions.void_receipt(receipt, reason="抬头有误", actor=treasurer)
    assert lines()[-2:] == ["receipt.verified", "receipt.voided"]
    make_receipt(payment, actor=treasurer)
    assert reconciliation(payment.association).agrees


def test_others_record_no_receipts(payment, reader):
    with pytest.raises(NotAllowedError):
        make_receipt(payment, actor=reader)


def test_page_and_api_record_a_receipt_alike(client, association, treasurer):
    client.force_login(treasurer)
    for door in ("/a/{}/dues/allocations/{}/receipt/", "/api/v1/a/{}/dues/allocations/{}/receipt"):
        part = make_payment(make_notice(association), actor=treasurer).allocations.get()
        url = door.format(association.slug, part.pk)
        is_api = "api" in door
        given = {"number": f"N{is_api}", "issued_on": str(PAID), "amount": WHOLE if is_api else "5000"}
        kind = {"content_type": "application/json"} if is_api else {}
        assert client.post(url, given, **kind).status_code in (201, 302)
        assert part.payment.receipts.get().amount == WHOLE
