"""A list comes in, is refused where it is wrong, goes out again, and reads back without loss."""

import io
import json

import pytest
from django.utils.translation import override

from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.imports import actions, queries
from guildhall.imports.models import ImportBatch
from guildhall.imports.tests.make import (
    HEADINGS,
    make_batch,
    make_manager,
    make_rows,
    make_text,
    make_uscc,
    make_workbook,
)
from guildhall.imports.writing import delimited_lines, write_workbook
from guildhall.registry.models import Organization, Person
from guildhall.registry.tests.make import (
    make_association,
    make_organization,
    make_person,
    make_user_with_powers,
)

pytestmark = pytest.mark.django_db


def status(client, path: str) -> int:
    response = client.get(path)
    if response.streaming:
        assert b"".join(response.streaming_content)
    return int(response.status_code)


def codes(batch: ImportBatch) -> dict[int, list[str]]:
    return {row.number: [told.code for told in row.told] for row in queries.rows_of(batch, "bad")}


def test_a_list_below_a_title_is_checked_and_stored_as_a_whole():
    batch = make_batch(rows=[["会员名单"], HEADINGS, *make_rows(3)])
    assert (batch.state, batch.new_rows, Organization.objects.count()) == ("checked", 3, 0)

    batch = actions.commit_batch(batch, actor=batch.created_by)

    assert (batch.state, Organization.objects.count()) == ("committed", 3)
    line = AuditEntry.objects.get(action="import_batch.committed")
    assert line.details["new"] == 3


def test_a_committed_list_is_undone_as_a_whole():
    batch = make_batch()
    actions.commit_batch(batch, actor=batch.created_by)

    assert actions.undo_batch(batch, actor=batch.created_by).state == "undone"
    assert Organization.objects.count() == 0


def test_a_list_in_use_is_not_undone():
    batch = make_batch()
    actions.commit_batch(batch, actor=batch.created_by)
    make_person(batch.association, organization=Organization.objects.first())

    with pytest.raises(RuleError) as refused:
        actions.undo_batch(batch, actor=batch.created_by)

    assert refused.value.details["rows"][0]["row"] in (2, 3, 4)
    assert Organization.objects.count() == 3


def test_a_commit_that_is_cut_short_leaves_nothing_and_is_repeated_whole(monkeypatch):
    batch = make_batch()

    def killed(*_args, **_kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("guildhall.imports.storing.commit.record", killed)
        with pytest.raises(KeyboardInterrupt):
            actions.commit_batch(batch, actor=batch.created_by)
    batch.refresh_from_db()
    assert (batch.state, Organization.objects.count()) == ("checked", 0)

    actions.commit_batch(batch, actor=batch.created_by)
    assert Organization.objects.count() == 3


def test_what_somebody_else_stored_since_the_check_sends_the_list_back():
    batch = make_batch()
    make_organization(batch.association, name_zh="第2齿轮厂", name_en="")

    batch = actions.commit_batch(batch, actor=batch.created_by)

    assert (batch.state, codes(batch)) == ("checked", {3: ["conflict"]})
    assert Organization.objects.count() == 1


def test_bad_rows_are_named_and_left_out_only_on_request():
    batch = make_batch(rows=[HEADINGS, ("甲厂", make_uscc()[:-1] + "I"), ("乙厂", ""), ("乙厂", "")])
    assert codes(batch) == {2: ["wrong_uscc"], 4: ["twice_in_file"]}

    with pytest.raises(RuleError, match=r"."):
        actions.commit_batch(batch, actor=batch.created_by)
    assert actions.commit_batch(batch, leave_out_bad=True, actor=batch.created_by).state == "committed"
    assert Organization.objects.get().name_zh == "乙厂"


def test_what_is_stored_already_is_passed_over_or_changed_and_given_back():
    association = make_association()
    known = make_organization(association, name_zh="甲厂", region="淄博")
    rows = [("单位名称", "地区"), ("甲厂", "济南")]

    assert make_batch(association, rows).known_rows == 1
    batch = make_batch(association, rows, known="update")
    actions.commit_batch(batch, actor=batch.created_by)
    known.refresh_from_db()
    assert known.region == "济南"
    actions.undo_batch(batch, actor=batch.created_by)
    known.refresh_from_db()
    assert known.region == "淄博"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_delimited_text_is_read_in_every_usual_encoding(encoding):
    association = make_association()
    text = make_text(
        ("姓名", "手机", "出生日期"),
        ("王　明", "13800138000", "1970-02-31"),
        ("李四", "1", "3月5日"),
        encoding=encoding,
    )
    batch = actions.upload_table(association, name="a.csv", content=text, actor=make_manager(association))

    assert (batch.kind, codes(batch)) == ("people", {2: ["wrong_date"], 3: ["wrong_date"]})


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", "单位名称\n甲厂".encode(), "false_type"),
        ("a.pdf", b"%PDF-1.7", "no_table"),
        ("a.csv", "单位名称\n甲乙丙丁".encode() + "\n戊己庚辛壬".encode("gb18030"), "mixed_encodings"),
        ("a.csv", make_text(("单位名称",), *[(f"{n}",) for n in range(200_040)]), "too_many_rows"),
        ("a.csv", '单位名称\n"甲厂'.encode(), "broken_text"),
        ("a.xlsx", make_workbook(("单位名称",)), "no_rows"),
    ],
)
def test_a_file_that_is_no_list_is_refused_and_nothing_is_kept(name, content, code):
    association = make_association()
    with pytest.raises(InvalidError) as refused:
        actions.upload_table(association, name=name, content=content, actor=make_manager(association))

    assert (refused.value.code, ImportBatch.objects.count()) == (code, 0)


