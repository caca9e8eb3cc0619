"""How a commitment goes: progress with evidence, reported done."""

from collections.abc import Sequence
from typing import BinaryIO

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.commitments import notices
from guildhall.commitments.models import Commitment, Progress
from guildhall.commitments.permissions import require_may_report
from guildhall.commitments.queries import superiors, today_at
from guildhall.core.errors import InvalidError, RuleError
from guildhall.documents.actions import store_file
from guildhall.notices.actions import give_notices

Upload = tuple[str, BinaryIO | bytes]  # a file's name and content


@transaction.atomic
def report_progress(
    commitment: Commitment, *, text: str, percent: int, evidence: Sequence[Upload] = (), actor: User
) -> Progress:
    """Say how far it is, with files that show it. ``percent`` is 0 to 100.

    By the responsible person, their unit's representative or whoever follows up; while it is under way.
    """
    require_may_report(actor, commitment)
    require_text(text)
    if not 0 <= percent <= 100:
        raise InvalidError(
            _("Progress is between 0 and 100 %."), code="percent_out_of_range", details={"field": "percent"}
        )
    under_way = Commitment.objects.filter(pk=commitment.pk, state=Commitment.State.ADOPTED)
    if not under_way.update(percent=percent, version=F("version") + 1):
        raise not_under_way()
    report = _report(commitment, text=text, percent=percent, evidence=evidence, actor=actor)
    commitment.refresh_from_db()
    record("commitment.progressed", actor=actor, subject=commitment, percent=percent, report=str(report.pk))
    return report


@transaction.atomic
def report_done(
    commitment: Commitment, *, text: str, evidence: Sequence[Upload] = (), actor: User
) -> Commitment:
    """Say that it is done. A second person then accepts or returns it; the superior is told."""
    require_may_report(actor, commitment)
    require_text(text)
    under_way = Commitment.objects.filter(pk=commitment.pk, state=Commitment.State.ADOPTED)
    changed = under_way.update(
        state=Commitment.State.REPORTED,
        percent=100,
        reported_at=timezone.now(),
        reported_by=actor,
        version=F("version") + 1,
    )
    if not changed:
        raise not_under_way()
    report = _report(commitment, text=text, percent=100, evidence=evidence, actor=actor)
    commitment.refresh_from_db()
    above = superiors([commitment], commitment.association, today_at(commitment.association))
    give_notices(commitment.association, notices.reported(commitment, above.get(commitment.pk)))
    record("commitment.reported", actor=actor, subject=commitment, report=str(report.pk))
    return commitment


def not_under_way() -> RuleError:
    return RuleError(_("This commitment is not under way (any more)."), code="not_under_way")


def require_text(text: str) -> None:
    if not text.strip():
        raise InvalidError(_("Say what was done."), code="text_missing", details={"field": "text"})


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise InvalidError(_("Give the reason."), code="reason_missing", details={"field": "reason"})


def _report(
    commitment: Commitment, *, text: str, percent: int, evidence: Sequence[Upload], actor: User
) -> Progress:
    report = Progress.objects.create(
        association=commitment.association,
        commitment=commitment,
        text=text.strip(),
        percent=percent,
        reported_by=actor,
    )
    files = [
        store_file(association=commitment.association, name=name, content=content, actor=actor)
        for name, content in evidence
    ]
    report.evidence.set(files)
    return report
