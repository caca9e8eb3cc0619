from datetime import timedelta

import pytest
from django.db.models import Sum
from django.utils import timezone

from guildhall.core.errors import NotAllowedError, RuleError
from guildhall.dues import actions
from guildhall.dues.models import Account, PayerAlias, Payment, Posting, StatementLine
from guildhall.dues.queries import left_of, open_of
from guildhall.dues.tests.make import make_association, make_member, make_notice, make_tier, make_treasurer
from guildhall.dues.tests.make_payment import (
    PAID,
    make_alias,
    make_csv,
    make_line,
    make_payment,
    make_statement,
)
from guildhall.members.models import Member

pytestmark = pytest.mark.django_db
WHOLE = 500_000


def balances(association):
    sums = Posting.objects.filter(association=association).order_by()
    return dict(sums.values_list("account__code").annotate(total=Sum("amount")))


@pytest.fixture
def notice(association, treasurer):
    return make_notice(association)


@pytest.fixture
def line(association, treasurer):
    return make_line(association, actor=treasurer, payer="李四", account="6222")


def test_a_line_is_booked_in_the_books_and_learnt_from(line, notice, treasurer, lines):
    payment = actions.book_line(line, shares={notice: WHOLE}, actor=treasurer)
    line.refresh_from_db()
    assert (line.state, payment.line, payment.member) == (StatementLine.State.BOOKED, line, notice.member)
    assert open_of(notice) == 0
    assert balances(notice.association) == {"1002": WHOLE, "1121": 0, "2203": 0, "420101": -WHOLE}
    alias = PayerAlias.objects.get()
    assert (alias.member, alias.name, alias.account) == (notice.member, "李四", "6222")
    assert lines()[-1] == "payment.booked"


def test_a_line_is_never_booked_twice(line, notice, treasurer):
    again = StatementLine.objects.select_related("association").get(pk=line.pk)
    actions.book_line(line, shares={notice: WHOLE}, actor=treasurer)
    with pytest.raises(RuleError) as refused:
        actions.book_line(again, shares={}, keep_rest=True, actor=treasurer)
    assert refused.value.code == "line_not_open"
    assert Payment.objects.count() == 1


@pytest.mark.parametrize(
    ("amounts", "keep_rest", "code"),
    [
        ([WHOLE + 1], False, "more_than_came"),
        ([WHOLE - 1], False, "more_than_owed"),
        ([0, WHOLE], True, "nothing_to_pay"),
    ],
)
def test_amounts_that_do_not_fit_are_refused_and_the_books_unchanged(
    line, notice, association, treasurer, amounts, keep_rest, code
):
    notices = [notice, make_notice(association, amount=600_000)]
    before = balances(association)
    with pytest.raises(RuleError) as refused:
        actions.book_line(
            line, shares=dict(zip(notices, amounts, strict=False)), keep_rest=keep_rest, actor=treasurer
        )
    assert refused.value.code == code
    line.refresh_from_db()
    assert (line.state, balances(association)) == (StatementLine.State.OPEN, before)


def test_more_than_a_notice_owes_is_refused(association, treasurer, line):
    notice = make_notice(association, amount=100_000)
    with pytest.raises(RuleError) as refused:
        actions.book_line(line, shares={notice: WHOLE}, actor=treasurer)
    assert refused.value.code == "more_than_owed"
    payment = actions.book_line(line, shares={notice: 100_000}, keep_rest=True, actor=treasurer)
    assert left_of(payment) == 400_000


def test_dues_of_a_former_member_and_of_the_future_are_refused(notice, line, treasurer):
    tomorrow = timezone.localdate() + timedelta(days=2)
    with pytest.raises(RuleError) as refused:
        actions.record_payment(notice.member, amount=WHOLE, received_on=tomorrow, actor=treasurer)
    assert refused.value.code == "in_future"
    Member.objects.filter(pk=notice.member_id).update(state=Member.State.ENDED)
    notice.member.refresh_from_db()
    with pytest.raises(RuleError) as refused:
        actions.record_payment(notice.member, amount=WHOLE, received_on=PAID, actor=treasurer)
    assert refused.value.code == "member_ended"
    with pytest.raises(RuleError) as refused:
        actions.book_line(line, shares={notice: WHOLE}, actor=treasurer)
    assert refused.value.code == "member_ended"


def test_a_payment_by_hand_pays_the_oldest_first_and_keeps_the_rest_only_if_asked(notice, treasurer, lines):
    with pytest.raises(RuleError) as refused:
        actions.record_payment(notice.member, amount=WHOLE + 1, received_on=PAID, actor=treasurer)
    assert refused.value.code == "more_than_owed"
    payment = actions.record_payment(
        notice.member, amount=WHOLE + 1, received_on=PAID, way="cash", keep_rest=True, actor=treasurer
    )
    assert (open_of(notice), left_of(payment)) == (0, 1)
    assert balances(notice.association)["1001"] == WHOLE + 1
    assert lines()[-1] == "payment.recorded"


