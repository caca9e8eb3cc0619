"""A year's dues notices for all members: prepared, booked, sent."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.dues.models import DuesRun, DuesStandard
from guildhall.dues.permissions import require_may_keep_money
from guildhall.dues.queries.preview import preview
from guildhall.jobs.actions import start_job
from guildhall.jobs.models import Job

State = DuesRun.State
AT_REST = (State.PREVIEW, State.BOOKED, State.SENT)


@transaction.atomic
def prepare_run(
    association: Association, *, year: int, standard: DuesStandard, issued_on: date, due_on: date, actor: User
) -> DuesRun:
    """The run of the year as a preview; nothing is owed yet. Prepared again, it is for those who have no notice yet.

    Refused: a standard that is not adopted or not in force on the day, dates that do not fit, another standard than
    that of notices already booked, while the run is being booked or sent.
    """
    require_may_keep_money(actor, association)
    _require_fitting(standard, year, issued_on, due_on)
    run, is_new = DuesRun.objects.get_or_create(
        association=association,
        year=year,
        defaults={"standard": standard, "issued_on": issued_on, "due_on": due_on, "actor": actor},
    )
    if not is_new:
        _prepare_again(run, standard, issued_on, due_on)
    record(
        "dues_run.prepared", actor=actor, subject=run, standard=str(standard.pk), due_on=due_on.isoformat()
    )
    return run


@transaction.atomic
def book_run(run: DuesRun, *, actor: User) -> DuesRun:
    """Book what the preview says, as background work: notices numbered without gaps, each in the books.

    Started twice it is refused the second time; killed in the middle it goes on by itself, and given up it can be
    begun again. Refused when nobody would get a notice.
    """
    require_may_keep_money(actor, run.association)
    if run.state == State.PREVIEW and not preview(run).count:
        raise RuleError(_("Nobody would get a notice from this run."), code="nobody_owes")
    _begin(
        run, State.PREVIEW, State.BOOKING, _("This run is being booked or booked already."), "not_in_preview"
    )
    _start(run, "dues.book_run", actor)
    record("dues_run.booking_begun", actor=actor, subject=run, year=run.year)
    return run


@transaction.atomic
def send_run(run: DuesRun, *, actor: User) -> DuesRun:
    """Send the notices that were not sent yet, as background work; each once, however often it is begun."""
    require_may_keep_money(actor, run.association)
    _begin(
        run,
        State.BOOKED,
        State.SENDING,
        _("Only a run that is booked and not sent yet can be sent."),
        "not_booked",
    )
    _start(run, "dues.send_run", actor)
    record("dues_run.sending_begun", actor=actor, subject=run, year=run.year)
    return run


def _require_fitting(standard: DuesStandard, year: int, issued_on: date, due_on: date) -> None:
    if due_on < issued_on:
        raise InvalidError(
            _("It would be due before it is issued."), code="due_before_issued", details={"field": "due_on"}
        )
    if not issued_on.year - 5 <= year <= issued_on.year + 1:
        raise InvalidError(
            _("The year and the date of the notices do not fit."),
            code="year_does_not_fit",
            details={"field": "year"},
        )
    if standard.state != DuesStandard.State.ADOPTED:
        raise RuleError(
            _("This standard is not adopted. Dues are only raised under an adopted one."),
            code="not_adopted",
            details={"field": "standard"},
        )
    if not (standard.from_on <= date(year, 12, 31) and (standard.to_on or date.max) >= date(year, 1, 1)):
        raise RuleError(
            _("This standard is not in force in %(year)s.") % {"year": year},
            code="not_in_force",
            details={"field": "standard"},
        )


def _prepare_again(run: DuesRun, standard: DuesStandard, issued_on: date, due_on: date) -> None:
    if run.standard_id != standard.pk and run.notices.exists():
        raise RuleError(
            _("Notices of this year are booked under another standard."),
            code="other_standard",
            details={"field": "standard"},
        )
    rested = DuesRun.objects.filter(pk=run.pk, state__in=AT_REST)
    if not rested.update(
        state=State.PREVIEW,
        standard=standard,
        issued_on=issued_on,
        due_on=due_on,
        version=F("version") + 1,
    ):
        raise RuleError(_("This run is under way. Wait until it has ended."), code="under_way")
    run.refresh_from_db()


def _begin(run: DuesRun, before: str, after: str, refusal: str, code: str) -> None:
    """One of those who begin at once begins; also where the work was begun before and given up.

    Conditions are of the run's own row: PostgreSQL does not look again at what a joined row said.
    """
    changes: dict[str, Any] = {"state": after, "version": F("version") + 1}
    one = DuesRun.objects.filter(pk=run.pk)
    if not one.filter(state=before).update(**changes):
        begun_before = one.filter(state=after, version=run.version)
        is_given_up = begun_before.filter(job__state=Job.State.FAILED).exists()
        if not (is_given_up and begun_before.update(**changes)):
            raise RuleError(refusal, code=code)
    run.refresh_from_db()


def _start(run: DuesRun, task: str, actor: User) -> None:
    run.job = start_job(
        task,
        association=run.association,
        arguments={"run": str(run.pk)},
        actor=actor,
        key=f"{task}:{run.pk}:{run.version}",
    )
    DuesRun.objects.filter(pk=run.pk).update(job=run.job)
