"""A checked table becomes part of the registry: everything, or nothing, and once."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.requests import forget
from guildhall.imports.models import ImportBatch, ImportedRow
from guildhall.imports.placing import Outcome, posts
from guildhall.imports.placing.members import is_counted
from guildhall.imports.problems import Problem
from guildhall.imports.staging import counts
from guildhall.imports.storing.conflicts import conflicting
from guildhall.imports.storing.transfer import MODELS, Staged, put, put_histories, put_seats
from guildhall.members.actions.admission import pass_over_numbers
from guildhall.registry.models import Body, Post

State = ImportBatch.State
EXCEPTIONS_TOLD = 500
NAMED_MOST = 20


@transaction.atomic
def store(batch: ImportBatch, *, actor: User | None) -> bool:
    """Store the checked rows of a batch that is being committed. False where they are stored already.

    The change of state, the rows and the line of the record are one transaction: killed in the middle, none of
    it is there, and the job that begins anew does all of it. Where somebody else was faster with the same, the
    batch goes back to be looked at, with those rows named, and nothing is stored.
    """
    Association.objects.select_for_update(no_key=True).get(pk=batch.association_id)  # imports take turns
    mine = ImportBatch.objects.filter(pk=batch.pk, state=State.COMMITTING)
    if not mine.update(state=State.COMMITTED, committed_at=timezone.now()):
        return False
    batch.refresh_from_db()
    rows = ImportedRow.objects.filter(batch=batch, outcome__in=(Outcome.NEW, Outcome.CHANGED))
    conflicts = list(conflicting(batch, rows).values_list("number", flat=True))
    if not conflicts:
        try:
            with transaction.atomic():
                _put_all(batch, rows)
        except IntegrityError:
            # Somebody's change was not yet to be seen a moment ago; now it is.
            conflicts = list(conflicting(batch, rows).values_list("number", flat=True))
            if not conflicts:
                raise
    if conflicts:
        _send_back(batch, conflicts, actor=actor)
        return True
    record("import_batch.committed", actor=actor, subject=batch, **_told(batch))
    forget()
    return True


def _put_all(batch: ImportBatch, rows: QuerySet[ImportedRow]) -> None:
    _create_posts(batch)
    for made_type in MODELS:
        if _is_of(batch, made_type):
            put(rows.filter(made_type=made_type), made_type)
    if batch.kind == ImportBatch.Kind.MEMBERS:
        put_histories(rows, batch.committed_by)
        put_seats(rows)
        pass_over_numbers(batch.association, _highest_number(rows))


def _highest_number(rows: QuerySet[ImportedRow]) -> int:
    """The highest of the members' numbers that are plain ones; 0 where there is none."""
    numbers = rows.annotate(given=Staged("number")).values_list("given", flat=True)
    return max((int(number) for number in numbers.iterator() if is_counted(number)), default=0)


def _is_of(batch: ImportBatch, made_type: str) -> bool:
    return ImportedRow.objects.filter(batch=batch, made_type=made_type).exists()


def _create_posts(batch: ImportBatch) -> None:
    for data in batch.posts:
        details: dict[str, Any] = {key: data[key] for key in ("kind", "name_zh", "name_en", "powers", "rank")}
        post = Post.objects.create(
            id=UUID(data["id"]), association=batch.association, body_id=UUID(data["body"]), **details
        )
        post.sits_in.set(Body.objects.filter(pk__in=data["sits_in"]))


def _send_back(batch: ImportBatch, numbers: list[int], *, actor: User | None) -> None:
    conflict = Problem("conflict")
    for row in ImportedRow.objects.filter(batch=batch, number__in=numbers[:5000]):
        row.outcome, row.problems, row.notes = Outcome.BAD, [conflict.as_data()], []
        row.values, row.before, row.made_type, row.made_id = {"cells": []}, None, "", None
        row.save()
    ImportBatch.objects.filter(pk=batch.pk).update(
        state=State.CHECKED, committed_at=None, committed_by=None, trouble=conflict.as_data(), **counts(batch)
    )
    record(
        "import_batch.sent_back", actor=actor, subject=batch, rows=numbers[:NAMED_MOST], count=len(numbers)
    )


def _told(batch: ImportBatch) -> dict[str, Any]:
    """What the record keeps of a committed table."""
    told: dict[str, Any] = {
        "kind": batch.kind,
        "new": batch.new_rows,
        "changed": batch.changed_rows,
        "known": batch.known_rows,
        "left_out": batch.bad_rows,
        "sha256": batch.file.sha256,
    }
    if batch.posts:
        told["posts"] = [data["name_zh"] or data["name_en"] for data in batch.posts]
    excepted = ImportedRow.objects.filter(batch=batch, made_type=posts.MADE, values__has_key="exception")
    if exceptions := [
        {"row": row.number, "name": row.name, "exception": row.values["exception"]}
        for row in excepted[:EXCEPTIONS_TOLD]
        if any(note["code"] == "exception" for note in row.notes)
    ]:
        told["exceptions"] = exceptions
    return told
