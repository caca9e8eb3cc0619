"""Plans: one with its items, its versions, and the snapshot that a version keeps."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import may
from guildhall.accounts.powers import Power
from guildhall.commitments.lights import Light, rolled_up
from guildhall.commitments.models import Commitment, Course, Plan, PlanVersion
from guildhall.commitments.permissions import may_decide, may_prepare
from guildhall.commitments.queries.board import lit
from guildhall.commitments.queries.standing import commitments_visible_to, plans_visible_to
from guildhall.commitments.versions import Comparison, Snapshot, compare
from guildhall.registry.models import Body, Organization, Person


def plan_list(user: User, association: Association, *, body: Body | None = None) -> QuerySet[Plan]:
    """Plans that the person may see, the latest first, with the number of items and of those accepted."""
    plans = plans_visible_to(user, association).select_related("body", "association")
    if body is not None:
        plans = plans.filter(body=body)
    live = ~Q(items__state=Commitment.State.CANCELLED)
    return plans.annotate(
        items_all=Count("items", filter=live),
        items_done=Count("items", filter=Q(items__state=Commitment.State.ACCEPTED)),
    ).order_by("-from_on", "-id")


def items_of(plan: Plan, user: User) -> list[Commitment]:
    """The plan's items that the person may see, in order, with lights."""
    rows = commitments_visible_to(user, plan.association).filter(plan=plan)
    return list(
        lit(rows, plan.association)
        .select_related("course", "superior")
        .prefetch_related("supporting")
        .order_by("position", "id")
    )


@dataclass(frozen=True)
class Line:
    """A course of a plan with its items; ``course`` is None for items outside any."""

    course: Course | None
    items: list[Commitment]


def by_course(plan: Plan, items: list[Commitment]) -> list[Line]:
    """The items under the plan's courses, in order; courses without items are there too."""
    lines = [
        Line(course, [one for one in items if one.course_id == course.pk]) for course in plan.courses.all()
    ]
    rest = [one for one in items if one.course_id is None]
    return [*([Line(None, rest)] if rest or not lines else []), *lines]


def plan_progress(items: list[Commitment]) -> int | None:
    """The mean progress of the items that were not cancelled."""
    return rolled_up(one.progress for one in items if one.state != Commitment.State.CANCELLED)


def incomplete_items(plan: Plan) -> QuerySet[Commitment]:
    """Drafts of the plan that lack a deadline or a responsible person."""
    lacking = Q(deadline__isnull=True) | Q(responsible__isnull=True)
    return plan.items.filter(lacking, state=Commitment.State.DRAFT).order_by("position", "id")


def open_items(plan: Plan) -> QuerySet[Commitment]:
    """Items that are neither accepted nor cancelled."""
    closed = [Commitment.State.ACCEPTED, Commitment.State.CANCELLED]
    return plan.items.exclude(state__in=closed).order_by("position", "id")


def successors_of(plan: Plan) -> QuerySet[Plan]:
    """Plans of the same body that can take over its open items."""
    plans = Plan.objects.filter(association=plan.association_id, body=plan.body_id)
    return plans.exclude(pk=plan.pk).exclude(state=Plan.State.CLOSED).order_by("-from_on", "-id")


def snapshot(plan: Plan) -> Snapshot:
    """The plan with all its items as plain JSON."""
    rows = plan.items.select_related("course", "responsible", "superior", "lead")
    return {
        "title_zh": plan.title_zh,
        "title_en": plan.title_en,
        "from_on": plan.from_on.isoformat() if plan.from_on else None,
        "to_on": plan.to_on.isoformat() if plan.to_on else None,
        "period_note_zh": plan.period_note_zh,
        "period_note_en": plan.period_note_en,
        "items": [_item(one) for one in rows.prefetch_related("supporting").order_by("position", "id")],
    }


def _item(one: Commitment) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "course": _named(one.course),
        "content_zh": one.content_zh,
        "content_en": one.content_en,
        "measure_zh": one.measure_zh,
        "measure_en": one.measure_en,
        "deadline": one.deadline.isoformat() if one.deadline else None,
        "responsible": _named(one.responsible),
        "superior": _named(one.superior),
        "lead": _named(one.lead),
        "supporting": [_named(unit) for unit in one.supporting.all()],
        "state": one.state,
    }


def _named(row: Course | Person | Organization | None) -> dict[str, str] | None:
    if row is None:
        return None
    return {"id": str(row.pk), "name_zh": row.name_zh, "name_en": row.name_en}


@dataclass(frozen=True)
class VersionStep:
    """A version with what changed in it since the one before."""

    version: PlanVersion
    changes: Comparison | None


def version_steps(plan: Plan) -> list[VersionStep]:
    """All versions, the latest first, each compared with the one before it."""
    versions = list(plan.versions.select_related("made_by", "carried_from").order_by("number"))
    before = [None, *versions]
    steps = [
        VersionStep(version, compare(old.content, version.content) if old else None)
        for old, version in zip(before, versions, strict=False)
    ]
    return steps[::-1]


def compare_versions(old: PlanVersion, new: PlanVersion) -> Comparison:
    """What changed from one version of a plan to another."""
    return compare(old.content, new.content)


def plan_acts(user: User, plan: Plan) -> set[str]:
    """The names of the actions that the person may do to the plan in its present state."""
    if plan.association.is_record:
        return set()
    acts: set[str] = set()
    if may_prepare(user, plan.body) and plan.takes_items:
        acts |= {"change_plan", "add_item", "add_course", "import_items"}
        acts |= {"put_up_for_discussion"} if plan.state == Plan.State.DRAFT else set()
    if may_decide(user, plan.body):
        acts |= DECIDED.get(plan.state, set())
    if plan.state != Plan.State.DRAFT and may(user, Power.PUBLISH, plan.association, plan.body_id):
        acts.add("publish_plan")
    return acts


DECIDED: dict[str, set[str]] = {
    Plan.State.DRAFT: {"adopt_plan"},
    Plan.State.DISCUSSED: {"adopt_plan"},
    Plan.State.ADOPTED: {"amend_plan", "review_plan", "close_plan"},
    Plan.State.CLOSED: {"review_plan"},
}


def counted(items: list[Commitment]) -> dict[Light, int]:
    """How many of the items show each light."""
    shown = [item.light for item in items]
    return {light: shown.count(light) for light in Light}
