"""Lists of offers and needs out to a workbook, and a workbook's rows checked before anything is stored."""

import io
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.chain.models import Segment
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.names import normal_name
from guildhall.core.sentences import Sentence
from guildhall.exchange import sheet
from guildhall.exchange.models import Listing
from guildhall.exchange.permissions import may_list_for
from guildhall.exchange.quantities import written_number
from guildhall.exchange.sight import Seen
from guildhall.exchange.soundness import require_sound
from guildhall.imports.problems import sentence
from guildhall.imports.tables import TableError, open_table
from guildhall.imports.writing import Cell, write_workbook
from guildhall.registry.models import Organization

MOST_ROWS = 300
MOST_BYTES = 5_000_000
LABELLED = ("side", "kind", "visibility")


@dataclass(frozen=True)
class Line:
    """A row of the file: what would be drafted, what is wrong with it, whether it is there already."""

    number: int
    texts: dict[str, str]
    details: dict[str, Any]
    problems: tuple[str, ...]
    is_known: bool

    @property
    def title(self) -> str:
        return self.texts.get("title_zh") or self.texts.get("title_en") or ""

    @property
    def is_new(self) -> bool:
        return not self.problems and not self.is_known


def as_workbook(rows: Iterable[Seen]) -> bytes:
    """What the reader sees, a row each, with headings and choices in the reader's language."""
    stream = io.BytesIO()
    write_workbook(stream, _("Offers and needs"), sheet.headings(get_language() or ""), map(_cells, rows))
    return stream.getvalue()


def _cells(seen: Seen) -> list[Cell]:
    row = seen.row
    said: dict[str, Cell] = {name: getattr(row, f"get_{name}_display")() for name in LABELLED}
    said |= {name: seen.said(name) for name in ("title_zh", "title_en", "text_zh", "text_en", "certificates")}
    said |= {"quantity": written_number(row.quantity), "unit": row.unit, "region": row.region}
    said |= {"from_on": row.from_on, "until_on": row.until_on}
    said["organization"] = seen.organization.name if seen.organization else ""
    said["segment"] = seen.segment.name if seen.segment else ""
    return [said[key] for key in sheet.COLUMNS]


def read_file(name: str, content: bytes) -> list[dict[str, str]]:
    """The rows of an uploaded file as texts by column, each with its ``number``. Refused with what is wrong with it."""
    ending = "xlsx" if content[:2] == b"PK" else "csv"
    if len(content) > MOST_BYTES:
        raise _unreadable(_("The file is too large. Send it in parts."))
    with tempfile.NamedTemporaryFile(suffix=f".{ending}") as file:
        file.write(content)
        file.flush()
        try:
            with open_table(Path(file.name), ending) as table:
                has_head, found = sheet.cut(table.rows)
        except TableError as error:
            raise _unreadable(sentence(error.code, error.params)) from error
    if not has_head:
        raise _unreadable(_("No row of headings was found. There must be at least a column for the title."))
    if not found:
        raise _unreadable(_("Below the headings there is no row."))
    return [texts | {"number": str(number)} for number, texts in found]


def checked(association: Association, rows: Sequence[dict[str, str]], *, viewer: User) -> list[Line]:
    """Each row with what would be drafted or what is wrong with it. Four queries."""
    if len(rows) > MOST_ROWS:
        raise _unreadable(_("At most %(most)d rows at once. Send it in parts.") % {"most": MOST_ROWS})
    names = [str(row.get("organization", "")) for row in rows]
    firms = _firms(association, names)
    segments = _segments(association)
    known = _known(association)
    return [_line(association, row, firms, segments, known, viewer) for row in rows]


def _line(
    association: Association,
    row: dict[str, str],
    firms: dict[str, Organization],
    segments: dict[str, Segment],
    known: set[tuple[Any, ...]],
    viewer: User,
) -> Line:
    number = int(row["number"]) if str(row.get("number", "")).isdigit() else 0
    read = sheet.read_row(number, row)
    details, problems = dict(read.details), list(read.problems)
    firm = _named(details, "organization", firms, problems, ("单位", "The organization"))
    segment = _named(details, "segment", segments, problems, ("环节", "The segment"))
    details |= {"organization": firm, "segment": segment}
    key = (details["side"], firm.pk if firm else None, details["title_zh"], details["title_en"])
    is_known = key in known
    told = [one.in_language(get_language() or "en") for one in problems]
    if not told and not is_known:
        told += _refusals(association, details, viewer)
    known.add(key)
    return Line(number, {**row}, details, tuple(told), is_known)


def _refusals(association: Association, details: dict[str, Any], viewer: User) -> list[str]:
    """What the rules say of it, without storing anything."""
    try:
        require_sound(Listing(association=association, **details))
    except RuleError as refusal:
        return [str(refusal.message)]
    if not may_list_for(viewer, association, details["organization"], details["segment"]):
        return [_("You write for your own organization only; name it in the row.")]
    return []


def _named(
    details: dict[str, Any], key: str, things: dict[str, Any], problems: list[Sentence], word: tuple[str, str]
) -> Any:
    said = details[key]
    if not said:
        return None
    thing = things.get(normal_name(said))
    if thing is None:
        problems.append(Sentence(f"{word[0]}“{said}”不在本协会。", f"{word[1]} “{said}” is not known here."))
    return thing


def _firms(association: Association, names: Sequence[str]) -> dict[str, Organization]:
    plain = {normal_name(name) for name in names if name}
    rows = Organization.objects.filter(association=association, is_active=True)
    found: dict[str, Organization] = {}
    for firm in [*rows.filter(plain_en__in=plain), *rows.filter(plain_zh__in=plain)]:
        found |= {name: firm for name in (firm.plain_zh, firm.plain_en) if name}
    return found


def _segments(association: Association) -> dict[str, Segment]:
    rows = Segment.objects.filter(association=association, chain__is_active=True).select_related("chain")
    return {normal_name(name): one for one in rows for name in (one.name_zh, one.name_en) if name}


def _known(association: Association) -> set[tuple[Any, ...]]:
    """What is there and not closed: side, owner and titles."""
    rows = Listing.objects.filter(association=association).exclude(state=Listing.State.CLOSED)
    return set(rows.values_list("side", "organization", "title_zh", "title_en"))


def _unreadable(message: str) -> RuleError:
    return InvalidError(message, code="unreadable_file", details={"field": "file"})
