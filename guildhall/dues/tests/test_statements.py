"""Reading statements, without a database."""

from datetime import date

import pytest

from guildhall.dues.bank_columns import Columns, recognise
from guildhall.dues.camt import is_camt, read_camt
from guildhall.dues.statements import StatementError, fingerprints, read_rows

ICBC = ["凭证号", "对方账号", "交易时间", "借方发生额", "贷方发生额", "对方单位名称", "摘要", "余额", "附言"]
CCB = [
    "交易时间",
    "借方发生额/元(支取)",
    "贷方发生额/元(收入)",
    "余额",
    "币种",
    "对方户名",
    "对方账号",
    "摘要",
    "备注",
    "账户明细编号-交易流水号",
]
ABC = ["交易日期", "收入金额", "支出金额", "账户余额", "对方账号", "对方户名", "交易用途"]
BOC = [
    "交易类型[ Transaction Type ]", "付款人名称[ Payer's Name ]", "付款人账号[ Debit Account No. ]",
    "交易日期[ Transaction Date ]", "交易货币[ Trade Currency ]", "交易金额[ Trade Amount ]",
    "交易后余额[ After-transaction balance ]", "交易流水号[ Transaction reference number ]", "用途[ Purpose ]",
]  # fmt: skip
CMB = ["交易日", "交易时间", "借方金额", "贷方金额", "余额", "摘要", "流水号", "收(付)方名称", "收(付)方账号"]
BOCOM = ["交易时间", "发生额", "借贷标志", "对方户名", "对方账号", "摘要", "余额"]


def read(headings, *rows):
    numbered = list(enumerate([["活期账户明细"], headings, *map(list, rows)], start=1))
    return read_rows(numbered, recognise(numbered))


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        (ICBC, ["1", "6222", "2026-11-18 10:02:11", "", "2,000.00", "华清药业", "会费", "12,000.00", "2026"]),
        (
            CCB,
            [
                "20261118 10:02:11",
                "0.00",
                "2,000.00",
                "12000",
                "人民币",
                "华清药业",
                "6222",
                "会费",
                "2026",
                "1-9",
            ],
        ),
        (ABC, ["2026年11月18日", "2000", "", "12000.0", "6222", "华清药业", "会费 2026"]),
        (BOC, ["来账", "华清药业", "6222", "20261118", "CNY", "2000.00", "12000.00", "8841", "会费 2026"]),
        (CMB, ["20261118", "10:02:11", "", "2000.00", "12000.00", "会费 2026", "C01", "华清药业", "6222"]),
        (BOCOM, ["2026/11/18", "２，０００．００", "贷", "华清药业", "6222", "会费 2026", "12,000.00"]),
    ],
)
def test_statements_of_the_common_banks_are_read_alike(headings, row):
    reading = read(headings, row)
    [line] = reading.lines
    assert (line.on, line.amount, line.payer, line.account) == (
        date(2026, 11, 18),
        200_000,
        "华清药业",
        "6222",
    )
    assert "会费" in line.remark
    assert (reading.opening, reading.closing) == (1_000_000, 1_200_000)


def test_newest_first_is_turned_round_and_negative_lines_go_out():
    headings = ["交易日期", "金额", "余额", "对方户名"]
    reading = read(headings, ["2026-11-19", "-500", "1500", "银行"], ["2026-11-18", "2000", "2000", "华清"])
    assert [line.amount for line in reading.lines] == [200_000, -50_000]
    assert (reading.opening, reading.closing) == (0, 150_000)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["2026-11-19", "", "5O0", "", ""], "amount_unreadable"),
        (["2026-02-31", "", "500", "", ""], "date_unreadable"),
        (["2026-11-19", "500", "500", "", ""], "both_ways"),
        (["2026-11-19", "", "", "华清", ""], "no_amount"),
        (["2026-11-19", "", "500", "", "9,999.00"], "balance_wrong"),
        (["合计", "", "2,100.00", "", ""], "total_wrong"),
    ],
)
def test_what_cannot_be_right_refuses_the_statement_and_names_the_line(row, code):
    headings = ["交易日期", "支出", "收入", "对方户名", "余额"]
    with pytest.raises(StatementError) as refused:
        read(headings, ["2026-11-18", "", "2000", "华清", "2000"], row)
    assert refused.value.code == code
    assert refused.value.line == 4
    assert "第4行" in refused.value.sentence.zh
    assert "Line 4" in refused.value.sentence.en


