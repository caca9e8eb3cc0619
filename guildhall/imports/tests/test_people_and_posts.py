"""Lists of people, and of posts and terms."""

from datetime import date

import pytest

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import NotAllowedError, RuleError
from guildhall.core.requests import forget
from guildhall.imports import actions, queries
from guildhall.imports.tests.make import make_batch, make_manager
from guildhall.registry.models import Body, Person, Post, Tenure
from guildhall.registry.queries import rules_of_preset
from guildhall.registry.tests.make import (
    make_association,
    make_body,
    make_charter_profile,
    make_organization,
    make_person,
    make_post,
    make_tenure,
    make_user_with_powers,
)

pytestmark = pytest.mark.django_db
PEOPLE = ("姓名", "单位", "手机", "出生日期", "邮箱")
TERMS = ("机构", "职务", "姓名", "届次", "任期开始", "任期结束")


@pytest.fixture
def association():
    association = make_association()
    make_charter_profile(association)
    return association


@pytest.fixture
def keeper(association):
    return make_manager(association)


@pytest.fixture
def council(association) -> Body:
    return make_body(association, name_zh="理事会", name_en="Council")


def problems(batch) -> dict[int, list[str]]:
    return {row.number: [one.code for one in row.told] for row in queries.rows_of(batch, "bad")}


def notes(batch) -> dict[int, list[str]]:
    return {
        row.number: [one.code for one in row.told] for row in queries.rows_of(batch) if row.outcome != "bad"
    }


def test_people_are_stored_with_their_organization_and_recorded(association, keeper):
    firm = make_organization(association, name_zh="甲齿轮有限公司", short_zh="甲齿轮")
    batch = make_batch(
        association, [PEOPLE, ("张　三", "甲齿轮", 13800138000, "1970-01-31", "z@example.com")], actor=keeper
    )

    actions.commit_batch(batch, actor=keeper)

    person = Person.objects.get(name_zh="张三")
    assert (person.organization, person.phone, person.born_on) == (firm, "13800138000", date(1970, 1, 31))
    assert AuditEntry.objects.get(action="import_batch.committed").details["kind"] == "people"


def test_people_who_are_known_are_changed_where_that_is_asked_and_given_back(association, keeper):
    person = make_person(association, name_zh="张三", name_en="", phone="138", title_zh="经理")
    batch = make_batch(
        association,
        [("姓名", "手机", "职务", "邮箱"), ("张三", "138", "总经理", "z@example.com")],
        actor=keeper,
        known="update",
    )
    assert notes(batch) == {2: ["updated"]}

    actions.commit_batch(batch, actor=keeper)
    person.refresh_from_db()
    assert (person.title_zh, person.email) == ("总经理", "z@example.com")

    actions.undo_batch(batch, actor=keeper)
    person.refresh_from_db()
    assert (person.title_zh, person.email) == ("经理", "")


def test_what_people_refer_to_must_be_stored(association, keeper):
    for _number in range(2):
        make_organization(association, name_en="", short_zh="重名")
    batch = make_batch(association, [PEOPLE, ("张三", "无此公司"), ("李四", "重名")], actor=keeper)

    assert problems(batch) == {2: ["unknown_organization"], 3: ["several_organizations"]}


def test_one_person_twice_in_a_file_is_named_and_two_of_one_name_are_taken(association, keeper):
    rows = [PEOPLE, ("张三", "", "138"), ("张三", "", "138"), ("张三", "", "139"), ("张三",)]
    assert problems(make_batch(association, rows, actor=keeper)) == {
        3: ["twice_in_file"],
        5: ["twice_in_file"],
    }


def test_terms_are_stored_with_posts_that_did_not_exist(association, keeper, council):
    person = make_person(association, name_zh="张三", name_en="")
    rows = [TERMS, ("理事会", "会长", "张三", "第五届", "2021-03-01", "至今"), ("理事会", "副会长")]
    batch = make_batch(association, rows, actor=keeper)
    assert notes(batch) == {2: ["new_post"], 3: ["new_post"]}

    actions.commit_batch(batch, actor=keeper)

    term = Tenure.objects.get(person=person)
    assert (term.post.name_zh, term.post.body, term.term_number) == ("会长", council, 5)
    assert (term.from_on, term.to_on) == (date(2021, 3, 1), None)
    assert Post.objects.filter(body=council).count() == 2
    assert AuditEntry.objects.get(action="import_batch.committed").details["posts"] == ["会长", "副会长"]


def test_terms_are_undone_with_their_posts(association, keeper, council):
    make_person(association, name_zh="张三", name_en="")
    batch = make_batch(association, [TERMS, ("理事会", "会长", "张三")], actor=keeper)
    actions.commit_batch(batch, actor=keeper)

    actions.undo_batch(batch, actor=keeper)

    assert not Post.objects.filter(body=council).exists()
    assert not Tenure.objects.filter(post__body=council).exists()


