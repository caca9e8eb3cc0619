"""Finding rows by a piece of their names without reading all of them, on both databases. Chinese has no blanks
between words, so that an index of words is no help; indexed are the pieces of two or three characters.

SQLite: an FTS5 table of trigrams beside the model's, filled by triggers. PostgreSQL: a GIN index over pairs of
characters. Both are a projection of the table: ``install`` makes them after each migration, and anew where
they are missing. What they find is a little more than what holds the words, so that every question asks both.
"""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import AppConfig, apps
from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Col, Func
from django.db.models.sql.compiler import SQLCompiler

Rows = TypeVar("Rows", bound="models.QuerySet[Any]")
PAIR, TRIGRAM = 2, 3
FEW = 1000
LAST = "\U0010ffff"
NOTHING = '"\x01\x01\x01"'  # a trigram that no text holds
CHOSEN = '"{alias}".rowid IN (SELECT rowid FROM {found} WHERE {found} MATCH %s)'
# All trigrams that begin with a word of one or two characters.
BEGINNING = """
    coalesce((SELECT group_concat('"' || replace(term, '"', '""') || '"', ' OR ')
    FROM {found}_terms WHERE term >= %s AND term < %s), %s)"""
MADE = (
    "DROP TRIGGER IF EXISTS {found}_added",
    "DROP TRIGGER IF EXISTS {found}_removed",
    "DROP TRIGGER IF EXISTS {found}_changed",
    "DROP TABLE IF EXISTS {found}_terms",
    "DROP TABLE IF EXISTS {found}",
    "CREATE VIRTUAL TABLE {found} USING fts5(words, content='', detail=none, tokenize='trigram')",
    "CREATE VIRTUAL TABLE {found}_terms USING fts5vocab({found}, row)",
    "CREATE TRIGGER {found}_added AFTER INSERT ON {table} BEGIN {add} END",
    "CREATE TRIGGER {found}_removed AFTER DELETE ON {table} BEGIN {drop} END",
    "CREATE TRIGGER {found}_changed AFTER UPDATE ON {table} WHEN {changed} BEGIN {drop} {add} END",
    "INSERT INTO {found} (rowid, words) SELECT rowid, {text} FROM {table}",
)
ADD = "INSERT INTO {found} (rowid, words) VALUES (new.rowid, {text});"
DROP = "INSERT INTO {found} ({found}, rowid, words) VALUES ('delete', old.rowid, {text});"
COUNTED = "SELECT count(*), coalesce(max({key}), 0) FROM {table}"
TRIGGERS = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s AND name LIKE %s"
PAIRS = """
    CREATE OR REPLACE FUNCTION guildhall_pairs(given text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT array_agg(DISTINCT substr(lower(given COLLATE "C"), place, 2))
        FROM generate_series(1, length(given)) AS place
    $$"""


@dataclass(frozen=True)
class TextIndex:
    """The columns of a model that are looked through; of ``joined`` blanks are left out (pinyin: yun ling, yunling)."""

    columns: tuple[str, ...]
    joined: tuple[str, ...] = ()

    def text(self, row: str) -> str:
        """The indexed text of a row, in SQL. Two blanks let also the last character begin a trigram."""
        parts = [f"{row}.{column}" for column in self.columns]
        parts += [f"replace({row}.{column}, ' ', '')" for column in self.joined]
        return " || ".join(f"{part} || '  '" for part in parts)


