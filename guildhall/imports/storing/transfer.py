"""Staged rows into the registry and out of it again: one statement each, however many rows there are.

Every writer of a SQLite database waits for the one before, so what takes long (reading, checking) happens before,
and the registry is written in seconds.
"""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.db import connection, models
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from guildhall.accounts.models import User
from guildhall.imports.models import ImportedRow
from guildhall.imports.placing import members, organizations, people, posts
from guildhall.members.models import Member, MemberEvent, TierTerm
from guildhall.registry.models import Organization, Person, Seat, Tenure

MODELS: Mapping[str, type[models.Model]] = {
    organizations.MADE: Organization,
    people.MADE: Person,
    posts.MADE: Tenure,
    members.MADE: Member,
}
COLUMNS: Mapping[str, Sequence[str]] = {
    organizations.MADE: organizations.STORED,
    people.MADE: people.STORED,
    posts.MADE: ("post", "person", "term_number", "from_on", "to_on", "is_hired", "reason"),
    members.MADE: ("organization", "person", "number", "joined_on"),
}
# What is stored with a membership and goes with it.
PARTS: Mapping[type[models.Model], Sequence[type[models.Model]]] = {Member: (TierTerm, MemberEvent)}
EARLIER_LIST = "原名册 · the earlier list"
VERSIONED = (organizations.MADE, people.MADE)


class Staged(Func):
    """A value of a staged row, as text; nothing where the row does not give it."""

    def __init__(self, key: str, column: str = "values") -> None:
        super().__init__(F(column), output_field=models.TextField())
        self.key = key

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, tuple[str | int, ...]]:
        return self.as_sql(
            compiler, connection, template=f"JSON_EXTRACT(%(expressions)s, '$.{self.key}')", **more
        )

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, tuple[str | int, ...]]:
        return self.as_sql(compiler, connection, template=f"(%(expressions)s ->> '{self.key}')", **more)


def staged(key: str, field: models.Field[Any, Any], column: str = "values") -> models.expressions.Combinable:
    """A value of a staged row, as what the field stores."""
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(target, models.CharField | models.TextField):
        return Staged(key, column)
    return Cast(Staged(key, column), type(target)())


def put(rows: QuerySet[ImportedRow], made_type: str, *, column: str = "values") -> int:
    """Store what the rows say: new ones are made, those that are there already are changed. How many.

    ``column`` is ``before`` to give back what was changed.
    """
    model = MODELS[made_type]
    fields = [_field(model, name) for name in COLUMNS[made_type]]
    sources: dict[str, Any] = {str(field.column): staged(field.name, field, column) for field in fields}
    sources |= {"id": F("made_id"), "association_id": F("association_id")}
    if model is Member:
        state = _text("state", Member.State.ACTIVE.value)
        sources |= {"state": state, "version": Value(1)}
    if made_type in VERSIONED:
        sources |= {"version": Value(1), "created_at": Value(timezone.now(), models.DateTimeField())}
    changes = [f"{_quoted(str(field.column))} = excluded.{_quoted(str(field.column))}" for field in fields]
    table = _quoted(model._meta.db_table)
    if made_type in VERSIONED:
        changes.append(f"version = {table}.version + 1")
    return _insert(rows, model, sources, f" ON CONFLICT (id) DO UPDATE SET {', '.join(changes)}")


