"""An adopted plan changes: amended with a note, or closed with what is open carried over."""

from collections.abc import Sequence
from typing import Any, TypedDict

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.commitments import notices
from guildhall.commitments.actions.commitment import (
    CommitmentDetails,
    next_position,
    require_all_three,
    require_content,
    require_of_one_house,
)
from guildhall.commitments.actions.milestone import require_no_milestone_after
from guildhall.commitments.actions.plan import stale_plan
from guildhall.commitments.actions.version import keep_version
from guildhall.commitments.models import Change, Commitment, Plan, PlanVersion
from guildhall.commitments.permissions import require_may_decide
from guildhall.commitments.queries import open_items, today_at
from guildhall.core.errors import InvalidError, RuleError
from guildhall.notices.actions import give_notices


class Amendment(TypedDict, total=False):
    """What changes at once: items to add, items with their new details, items to take out."""

    added: Sequence[CommitmentDetails]
    changed: Sequence[tuple[Commitment, CommitmentDetails]]
    removed: Sequence[Commitment]


def amendment_of(
    item: Commitment | None, details: CommitmentDetails, *, takes_out: bool = False
) -> Amendment:
    """The amendment of one item: it comes in (no ``item``), is changed, or is taken out."""
    if item is None:
        return {"added": [details]}
    return {"removed": [item]} if takes_out else {"changed": [(item, details)]}


@transaction.atomic
def amend_plan(plan: Plan, *, version: int, note: str, amendment: Amendment, actor: User) -> Plan:
    """Change an adopted plan; ``note`` says which decision this follows. A new version is kept.

    Items that come in have all three; items that go out are cancelled with the note as reason. Refused
    when the plan changed since ``version`` was read, and for items that are finished or another plan's.
    """
    require_may_decide(actor, plan.body)
    if not note.strip():
        raise InvalidError(
            _("Say which decision this amendment follows."), code="note_missing", details={"field": "note"}
        )
    if not any(amendment.values()):
        raise InvalidError(_("Nothing would change."), code="nothing_changes")
    held = Plan.objects.filter(pk=plan.pk, state=Plan.State.ADOPTED, version=version)
    if not held.update(version=F("version") + 1):
        raise stale_plan(plan, [Plan.State.ADOPTED])
    told = [_added(plan, details) for details in amendment.get("added", ())]
    for item, details in amendment.get("changed", ()):
        told += _changed(plan, item, details, note, actor)
    for item in amendment.get("removed", ()):
        _removed(plan, item, note, actor)
    keep_version(plan, cause=PlanVersion.Cause.AMENDED, note=note, actor=actor)
    give_notices(plan.association, [draft for item in told for draft in notices.adopted(item)])
    record("plan.amended", actor=actor, subject=plan, note=note.strip(), version=plan.version)
    return plan


@transaction.atomic
def close_plan(plan: Plan, *, successor: Plan | None = None, actor: User) -> Plan:
    """The plan is over. What is still open goes to ``successor``, with its progress and history.

    Refused while items are open and no successor is named (they are listed), and, for a plan of several
    years, before it was reviewed. For whoever decides for the body.
    """
    require_may_decide(actor, plan.body)
    plan.refresh_from_db()
    _require_over(plan)
    if not Plan.objects.filter(pk=plan.pk, state=Plan.State.ADOPTED).update(
        state=Plan.State.CLOSED, closed_on=today_at(plan.association), version=F("version") + 1
    ):
        raise RuleError(_("Only an adopted plan can be closed."), code="not_adopted")
    keep_version(plan, cause=PlanVersion.Cause.CLOSED, actor=actor)
    carried = _carry_over(plan, successor, actor)
    record(
        "plan.closed",
        actor=actor,
        subject=plan,
        successor=str(successor.pk) if successor else None,
        carried_over=[str(item.pk) for item in carried],
    )
    return plan


def _added(plan: Plan, details: CommitmentDetails) -> Commitment:
    require_content(details.get("content_zh", ""), details.get("content_en", ""))
    require_of_one_house(plan.association, body=plan.body, plan=plan, details=details)
    values: dict[str, Any] = {name: value for name, value in details.items() if name != "supporting"}
    item = Commitment(
        association=plan.association, body=plan.body, plan=plan, position=next_position(plan), **values
    )
    require_all_three(item)
    item.state, item.adopted_on = Commitment.State.ADOPTED, today_at(plan.association)
    item.save(force_insert=True)
    item.supporting.set(details.get("supporting", ()))
    return item