def test_who_does_not_keep_the_registry_brings_in_nothing():
    association = make_association()
    with pytest.raises(NotAllowedError):
        make_batch(association, actor=make_user_with_powers(association))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_an_export_reads_back_without_loss(language, ending):
    here, there = make_association(), make_association()
    firm = make_organization(
        here, name_zh="=1+1", name_en="'=x", phone="+86 533", about_zh="一\n二", uscc=make_uscc()
    )
    make_organization(here, name_zh="子厂", name_en="", parent=firm, is_active=False, kind="bank")
    make_person(
        here,
        name_zh="单雄",
        name_en="",
        organization=firm,
        phone="00138",
        born_on="1970-03-01",
        is_guest=True,
    )
    viewer = make_manager(there)
    Person.objects.filter(association=there).exclude(user=viewer).delete()

    with override(language):
        for kind in ("organizations", "people"):
            rows = [list(row) for row in queries.list_rows(here, kind)]
            target = io.BytesIO()
            if ending == "xlsx":
                write_workbook(target, kind, queries.headings(kind), rows)
            else:
                target.writelines(delimited_lines(queries.headings(kind), rows))
            batch = actions.upload_table(there, name=f"a.{ending}", content=target.getvalue(), actor=viewer)
            assert (batch.kind, codes(batch)) == (kind, {})
            actions.commit_batch(batch, actor=viewer)
            back = [list(row) for row in queries.list_rows(there, kind)]
            assert [row for row in rows if row in back] == rows


@pytest.mark.parametrize(
    "page",
    [
        "",
        "new/",
        "{pk}/",
        "{pk}/?outcome=bad",
        "{pk}/columns/",
        "{pk}/commit/",
        "{pk}/undo/",
        "{pk}/problems.xlsx",
    ],
)
def test_every_page_opens(client, page):
    batch = make_batch()
    client.force_login(batch.created_by)

    assert status(client, f"/a/{batch.association.slug}/imports/{page.format(pk=batch.pk)}") == 200


@pytest.mark.parametrize("door", ["/a/{slug}/imports/new/", "/api/v1/a/{slug}/imports"])
def test_a_list_is_sent_through_any_door(client, door):
    association = make_association()
    client.force_login(make_manager(association))
    file = io.BytesIO(make_workbook(HEADINGS, *make_rows(2)))
    file.name = "会员.xlsx"

    response = client.post(door.format(slug=association.slug), {"file": file, "known": "skip"})

    assert response.status_code in (200, 302), json.dumps(response.content.decode())
    assert ImportBatch.objects.get().new_rows == 2


@pytest.mark.parametrize("door", ["/a/{slug}/lists/people.xlsx", "/api/v1/a/{slug}/lists/people.csv"])
def test_lists_with_private_data_are_for_who_keeps_or_reads_the_registry(client, door):
    association = make_association()
    client.force_login(make_manager(association))
    assert status(client, door.format(slug=association.slug)) == 200
    client.force_login(make_user_with_powers(association))
    assert status(client, door.format(slug=association.slug)) == 404
