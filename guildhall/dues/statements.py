"""Bank statements to movements in fen. Pure: rows of text in, lines out, or a refusal that names the line.

Nothing is guessed: an amount that cannot be read, a balance that does not follow from the one before, a total
that is not the sum refuse the whole statement, so that no half of it is ever booked.
"""

import hashlib
import itertools
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from guildhall.core.dates import read_date
from guildhall.core.money import parse_amount
from guildhall.core.sentences import Sentence, UnreadableError
from guildhall.dues.bank_columns import LABELS, Columns

INCOMING = frozenset(
    [
        "贷",
        "收",
        "收入",
        "贷方",
        "进",
        "来账",
        "往来账来账",
        "转入",
        "存入",
        "c",
        "cr",
        "credit",
        "crdt",
        "in",
        "+",
        "入",
        "入账",
    ]
)
OUTGOING = frozenset(
    [
        "借",
        "支",
        "支出",
        "借方",
        "付",
        "往账",
        "转出",
        "支取",
        "d",
        "dr",
        "debit",
        "dbit",
        "out",
        "-",
        "出",
        "出账",
    ]
)
TOTALS = re.compile(r"合计|总计|小计|累计|total|subtotal", re.IGNORECASE)
FILLED_OUT = frozenset(("", "-", "--", "—", "——", "/", "无"))
TIME_BEHIND = re.compile(r"^(.*?\d日?)[ T]+\d{1,2}:\d{2}.*$|^(\d{8})\d{6}$")
REMARK_LENGTH, NAME_LENGTH, ACCOUNT_LENGTH, NUMBER_LENGTH = 300, 200, 60, 80


class StatementError(UnreadableError):
    """The statement is refused. ``code`` is a stable word, ``line`` the row of the file where it fails, or 0."""

    def __init__(self, code: str, zh: str, en: str, *, line: int = 0) -> None:
        super().__init__(Sentence(f"第{line}行：{zh}", f"Line {line}: {en}") if line else Sentence(zh, en))
        self.code, self.line = code, line


@dataclass(frozen=True)
class Line:
    """One movement on the account, in fen: in above nothing, out below. ``row`` is where it stands in the file."""

    row: int
    on: date
    amount: int
    payer: str = ""
    account: str = ""
    remark: str = ""
    number: str = ""
    balance: int | None = None


@dataclass(frozen=True)
class Reading:
    """A statement in the order of time. ``opening`` and ``closing`` are None where the bank tells no balance."""

    lines: tuple[Line, ...]
    opening: int | None = None
    closing: int | None = None
    account: str = ""

    @property
    def from_on(self) -> date:
        return min(line.on for line in self.lines)

    @property
    def to_on(self) -> date:
        return max(line.on for line in self.lines)


def read_rows(rows: Iterable[tuple[int, list[str]]], columns: Columns) -> Reading:
    """The movements of a table whose columns are known, in the order of time.

    Refused with StatementError, the line named: a date or an amount that cannot be read, a line that is both in
    and out or neither, a total or a balance that does not add up; and a table without any movement.
    """
    lines: list[Line] = []
    for row, cells in rows:
        if row <= columns.header or not any(cell.strip() for cell in cells):
            continue
        reader = _Row(row, cells, columns)
        if reader.is_footer:
            reader.check_total(lines)
        else:
            lines.append(reader.line())
    return checked(lines)


def checked(lines: Sequence[Line], account: str = "") -> Reading:
    """The lines in the order of time with the balances before and after. Refused: none at all; a wrong balance."""
    if not lines:
        raise StatementError("no_lines", "对账单中没有任何收支记录。", "the statement holds no movement.")
    if any(line.balance is None for line in lines):
        return Reading(_in_time(lines), account=account)
    ordered = min((list(lines), list(reversed(lines))), key=lambda one: len(_breaks(one)))
    if breaks := _breaks(ordered):
        before, line = breaks[0]
        expected = money((before.balance or 0) + line.amount)
        raise StatementError(
            "balance_wrong",
            f"余额应为{expected}，文件中为{money(line.balance or 0)}，与上一笔及本笔金额不符。请重新下载完整的对账单。",
            f"the balance should be {expected} after the line before, but reads {money(line.balance or 0)}. "
            "Download the complete statement again.",
            line=line.row,
        )
    first, last = ordered[0], ordered[-1]
    return Reading(tuple(ordered), (first.balance or 0) - first.amount, last.balance, account)


def _in_time(lines: Sequence[Line]) -> tuple[Line, ...]:
    newest_first = lines[0].on > lines[-1].on
    return tuple(sorted(reversed(lines) if newest_first else lines, key=lambda line: line.on))


def _breaks(lines: Sequence[Line]) -> list[tuple[Line, Line]]:
    pairs = itertools.pairwise(lines)
    return [(one, two) for one, two in pairs if (one.balance or 0) + two.amount != two.balance]


def money(fen: int) -> str:
    """``1,234.50`` for sentences that a pure module makes."""
    sign, whole = ("-" if fen < 0 else ""), abs(fen)
    return f"{sign}{whole // 100:,}.{whole % 100:02}"