def put_histories(rows: QuerySet[ImportedRow], actor: User | None) -> None:
    """With each new membership its term in the tier, and the line that it was taken over."""
    tier = staged("tier", _field(TierTerm, "tier"))
    since = Cast(Staged("joined_on"), models.DateField())
    common: dict[str, Any] = {
        "association_id": F("association_id"),
        "member_id": F("made_id"),
        "tier_id": tier,
    }
    term = {"id": staged("term", _field(TierTerm, "id")), "from_on": since, "reason": Value("")}
    _insert(rows, TierTerm, common | term)
    event = {
        "id": staged("event", _field(MemberEvent, "id")),
        "kind": Value(MemberEvent.Kind.TAKEN_OVER.value),
        "on": since,
        "resolution": Value(""),
        "reason": Value(""),
        "actor_id": Value(actor.pk if actor else None, models.UUIDField()),
        "at": Value(timezone.now(), models.DateTimeField()),
    }
    _insert(rows, MemberEvent, common | event)
    halted = rows.annotate(staged_halt=Staged("halt")).filter(staged_halt__isnull=False)
    suspension = {
        "id": staged("halt", _field(MemberEvent, "id")),
        "kind": Value(MemberEvent.Kind.SUSPENDED.value),
        "on": Cast(Staged("halted_on"), models.DateField()),
        "resolution": Value(EARLIER_LIST),
    }
    _insert(halted, MemberEvent, common | event | suspension)


def put_seats(rows: QuerySet[ImportedRow]) -> int:
    """The seats that tiers give their new members, but for who came to sit there since the check. How many."""
    rows = rows.annotate(
        staged_seat=Staged("seat"),
        staged_body=staged("seat_in", _field(Seat, "body")),
        staged_unit=staged("organization", _field(Seat, "organization")),
        staged_person=staged("person", _field(Seat, "person")),
    )
    sitting = Seat.objects.filter(to_on__isnull=True, body=OuterRef("staged_body"))
    same = sitting.filter(Q(organization=OuterRef("staged_unit")) | Q(person=OuterRef("staged_person")))
    wanted = rows.filter(~Exists(same), staged_seat__isnull=False)
    sources: dict[str, Any] = {
        "id": staged("seat", _field(Seat, "id")),
        "association_id": F("association_id"),
        "body_id": staged("seat_in", _field(Seat, "body")),
        "organization_id": staged("organization", _field(Seat, "organization")),
        "person_id": staged("person", _field(Seat, "person")),
        "label_zh": _text("seat_zh"),
        "label_en": _text("seat_en"),
        "votes": Value(value=True),
        "from_on": Cast(Staged("joined_on"), models.DateField()),
    }
    return _insert(wanted, Seat, sources)


def _text(key: str, otherwise: str = "") -> Coalesce:
    return Coalesce(Staged(key), Value(otherwise), output_field=models.TextField())


def _insert(
    rows: QuerySet[ImportedRow], model: type[models.Model], sources: Mapping[str, Any], otherwise: str = ""
) -> int:
    """One row of the table for each staged row; ``sources`` says what goes into which column."""
    named = {f"to_{name}": source for name, source in sources.items()}
    chosen = rows.order_by("number").annotate(**named).values_list(*named)
    select, params = chosen.query.sql_with_params()
    into = ", ".join(map(_quoted, sources))
    return _run(f"INSERT INTO {_quoted(model._meta.db_table)} ({into}) {select}{otherwise}", params)


def take_out(rows: QuerySet[ImportedRow], made_type: str) -> int:
    """Delete what the rows made. How many."""
    if MODELS[made_type] is Member:
        seats, params = (
            rows.order_by().values_list(staged("seat", _field(Seat, "id"))).query.sql_with_params()
        )
        _run(f"DELETE FROM {_quoted(Seat._meta.db_table)} WHERE id IN ({seats})", params)  # noqa: S608  names of our own tables
    made, params = rows.order_by().values_list("made_id").query.sql_with_params()
    for part in PARTS.get(MODELS[made_type], ()):
        _run(f"DELETE FROM {_quoted(part._meta.db_table)} WHERE member_id IN ({made})", params)  # noqa: S608  names of our own tables
    table = _quoted(MODELS[made_type]._meta.db_table)
    return _run(f"DELETE FROM {table} WHERE id IN ({made})", params)  # noqa: S608  names of our own tables


def _run(statement: str, params: Sequence[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return int(cursor.rowcount)


def _field(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    return cast("models.Field[Any, Any]", model._meta.get_field(name))


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
