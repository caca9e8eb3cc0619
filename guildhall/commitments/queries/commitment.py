"""One commitment: what happened to it, and what the reader may do next."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from guildhall.accounts.models import Association, User
from guildhall.commitments.models import Acceptance, Change, Commitment, Milestone, Progress, Reminder
from guildhall.commitments.permissions import (
    PREPARING,
    may_accept,
    may_adopt,
    may_decide,
    may_keep_milestones,
    may_prepare,
    may_report,
)
from guildhall.commitments.queries.board import lit
from guildhall.commitments.queries.standing import (
    bodies_read,
    commitments_visible_to,
    reads_everything,
)
from guildhall.documents.models import File
from guildhall.documents.queries import file_link
from guildhall.registry.models import Body

State = Commitment.State


def commitments_to_show(user: User, association: Association) -> QuerySet[Commitment]:
    """Those the person may see, with everything a page or answer about one says."""
    rows = commitments_visible_to(user, association)
    named = lit(rows, association).select_related(
        "course", "superior", "carried_from", "responsible__organization"
    )
    return named.prefetch_related("supporting")


@dataclass(frozen=True)
class Happening:
    """One line of the history: a progress report, a judgement, a change or a reminder."""

    at: datetime
    progress: Progress | None = None
    files: tuple[tuple[File, str], ...] = ()
    acceptance: Acceptance | None = None
    change: Change | None = None
    reminder: Reminder | None = None


def history(commitment: Commitment, viewer: User) -> list[Happening]:
    """Everything that happened since it was adopted, the latest first. Four queries and one for the files,
    whose addresses are for the viewer alone."""
    reports = commitment.progress_reports.select_related("reported_by").prefetch_related("evidence")
    changes = commitment.changes.select_related(
        "by", "old_responsible", "new_responsible", "old_plan", "new_plan"
    )
    happenings = [
        *(Happening(one.reported_at, progress=one, files=_evidence(one, viewer)) for one in reports),
        *(Happening(one.at, acceptance=one) for one in commitment.acceptances.select_related("by")),
        *(Happening(one.at, change=one) for one in changes),
        *(Happening(one.sent_at, reminder=one) for one in commitment.reminders.select_related("told")),
    ]
    return sorted(happenings, key=lambda one: one.at, reverse=True)


def _evidence(report: Progress, viewer: User) -> tuple[tuple[File, str], ...]:
    return tuple((file, file_link(file, viewer)) for file in report.evidence.all())


def acts_open(user: User, commitment: Commitment) -> set[str]:
    """The names of the actions that the person may do to the commitment in its present state."""
    if commitment.association.is_record:
        return set()
    checks = {
        State.DRAFT: _acts_on_draft,
        State.ADOPTED: _acts_under_way,
        State.REPORTED: _acts_on_reported,
    }
    if check := checks.get(State(commitment.state)):
        return check(user, commitment)
    may_reopen = commitment.adopted_on is not None and may_decide(user, commitment.body)
    return {"reopen_commitment"} if may_reopen else set()


def _acts_on_draft(user: User, commitment: Commitment) -> set[str]:
    acts = set()
    in_adopted_plan = commitment.plan is not None and not commitment.plan.takes_items
    if may_prepare(user, commitment.body) and not in_adopted_plan:
        acts |= {"change_commitment", "discard_draft", "add_milestone"}
    if commitment.plan is None and may_adopt(user, commitment):
        acts.add("adopt_commitment")
    return acts


def _acts_under_way(user: User, commitment: Commitment) -> set[str]:
    acts = set()
    if may_report(user, commitment):
        acts |= {"report_progress", "report_done", "finish_milestone"}
    if may_keep_milestones(user, commitment):
        acts.add("add_milestone")
    if may_decide(user, commitment.body):
        acts |= {"postpone_deadline", "hand_over", "cancel_commitment"}
    return acts


def _acts_on_reported(user: User, commitment: Commitment) -> set[str]:
    acts = {"accept_commitment", "return_commitment"} if may_accept(user, commitment) else set()
    return acts | ({"cancel_commitment"} if may_decide(user, commitment.body) else set())


def milestones_of(user: User, association: Association) -> QuerySet[Milestone]:
    """Milestones of the commitments that the person may see."""
    visible = commitments_visible_to(user, association).order_by().values("pk")
    return Milestone.objects.filter(commitment__in=visible).select_related(
        "association",
        "commitment__association",
        "commitment__body__association",
        "commitment__plan",
        "commitment__responsible",
    )


def bodies_prepared(user: User, association: Association) -> QuerySet[Body]:
    """Bodies in which the person may draft plans and commitments."""
    bodies = Body.objects.filter(association=association)
    if reads_everything(user, association, PREPARING):
        return bodies
    return bodies.filter(pk__in=bodies_read(user, association, PREPARING))


def prepares_any(user: User, association: Association) -> bool:
    """Whether there is a body in which the person may draft; asks the database nothing new."""
    if association.is_record:
        return False
    return reads_everything(user, association, PREPARING) or bool(bodies_read(user, association, PREPARING))