def fingerprints(lines: Sequence[Line], own_account: str = "") -> list[str]:
    """For each line what tells the same movement in two statements, whatever file it stands in.

    The bank's number with day and amount where there is one; else all that the line says. Two that are alike in
    one statement are two movements: they are counted.
    """
    seen: Counter[str] = Counter()
    found = []
    for line in lines:
        told = [line.number] if line.number else [line.payer, line.account, line.remark, line.balance]
        key = json.dumps([own_account, line.on.isoformat(), line.amount, *told], ensure_ascii=False)
        seen[key] += 1
        found.append(hashlib.sha256(f"{key}#{seen[key]}".encode()).hexdigest())
    return found


@dataclass(frozen=True)
class _Row:
    number: int
    cells: list[str]
    columns: Columns

    def texts(self, field: str) -> list[str]:
        places = self.columns.of.get(field, ())
        found = [" ".join(self.cells[place].split()) for place in places if place < len(self.cells)]
        return [text for text in found if text not in FILLED_OUT]

    def text(self, field: str, most: int) -> str:
        """Each different text once: banks often repeat the summary as the remark."""
        return " ".join(dict.fromkeys(self.texts(field)))[:most]

    def fen(self, field: str) -> int | None:
        for text in self.texts(field):
            try:
                return parse_amount(text)
            except UnreadableError as unreadable:
                label = LABELS[field]
                raise StatementError(
                    "amount_unreadable",
                    f"{label.zh}“{text[:40]}”不是金额，应如1,234.50。",
                    f"{label.en.lower()} “{text[:40]}” is no amount such as 1,234.50.",
                    line=self.number,
                ) from unreadable
        return None

    @property
    def is_footer(self) -> bool:
        """A total or a remark of the bank below the table: no day where a day belongs."""
        filled = [cell for cell in self.cells if cell.strip()]
        has_total = any(TOTALS.search(cell) for cell in filled[:2])
        first = (self.texts("on") or [""])[0]
        return has_total or (not first[:1].isdigit() and not self._has_amount)

    @property
    def _has_amount(self) -> bool:
        return any(self.texts(field) for field in ("incoming", "outgoing", "amount"))

    def check_total(self, lines: Sequence[Line]) -> None:
        sums = {
            "incoming": sum(line.amount for line in lines if line.amount > 0),
            "outgoing": -sum(line.amount for line in lines if line.amount < 0),
        }
        for field, expected in sums.items():
            stated = self._readable_total(field)
            if stated is not None and abs(stated) != expected and self.columns.of.get(field):
                raise StatementError(
                    "total_wrong",
                    f"合计为{money(stated)}，各行相加为{money(expected)}。请重新下载完整的对账单。",
                    f"the total reads {money(stated)}, the lines add up to {money(expected)}. "
                    "Download the complete statement again.",
                    line=self.number,
                )

    def _readable_total(self, field: str) -> int | None:
        try:
            return self.fen(field)
        except StatementError:
            return None

    def line(self) -> Line:
        return Line(
            row=self.number,
            on=self._day(),
            amount=self._amount(),
            payer=self.text("payer", NAME_LENGTH),
            account=re.sub(r"\s", "", self.text("account", ACCOUNT_LENGTH)),
            remark=self.text("remark", REMARK_LENGTH),
            number=self.text("number", NUMBER_LENGTH),
            balance=self.fen("balance"),
        )

    def _day(self) -> date:
        text = (self.texts("on") or [""])[0]
        found = TIME_BEHIND.match(unicodedata.normalize("NFKC", text))
        try:
            return read_date((found[1] or found[2]) if found else text)
        except UnreadableError as unreadable:
            raise StatementError(
                "date_unreadable",
                f"日期“{text[:40]}”无法识别。",
                f"“{text[:40]}” is no date.",
                line=self.number,
            ) from unreadable

    def _amount(self) -> int:
        into, out, amount = self.fen("incoming") or 0, self.fen("outgoing") or 0, self.fen("amount")
        if into and out:
            raise StatementError(
                "both_ways", "同一行既有收入又有支出。", "it is both in and out.", line=self.number
            )
        fen = into - out or self._directed(amount or 0)
        if not fen:
            raise StatementError("no_amount", "没有金额。", "it has no amount.", line=self.number)
        return fen

    def _directed(self, amount: int) -> int:
        """A sign of its own wins; else the bank's word for the direction, from the account holder's view."""
        words = ["".join(text.casefold().split()) for text in self.texts("direction")]
        if amount < 0 or not self.columns.of.get("direction"):
            return amount
        for word in words:
            if word in OUTGOING:
                return -amount
            if word in INCOMING:
                return amount
        raise StatementError(
            "direction_unknown",
            f"收支方向“{' '.join(words)[:40]}”无法识别，应为借、贷或收、支。",
            f"direction “{' '.join(words)[:40]}” is not known; it should say debit or credit.",
            line=self.number,
        )
