"""What somebody who reads everything could try: bytes of the database, every table, every order, every shared value."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import connection

VOTERS, BALLOTS = "votes_rollentry", "votes_boxballot"
Row = dict[str, Any]
# What PostgreSQL keeps of every row by itself, and SQLite.
HIDDEN = {
    "postgresql": "xmin::text AS xmin, ctid::text AS ctid, tableoid::text AS tableoid, ",
    "sqlite": "rowid, ",
}


def rows_of(table: str) -> list[Row]:
    """Every row with every column, those that the database hides too, in the order in which it lies there."""
    with connection.cursor() as cursor:
        hidden = HIDDEN[connection.vendor] if table.startswith("votes_") else ""
        cursor.execute(f"SELECT {hidden}* FROM {table}")  # noqa: S608 - names of our own tables
        columns = [column.name if hasattr(column, "name") else column[0] for column in cursor.description]
        found = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return [{"as it lies there": place} | row for place, row in enumerate(found)]


def every_table() -> dict[str, list[str]]:
    """All that stands in the database, to be compared with later."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
    return {name: sorted(map(repr, rows_of(name))) for name in names if name != "sqlite_sequence"}


def bytes_of_database() -> bytes:
    """The pages of the database with what is deleted in them, and its log."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return Path(connection.settings_dict["NAME"]).read_bytes() + log_of_sqlite()
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_read_binary_file('pg_wal/' || pg_walfile_name(pg_current_wal_lsn()))")
        parts = [bytes(cursor.fetchone()[0])]
        tables = [name for name in connection.introspection.table_names(cursor) if name.startswith("votes_")]
        for table in tables:
            cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath(%s))", [table])
            parts.append(bytes(cursor.fetchone()[0]))
        return b"".join(parts)


def log_of_sqlite() -> bytes:
    log = Path(f"{connection.settings_dict['NAME']}-wal")
    return log.read_bytes() if log.exists() else b""


def frames(log: bytes) -> Iterator[tuple[int, bytes]]:
    """The pages in a SQLite log in the order in which they were written: the number of the transaction, the page."""
    size, at, transaction = int.from_bytes(log[8:12], "big"), 32, 0
    salt = log[16:24]
    while at + 24 + size <= len(log) and log[at + 8 : at + 16] == salt:
        yield transaction, log[at + 24 : at + 24 + size]
        transaction += int.from_bytes(log[at + 4 : at + 8], "big") != 0
        at += 24 + size


def ctid(text: str) -> tuple[int, int]:
    page, line = text.strip("()").split(",")
    return int(page), int(line)


def orders(rows: Sequence[Row]) -> dict[str, list[Any]]:
    """The rows in every order that one of their columns gives."""
    found = {}
    for column in rows[0]:
        values = [ctid(row[column]) if column == "ctid" else row[column] for row in rows]
        if len(set(map(repr, values))) > 1 and not any(value is None for value in values):
            places = sorted(range(len(rows)), key=lambda place: (values[place], place))
            found[column] = [rows[place] for place in places]
    return found


def likeness(one: Sequence[Any], other: Sequence[Any]) -> float:
    """The larger of: the share at the same place, and how far one order follows the other (Spearman)."""
    size, place = len(one), {value: number for number, value in enumerate(other)}
    hits: float = sum(a == b for a, b in zip(one, other, strict=True)) / size
    apart: int = sum((number - place[value]) ** 2 for number, value in enumerate(one))
    follows: float = abs(1 - 6 * apart / (size * (size * size - 1)))
    return max(hits, follows)


def links(
    voters: Sequence[Row], ballots: Sequence[Row], truth: Mapping[str, str], told: Mapping[str, Sequence[str]]
) -> list[str]:
    """Every way found that tells whose ballot is whose, in words.

    ``truth``: the entry of each voter to the phrase of their ballot; ``told``: orders of entries that somebody
    knows from elsewhere, such as who went to the box when.
    """
    by_voter = {
        name: [str(row["id"]).replace("-", "") for row in rows] for name, rows in orders(voters).items()
    }
    by_ballot = {name: [row["phrase"] for row in rows] for name, rows in orders(ballots).items()}
    by_voter |= {name: list(order) for name, order in told.items()}
    found = [
        f"voters by {voter}, ballots by {ballot}"
        for voter, entries in by_voter.items()
        for ballot, phrases in by_ballot.items()
        if max(likeness([truth[one] for one in way], phrases) for way in (entries, entries[::-1])) > CHANCE
    ]
    return found + shared(voters, ballots)


# Of 24 drawn at random, that more than half are in place or that one order follows the other so closely is less
# likely than one in 10,000,000; a link gives 1.
CHANCE = 0.9


def shared(voters: Sequence[Row], ballots: Sequence[Row]) -> list[str]:
    """Values that stand both beside a voter and beside a ballot, but not beside all of them."""
    found = []
    for one in voters[0]:
        for other in ballots[0]:
            mine, theirs = (
                {repr(row[name]) for row in rows} for name, rows in ((one, voters), (other, ballots))
            )
            is_place = {one, other} & {"rowid", "as it lies there", "rank", "place", "ctid", "tableoid"}
            if mine & theirs and not is_place and len(theirs) > 1:
                found.append(f"{one} of voters is {other} of ballots")
    return found
