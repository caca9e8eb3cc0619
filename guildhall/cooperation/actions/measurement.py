"""What a joint project's indicator measured: reported by one side, confirmed or disputed by another."""

from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.accounts.permissions import require_changeable
from guildhall.audit.actions import record
from guildhall.cooperation.actions.project import require_figure
from guildhall.cooperation.models import JointProject, Measurement
from guildhall.cooperation.notices import measurement_judged, measurement_reported
from guildhall.cooperation.queries.measurement import may_judge, own_side
from guildhall.cooperation.queries.project import may_report_on
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.documents.actions import store_file
from guildhall.notices.actions import give_notices
from guildhall.registry.models import Organization
from guildhall.registry.queries import today_in

Upload = tuple[str, BinaryIO | bytes]  # a file's name and content


@transaction.atomic
def report_measurement(
    project: JointProject,
    *,
    value: Decimal,
    measured_on: date,
    note: str = "",
    evidence: Upload | None,
    actor: User,
) -> Measurement:
    """What was measured on a day, with a file that shows it. It counts once a second side confirms it.

    By the people of a side that has not left, and by the secretariat. Refused unless it is under way, on a day to
    come or before the day of the baseline, without a file, and for what is no figure.
    """
    _require_may_report(actor, project)
    require_figure(value, "value")
    _require_day(project, measured_on)
    if evidence is None:
        raise InvalidError(
            _("Hand in the file that shows what was measured."),
            code="evidence_missing",
            details={"field": "evidence"},
        )
    _hold(project)
    name, content = evidence
    side = own_side(actor, project)
    reported = Measurement.objects.create(
        association=project.association,
        project=project,
        measured_on=measured_on,
        value=value,
        note=note.strip(),
        evidence=store_file(association=project.association, name=name, content=content, actor=actor),
        reported_by=actor,
        reported_for=side,
    )
    give_notices(project.association, measurement_reported(reported, but=actor))
    record(
        "measurement.reported",
        actor=actor,
        subject=project,
        measurement=str(reported.pk),
        value=str(value),
        on=measured_on.isoformat(),
        side=_key(side),
    )
    return reported


@transaction.atomic
def confirm_measurement(measurement: Measurement, *, actor: User) -> Measurement:
    """A second side says that it is so; from now on it counts. Refused to who reported it and to their side."""
    _require_may_judge(actor, measurement)
    judged = _judge(measurement, actor, confirmed_at=timezone.now(), confirmed_by=actor)
    give_notices(judged.association, measurement_judged(judged))
    record("measurement.confirmed", actor=actor, subject=judged.project, measurement=str(judged.pk))
    return judged


@transaction.atomic
def dispute_measurement(measurement: Measurement, *, reason: str, actor: User) -> Measurement:
    """A second side says why it is not so; it never counts, and can be reported anew."""
    _require_may_judge(actor, measurement)
    if not reason.strip():
        raise InvalidError(_("Say why."), code="reason_missing", details={"field": "reason"})
    said = {"disputed_reason": reason.strip()[:300], "disputed_at": timezone.now(), "disputed_by": actor}
    judged = _judge(measurement, actor, **said)
    give_notices(judged.association, measurement_judged(judged))
    record(
        "measurement.disputed",
        actor=actor,
        subject=judged.project,
        measurement=str(judged.pk),
        reason=reason.strip(),
    )
    return judged


def _require_may_judge(actor: User, measurement: Measurement) -> None:
    require_changeable(measurement.association)
    if not may_judge(actor, measurement):
        raise NotAllowedError(
            _("A measurement is judged by a second side: not by who reported it, and not by their side."),
            code="second_side_needed",
        )


def _judge(measurement: Measurement, actor: User, **said: Any) -> Measurement:
    _hold(measurement.project)
    name = "confirmed_for" if "confirmed_at" in said else "disputed_for"
    open_ones = Measurement.objects.filter(
        pk=measurement.pk, confirmed_at__isnull=True, disputed_at__isnull=True
    )
    if not open_ones.update(**said, **{name: own_side(actor, measurement.project)}):
        raise RuleError(_("This measurement was judged already."), code="already_judged")
    measurement.refresh_from_db()
    return measurement


def _require_may_report(actor: User, project: JointProject) -> None:
    require_changeable(project.association)
    if not may_report_on(actor, project):
        raise NotAllowedError(
            _("Measurements are reported by the people of its sides and by the secretariat."),
            code="not_allowed",
        )


def _require_day(project: JointProject, on: date) -> None:
    if on > today_in(project.association):
        raise InvalidError(_("This day has not come yet."), code="not_yet", details={"field": "measured_on"})
    if project.baseline_on is not None and on < project.baseline_on:
        raise InvalidError(
            _("This lies before the day of the baseline, %(day)s.")
            % {"day": project.baseline_on.isoformat()},
            code="before_the_baseline",
            details={"field": "measured_on"},
        )


def _hold(project: JointProject) -> None:
    """Under way, and held so: nobody completes or abandons it meanwhile."""
    rows = JointProject.objects.select_for_update().filter(pk=project.pk, state=JointProject.State.UNDER_WAY)
    if rows.first() is None:
        raise RuleError(_("This project is not under way (any more)."), code="not_under_way")


def _key(side: Organization | None) -> str | None:
    return str(side.pk) if side else None
