"""From the introduction to the delivery: each stage once, only forwards, and corrected with a reason."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.cooperation import notices
from guildhall.cooperation.actions.cooperation import close, hold, require_past, require_reason
from guildhall.cooperation.models import Cooperation, Step
from guildhall.cooperation.permissions import require_may_report
from guildhall.cooperation.queries import silent_since
from guildhall.core.errors import InvalidError, RuleError
from guildhall.notices.actions import give_notices
from guildhall.registry.queries import today_in

SILENCE = timedelta(days=14)
WAY: list[Cooperation.Stage] = [stage for stage in Cooperation.Stage if stage != Cooperation.Stage.NOT_STATED]


@transaction.atomic
def reach_stage(
    cooperation: Cooperation, *, stage: str, on: date | None = None, note: str = "", actor: User
) -> Step:
    """Report that it came this far, on a day (today). A stage may be left out; none is reached twice or backwards.

    With the delivery it ends, with its result. Refused on a day that has not come or lies before the stage before,
    after it ended, and to all but the parties' own people, the secretariat and whoever looks after it.
    """
    require_may_report(actor, cooperation)
    day = on or today_in(cooperation.association)
    require_past(cooperation.association, day)
    step = take_step(cooperation, stage=stage, on=day, note=note, actor=actor)
    give_notices(cooperation.association, notices.stage_reached(step, but=actor))
    record(
        "cooperation.stage_reached",
        actor=actor,
        subject=cooperation,
        stage=str(stage),
        on=day.isoformat(),
        note=note.strip(),
    )
    return step


def take_step(cooperation: Cooperation, *, stage: str, on: date, note: str, actor: User) -> Step:
    """The step itself, for whoever has checked who reports it."""
    if stage not in WAY:
        raise InvalidError(_("There is no such stage."), code="stage_unknown", details={"field": "stage"})
    hold(cooperation)
    before = [str(one) for one in WAY[: WAY.index(Cooperation.Stage(stage))]]
    earlier = Cooperation.objects.filter(pk=cooperation.pk, stage__in=[*before, Cooperation.Stage.NOT_STATED])
    if not earlier.update(stage=stage):
        raise RuleError(
            _("It has come this far already. A date or note is corrected with a reason."),
            code="not_forwards",
            details={"field": "stage"},
        )
    last = cooperation.steps.order_by("-on").first()
    if last is not None and last.on > on:
        raise InvalidError(
            _("The stage before was reached on %(day)s; this one cannot lie before it.")
            % {"day": last.on.isoformat()},
            code="before_the_last",
            details={"field": "on"},
        )
    step = Step.objects.create(
        association=cooperation.association,
        cooperation=cooperation,
        stage=stage,
        on=on,
        note=note.strip(),
        by=actor,
    )
    if stage == Cooperation.Stage.DELIVERED:
        close(cooperation, ending=Cooperation.Ending.DELIVERED, note="", on=on)
    cooperation.refresh_from_db()
    return step


@transaction.atomic
def amend_step(step: Step, *, on: date, note: str, reason: str, actor: User) -> Step:
    """Correct the day or the note of a stage, with the reason; what stood there before stays in the record.

    Refused without a reason, and on a day before the stage before it, after the one after it, or yet to come.
    """
    cooperation = step.cooperation
    require_may_report(actor, cooperation)
    require_reason(reason)
    require_past(cooperation.association, on)
    _require_between(step, on)
    was = {"on": step.on.isoformat(), "note": step.note}
    values = {"on": on, "note": note.strip(), "amended_reason": reason.strip()[:300]}
    Step.objects.filter(pk=step.pk).update(amended_by=actor, amended_at=timezone.now(), **values)
    Cooperation.objects.filter(pk=cooperation.pk).update(version=F("version") + 1)
    if step.stage == Cooperation.Stage.DELIVERED:
        Cooperation.objects.filter(pk=cooperation.pk).update(ended_on=on)
    step.refresh_from_db()
    record(
        "cooperation.step_amended",
        actor=actor,
        subject=cooperation,
        stage=step.stage,
        was=was,
        on=on.isoformat(),
        reason=reason.strip(),
    )
    return step


def _require_between(step: Step, on: date) -> None:
    place = WAY.index(Cooperation.Stage(step.stage)) if step.stage in WAY else 0
    others = [one for one in step.cooperation.steps.all() if one.pk != step.pk and one.stage in WAY]
    before = [one.on for one in others if WAY.index(Cooperation.Stage(one.stage)) < place]
    after = [one.on for one in others if WAY.index(Cooperation.Stage(one.stage)) > place]
    if (before and max(before) > on) or (after and min(after) < on):
        raise InvalidError(
            _("The stages would no longer follow each other."), code="out_of_order", details={"field": "on"}
        )


def remind_of_silence(association: Association, *, on: date) -> int:
    """Remind whoever looks after a cooperation in which nothing was heard for two weeks; once after each stage."""
    if association.is_record:
        return 0
    rows = silent_since(association, on=on - SILENCE)
    return len(give_notices(association, [draft for row in rows for draft in notices.silent(row, on=on)]))
