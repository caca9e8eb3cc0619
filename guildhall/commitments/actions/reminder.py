"""What the clock does: reminders, escalations, and letters that end. Safe to run again at any time."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet

from guildhall.accounts.models import Association
from guildhall.audit.actions import record
from guildhall.commitments import notices
from guildhall.commitments.models import Commitment, Letter, Reminder
from guildhall.commitments.queries import follow_up_rules, superiors
from guildhall.commitments.steps import ESCALATED, Rules, Step, steps_due
from guildhall.jobs.pacing import give_way
from guildhall.notices.actions import give_notices
from guildhall.registry.models import Person

BATCH = 500
LETTER_ENDS_IN = timedelta(days=30)


def send_reminders(association: Association, *, on: date) -> int:
    """Send what is due on the day; returns how many reminders and escalations were sent.

    Each stands in its own transaction together with its notice and its log, so that a run that is killed
    leaves nothing half-done, and two runs at once send nothing twice. Missed days are not made up one by one.
    """
    if association.is_record:
        return 0
    stored = follow_up_rules(association)
    rules = Rules(tuple(stored.remind_days), stored.overdue_every, stored.escalate_after)
    sent = 0
    for batch in _batches(_candidates(association, on, rules)):
        above = superiors(batch, association, on)
        for commitment in batch:
            for step in _steps(commitment, on, rules):
                to = above.get(commitment.pk) if step.step == ESCALATED else commitment.responsible
                sent += to is not None and _send(commitment, step, to, on=on)
                give_way()
    return sent


def send_letter_endings(association: Association, *, on: date) -> int:
    """Tell the parties of signed letters, once, that the term ends within thirty days."""
    if association.is_record:
        return 0
    ending = Letter.objects.filter(
        association=association,
        state=Letter.State.SIGNED,
        to_on__gte=on,
        to_on__lte=on + LETTER_ENDS_IN,
    )
    given = 0
    for letter in ending.select_related("association").prefetch_related("parties__person__user"):
        given += len(give_notices(association, notices.letter_ends(letter)))
    return given


def _candidates(association: Association, on: date, rules: Rules) -> QuerySet[Commitment]:
    """Under way, and due within the first reminder's days or late."""
    horizon = on + timedelta(days=max(rules.before, default=0))
    return Commitment.objects.filter(
        association=association, state=Commitment.State.ADOPTED, deadline__lte=horizon
    )


def _batches(candidates: QuerySet[Commitment]) -> Iterator[list[Commitment]]:
    keys = list(candidates.order_by("deadline", "id").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        rows = Commitment.objects.filter(pk__in=keys[start : start + BATCH])
        named = rows.select_related("association", "responsible__user", "superior__user")
        yield list(named.prefetch_related("reminders"))


def _steps(commitment: Commitment, on: date, rules: Rules) -> list[Step]:
    deadline = commitment.deadline
    if deadline is None:
        return []
    sent = [Step(one.step, one.number) for one in commitment.reminders.all() if one.deadline == deadline]
    return steps_due(deadline=deadline, today=on, rules=rules, sent=sent, adopted_on=commitment.adopted_on)


@transaction.atomic
def _send(commitment: Commitment, step: Step, to: Person, *, on: date) -> bool:
    deadline = commitment.deadline
    still = Commitment.objects.filter(pk=commitment.pk, state=Commitment.State.ADOPTED, deadline=deadline)
    if deadline is None or not still.exists():
        return False
    _reminder, is_new = Reminder.objects.get_or_create(
        commitment=commitment,
        step=step.step,
        deadline=deadline,
        number=step.number,
        defaults={"association": commitment.association, "told": to},
    )
    if not is_new:
        return False
    compose = notices.escalation if step.step == ESCALATED else notices.reminder
    drafts = compose(commitment, step, to, left=(deadline - on).days)
    give_notices(commitment.association, drafts)
    record(
        "commitment.escalated" if step.step == ESCALATED else "commitment.reminded",
        actor=None,
        subject=commitment,
        step=step.step,
        number=step.number,
        told=str(to.pk),
    )
    return True
