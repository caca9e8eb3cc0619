"""Lists of members: taken over from elsewhere, and our own read back."""

import io
from datetime import date

import pytest
from django.utils.translation import override

from guildhall.audit.models import AuditEntry
from guildhall.core.errors import RuleError
from guildhall.imports import actions, queries
from guildhall.imports.columns import MEMBERS
from guildhall.imports.models import ImportBatch
from guildhall.imports.tests.make import make_batch, make_manager, make_uscc
from guildhall.imports.writing import delimited_lines, write_workbook
from guildhall.members import actions as member_actions
from guildhall.members.models import Member, MemberEvent, TierTerm
from guildhall.members.queries import directory
from guildhall.members.tests.make import make_member, make_tier
from guildhall.registry.tests.make import (
    make_association,
    make_body,
    make_organization,
    make_person,
    make_representation,
    make_seat,
)

pytestmark = pytest.mark.django_db
HEADINGS = ("会员单位", "统一社会信用代码", "会员级别", "会员编号", "入会时间")
DAY = date(2018, 5, 20)


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def keeper(association):
    return make_manager(association)


@pytest.fixture
def tier(association):
    return make_tier(association, name_zh="理事单位", name_en="Director unit")


def take_in(keeper, *rows, headings=HEADINGS):
    batch = make_batch(rows=[headings, *rows], actor=keeper)
    batch.refresh_from_db()
    return batch


def told(batch):
    return {row.number: [one.code for one in row.told] for row in batch.imported_rows.all()}


def test_a_list_with_tiers_is_a_list_of_members(association, keeper, tier):
    make_organization(association, name_zh="甲齿轮厂")
    make_organization(association, name_zh="乙齿轮厂", uscc=make_uscc(7))

    batch = take_in(
        keeper, ("甲齿轮厂", "", "理事单位", "00012", DAY), ("", make_uscc(7), "Director unit", "", "")
    )
    assert (batch.kind, batch.new_rows, batch.bad_rows) == (MEMBERS, 2, 0)
    actions.commit_batch(batch, actor=keeper)

    members = {one.organization.name_zh: one for one in Member.objects.all()}
    assert {name: (one.number, one.joined_on, one.state) for name, one in members.items()} == {
        "甲齿轮厂": ("00012", DAY, "active"),
        "乙齿轮厂": ("00013", None, "active"),
    }
    assert set(TierTerm.objects.values_list("tier", "from_on")) == {(tier.pk, None), (tier.pk, DAY)}
    assert set(MemberEvent.objects.values_list("kind", "actor")) == {("taken_over", keeper.pk)}


def test_counting_goes_on_behind_the_numbers_of_the_list(association, keeper, tier):
    make_organization(association, name_zh="甲齿轮厂")
    actions.commit_batch(take_in(keeper, ("甲齿轮厂", "", "理事单位", "00120", DAY)), actor=keeper)

    new = member_actions.admit_member(
        make_organization(association),
        tier=tier,
        on=DAY,
        body=make_body(association),
        resolution="1",
        actor=keeper,
    )

    assert new.number == "00121"


def test_each_row_that_cannot_be_taken_says_why(association, keeper, tier):
    for name in ("甲厂", "乙厂", "丙厂", "丁厂"):
        make_organization(association, name_zh=name)
    make_member(association, number="00001")
    make_member(tier=tier, organization=make_organization(association, name_zh="戊厂"))
    make_person(association, name_zh="王明")

    batch = take_in(
        keeper,
        ("没有的厂", "", "", "理事单位", "", ""),
        ("甲厂", "", "", "荣誉单位", "", ""),
        ("乙厂", "", "", "理事单位", "00001", ""),
        ("丙厂", "", "", "理事单位", "", "已退会"),
        ("戊厂", "", "", "理事单位", "", ""),
        ("丁厂", "", "", "理事单位", "00002", "暂停会籍"),
        ("丁厂", "", "", "理事单位", "00003", ""),
        ("", "", "王明", "理事单位", "00004", ""),
        ("", "", "李明", "理事单位", "", ""),
        headings=("会员单位", "统一社会信用代码", "个人会员", "会员级别", "会员编号", "会籍状态"),
    )

    assert told(batch) == {
        2: ["unknown_organization"],
        3: ["unknown_tier"],
        4: ["number_taken"],
        5: ["left"],
        6: ["member_kept"],
        7: ["comes_suspended"],
        8: ["twice_in_file"],
        9: [],
        10: ["unknown_person"],
    }