def test_terms_that_cannot_be_are_named(association, keeper, council):
    holder = make_person(association, name_zh="张三", name_en="")
    make_tenure(
        make_post(council, name_zh="会长"), holder, from_on=date(2020, 1, 1), to_on=date(2024, 12, 31)
    )
    for _number in range(2):
        make_person(association, name_zh="重名", name_en="")
    rows = [
        TERMS,
        ("无此会", "会长", "张三"),
        ("理事会", "会长", "无此人"),
        ("理事会", "会长", "重名"),
        ("理事会", "会长", "张三", "", "2024-01-01", ""),
        ("理事会", "会长", "张三", "", "2025-02-31", ""),
        ("理事会", "会长", "张三", "", "2020-01-01", "2024-12-31"),
        ("理事会", "会长", "张三", "", "2025-01-01", ""),
    ]
    batch = make_batch(association, rows, actor=keeper)

    assert problems(batch) == {
        2: ["unknown_body"],
        3: ["unknown_person"],
        4: ["several_people"],
        5: ["overlapping_tenure"],
        6: ["wrong_date"],
    }
    assert notes(batch)[7] == ["known"]


def test_a_body_that_ended_takes_nobody(association, keeper):
    make_body(association, name_zh="旧会", name_en="", to_on=date(2019, 12, 31))
    make_person(association, name_zh="张三", name_en="")
    batch = make_batch(association, [TERMS, ("旧会", "会长", "张三", "", "2020-01-01")], actor=keeper)

    assert problems(batch) == {2: ["body_ended"]}


def test_the_charter_is_asked_and_an_approved_exception_is_recorded(keeper, association, council):
    make_person(association, name_zh="老张", name_en="", born_on=date(1930, 1, 1))
    make_charter_profile(
        association, version=2, from_on=date(2020, 1, 2), rules=rules_of_preset("cn-industry-association")
    )
    heading = (*TERMS, "例外批准")
    row = ("理事会", "会长", "老张", "5", "2021-01-01", "")

    assert problems(make_batch(association, [heading, row], actor=keeper)) == {2: ["rule"]}
    batch = make_batch(association, [heading, (*row, "民政局批复2021-1号")], actor=keeper)
    assert "exception" in notes(batch)[2]
    actions.commit_batch(batch, actor=keeper)
    details = AuditEntry.objects.get(action="import_batch.committed").details
    assert details["exceptions"][0]["exception"] == "民政局批复2021-1号"


@pytest.mark.parametrize("rows", [[PEOPLE, ("张三",)], [TERMS, ("理事会", "会长")]])
def test_who_does_not_keep_the_whole_registry_stores_nothing(association, keeper, council, rows):
    batch = make_batch(association, rows, actor=keeper)
    for stranger in (
        make_user_with_powers(association, Power.READ),
        make_user_with_powers(association, Power.MANAGE, body=council),
    ):
        with pytest.raises(NotAllowedError):
            actions.commit_batch(batch, actor=stranger)
    assert not Person.objects.filter(name_zh="张三").exists()
    assert not Post.objects.filter(body=council, name_zh="会长").exists()


def test_a_term_in_use_keeps_the_whole_list_from_being_undone(association, keeper, council):
    make_person(association, name_zh="张三", name_en="")
    batch = make_batch(association, [TERMS, ("理事会", "会长", "张三", "5", "2021-01-01")], actor=keeper)
    actions.commit_batch(batch, actor=keeper)
    Tenure.objects.filter(post__body=council).update(to_on=date(2025, 1, 1))

    with pytest.raises(RuleError) as refused:
        actions.undo_batch(batch, actor=keeper)

    assert [(one["row"], bool(one["reason"])) for one in refused.value.details["rows"]] == [(2, True)]
    assert Tenure.objects.filter(post__body=council).exists()


def test_a_list_is_not_undone_where_nobody_would_be_left_to_manage(association, keeper, council):
    top = council.parent
    make_post(top, name_zh="秘书长", name_en="", kind=Post.Kind.SECRETARY_GENERAL, powers=["manage"])
    before = Tenure.objects.get(person=keeper.people.get())
    batch = make_batch(association, [TERMS, (top.name_zh, "秘书长", keeper.name)], actor=keeper)
    actions.commit_batch(batch, actor=keeper)
    before.delete()
    forget()

    with pytest.raises(RuleError):
        actions.undo_batch(batch, actor=keeper)

    assert Tenure.objects.filter(person=keeper.people.get()).count() == 1
    batch.refresh_from_db()
    assert batch.state == "committed"
