"""Reading whole rows without writing their columns anew for every query.

Nearly every query of ours selects all columns of a table and of those joined to it, ordered by names of fields. Django
works out again each time what its columns are called, how each is converted and whether an order names one of them: a
third of the time that a query takes in Python. This compiler keeps what depends on the table alone. The statements are
the same (core/tests/test_whole_rows.py compares them); whatever is out of the ordinary is left to Django.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models import Field
from django.db.models.expressions import Col, ColPairs
from django.db.models.options import Options
from django.db.models.sql.compiler import SQLCompiler

Converters = list[Any]
Kept = tuple[Field[Any, Any], Field[Any, Any], Converters]


@dataclass
class Columns:
    """The columns of one table, by the names that it has in statements."""

    fields: Sequence[Field[Any, Any]]
    by_alias: dict[str, list[Col]] = field(default_factory=dict)

    def of(self, alias: str) -> list[Col]:
        if alias not in self.by_alias:
            self.by_alias[alias] = [each.get_col(alias) for each in self.fields]
        return self.by_alias[alias]


class KnownConverters(BaseDatabaseOperations):
    """How the columns of a connection are converted, with the fields that they were asked for."""

    def __init__(self, connection: Any) -> None:
        super().__init__(connection)
        self.known: dict[int, Kept] = {}


class WholeRows(SQLCompiler):
    def compile(self, node: Any) -> tuple[str, Any]:
        if node.__class__ is not Col or not node.alias:
            return super().compile(node)
        table, column = node.alias, str(node.target.column)
        quoted = self.quote_cache
        table = quoted.get(table) or self.quote_name_unless_alias(table)
        column = quoted.get(column) or self.quote_name_unless_alias(column)
        return f"{table}.{column}", []

    def get_default_columns(
        self,
        select_mask: Any,
        start_alias: str | None = None,
        opts: Options[Any] | None = None,
        from_parent: Any = None,
    ) -> list[Any]:
        table: Any = opts or self.query.get_meta()
        if select_mask or from_parent or not table or table.parents or table.proxy:
            return super().get_default_columns(select_mask, start_alias, opts, from_parent)
        kept = vars(table).get("whole_rows")
        # While models are made, they get more fields.
        if kept is None or kept.fields is not table.concrete_fields:
            kept = vars(table)["whole_rows"] = Columns(table.concrete_fields)
        columns: list[Any] = kept.of(start_alias or self.query.get_initial_alias())
        return columns

    def get_converters(self, expressions: Any) -> dict[int, tuple[Converters, Any]]:
        found: dict[int, tuple[Converters, Any]] = {}
        for place, expression in enumerate(expressions):
            if expression.__class__ is Col:
                converters = self._converters_of(expression)
            elif not expression:
                continue
            elif isinstance(expression, ColPairs):
                return super().get_converters(list(expressions))
            else:
                converters = self._ask_converters(expression)
            if converters:
                found[place] = (converters, expression)
        return found

    def _converters_of(self, column: Col) -> Converters:
        target, value = column.target, column.output_field
        known: dict[int, Kept] = self.connection.ops.known  # type: ignore[attr-defined]  # see KnownConverters
        kept = known.get(id(target))
        if kept is None or kept[0] is not target or kept[1] is not value:
            kept = known[id(target)] = (target, value, self._ask_converters(column))
        return kept[2]

    def _ask_converters(self, expression: Any) -> Converters:
        ours: Converters = self.connection.ops.get_db_converters(expression)
        return [*ours, *expression.get_db_converters(self.connection)]

    def _order_by_pairs(self) -> Any:
        """Names of fields are not looked for among the columns, of which none has a name of its own."""
        theirs: Any = super()._order_by_pairs
        if not self._is_ordered_by_fields():
            return theirs()
        select, self.select = self.select, None
        try:
            return list(theirs())
        finally:
            self.select = select

    def _is_ordered_by_fields(self) -> bool:
        if self.query.combinator or any(name for _column, _sql, name in self.select or ()):
            return False
        meta: Any = self.query.get_meta()
        named = (*self.query.extra_order_by, *self.query.order_by, *(meta.ordering if meta else ()))
        return all(isinstance(name, str) for name in named)
