"""The one way into the record. Its lines are never changed or removed."""

from collections.abc import Sequence
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.audit.chain import Line, line_hash
from guildhall.audit.models import AuditEntry, AuditHead


def record(
    action: str,
    *,
    actor: User | None,
    subject: models.Model,
    association: Association | None = None,
    is_passing: bool = False,
    **details: Any,
) -> None:
    """Write one line of the association's record, inside the action's transaction, as its last step.

    Takes the head of the association's chain (writers of one association take turns from here to
    the commit). ``details`` must be plain JSON values. ``actor`` is None for what the clock does.
    ``is_passing`` is for what comes by the hundred and shows on no page that is kept, such as who enters the
    room: what is kept (``audit.keeping``) outlives such a line.
    """
    whose = association or (subject if isinstance(subject, Association) else subject.association)  # type: ignore[attr-defined]
    _write(whose, action, actor, [(subject, details)], is_passing=is_passing)


def record_all(
    action: str, *, actor: User | None, subjects: Sequence[tuple[models.Model, dict[str, Any]]]
) -> None:
    """The same act done to many things of one association at once: a line for each, in their order."""
    if subjects:
        _write(subjects[0][0].association, action, actor, subjects)  # type: ignore[attr-defined]


def _write(
    association: Association,
    action: str,
    actor: User | None,
    subjects: Sequence[tuple[models.Model, dict[str, Any]]],
    *,
    is_passing: bool = False,
) -> None:
    # No savepoint: this is the action's last step, and whoever takes the head keeps it to the commit.
    with transaction.atomic(savepoint=False):
        head = _take_head(association)
        entries = []
        for subject, details in subjects:
            entries.append(entry := _entry(head, action, actor, subject, details))
            head.number, head.hash = entry.number, entry.hash
        if len(entries) == 1:
            entries[0].save(force_insert=True)
        else:
            AuditEntry.objects.bulk_create(entries)
        settled = head.settled if is_passing else head.hash
        AuditHead.objects.filter(pk=head.pk).update(number=head.number, hash=head.hash, settled=settled)


def _entry(
    head: AuditHead, action: str, actor: User | None, subject: models.Model, details: dict[str, Any]
) -> AuditEntry:
    """The line that follows the head."""
    line = Line(
        association=str(head.association_id),
        number=head.number + 1,
        at=(now := timezone.now()).isoformat(),
        actor=str(actor.pk) if actor else "",
        actor_name=str(actor)[:100] if actor else "",
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_label=str(subject)[:200],
        details=details,
    )
    return AuditEntry(
        association_id=head.association_id,
        number=line.number,
        at=now,
        actor=actor,
        actor_name=line.actor_name,
        action=action,
        subject_type=line.subject_type,
        subject_id=line.subject_id,
        subject_label=line.subject_label,
        details=details,
        previous_hash=head.hash,
        hash=line_hash(line, head.hash),
    )


def _take_head(association: Association) -> AuditHead:
    """The head of the association's chain, held until the transaction ends; made with the first line."""
    held = AuditHead.objects.select_for_update().filter(association=association)
    head = held.first()
    if head is None:
        AuditHead.objects.get_or_create(association=association)
        head = held.get()
    return head