def test_certain_lines_are_booked_and_the_others_left(association, treasurer):
    tier = make_tier(association)
    members = [make_member(association, tier=tier) for _one in range(3)]
    notices = [make_notice(association, member=member) for member in members]
    rows = [
        (PAID, "5000", "", member.name, "", notice.number)
        for member, notice in zip(members, notices, strict=True)
    ]
    make_statement(association, actor=treasurer, content=make_csv(*rows[:2], (PAID, "5000", "", "王五")))
    assert actions.book_certain_lines(association, actor=treasurer) is None
    assert [open_of(notice) for notice in notices] == [0, 0, WHOLE]
    assert StatementLine.objects.get(state="open").proposal["state"] == "unknown"
    actions.book_certain_lines(association, actor=treasurer)
    assert Payment.objects.count() == 2


def test_a_payment_is_undone_and_its_line_waits_again(line, notice, treasurer, lines):
    payment = actions.book_line(line, shares={notice: WHOLE}, actor=treasurer)
    actions.undo_payment(payment, reason="错认", actor=treasurer)
    line.refresh_from_db()
    assert (line.state, open_of(notice)) == (StatementLine.State.OPEN, WHOLE)
    assert balances(notice.association) == {"1002": 0, "1121": WHOLE, "2203": 0, "420101": -WHOLE}
    assert lines()[-1] == "payment.undone"
    actions.book_line(line, shares={notice: WHOLE}, actor=treasurer)
    with pytest.raises(RuleError) as refused:
        actions.undo_payment(payment, reason="错认", actor=treasurer)
    assert refused.value.code == "payment_undone"


def test_a_part_is_undone_allocated_anew_and_refunded(notice, treasurer, lines):
    payment = make_payment(notice, actor=treasurer)
    with pytest.raises(RuleError) as refused:
        actions.refund_payment(payment, amount=1, on=PAID, reason="多付", actor=treasurer)
    assert refused.value.code == "more_than_left"
    actions.undo_allocation(payment.allocations.get(), reason="错认", actor=treasurer)
    actions.allocate_payment(payment, shares={notice: 300_000}, actor=treasurer)
    with pytest.raises(RuleError) as refused:
        actions.allocate_payment(payment, shares={notice: 1}, actor=treasurer)
    assert refused.value.code == "allocated_already"
    actions.refund_payment(payment, amount=200_000, on=PAID, reason="多付", actor=treasurer)
    assert (left_of(payment), open_of(notice)) == (0, 200_000)
    assert balances(notice.association)["1002"] == 300_000
    with pytest.raises(RuleError) as refused:
        actions.undo_payment(payment, reason="错认", actor=treasurer)
    assert refused.value.code == "refunded"
    assert lines()[-3:] == ["allocation.undone", "payment.allocated", "payment.refunded"]


def test_one_payment_pays_notices_of_three_members(association, treasurer):
    tier = make_tier(association)
    notices = [make_notice(member=make_member(association, tier=tier)) for _one in range(3)]
    line = make_line(association, actor=treasurer, amount=3 * WHOLE)
    payment = actions.book_line(line, shares=dict.fromkeys(notices, WHOLE), actor=treasurer)
    assert payment.member is None
    assert [open_of(notice) for notice in notices] == [0, 0, 0]
    assert Account.objects.filter(association=association).exists()


def test_a_name_is_forgotten_once(association, treasurer):
    alias = make_alias(association)
    actions.forget_alias(alias, actor=treasurer)
    with pytest.raises(RuleError):
        actions.forget_alias(alias, actor=treasurer)


def test_others_book_nothing(line, notice, reader):
    with pytest.raises(NotAllowedError):
        actions.book_line(line, shares={notice: WHOLE}, actor=reader)
    with pytest.raises(NotAllowedError):
        actions.record_payment(notice.member, amount=1, received_on=PAID, actor=reader)


def test_page_and_api_book_a_line_alike(client, association, treasurer):
    client.force_login(treasurer)
    for door in ("page", "api"):
        notice = make_notice(association)
        line = make_line(association, actor=treasurer, payer=notice.member.name)
        actions.propose_matches(association, actor=treasurer)
        if door == "page":
            url = f"/a/{association.slug}/dues/lines/{line.pk}/book/"
            assert notice.number in client.get(url).content.decode()
            answer = client.post(url, {f"notice_{notice.pk}": "5000"})
            assert answer.status_code == 302
        else:
            url = f"/api/v1/a/{association.slug}/dues/lines/{line.pk}/book"
            shares = [{"notice_id": str(notice.pk), "amount": WHOLE}]
            answer = client.post(url, {"shares": shares}, content_type="application/json")
            assert answer.status_code == 201
            assert answer.json()["allocated"] == WHOLE
        assert open_of(notice) == 0


def test_members_see_their_own_payments_only(client, association, treasurer, notice):
    payment = make_payment(notice, actor=treasurer)
    other = make_association()
    client.force_login(make_treasurer(other))
    url = f"/a/{association.slug}/dues/payments/{payment.pk}/"
    assert client.get(url).status_code == 404
    client.force_login(treasurer)
    assert client.get(url).status_code == 200
