"""Reminders: the steps that the secretariat sets, and what the clock sends."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.dues import notices
from guildhall.dues.models import DuesNotice, Reminder, ReminderStep
from guildhall.dues.permissions import require_may_keep_money
from guildhall.dues.queries.owed import open_of
from guildhall.dues.reminding import PLACES, StepPlan, step_due, unknown_places
from guildhall.members.models import Tier
from guildhall.notices.actions import give_notices
from guildhall.notices.drafts import Recipient

BATCH = 500


class StepDetails(TypedDict, total=False):
    """When and in which words members are reminded; ``tier`` None: all tiers without a step of their own."""

    days: int
    tier: Tier | None
    subject_zh: str
    subject_en: str
    text_zh: str
    text_en: str
    is_active: bool


@transaction.atomic
def add_reminder_step(
    association: Association, *, actor: User, **details: Unpack[StepDetails]
) -> ReminderStep:
    """A step so many days after the due date (before it: negative). Refused without words, with places that cannot
    be filled in, and where the tier has a step on that day."""
    require_may_keep_money(actor, association)
    step = ReminderStep(association=association, **details)
    _require_words(step)
    _store(step)
    record("reminder_step.added", actor=actor, subject=step, days=step.days)
    return step


@transaction.atomic
def change_reminder_step(
    step: ReminderStep, *, version: int, actor: User, **details: Unpack[StepDetails]
) -> ReminderStep:
    """Other words, another day, in use or not. ``version`` is the one that was read."""
    require_may_keep_money(actor, step.association)
    found = ReminderStep.objects.filter(pk=step.pk, version=version)
    if not found.update(version=F("version") + 1):
        raise RuleError(
            _("Somebody changed this in the meantime. Load the page again and repeat your change."),
            code="changed_meanwhile",
        )
    step.refresh_from_db()
    for name, value in details.items():
        setattr(step, name, value)
    _require_words(step)
    _store(step)
    record("reminder_step.changed", actor=actor, subject=step, days=step.days)
    return step


def _require_words(step: ReminderStep) -> None:
    if not (step.text_zh.strip() or step.text_en.strip()):
        raise InvalidError(
            _("Say what members are reminded of."), code="text_missing", details={"field": "text_zh"}
        )
    for field in ("subject_zh", "subject_en", "text_zh", "text_en"):
        if unknown := unknown_places(getattr(step, field)):
            raise InvalidError(
                _("{%(place)s} cannot be filled in. There are: %(places)s.")
                % {"place": unknown[0], "places": ", ".join(f"{{{name}}}" for name in PLACES)},
                code="unknown_place",
                details={"field": field},
            )


def _store(step: ReminderStep) -> None:
    try:
        with transaction.atomic():
            step.save()
    except IntegrityError as taken:
        raise RuleError(
            _("There is a step on this day for this tier already."),
            code="step_taken",
            details={"field": "days"},
        ) from taken


def send_dues_reminders(association: Association, *, on: date) -> int:
    """Send what is due on the day; how many reminders comes back.

    Each stands in its own transaction with its notice, so that a run that is killed leaves nothing half-done and
    two at once send nothing twice. Of steps missed while nothing ran the latest is sent.
    """
    if association.is_record:
        return 0
    held = list(ReminderStep.objects.filter(association=association, is_active=True))
    steps = [StepPlan(step.pk, step.days, step.tier_id) for step in held]
    by_key = {step.pk: step for step in held}
    if not steps:
        return 0
    horizon = on - timedelta(days=min(step.days for step in steps))
    sent = 0
    for batch in _batches(association, horizon):
        reached = notices.recipients_of([notice.member for notice in batch])
        for notice in batch:
            days = [one.step.days for one in notice.reminders.all()]
            plan = step_due(steps, due_on=notice.due_on, today=on, tier=notice.tier_id, sent=days)
            if plan and reached[notice.member_id]:
                sent += _send(notice, by_key[plan.key], reached[notice.member_id], on=on)
    return sent


def _batches(association: Association, horizon: date) -> Iterator[list[DuesNotice]]:
    """Notices that were sent and of which something is open, due by the horizon."""
    waiting = DuesNotice.objects.standing().filter(
        association=association, still_open__gt=0, due_on__lte=horizon, sent_at__isnull=False
    )
    keys: Sequence[UUID] = list(waiting.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        rows = DuesNotice.objects.filter(pk__in=keys[start : start + BATCH]).order_by("pk")
        rows = rows.select_related("association", "member__organization", "member__person__user")
        yield list(rows.prefetch_related("reminders__step"))


@transaction.atomic
def _send(notice: DuesNotice, step: ReminderStep, to: Sequence[Recipient], *, on: date) -> bool:
    if not DuesNotice.objects.standing().filter(pk=notice.pk).update(version=F("version") + 1):
        return False
    still_open = open_of(notice)
    if still_open <= 0:
        return False
    _reminder, is_new = Reminder.objects.get_or_create(
        notice=notice, step=step, defaults={"association": notice.association, "on": on}
    )
    if not is_new:
        return False
    late = (on - notice.due_on).days
    drafts = notices.reminder_drafts(notice, step, to, still_open=still_open, late=late)
    give_notices(notice.association, drafts)
    record("dues_notice.reminded", actor=None, subject=notice, days=step.days, open=still_open)
    return True
