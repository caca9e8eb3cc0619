from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from guildhall.imports.models import ImportBatch, ImportedRow


class BatchOut(Schema):
    """A list on its way in. ``columns`` says which field each column (from 0) holds, ``first`` shows rows."""

    id: UUID
    kind: ImportBatch.Kind
    state: ImportBatch.State
    known: ImportBatch.Known
    file: str = Field(alias="file.name")
    sheets: list[str]
    sheet: int
    header: int
    headings: list[str]
    first: list[list[str]]
    columns: dict[str, str]
    run: UUID | None
    rows: int
    new_rows: int
    changed_rows: int
    known_rows: int
    bad_rows: int
    trouble: str = Field(alias="said_trouble")
    job: UUID | None = Field(alias="job_id")
    created_at: datetime
    checked_at: datetime | None
    committed_at: datetime | None

    @staticmethod
    def resolve_sheets(batch: ImportBatch) -> list[str]:
        return list(batch.table.get("sheets", []))

    @staticmethod
    def resolve_sheet(batch: ImportBatch) -> int:
        return int(batch.table.get("sheet", 0))

    @staticmethod
    def resolve_header(batch: ImportBatch) -> int:
        return int(batch.table.get("header", 0))

    @staticmethod
    def resolve_first(batch: ImportBatch) -> list[list[str]]:
        return list(batch.table.get("first", []))


class ProblemOut(Schema):
    """What is said about a row: ``cell`` as in a spreadsheet, ``sentence`` in the reader's language."""

    code: str
    field: str
    cell: str
    value: str
    sentence: str


class RowOut(Schema):
    number: int
    name: str
    outcome: ImportedRow.Outcome
    told: list[ProblemOut]


class ColumnsIn(Schema):
    """Without ``columns`` they are guessed from the headings; ``sheet`` counts from 0, ``header`` from 1."""

    kind: ImportBatch.Kind
    columns: dict[str, str] | None = None
    sheet: int | None = Field(None, ge=0, le=1000)
    header: int | None = Field(None, ge=1, le=2_000_000)
    known: ImportBatch.Known | None = None

    def details(self) -> dict[str, Any]:
        return self.dict() | {
            "kind": str(self.kind.value),
            "known": str(self.known.value) if self.known else "",
        }


class CommitIn(Schema):
    """``run`` is the check that was looked at; without it, the latest."""

    leave_out_bad: bool = False
    run: UUID | None = None
