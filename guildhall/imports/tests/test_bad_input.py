"""Bad input gets one sentence that says what is wrong and where, through any door, and nothing is stored."""

import io
import json
import re
from functools import cache

import pytest

from guildhall.documents.models import File
from guildhall.documents.tests.make import make_compound
from guildhall.imports import actions, queries
from guildhall.imports.models import ImportBatch, ImportedRow
from guildhall.imports.tests.files import (
    SHEET,
    TEXTS,
    make_altered,
    make_bomb,
    make_laughs,
    make_liar,
    make_merged,
    make_sheet,
)
from guildhall.imports.tests.make import (
    HEADINGS,
    make_batch,
    make_manager,
    make_text,
    make_uscc,
    make_workbook,
)
from guildhall.registry.models import Organization, Person
from guildhall.registry.tests.make import make_association, make_organization, make_person

pytestmark = pytest.mark.django_db
CHINESE = re.compile(r"[\u4e00-\u9fff]")
GB = "单位名称,地区\n淄博齿轮机械厂,山东省\n".encode("gb18030")
FIRMS = (HEADINGS, ("甲厂",), ("乙厂",), ("丙厂",))


@cache
def make_many() -> bytes:
    return make_text(("单位名称",), *[(f"第{number}厂",) for number in range(300_000)])


# What is sent (or makes it, where that takes a while), the code of the answer, and what its sentence names in both languages.
REFUSED = {
    "a program": ("名单.xlsx", b"MZ" + bytes(500), "false_type", "EXE"),
    "a text called a workbook": ("名单.xlsx", "单位名称\n甲厂".encode(), "false_type", "XLSX"),
    "a workbook called a text": ("名单.csv", make_workbook(*FIRMS), "false_type", "CSV"),
    "an old workbook called a new one": ("名单.xlsx", make_compound("Workbook"), "false_type", "XLS"),
    "a locked workbook": ("名单.xlsx", make_compound("EncryptedPackage"), "locked_file", "名单.xlsx"),
    "an old workbook": ("名单.xls", make_compound("Workbook"), "other_workbook", ".xlsx"),
    "an open document": ("名单.ods", b"PK", "other_workbook", ".xlsx"),
    "a document": ("名单.pdf", b"%PDF-1.7", "no_table", "xlsx"),
    "nothing": ("名单.csv", b"", "file_empty", ""),
    "an empty workbook": ("名单.xlsx", make_workbook(), "nothing_in_file", ""),
    "only headings": ("名单.xlsx", make_workbook(HEADINGS), "no_rows", ""),
    "only headings in a text": ("名单.csv", make_text(HEADINGS), "no_rows", ""),
    "two encodings": ("名单.csv", GB + "河北省唐山市机械厂,河北省\n".encode(), "mixed_encodings", "3"),
    "an unknown encoding": ("名单.csv", GB.decode("gb18030").encode("utf-16-le"), "false_type", "UTF-8"),
    "a broken line": ("名单.csv", '单位名称\n甲厂\n"乙厂'.encode(), "broken_text", "3"),
    "300,000 rows": ("名单.csv", make_many, "too_many_rows", "20"),
    "a bomb": ("名单.xlsx", make_bomb, "unpacks_too_large", "400"),
    "a bomb that lies": ("名单.xlsx", make_liar(), "broken_workbook", ".xlsx"),
    "entities of entities": ("名单.xlsx", make_laughs(), "broken_workbook", ".xlsx"),
    "broken markup": ("名单.xlsx", make_altered(SHEET, b"<worksheet><sheetData><row"), "broken_workbook", ".xlsx"),
    "a count that lies": (
        "名单.xlsx",
        make_altered(TEXTS, b'<sst count="99999999999" uniqueCount="99999999999"></sst>'),
        "broken_workbook",
        ".xlsx",
    ),
    "a cell far away": (
        "名单.xlsx",
        make_sheet(("A1", "单位名称"), ("A2", "甲厂"), ("XFD1048576", "x")),
        "too_wide",
        "XFD1048576",
    ),
    "cells far apart": (
        "名单.xlsx",
        make_sheet(("A1", "单位名称"), ("A2", "甲厂"), ("Z1048576", "x")),
        "too_scattered",
        "Z1048576",
    ),
}  # fmt: skip


