"""What a member sees of its dues, and that the remark it is told to give is recognised."""

import pytest

from guildhall.dues import queries
from guildhall.dues.matching import Movement, match
from guildhall.dues.models import BankAccount, DuesNotice
from guildhall.dues.queries.matching import open_notices, payers
from guildhall.dues.tests.make import (
    ISSUED,
    book_everything,
    make_member,
    make_notice,
    make_organization,
    make_person,
    make_run,
    make_standard,
    make_tier,
    make_treasurer,
    make_user,
    make_waiver,
)
from guildhall.dues.tests.make_payment import make_payment, make_receipt

pytestmark = pytest.mark.django_db
NAMES = (
    *("云岭检测有限公司", "云岭2025培训中心", "云岭水泵厂", "FOR RENT Pumps Ltd", "云岭泵业有限公司"),
    *("云岭泵业股份有限公司", "云岭（集团）股份有限公司", "云岭 第二 机械厂", "水泵厂", "云岭水泵二厂"),
)


def signed_in(member):
    user = make_user()
    make_person(organization=member.organization, user=user)
    return user


@pytest.fixture
def member(association):
    return make_member(association)


def test_a_member_sees_what_it_owes_paid_and_how_to_pay_and_nothing_of_others(
    client, association, treasurer, member
):
    notice, other = make_notice(member=member), make_notice(member=make_member(association))
    make_payment(notice, amount=200_000, actor=treasurer)
    make_receipt(make_payment(other, actor=treasurer), actor=treasurer, number="R-9")
    make_waiver(notice, amount=100_000, is_approved=True)
    BankAccount.objects.create(association=association, holder="云岭协会", bank="云岭银行", number="6222 01")
    client.force_login(signed_in(member))

    page = client.get(f"/a/{association.slug}/my-dues/").content.decode()
    [twin] = client.get(f"/api/v1/a/{association.slug}/my-dues").json()

    for told in ("6222 01", notice.number, queries.remark_for([notice]), "2,000.00"):
        assert told in page
    assert (twin["owed"], twin["remark"]) == (200_000, queries.remark_for([notice]))
    assert [one["amount"] for one in twin["payments"]] == [200_000]
    assert [(one["number"], one["open"], one["waived"]) for one in twin["notices"]] == [
        (notice.number, 200_000, 100_000)
    ]
    for foreign in ("R-9", other.number, other.member.name):
        assert foreign not in page
        assert foreign not in str(twin)


def test_who_is_no_member_and_a_stranger_see_nothing(client, association, member):
    make_notice(member=member)
    client.force_login(make_treasurer(association))
    assert client.get(f"/api/v1/a/{association.slug}/my-dues").json() == []
    client.force_login(make_user())
    assert client.get(f"/a/{association.slug}/my-dues/").status_code == 404


def test_the_remark_is_recognised_beyond_doubt_whatever_the_name_and_whoever_pays(association):
    tier = make_tier(association)
    for name in NAMES:
        make_member(tier=tier, organization=make_organization(association, name_zh=name, name_en=""))
    make_member(tier=tier, person=make_person(association, name_zh="王伟"), number="0012")
    book_everything(make_run(make_standard(association, rates={tier: 500_000})))
    told = {
        one.pk: one for one in DuesNotice.objects.select_related("member__organization", "member__person")
    }
    movements = [
        Movement(str(pk), ISSUED, 500_000, "某不相干的代付公司", "", queries.remark_for([one]))
        for pk, one in told.items()
    ]

    proposals = match(movements, open_notices(association), payers(association))

    assert {(one.line, one.state, one.shares[0].notice) for one in proposals} == {
        (str(pk), "certain", str(pk)) for pk in told
    }


def test_one_remark_pays_every_year_that_is_open(association):
    tier = make_tier(association)
    member = make_member(tier=tier, organization=make_organization(association, name_zh="云岭水泵厂"))
    standard = make_standard(association, rates={tier: 500_000}, from_on="2024-01-01")
    for year in (2024, 2025, 2026):
        book_everything(make_run(standard, year=year))
    [own] = queries.own_dues(signed_in(member), association)
    notices = open_notices(association)
    paid = Movement("1", notices[0].due_on, own.owed, "云岭水泵厂", "", own.remark)

    [proposal] = match([paid], notices, payers(association))

    assert (proposal.state, proposal.rest) == ("certain", 0)
    assert {share.notice for share in proposal.shares} == {str(one.notice.pk) for one in own.notices}


def test_the_page_asks_as_much_for_many_years_as_for_one(association, django_assert_max_num_queries):
    tier = make_tier(association)
    member = make_member(tier=tier)
    user = signed_in(member)
    standard = make_standard(association, rates={tier: 1}, from_on="2024-01-01")
    for year in (2024, 2025, 2026):
        book_everything(make_run(standard, year=year))
    with django_assert_max_num_queries(9):
        [own] = queries.own_dues(user, association)
        assert [one.notice.year for one in own.notices] == [2026, 2025, 2024]
