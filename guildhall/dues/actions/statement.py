"""Bank statements: taken, their columns chosen, lines set aside."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import IO

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.documents.actions import store_file
from guildhall.dues.bank_columns import LABELS, Columns
from guildhall.dues.matched import match_when_taken
from guildhall.dues.models import Statement, StatementLine
from guildhall.dues.permissions import require_may_keep_money
from guildhall.dues.statements import Reading, StatementError, fingerprints
from guildhall.dues.taking import head_of, layout_of, read_file
from guildhall.imports.problems import Problem
from guildhall.imports.tables import TableError

State = StatementLine.State
AT_ONCE = 2000


@transaction.atomic
def take_statement(
    association: Association, *, name: str, content: IO[bytes] | bytes, actor: User
) -> Statement:
    """Take a bank's statement (CSV, Excel, camt.053) in; its lines wait to be matched, what went out is set aside.

    Movements that another statement brought are not taken again. Where the columns are of no known bank, the
    statement waits for ``choose_columns``. Refused, with nothing kept: the same file again; what cannot be read
    or does not add up, the line named.
    """
    require_may_keep_money(actor, association)
    given = content if isinstance(content, bytes) else content.read()
    digest = hashlib.sha256(given).hexdigest()
    if Statement.objects.filter(association=association, digest=digest).exists():
        raise RuleError(
            _("This very file was taken already."), code="statement_known", details={"field": "file"}
        )
    file = store_file(association=association, name=name, content=given, actor=actor)
    statement = Statement(association=association, file=file, digest=digest, actor=actor)
    reading = _read(statement, None)
    if reading:
        statement.layout = layout_of(file)
        _describe(statement, reading)
    statement.save(force_insert=True)
    taken, known = _keep_lines(statement, reading) if reading else (0, 0)
    record("statement.taken", actor=actor, subject=statement, lines=taken, known=known)
    transaction.on_commit(lambda: match_when_taken(statement, actor))
    return statement


@transaction.atomic
def choose_columns(
    statement: Statement, *, header: int, columns: Mapping[str, Sequence[int]], actor: User
) -> Statement:
    """Say in which row the headings stand and in which columns each field; the statement is read so.

    Refused: once it was read; without a date and an amount; columns that the file has not; and as ``take_statement``.
    """
    require_may_keep_money(actor, statement.association)
    chosen = Columns(header, {field: tuple(places) for field, places in columns.items() if places})
    _require_sound(statement, chosen)
    reading = _read(statement, chosen)
    waiting = Statement.objects.filter(pk=statement.pk, layout="")
    if reading is None or not waiting.update(layout=layout_of(statement.file)):
        raise RuleError(_("This statement was read already."), code="already_read")
    statement.refresh_from_db()
    _describe(statement, reading)
    statement.save(update_fields=["account", "from_on", "to_on", "opening", "closing"])
    taken, known = _keep_lines(statement, reading)
    record(
        "statement.read", actor=actor, subject=statement, lines=taken, known=known, columns=chosen.as_data()
    )
    transaction.on_commit(lambda: match_when_taken(statement, actor))
    return statement


def _require_sound(statement: Statement, chosen: Columns) -> None:
    if not chosen.suffice or set(chosen.of) - set(LABELS):
        raise InvalidError(
            _("Say in which column the date stands and in which the amount."), code="columns_missing"
        )
    width = len(head_of(statement.file, chosen.header).headings)
    if any(place >= width for places in chosen.of.values() for place in places):
        raise InvalidError(_("The table has no such column."), code="no_such_column")


def _read(statement: Statement, columns: Columns | None) -> Reading | None:
    try:
        return read_file(statement.file, columns)
    except StatementError as refused:
        sentence = refused.sentence.in_language(get_language() or "en")
        details = {"field": "file", "line": refused.line}
        raise InvalidError(sentence, code=refused.code, details=details) from refused
    except TableError as refused:
        sentence = str(Problem(refused.code, params=refused.params).sentence)
        raise InvalidError(sentence, code=refused.code, details={"field": "file"}) from refused


def _describe(statement: Statement, reading: Reading) -> None:
    statement.account = reading.account
    statement.from_on, statement.to_on = reading.from_on, reading.to_on
    statement.opening, statement.closing = reading.opening, reading.closing


def _keep_lines(statement: Statement, reading: Reading) -> tuple[int, int]:
    """How many lines are new, and how many another statement brought."""
    marks = fingerprints(reading.lines)
    own = StatementLine.objects.filter(association=statement.association)
    known: set[str] = set()
    for start in range(0, len(marks), AT_ONCE):
        found = own.filter(fingerprint__in=marks[start : start + AT_ONCE])
        known.update(found.values_list("fingerprint", flat=True))
    new = [
        StatementLine(
            association=statement.association,
            statement=statement,
            position=line.row,
            on=line.on,
            amount=line.amount,
            payer=line.payer,
            account=line.account,
            remark=line.remark,
            bank_number=line.number,
            fingerprint=mark,
            state=State.OPEN if line.amount > 0 else State.SET_ASIDE,
        )
        for line, mark in zip(reading.lines, marks, strict=True)
        if mark not in known
    ]
    StatementLine.objects.bulk_create(new, batch_size=AT_ONCE)
    return len(new), len(known)


@transaction.atomic
def set_line_aside(line: StatementLine, *, note: str, actor: User) -> StatementLine:
    """The money is no dues: say what it is. Refused once the line was booked or set aside."""
    require_may_keep_money(actor, line.association)
    if not note.strip():
        raise InvalidError(_("Say what the money is for."), code="note_missing", details={"field": "note"})
    move_line(line, State.OPEN, State.SET_ASIDE, note=note.strip()[:300])
    record("statement_line.set_aside", actor=actor, subject=line, note=line.note)
    return line


@transaction.atomic
def take_line_back(line: StatementLine, *, actor: User) -> StatementLine:
    """A line that was set aside waits to be matched again. Refused for money that went out."""
    require_may_keep_money(actor, line.association)
    if line.amount <= 0:
        raise RuleError(_("This money went out; it pays nothing."), code="went_out")
    move_line(line, State.SET_ASIDE, State.OPEN, note="")
    record("statement_line.taken_back", actor=actor, subject=line)
    return line


def move_line(line: StatementLine, before: str, after: str, **changes: object) -> None:
    """Only one of two who want it gets the line; the other is told."""
    if not StatementLine.objects.filter(pk=line.pk, state=before).update(state=after, **changes):
        raise RuleError(
            _("Somebody was faster: this line is dealt with. Take the next one."), code="line_not_open"
        )
    line.refresh_from_db()
