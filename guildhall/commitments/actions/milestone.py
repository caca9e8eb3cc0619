"""Steps (节点) on the way to a commitment."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.commitments.models import Commitment, Milestone
from guildhall.commitments.permissions import require_may_keep_milestones, require_may_report
from guildhall.commitments.queries import today_at
from guildhall.core.errors import InvalidError, RuleError

OPEN = (Commitment.State.DRAFT, Commitment.State.ADOPTED)


@transaction.atomic
def add_milestone(
    commitment: Commitment, *, title_zh: str = "", title_en: str = "", due_on: date, actor: User
) -> Milestone:
    """A step with its own date. Refused after the commitment's deadline (both dates are named)."""
    require_may_keep_milestones(actor, commitment)
    _require_title(title_zh, title_en)
    commitment.refresh_from_db()
    require_not_after(due_on, commitment.deadline)
    _claim(commitment, due_on)
    milestone = Milestone.objects.create(
        association=commitment.association,
        commitment=commitment,
        title_zh=title_zh.strip(),
        title_en=title_en.strip(),
        due_on=due_on,
    )
    record("milestone.added", actor=actor, subject=milestone, due_on=due_on.isoformat())
    return milestone


@transaction.atomic
def change_milestone(
    milestone: Milestone, *, title_zh: str, title_en: str, due_on: date, actor: User
) -> Milestone:
    """Name or date anew a step that was not reached. Refused after the commitment's deadline."""
    require_may_keep_milestones(actor, milestone.commitment)
    _require_title(title_zh, title_en)
    milestone.commitment.refresh_from_db()
    require_not_after(due_on, milestone.commitment.deadline)
    _claim(milestone.commitment, due_on)
    changed = Milestone.objects.filter(pk=milestone.pk, done_on__isnull=True).update(
        title_zh=title_zh.strip(), title_en=title_en.strip(), due_on=due_on
    )
    if not changed:
        raise RuleError(_("A milestone that was reached stays as it is."), code="not_open")
    old_due_on = milestone.due_on.isoformat()
    milestone.refresh_from_db()
    record(
        "milestone.changed", actor=actor, subject=milestone, due_on=due_on.isoformat(), old_due_on=old_due_on
    )
    return milestone


@transaction.atomic
def finish_milestone(milestone: Milestone, *, done_on: date | None = None, actor: User) -> Milestone:
    """A step is done, today or on an earlier day, while the commitment is under way."""
    require_may_report(actor, milestone.commitment)
    today = today_at(milestone.association)
    done_on = done_on or today
    if done_on > today:
        raise InvalidError(
            _("A milestone cannot have been reached on a day to come."),
            code="day_to_come",
            details={"field": "done_on"},
        )
    open_steps = Milestone.objects.filter(
        pk=milestone.pk, done_on__isnull=True, commitment__state=Commitment.State.ADOPTED
    )
    if not open_steps.update(done_on=done_on):
        raise RuleError(
            _("This milestone was already reached, or its commitment is not under way."), code="not_open"
        )
    milestone.refresh_from_db()
    record("milestone.finished", actor=actor, subject=milestone, done_on=done_on.isoformat())
    return milestone


@transaction.atomic
def remove_milestone(milestone: Milestone, *, actor: User) -> None:
    """Take out a step that was not reached, while the commitment is a draft or under way."""
    require_may_keep_milestones(actor, milestone.commitment)
    details: dict[str, Any] = {"title": str(milestone), "due_on": milestone.due_on.isoformat()}
    removed, _rows = Milestone.objects.filter(
        pk=milestone.pk, done_on__isnull=True, commitment__state__in=OPEN
    ).delete()
    if not removed:
        raise RuleError(
            _("A milestone that was reached stays, and what is finished is not changed."), code="not_open"
        )
    record("milestone.removed", actor=actor, subject=milestone.commitment, **details)


def require_not_after(due_on: date, deadline: date | None) -> None:
    """Refuse a milestone after the deadline, naming both."""
    if deadline is not None and due_on > deadline:
        raise InvalidError(
            _("The milestone (%(due)s) would be after the deadline (%(deadline)s).")
            % {"due": date_format(due_on, "DATE_FORMAT"), "deadline": date_format(deadline, "DATE_FORMAT")},
            code="milestone_after_deadline",
            details={"field": "due_on", "due_on": due_on.isoformat(), "deadline": deadline.isoformat()},
        )


def require_no_milestone_after(commitment: Commitment, deadline: date | None) -> None:
    """Refuse a deadline before an open milestone of the commitment, naming both."""
    if deadline is None:
        return
    last = commitment.milestones.filter(done_on__isnull=True, due_on__gt=deadline).last()
    if last is not None:
        raise InvalidError(
            _(
                "The milestone “%(title)s” (%(due)s) would be after the deadline (%(deadline)s). Move it first."
            )
            % {
                "title": last.title,
                "due": date_format(last.due_on, "DATE_FORMAT"),
                "deadline": date_format(deadline, "DATE_FORMAT"),
            },
            code="milestone_after_deadline",
            details={
                "field": "deadline",
                "due_on": last.due_on.isoformat(),
                "deadline": deadline.isoformat(),
            },
        )


def _require_title(title_zh: str, title_en: str) -> None:
    if not (title_zh.strip() or title_en.strip()):
        raise InvalidError(_("Name the milestone."), code="title_missing", details={"field": "title_zh"})


def _claim(commitment: Commitment, due_on: date) -> None:
    """Hold the commitment, so that its deadline cannot move before the step in the meantime."""
    in_time = Q(deadline__isnull=True) | Q(deadline__gte=due_on)
    holding = Commitment.objects.filter(in_time, pk=commitment.pk, state__in=OPEN)
    if not holding.update(version=F("version") + 1):
        raise RuleError(_("Milestones are set while it is a draft or under way."), code="not_open")
