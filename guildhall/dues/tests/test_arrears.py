from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest

from guildhall.dues import actions, queries
from guildhall.dues.ageing import Age
from guildhall.dues.models import DuesNotice, Reminder
from guildhall.dues.queries import ArrearsFilter, open_of
from guildhall.dues.tests.make import (
    book_everything,
    make_collector,
    make_member,
    make_notice,
    make_run,
    make_standard,
    make_step,
    make_tier,
    make_user,
    make_user_with_powers,
    make_waiver,
)
from guildhall.dues.tests.make_payment import make_payment
from guildhall.members.models import Member
from guildhall.registry.models import CharterProfile

pytestmark = pytest.mark.django_db


@pytest.fixture
def owing(association, tier):
    """Notices of three members for two years: the first owes both, the second the newer one, the third nothing."""
    members = [make_member(tier=tier, number=f"A{place}") for place in range(3)]
    standard, today = make_standard(association, rates={tier: 100_000}), queries.today_at(association)
    dues = {today.year - 1: today - timedelta(days=400), today.year: today - timedelta(days=10)}
    for year, due_on in dues.items():
        book_everything(make_run(standard, year=year, issued_on=due_on - timedelta(days=30), due_on=due_on))
    notices = {
        (notice.member.number, notice.year): notice
        for notice in DuesNotice.objects.select_related("member", "association")
    }
    for key in (("A1", today.year - 1), ("A2", today.year - 1), ("A2", today.year)):
        make_payment(notices[key], received_on=today)
    return members, notices, today


def listed(association, **asked):
    found = ArrearsFilter(**asked)
    return queries.arrears_lines(association, list(queries.arrears_rows(association, found)), found)


def test_the_list_says_who_owes_how_much_for_which_years_since_when(association, owing):
    _members, _notices, today = owing
    first, second = listed(association)

    assert (first.member.number, first.open, first.years) == ("A0", 200_000, [today.year - 1, today.year])
    assert (first.late, first.age) == (400, Age.OLDER)
    assert (second.member.number, second.open, second.late, second.age) == ("A1", 100_000, 10, Age.DAYS_90)
    total = queries.arrears_total(association, ArrearsFilter())
    assert (total.members, total.open) == (2, 300_000)
    assert list(total.ages.values()) == [0, 200_000, 0, 100_000]


def test_the_list_is_narrowed_by_age_collector_year_tier_name_and_reminders(association, owing, treasurer):
    _members, notices, today = owing
    collector, step = make_collector(association), make_step(association)
    oldest = notices["A0", today.year - 1]
    actions.set_collector(oldest, collector=collector, actor=treasurer)
    Reminder.objects.create(association=association, notice=oldest, step=step, on=today)

    def numbers(**asked):
        return [line.member.number for line in listed(association, **asked)]

    assert numbers(age="older") == numbers(collector=str(collector.pk)) == numbers(reminded="1") == ["A0"]
    assert numbers(reminded="0") == numbers(text="A1") == ["A1"]
    assert numbers(year=today.year) == numbers(collector="none") == numbers(branch="none", sort="open")[::-1]
    assert (
        numbers(reminded="2")
        == numbers(branch=str(oldest.pk))
        == numbers(tier=str(make_tier(association).pk))
        == []
    )
    assert numbers(branch="no key", age="no class", reminded="9") == ["A0", "A1"]
    total = queries.arrears_total(association, ArrearsFilter())
    assert dict(total.reminded) == {0: 1, 1: 1, 2: 0, 3: 0}
    [line] = listed(association, reminded="1")
    assert (line.reminded, line.reminded_on, line.collectors) == (1, today, [collector])


def test_what_stays_open_is_kept_with_whatever_changes_it(association, treasurer, president):
    notice = make_notice(association)

    def kept():
        fresh = DuesNotice.objects.get(pk=notice.pk)
        assert fresh.still_open == open_of(fresh)
        return fresh.still_open

    assert kept() == notice.amount
    payment = make_payment(notice, amount=200_000, actor=treasurer)
    waiver = actions.approve_waiver(make_waiver(notice, amount=50_000, requester=treasurer), actor=president)
    assert kept() == notice.amount - 250_000
    actions.undo_waiver(waiver, reason="有误", actor=president)
    actions.undo_payment(payment, reason="有误", actor=treasurer)
    assert kept() == notice.amount
    actions.cancel_notice(notice, reason="有误", actor=treasurer)
    assert kept() == 0