def send(client, door: str, association, name: str, content: bytes, language: str):
    file = io.BytesIO(content)
    file.name = name
    paths = {"page": f"/a/{association.slug}/imports/new/", "API": f"/api/v1/a/{association.slug}/imports"}
    sent = {"file": file, "known": "skip"}
    return client.post(paths[door], sent, headers={"Accept-Language": language})


def sentence_of(response, door: str) -> str:
    """The sentence with which a door refuses."""
    if door == "API":
        assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")
        return str(json.loads(response.content)["detail"])
    assert response.status_code == 200
    form = response.context["form"]
    return str([*form.errors.get("file", []), *form.non_field_errors()][0])


@pytest.fixture
def keeper(client):
    keeper = make_manager()
    client.force_login(keeper)
    return keeper


@pytest.mark.once
@pytest.mark.parametrize("door", ["page", "API"])
@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_is_no_list_is_refused_in_the_readers_language(client, keeper, case, door):
    name, sent, code, named = REFUSED[case]
    content = sent() if callable(sent) else sent
    association = keeper.people.get().association

    for language in ("zh-hans", "en"):
        response = send(client, door, association, name, content, language)
        said = sentence_of(response, door)
        assert bool(CHINESE.search(said.replace("名单", ""))) == (language == "zh-hans"), said
        assert named in said
        assert door == "page" or json.loads(response.content)["code"] == code
    assert not ImportBatch.objects.exists()
    assert not File.objects.exists()


@pytest.mark.parametrize("door", ["page", "API"])
def test_a_file_that_must_be_too_large_is_refused_before_it_is_read(client, keeper, door):
    association = keeper.people.get().association
    path = {"page": f"/a/{association.slug}/imports/new/", "API": f"/api/v1/a/{association.slug}/imports"}[
        door
    ]

    response = client.generic(
        "POST", path, b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(2 << 30)
    )

    assert response.status_code == 413
    assert "50 MB" in response.content.decode()
    assert not File.objects.exists()


