import io

import pytest
import xlsxwriter

from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.documents.models import File
from guildhall.dues import actions
from guildhall.dues.models import Statement, StatementLine
from guildhall.dues.tests.make import make_notice
from guildhall.dues.tests.make_payment import PAID, make_csv, make_line, make_statement
from guildhall.dues.tests.test_statements import camt

pytestmark = pytest.mark.django_db
UNKNOWN = "哪天,多少,谁".encode() + b"\n2026-11-19,5000,\xe5\x8d\x8e\xe6\xb8\x85"


def take(association, actor, content=None, name="流水.csv"):
    given = content or make_csv((PAID, "5,000.00", "", "华清药业", "6222", "会费", "B1"))
    return actions.take_statement(association, name=name, content=given, actor=actor)


def test_a_statement_is_taken_and_recorded(association, treasurer, lines):
    content = make_csv(
        (PAID, "5,000.00", "", "华清药业", "6222", "会费", "B1"), (PAID, "", "12", "", "", "手续费", "B2")
    )
    statement = take(association, treasurer, content)
    paid, fee = statement.lines.order_by("position")
    assert (paid.amount, paid.payer, paid.account, paid.remark) == (500_000, "华清药业", "6222", "会费")
    assert (paid.state, fee.state) == (StatementLine.State.OPEN, StatementLine.State.SET_ASIDE)
    assert (statement.from_on, statement.layout) == (PAID, "table")
    assert lines()[-1] == "statement.taken"


def test_a_statement_in_gbk_an_excel_sheet_and_camt_are_taken(association, treasurer):
    content = make_csv((PAID, "5000", "", "华清药业", "", "", "B1")).decode()
    assert take(association, treasurer, content.encode("gb18030")).lines.get().payer == "华清药业"
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        for row, line in enumerate([["交易日期", "收入", "对方户名"], ["2026-11-19", 5000.5, "恒泰机电"]]):
            sheet.write_row(row, 0, line)
    assert take(association, treasurer, target.getvalue(), "流水.xlsx").lines.get().amount == 500_050
    assert take(association, treasurer, camt(), "流水.xml").layout == "camt.053"


def test_lines_are_matched_when_the_statement_is_taken(
    association, treasurer, django_capture_on_commit_callbacks
):
    notice = make_notice(association)
    with django_capture_on_commit_callbacks(execute=True):
        statement = take(association, treasurer, make_csv((PAID, "5000", "", notice.member.name)))
    proposal = statement.lines.get().proposal
    assert (proposal["state"], proposal["shares"][0]["notice"]) == ("certain", str(notice.pk))


def test_the_same_file_is_refused_and_a_known_movement_taken_once(association, treasurer):
    take(association, treasurer)
    with pytest.raises(RuleError) as refused:
        take(association, treasurer)
    assert refused.value.code == "statement_known"
    longer = make_csv(
        (PAID, "5,000.00", "", "华清药业", "6222", "会费", "B1"), (PAID, "1", "", "", "", "", "B2")
    )
    assert take(association, treasurer, longer).lines.get().amount == 100


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (make_csv((PAID, "五千", "", "华清")), "amount_unreadable"),
        (make_csv((PAID, "5000", "", "华清"), ("合计", "5001")), "total_wrong"),
        (make_csv(), "no_lines"),
    ],
)
def test_what_does_not_add_up_is_refused_and_nothing_is_kept(association, treasurer, content, code):
    with pytest.raises(InvalidError) as refused:
        take(association, treasurer, content)
    assert refused.value.code == code
    assert not Statement.objects.exists()
    assert not File.objects.exists()


def test_columns_of_an_unknown_bank_are_chosen(association, treasurer, lines):
    statement = take(association, treasurer, UNKNOWN)
    assert (statement.layout, statement.lines.count()) == ("", 0)
    chosen = {"on": [0], "amount": [1], "payer": [2]}
    actions.choose_columns(statement, header=1, columns=chosen, actor=treasurer)
    assert statement.lines.get().payer == "华清"
    assert lines()[-1] == "statement.read"
    with pytest.raises(RuleError) as refused:
        actions.choose_columns(statement, header=1, columns=chosen, actor=treasurer)
    assert refused.value.code == "already_read"


@pytest.mark.parametrize(
    "columns", [{"on": [0]}, {"on": [0], "amount": [9]}, {"on": [0], "amount": [1], "x": [2]}]
)
def test_columns_that_do_not_suffice_are_refused(association, treasurer, columns):
    statement = take(association, treasurer, UNKNOWN)
    with pytest.raises(InvalidError):
        actions.choose_columns(statement, header=1, columns=columns, actor=treasurer)


def test_others_take_no_statements(association, reader):
    with pytest.raises(NotAllowedError):
        take(association, reader)


def test_a_line_is_set_aside_once_and_taken_back(treasurer, association, lines):
    line = make_line(association, actor=treasurer)
    actions.set_line_aside(line, note="培训费", actor=treasurer)
    assert (line.state, line.note) == (StatementLine.State.SET_ASIDE, "培训费")
    with pytest.raises(RuleError) as refused:
        actions.set_line_aside(line, note="培训费", actor=treasurer)
    assert refused.value.code == "line_not_open"
    actions.take_line_back(line, actor=treasurer)
    assert line.state == StatementLine.State.OPEN
    assert lines()[-2:] == ["statement_line.set_aside", "statement_line.taken_back"]


@pytest.mark.parametrize("door", ["/a/{}/dues/statements/new/", "/api/v1/a/{}/dues/statements"])
def test_page_and_api_take_a_statement_and_refuse_it_alike(client, association, treasurer, door):
    client.force_login(treasurer)

    def send():
        upload = io.BytesIO(make_csv((PAID, "1", "", "华清")))
        upload.name = "流水.csv"
        return client.post(door.format(association.slug), {"file": upload})

    assert send().status_code in (201, 302)
    answer = send()
    said = answer.json()["title"] if "api" in door else answer.content.decode()
    assert "该文件已导入过。" in said
    assert Statement.objects.count() == 1


def test_the_page_for_choosing_columns_shows_the_headings(client, association, treasurer):
    statement = make_statement(association, actor=treasurer, content=UNKNOWN)
    client.force_login(treasurer)
    url = f"/a/{association.slug}/dues/statements/{statement.pk}/columns/"
    assert "多少" in client.get(url).content.decode()
    answer = client.post(url, {"column_0": "on", "column_1": "amount", "column_2": "payer"})
    assert answer.status_code == 302
    assert statement.lines.count() == 1


@pytest.mark.parametrize("door", ["/a/{}/dues/lines/?match=", "/api/v1/a/{}/dues/lines?state=open&match="])
def test_lines_are_narrowed_to_how_sure_their_match_is(client, association, treasurer, door):
    for payer, state in (("Alpha", "certain"), ("Beta", "unclear")):
        make_line(association, actor=treasurer, payer=payer, proposal={"state": state})
    client.force_login(treasurer)

    def shown(match):
        text = client.get(door.format(association.slug) + match).content.decode()
        return [payer for payer in ("Alpha", "Beta") if payer in text]

    assert {match: shown(match) for match in ("", "certain", "unclear", "unknown")} == {
        "": ["Alpha", "Beta"],
        "certain": ["Alpha"],
        "unclear": ["Beta"],
        "unknown": [],
    }
