from collections.abc import Iterator

from django.db.models import QuerySet

from guildhall.accounts.models import Association, User
from guildhall.audit.chain import Break, Line, breaks
from guildhall.audit.models import AuditEntry, AuditHead
from guildhall.audit.permissions import may_read_record
from guildhall.core.requests import remembered


def version_of(association: Association) -> str:
    """The hash of the last line of the association's record that settled something: another one after every change.

    Looked up once in a request.
    """
    head = AuditHead.objects.filter(pk=association.pk).order_by()
    return remembered(
        ("version", association.pk), lambda: head.values_list("settled", flat=True).first() or "0" * 64
    )


def audit_entries(
    association: Association, *, viewer: User, thing: str = "", act: str = ""
) -> QuerySet[AuditEntry]:
    """The association's record, newest first: for supervisors and those who read everything, nobody else.

    ``thing`` narrows to the identifier of one subject or to the start of an action word such as ``motion.``;
    ``act`` to one action word, whole.
    """
    entries = AuditEntry.objects.filter(association=association).order_by("-number")
    if not may_read_record(viewer, association):
        return entries.none()
    if act:
        entries = entries.filter(action=act)
    if not thing:
        return entries
    return entries.filter(subject_id=thing) if "-" in thing else entries.filter(action__startswith=thing)


def broken_places(association: Association) -> list[Break]:
    """Where the stored record was altered, removed, reordered or cut off; empty when it is whole."""
    head = AuditHead.objects.filter(association=association).first() or AuditHead(association=association)
    return list(breaks(_lines(association), head_number=head.number, head_hash=head.hash))


def _lines(association: Association) -> Iterator[tuple[Line, str, str]]:
    for entry in (
        AuditEntry.objects.filter(association=association).order_by("number").iterator(chunk_size=2000)
    ):
        line = Line(
            association=str(entry.association_id),
            number=entry.number,
            at=entry.at.isoformat(),
            actor=str(entry.actor_id or ""),
            actor_name=entry.actor_name,
            action=entry.action,
            subject_type=entry.subject_type,
            subject_id=entry.subject_id,
            subject_label=entry.subject_label,
            details=entry.details,
        )
        yield line, entry.previous_hash, entry.hash