def test_a_right_total_and_remarks_below_the_table_are_no_movements():
    headings = ["交易日期", "支出", "收入", "对方户名"]
    reading = read(
        headings, ["2026-11-18", "", "2000", "华清"], ["合计", "0.00", "2,000.00", ""], ["打印日期：2026年"]
    )
    assert len(reading.lines) == 1


def test_a_direction_that_nobody_knows_is_refused():
    with pytest.raises(StatementError) as refused:
        read(["交易日期", "金额", "借贷标志"], ["2026-11-18", "2000", "冲"])
    assert refused.value.code == "direction_unknown"


def test_a_statement_without_movements_is_refused():
    with pytest.raises(StatementError) as refused:
        read(["交易日期", "金额"])
    assert refused.value.code == "no_lines"


def test_columns_of_an_unknown_bank_are_not_guessed_and_can_be_chosen():
    rows = [(1, ["哪天", "多少", "谁"]), (2, ["2026-11-18", "2000", "华清"])]
    assert recognise(rows) is None
    reading = read_rows(rows, Columns(1, {"on": (0,), "amount": (1,), "payer": (2,)}))
    assert reading.lines[0].payer == "华清"


def test_the_same_movement_in_two_statements_is_the_same_and_two_alike_are_two():
    headings = ["交易日期", "金额", "对方户名", "摘要"]
    row, other = ["2026-11-18", "2000", "华清", "会费"], ["2026-11-19", "2000", "华清", "会费"]
    first = fingerprints(read(headings, row, row).lines)
    second = fingerprints(read(headings, row, row, other).lines)
    assert first == second[:2]
    assert len(set(second)) == 3


CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt>
<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-19T08:00:00</CreDtTm></GrpHdr><Stmt><Id>1</Id>
<Acct><Id><Othr><Id>53001</Id></Othr></Id></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-18</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">{closing}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-18</Dt></Dt></Bal>
<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-18</Dt></BookgDt><AcctSvcrRef>R1</AcctSvcrRef>
<NtryDtls><TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs><AmtDtls><InstdAmt><Amt Ccy="USD">9.99</Amt></InstdAmt><TxAmt><Amt Ccy="CNY">2000.00</Amt></TxAmt></AmtDtls>
<RltdPties><Dbtr><Nm>华清药业有限公司</Nm></Dbtr><DbtrAcct><Id><Othr><Id>6222</Id></Othr></Id></DbtrAcct></RltdPties><RmtInf><Ustrd>会费</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="CNY">5.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-18</Dt></BookgDt><AddtlNtryInf>手续费</AddtlNtryInf></Ntry>
</Stmt></BkToCstmrStmt></Document>"""


def camt(version="02", closing="2095.00", currency="CNY", amount="2000.00"):
    return CAMT.format(version=version, closing=closing, currency=currency, amount=amount).encode()


@pytest.mark.parametrize("version", ["02", "08"])
def test_an_iso_20022_statement_is_read_with_accounts_that_are_no_iban(version):
    assert is_camt(camt(version))
    reading = read_camt(camt(version))
    line, fee = reading.lines
    assert (line.amount, line.payer, line.account, line.remark) == (
        200_000,
        "华清药业有限公司",
        "6222",
        "会费",
    )
    assert (fee.amount, fee.remark) == (-500, "手续费")
    assert (reading.account, reading.opening, reading.closing) == ("53001", 10_000, 209_500)


def test_an_iso_20022_statement_with_a_prefix_is_read_alike():
    content = camt().replace(b"xmlns=", b"xmlns:n=").replace(b"</", b"</n:").replace(b"<n:", b"<").decode()
    for name in ("Document", "BkToCstmrStmt", "Stmt"):
        assert f"<{name}" in content
    prefixed = camt().decode().replace("xmlns=", "xmlns:n=").replace("</", "\0").replace("<?", "\1")
    prefixed = prefixed.replace("<", "<n:").replace("\0", "</n:").replace("\1", "<?")
    assert read_camt(prefixed.encode()) == read_camt(camt())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (camt(closing="2096.00"), "balance_wrong"),
        (camt(amount="2001.00"), "total_wrong"),
        (camt(currency="USD"), "other_currency"),
        (camt()[:-40], "broken_statement"),
        (b"<a/>", "broken_statement"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "broken_statement"),
    ],
)
def test_an_iso_20022_statement_that_does_not_add_up_is_refused(content, code):
    with pytest.raises(StatementError) as refused:
        read_camt(content)
    assert refused.value.code == code
