"""Journey 6, its money: a branch asks, the secretariat approves, the accountant books, and all of it adds up."""

import pytest
from django.db import connection
from django.db.models import Sum

from guildhall.dues.models import Posting
from guildhall.finance.models import Voucher
from tests.browser import DESKTOP, PHONE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="pages look the same on every database"),
]
PURPOSE = "赴外地走访会员"


@pytest.mark.parametrize(
    ("language", "screen"), [("zh-hans", PHONE), ("en", DESKTOP)], ids=["zh-phone", "en-desktop"]
)
def test_a_branch_spends_within_the_associations_account(walking, language, screen):
    walk = walking(language, screen)
    branch = walk.signed_in("branch-secretary").menu("Finance")
    branch.follow(branch.known("数控机床分会", "Machine Tools Branch")).press("New voucher")
    branch.fill(category="520103", amount="1,200元", purpose=PURPOSE, counterparty="分会工作人员")
    proof = {"name": "票据.txt", "mimeType": "text/plain", "buffer": "车票".encode()}
    branch.page.locator("main [name=file]").set_input_files(proof)
    branch.press("Request").sees(PURPOSE).reads("To be approved", "voucher")

    voucher = Voucher.objects.get(purpose=PURPOSE)
    secretary = walk.signed_in("secretary-general", "finance/vouchers/").follow(PURPOSE)
    secretary.press("Approve").press("Approve").reads("Rules that were applied")
    accountant = walk.signed_in("accountant", f"finance/vouchers/{voucher.pk}/").confirm("Book")
    voucher.refresh_from_db()
    accountant.sees(voucher.label).reads("Booked", "voucher")

    secretary.go("finance/merged/").reads("Closing balance")
    entries = Posting.objects.filter(entry__source_id=str(voucher.pk), account__body=voucher.body)
    assert voucher.state == Voucher.State.BOOKED
    assert list(entries.order_by("amount").values_list("amount", flat=True)) == [-120_000, 120_000]
    assert Posting.objects.aggregate(total=Sum("amount"))["total"] == 0