def test_who_became_a_member_since_the_check_sends_the_list_back(association, keeper, tier):
    firm = make_organization(association, name_zh="甲厂")
    batch = take_in(keeper, ("甲厂", "", "理事单位", "00007", ""))
    make_member(tier=tier, organization=firm)

    actions.commit_batch(batch, actor=keeper)

    batch.refresh_from_db()
    assert (batch.state, told(batch)) == ("checked", {2: ["conflict"]})
    assert Member.objects.count() == 1


def test_a_list_of_members_is_undone_with_its_history(association, keeper, tier):
    make_organization(association, name_zh="甲厂")
    batch = take_in(keeper, ("甲厂", "", "理事单位", "00007", DAY))
    actions.commit_batch(batch, actor=keeper)
    batch.refresh_from_db()

    actions.undo_batch(batch, actor=keeper)

    assert not Member.objects.exists()
    assert not TierTerm.objects.exists()
    assert not MemberEvent.objects.exists()


def test_members_come_with_their_tiers_seat_unless_they_sit_there_or_are_suspended(association, keeper):
    council = make_body(association)
    make_tier(association, name_zh="常务理事单位", seat_in=council)
    firms = [make_organization(association, name_zh=name) for name in ("甲厂", "乙厂", "丙厂")]
    make_seat(council, organization=firms[1])
    batch = take_in(
        keeper,
        ("甲厂", "", "常务理事单位", "00001", DAY, ""),
        ("乙厂", "", "常务理事单位", "00002", DAY, ""),
        ("丙厂", "", "常务理事单位", "00003", DAY, "暂停"),
        headings=(*HEADINGS, "会籍状态"),
    )
    assert told(batch) == {2: ["seat_given"], 3: [], 4: ["comes_suspended"]}

    actions.commit_batch(batch, actor=keeper)

    seat = council.seats.get(organization=firms[0])
    assert (seat.from_on, seat.votes, seat.label_zh) == (DAY, True, "常务理事单位")
    assert council.seats.count() == 2
    halted = Member.objects.get(number="00003")
    assert halted.state == "suspended"
    assert [line.state for line in directory(association, viewer=keeper, state="suspended")] == ["suspended"]
    assert halted.events.filter(kind="suspended").exists()
    batch.refresh_from_db()
    make_representation(seat)
    with pytest.raises(RuleError):
        actions.undo_batch(batch, actor=keeper)
    seat.representations.all().delete()
    actions.undo_batch(ImportBatch.objects.get(), actor=keeper)
    assert not Member.objects.exists()
    assert [one.organization for one in council.seats.all()] == [firms[1]]


def test_a_member_to_whom_something_happened_since_stays(association, keeper, tier):
    make_organization(association, name_zh="甲厂")
    batch = take_in(keeper, ("甲厂", "", "理事单位", "00007", DAY))
    actions.commit_batch(batch, actor=keeper)
    batch.refresh_from_db()
    member_actions.withdraw_member(Member.objects.get(), on=date(2020, 1, 1), letter="退会函", actor=keeper)

    with pytest.raises(RuleError):
        actions.undo_batch(batch, actor=keeper)

    assert Member.objects.get().state == "ended"
    assert AuditEntry.objects.filter(action="import_batch.undone").count() == 0


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_we_write_we_read_back(association, keeper, tier, language, ending):
    make_member(tier=tier, number="00009", joined_on=DAY)
    make_member(tier=tier, number="A-1", joined_on=None, person=make_person(association))
    make_member(tier=tier, number="00011", state="ended", ended_on=date(2024, 1, 1))
    before = set(Member.objects.current().values_list("number", "organization", "person", "joined_on"))
    with override(language):
        headings, rows = queries.headings(MEMBERS), list(queries.list_rows(association, MEMBERS))
        if ending == "xlsx":
            file = io.BytesIO()
            write_workbook(file, "会员", headings, rows)
            content = file.getvalue()
        else:
            content = b"".join(delimited_lines(headings, rows))
    for table in (TierTerm, MemberEvent, Member):
        table.objects.all().delete()

    batch = actions.upload_table(association, name=f"会员.{ending}", content=content, actor=keeper)
    batch.refresh_from_db()
    assert (batch.kind, batch.bad_rows) == (MEMBERS, 0)
    actions.commit_batch(batch, actor=keeper)

    after = set(Member.objects.values_list("number", "organization", "person", "joined_on"))
    assert after == before
    assert set(TierTerm.objects.values_list("tier", flat=True)) == {tier.pk}
