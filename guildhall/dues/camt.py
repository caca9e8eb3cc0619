"""ISO 20022 statements (camt.053, camt.052) to movements in fen. Pure: bytes in, lines out.

The message is read by pycamt; what it does not tell (accounts that are no IBAN, whether the details of a batch
add up to its entry) is read from the same tree, and a statement that does not add up is refused.
"""

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree
from pycamt.parser import Camt053ParseError, Camt053Parser

from guildhall.core.dates import read_date
from guildhall.core.money import parse_amount
from guildhall.core.sentences import UnreadableError
from guildhall.dues.statements import (
    ACCOUNT_LENGTH,
    NAME_LENGTH,
    NUMBER_LENGTH,
    REMARK_LENGTH,
    Line,
    Reading,
    StatementError,
    money,
)

CAMT = re.compile(
    rb"urn:iso:std:iso:20022:tech:xsd:camt\.05[234]\.001\.\d\d|<(?:\w+:)?BkToCstmr(?:Stmt|AcctRpt)\b"
)
# Amounts beside the one that was booked: instructed in another currency, charges, of a referred document.
BESIDE = {
    "InstdAmt",
    "CntrValAmt",
    "AnncdPstngAmt",
    "PrtryAmt",
    "Chrgs",
    "CdtLine",
    "RfrdDocAmt",
    "Intrst",
    "Tax",
}
PENDING = {"PDNG", "INFO"}


def is_camt(head: bytes) -> bool:
    """Whether the first bytes of a file are those of an ISO 20022 account statement."""
    return bool(CAMT.search(head))


def read_camt(content: bytes) -> Reading:
    """The booked movements. Refused with StatementError: no such message, declarations of entities, another
    currency than yuan, details that do not add up to their entry, balances that do not add up."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise StatementError(
            "broken_statement", "文件含有不允许的声明。", "the file holds declarations that are not allowed."
        )
    try:
        parser = Camt053Parser(content)
        _prepare(parser)
        found, infos = parser.get_transactions(), parser.get_statement_info()
    except (etree.XMLSyntaxError, Camt053ParseError, ValueError) as broken:
        raise StatementError(
            "broken_statement",
            "文件不是完整的camt.053对账单。",
            "the file is no complete camt.053 statement.",
        ) from broken
    lines = [_line(one, place) for place, one in enumerate(found, 1) if one.get("Status") not in PENDING]
    if not lines:
        raise StatementError("no_lines", "对账单中没有任何收支记录。", "the statement holds no movement.")
    _require_details_add_up(parser, lines)
    opening, closing = _balances(infos, lines)
    return Reading(tuple(lines), opening, closing, _own_account(parser))


def _prepare(parser: Camt053Parser) -> None:
    """One namespace without a prefix, no amounts beside the booked one, other accounts where IBANs stand."""
    root = parser.tree
    for element in list(root.iter(etree.Element)):
        name = etree.QName(element).localname
        element.tag = name
        if name in BESIDE and element.getparent() is not None:
            element.getparent().remove(element)
        elif name == "Othr" and etree.QName(element.getparent()).localname == "Id":
            number = next((one for one in element if etree.QName(one).localname == "Id"), None)
            iban = etree.SubElement(element.getparent(), "IBAN")
            iban.text = number.text if number is not None else ""
    parser.namespaces = {}


def _line(told: Mapping[str, Any], place: int) -> Line:
    amount, currency = told.get("Amount"), told.get("Currency")
    if currency not in (None, "CNY", "CNH"):
        raise StatementError(
            "other_currency",
            f"币种为{currency}，只接受人民币。",
            f"it is in {currency}; only yuan are taken.",
            line=place,
        )
    try:
        fen = parse_amount(str(amount))
        on = read_date(str(told.get("BookingDate") or told.get("ValueDate") or "")[:10])
    except (ValueError, UnreadableError) as unreadable:
        raise StatementError(
            "amount_unreadable", "金额或日期无法识别。", "its amount or date cannot be read.", line=place
        ) from unreadable
    is_out = told.get("CreditDebitIndicator") == "DBIT"
    side = "Creditor" if is_out else "Debtor"
    remark = told.get("RemittanceInformationFull") or told.get("RemittanceInformation")
    number = told.get("TransactionID") or str(told.get("EndToEndId") or "").replace("NOTPROVIDED", "")
    return Line(
        row=place,
        on=on,
        amount=-fen if is_out else fen,
        payer=_text(told.get(f"{side}Name"), NAME_LENGTH),
        account=_text(told.get(f"{side}IBAN"), ACCOUNT_LENGTH).replace(" ", ""),
        remark=_text(remark or told.get("AdditionalEntryInformation"), REMARK_LENGTH),
        number=_text(number, NUMBER_LENGTH),
    )


def _text(value: object, most: int) -> str:
    return " ".join(str(value or "").split())[:most]


def _own_account(parser: Camt053Parser) -> str:
    return _text(parser.tree.findtext(".//Acct/Id/IBAN"), ACCOUNT_LENGTH)


def _require_details_add_up(parser: Camt053Parser, lines: list[Line]) -> None:
    booked = 0
    for entry in parser.tree.iter("Ntry"):
        status = entry.findtext("Sts/Cd") or (entry.findtext("Sts") or "").strip()
        if status not in PENDING:
            fen = parse_amount(entry.findtext("Amt") or "0")
            booked += -fen if entry.findtext("CdtDbtInd") == "DBIT" else fen
    found = sum(line.amount for line in lines)
    if booked != found:
        raise StatementError(
            "total_wrong",
            f"批量入账的明细合计{money(found)}，与账户记录{money(booked)}不符。请向银行索取完整的对账单。",
            f"the details add up to {money(found)}, the entries to {money(booked)}. "
            "Ask the bank for the complete statement.",
        )


def _balances(infos: list[dict[str, Any]], lines: list[Line]) -> tuple[int | None, int | None]:
    """The first balance before and the last after; refused where the movements do not lead from one to the other."""
    before = [info["OpeningBalance"] for info in infos]
    after = [info["ClosingBalance"] for info in infos]
    if None in before or None in after:
        return None, None
    opening, closing = parse_amount(str(before[0])), parse_amount(str(after[-1]))
    expected = opening + sum(line.amount for line in lines)
    if expected != closing:
        raise StatementError(
            "balance_wrong",
            f"期末余额应为{money(expected)}，文件中为{money(closing)}。请向银行索取完整的对账单。",
            f"the closing balance should be {money(expected)}, but reads {money(closing)}. "
            "Ask the bank for the complete statement.",
        )
    return opening, closing