class Holds(Func):
    """Whether the model's index finds the words in the row: ``filter(Holds(words) & ...)`` on a model with ``words``.

    True for every row whose indexed text holds each of the words, and for some others.
    """

    output_field = models.BooleanField()

    def __init__(self, words: str) -> None:
        super().__init__(models.F("pk"))
        self.words = words

    def as_sqlite(
        self, compiler: SQLCompiler, connection: Any, **_context: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        col = self._col()
        found = f"{col.target.model._meta.db_table}_words"
        wanted = [word.lower() for word in self.words.split()]
        trigrams = dict.fromkeys(piece for word in wanted for piece in pieces(word, TRIGRAM))
        chosen = CHOSEN.format(alias=col.alias, found=found)
        if trigrams:
            return chosen, (" AND ".join(map(quoted, trigrams)),)
        if not wanted:
            return "1", ()
        start = max(wanted, key=len)
        return chosen.replace("%s", BEGINNING.format(found=found)), (start, start + LAST, NOTHING)

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **_context: Any) -> tuple[str, list[Any]]:
        col = self._col()
        pairs = dict.fromkeys(
            piece for word in self.words.split() for piece in pieces(ascii_lower(word), PAIR)
        )
        if not pairs:
            return "TRUE", []
        text = index_of(col.target.model).text(f'"{col.alias}"')
        return f"guildhall_pairs({text}) @> %s::text[]", [list(pairs)]

    def _col(self) -> Col:
        column: Col
        [column] = self.get_source_expressions()
        return column


def narrowed(rows: Rows, words: str, meant: models.Q) -> Rows:
    """The rows that are meant: looked up by their keys where the index finds few of them.

    Where it finds many, a list that is read in its order soon has a page of them.
    """
    keys = few_keys(rows, words, meant)
    found: Rows = rows.filter(meant) if keys is None else rows.filter(pk__in=keys)
    return found


def few_keys(rows: "models.QuerySet[Any]", words: str, meant: models.Q) -> list[Any] | None:
    """The keys of the rows that are meant, or None where they are many. One query."""
    found = list(rows.order_by().filter(Holds(words), meant).values_list("pk", flat=True)[: FEW + 1])
    return found if len(found) <= FEW else None


def index_of(model: Any) -> TextIndex:
    index: TextIndex = model.words
    return index


def pieces(word: str, size: int) -> list[str]:
    """Every run of so many characters; none of a shorter word."""
    return [word[place : place + size] for place in range(len(word) - size + 1)]


def ascii_lower(word: str) -> str:
    """As PostgreSQL's ``C`` collation does it everywhere."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in word)


def quoted(trigram: str) -> str:
    return '"' + trigram.replace('"', '""') + '"'


def install_after_migration(sender: AppConfig, using: str, **_given: Any) -> None:
    install(connections[using])


def install(connection: BaseDatabaseWrapper) -> None:
    """The index of every model that has ``words``, where it is missing or out of step."""
    tables = set(connection.introspection.table_names())
    for model in apps.get_models():
        if isinstance(index := getattr(model, "words", None), TextIndex) and model._meta.db_table in tables:
            make = install_on_postgresql if connection.vendor == "postgresql" else install_on_sqlite
            make(connection, model._meta.db_table, index)


def install_on_postgresql(connection: BaseDatabaseWrapper, table: str, index: TextIndex) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f"{table}_words"])
        if cursor.fetchone()[0] is not None:
            return
        cursor.execute(PAIRS)
        text = index.text(table)
        cursor.execute(f"CREATE INDEX {table}_words ON {table} USING gin (guildhall_pairs({text}))")


def install_on_sqlite(connection: BaseDatabaseWrapper, table: str, index: TextIndex) -> None:
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if is_in_step(cursor, table):
            return
        found = f"{table}_words"
        parts = {
            "found": found,
            "table": table,
            "text": index.text(table),
            "add": ADD.format(found=found, text=index.text("new")),
            "drop": DROP.format(found=found, text=index.text("old")),
            "changed": " OR ".join(f"old.{name} <> new.{name}" for name in (*index.columns, *index.joined)),
        }
        for statement in MADE:
            cursor.execute(statement.format(**parts))


def is_in_step(cursor: Any, table: str) -> bool:
    """Whether the triggers are there (they go when a migration rebuilds the table) and the same rows are indexed."""
    cursor.execute(TRIGGERS, [table, f"{table}_words_%"])
    if cursor.fetchone()[0] != 3:
        return False
    cursor.execute(COUNTED.format(key="rowid", table=table))
    there = cursor.fetchone()
    cursor.execute(COUNTED.format(key="id", table=f"{table}_words_docsize"))
    return bool(there == cursor.fetchone())