def test_the_council_s_list_names_members_unpaid_for_the_years_of_the_charter(association, owing):
    _members, _notices, today = owing
    found = queries.unpaid(association)

    assert (found.years, len(found)) == (2, 1)
    [line] = queries.unpaid_lines(association, found.rows)
    assert (line.member.number, line.years) == ("A0", [today.year - 1, today.year])
    assert "A0" in queries.unpaid_text([line], 2)
    assert "2/3" in queries.removal_rule(association).en


def test_who_left_and_whose_years_are_not_in_a_row_are_not_on_the_council_s_list(association, owing):
    members, notices, today = owing
    DuesNotice.objects.filter(pk=notices["A0", today.year - 1].pk).update(year=today.year - 3)
    assert len(queries.unpaid(association)) == 0

    DuesNotice.objects.filter(pk=notices["A0", today.year - 1].pk).update(year=today.year - 1)
    Member.objects.filter(pk=members[0].pk).update(state="ended", ended_on=today, joined_on=today)
    assert len(queries.unpaid(association)) == 0
    assert listed(association)[0].member.number == "A0"


def test_a_charter_that_names_no_years_gives_no_list(association, owing, client, treasurer):
    rules = {"key": "own", "name": {"zh": "章程", "en": "Charter"}, "rules": {}}
    CharterProfile.objects.create(association=association, version=1, from_on=date(2020, 1, 1), rules=rules)

    assert queries.unpaid(association).years is None
    client.force_login(treasurer)
    assert client.get(f"/a/{association.slug}/dues/unpaid/").status_code == 200
    assert client.get(f"/a/{association.slug}/dues/unpaid/pdf/").status_code == 404
    assert client.get(f"/api/v1/a/{association.slug}/dues/unpaid").json()["years"] is None


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_arrears_and_the_council_s_list_are_downloaded_by_page_and_api(
    association, owing, client, treasurer, language
):
    client.force_login(treasurer)
    work, twin = f"/a/{association.slug}/dues", f"/api/v1/a/{association.slug}/dues"

    for address in (
        f"{work}/arrears/excel/?age=older",
        f"{twin}/arrears/excel?age=older",
        f"{work}/unpaid/xlsx/",
        f"{twin}/unpaid/xlsx",
    ):
        answer = client.get(address, headers={"accept-language": language})
        rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.values)
        assert [row[0] for row in rows[1:]] == ["A0"], address
        assert len(rows[0]) == len(rows[1]) == 12
    for address in (f"{work}/unpaid/pdf/", f"{twin}/unpaid/pdf"):
        assert client.get(address, headers={"accept-language": language}).content.startswith(b"%PDF")
    assert (
        client.get(f"{work}/unpaid/doc/").status_code == client.get(f"{twin}/unpaid/doc").status_code == 404
    )


def test_the_page_and_the_api_list_the_same(association, owing, client, treasurer):
    client.force_login(treasurer)
    page = client.get(f"/a/{association.slug}/dues/arrears/?q=A").content.decode()
    twin = client.get(f"/api/v1/a/{association.slug}/dues/arrears?q=A").json()
    total = client.get(f"/api/v1/a/{association.slug}/dues/arrears/total").json()

    assert [row["member"]["number"] for row in twin] == ["A0", "A1"]
    assert "A0" in page
    assert "A2" not in page
    assert total["members"] == 2
    assert sum(one["open"] for one in total["ages"]) == total["open"] == 300_000


@pytest.mark.parametrize("path", ["standing", "arrears", "unpaid", "arrears/excel", "unpaid/xlsx"])
def test_what_all_members_owe_is_shown_to_readers_of_money_only(association, owing, client, reader, path):
    for user, status in ((reader, 200), (make_user(), 404), (make_user_with_powers(association), 404)):
        client.force_login(user)
        assert client.get(f"/a/{association.slug}/dues/{path}/").status_code == status
        assert client.get(f"/api/v1/a/{association.slug}/dues/{path}").status_code == status