def _changed(
    plan: Plan, item: Commitment, details: CommitmentDetails, note: str, actor: User
) -> list[Commitment]:
    """Returns the item when it has another responsible person now, who is to be told."""
    require_of_one_house(plan.association, body=plan.body, plan=plan, details=details)
    require_content(details.get("content_zh", item.content_zh), details.get("content_en", item.content_en))
    values: dict[str, Any] = {name: value for name, value in details.items() if name != "supporting"}
    after = Commitment(
        content_zh="-",
        deadline=values.get("deadline", item.deadline),
        responsible=values.get("responsible", item.responsible),
    )
    require_all_three(after)
    require_no_milestone_after(item, after.deadline)
    under_way = Commitment.objects.filter(pk=item.pk, plan=plan, state=Commitment.State.ADOPTED)
    if not under_way.update(version=F("version") + 1, **values):
        raise _not_amendable(item)
    if "supporting" in details:
        item.supporting.set(details["supporting"])
    Change.objects.create(
        association=plan.association,
        commitment=item,
        kind=Change.Kind.AMENDED,
        reason=note.strip(),
        by=actor,
        old_deadline=item.deadline,
        new_deadline=after.deadline,
        old_responsible=item.responsible,
        new_responsible=after.responsible,
    )
    is_new_person = item.responsible != after.responsible
    item.refresh_from_db()
    return [item] if is_new_person else []


def _removed(plan: Plan, item: Commitment, note: str, actor: User) -> None:
    open_states = [Commitment.State.ADOPTED, Commitment.State.REPORTED]
    rows = Commitment.objects.filter(pk=item.pk, plan=plan, state__in=open_states)
    if not rows.update(state=Commitment.State.CANCELLED, version=F("version") + 1):
        raise _not_amendable(item)
    Change.objects.create(
        association=plan.association,
        commitment=item,
        kind=Change.Kind.CANCELLED,
        reason=note.strip(),
        by=actor,
    )


def _not_amendable(item: Commitment) -> RuleError:
    return RuleError(
        _("“%(item)s” is not an item of this plan that is under way.") % {"item": item},
        code="not_under_way",
        details={"item": str(item.pk)},
    )


def _require_over(plan: Plan) -> None:
    if plan.kind == Plan.Kind.MULTI_YEAR and plan.reviewed_on is None:
        raise RuleError(_("Review this plan of several years before you close it."), code="not_reviewed")


def _carry_over(plan: Plan, successor: Plan | None, actor: User) -> list[Commitment]:
    still_open = list(open_items(plan))
    if not still_open:
        return []
    if successor is None:
        raise RuleError(
            _("These items are still open; name the plan that takes them over: %(items)s")
            % {"items": "; ".join(str(item) for item in still_open)},
            code="open_items",
            details={"items": [{"id": str(item.pk), "content": str(item)} for item in still_open]},
        )
    taking = Plan.objects.exclude(state=Plan.State.CLOSED).exclude(pk=plan.pk)
    if not taking.filter(pk=successor.pk, body=plan.body_id).update(version=F("version") + 1):
        raise InvalidError(
            _("Open items go to a plan of the same body that is not closed."),
            code="no_successor",
            details={"field": "successor"},
        )
    for place, item in enumerate(still_open, start=next_position(successor)):
        item.plan, item.carried_from, item.course, item.position = successor, plan, None, place
    Commitment.objects.bulk_update(still_open, ["plan", "carried_from", "course", "position"])
    Change.objects.bulk_create(
        Change(
            association=plan.association,
            commitment=item,
            kind=Change.Kind.CARRIED_OVER,
            old_plan=plan,
            new_plan=successor,
            by=actor,
        )
        for item in still_open
    )
    successor.refresh_from_db()
    if not successor.takes_items:
        keep_version(successor, cause=PlanVersion.Cause.CARRIED_OVER, carried_from=plan, actor=actor)
    return still_open
