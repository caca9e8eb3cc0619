"""What can be asked about lists on their way in, and the lists that go out."""

from guildhall.imports.queries.batches import batches, head_of, rows_of, rows_with_reasons
from guildhall.imports.queries.choices import choices
from guildhall.imports.queries.exports import headings, list_rows
from guildhall.imports.queries.templates import template_notes, template_rows

__all__ = [
    "batches",
    "choices",
    "head_of",
    "headings",
    "list_rows",
    "rows_of",
    "rows_with_reasons",
    "template_notes",
    "template_rows",
]