ROWS = {
    "merged cells": (make_merged("C2:C3", *FIRMS[:3]), {2: ("merged", "C2", "C2:C3"), 3: ("merged", "C2", "C2:C3")}),
    "a code with a wrong check character": (
        make_workbook(HEADINGS, ("甲厂", make_uscc(1)[:-1] + "I")),
        {2: ("wrong_uscc", "B2", "I")},
    ),
    "a code that became a number": (
        make_workbook(HEADINGS, ("甲厂", 913703030000000018)),
        {2: ("uscc_lost_digits", "B2", "15")},
    ),
    "a name twice": (make_workbook(HEADINGS, ("甲厂",), ("乙厂",), ("甲 厂",)), {4: ("twice_in_file", "A4", "2")}),
    "31 February": (make_workbook(("姓名", "生日"), ("张三", "1970年2月31日")), {2: ("wrong_date", "B2", "31")}),
    "no year": (make_workbook(("姓名", "生日"), ("张三", "3月5日")), {2: ("wrong_date", "B2", "3月5日")}),
    "a formula never computed": (
        make_altered(
            SHEET,
            b'<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row>'
            b'<row r="2"><c r="A2"><f>A9</f></c></row></sheetData></worksheet>',
            HEADINGS,
        ),
        {2: ("uncomputed", "A2", "")},
    ),
    "an error of the spreadsheet": (
        make_altered(
            SHEET,
            b'<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row>'
            b'<row r="2"><c r="A2" t="e"><f>A9</f><v>#REF!</v></c></row></sheetData></worksheet>',
            HEADINGS,
        ),
        {2: ("error_value", "A2", "")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("case", ROWS)
def test_a_row_that_cannot_be_taken_is_named_with_its_cell_on_the_page_and_in_the_api(
    client, keeper, case, language
):
    content, expected = ROWS[case]
    association = keeper.people.get().association
    batch = actions.upload_table(association, name="a.xlsx", content=content, actor=keeper)
    people, firms = Person.objects.count(), Organization.objects.count()
    reader = {"headers": {"Accept-Language": language}}

    answer = client.get(f"/api/v1/a/{association.slug}/imports/{batch.pk}/rows?outcome=bad", **reader).json()
    page = client.get(f"/a/{association.slug}/imports/{batch.pk}/?outcome=bad", **reader).content.decode()

    told = {row["number"]: row["told"][0] for row in answer["items"]}
    assert {number: (one["code"], one["cell"]) for number, one in told.items()} == {
        number: (code, cell) for number, (code, cell, _named) in expected.items()
    }
    for number, (_code, cell, named) in expected.items():
        said = told[number]["sentence"]
        assert named in said
        assert bool(CHINESE.search(re.sub("“.*?”", "", said))) == (language == "zh-hans")
        assert cell in page
    assert (Person.objects.count(), Organization.objects.count()) == (people, firms)


def test_a_name_that_is_stored_already_is_passed_over_and_said_so():
    association = make_association()
    make_organization(association, name_zh="甲齿轮厂", name_en="")
    batch = make_batch(association, [HEADINGS, ("甲齿轮厂",), ("乙齿轮厂",)])

    assert (batch.known_rows, batch.new_rows) == (1, 1)
    assert [told.code for told in queries.rows_of(batch, "known").get().told] == ["known"]


def test_two_people_of_one_name_must_be_told_apart():
    association = make_association()
    for phone in ("138", "139"):
        make_person(association, name_zh="张三", name_en="", phone=phone)
    batch = make_batch(association, [("姓名", "手机"), ("张三", ""), ("张三", "138"), ("张三", "137")])

    outcomes = dict(queries.rows_of(batch).values_list("number", "outcome"))
    assert outcomes == {2: "bad", 3: "known", 4: "new"}


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{ 1 }}{% x %}"]
)
def test_markup_is_shown_as_what_it_is(client, keeper, text):
    association = keeper.people.get().association
    batch = make_batch(association, [HEADINGS, (f"{text}厂", text), (f"{text}乙厂", "")], actor=keeper)

    page = client.get(f"/a/{association.slug}/imports/{batch.pk}/").content.decode()

    assert (batch.bad_rows, batch.new_rows) == (1, 1)
    assert text.replace("<", "&lt;").replace(">", "&gt;") in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_a_gigantic_dimension_without_cells_does_no_harm():
    association = make_association()
    content = make_sheet(("A1", "单位名称"), ("A2", "甲厂"), dimension="A1:XFD1048576")

    batch = actions.upload_table(association, name="a.xlsx", content=content, actor=make_manager(association))

    assert (batch.rows, batch.new_rows) == (1, 1)


def test_a_sign_that_ends_texts_is_named_deep_in_a_text(keeper):
    lines = make_text(("单位名称",), *[(f"第{number}机械厂",) for number in range(600)])
    association = keeper.people.get().association

    batch = actions.upload_table(
        association, name="a.csv", content=lines + "\r\n甲\0厂".encode(), actor=keeper
    )

    assert [(row.number, row.told[0].code) for row in queries.rows_of(batch, "bad")] == [(602, "unprintable")]


def test_a_list_without_known_headings_waits_for_its_columns_to_be_named(client, keeper):
    association = keeper.people.get().association
    batch = make_batch(association, [("甲厂", 1), ("乙厂", 2)], actor=keeper)
    path = f"/a/{association.slug}/imports/{batch.pk}/columns/"

    assert batch.state == "uploaded"
    assert "第1行" in client.get(path, headers={"Accept-Language": "zh-hans"}).content.decode()
    assert client.post(path, {"known": "skip"}).status_code == 200
    assert client.post(path, {"known": "skip", "column_0": "name", "column_1": "name"}).status_code == 200
    assert not ImportedRow.objects.exists()
    assert client.post(path, {"known": "skip", "column_0": "name"}).status_code == 302
    assert queries.rows_of(batch).get().name == "乙厂"
