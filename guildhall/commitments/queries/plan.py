"""Plans: one with its items, its versions, and the snapshot that a version keeps."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import may
from guildhall.accounts.powers import Power
from guildhall.commitments.lights import Light, progress, rolled_up
from guildhall.commitments.models import Commitment, Course, Plan, PlanVersion
from guildhall.commitments.permissions import may_decide, may_prepare
from guildhall.commitments.queries.board import BoardFilter, counts, lit
from guildhall.commitments.queries.standing import commitments_visible_to, plans_visible_to
from guildhall.commitments.versions import Comparison, Snapshot, compare
from guildhall.core.paging import Page, page_of
from guildhall.registry.models import Body, Organization, Person

ITEMS = 50


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


def items_of(plan: Plan, user: User) -> QuerySet[Commitment]:
    """The plan's items that the person may see, course by course, in order, with lights."""
    return (
        lit(commitments_visible_to(user, plan.association).filter(plan=plan), plan.association)
        .select_related("course", "superior")
        .prefetch_related("supporting")
        .order_by(F("course__position").asc(nulls_first=True), "course_id", "position", "id")
    )


def items_page(plan: Plan, user: User, asked: str | int | None = None) -> Page[Commitment]:
    """One page of ``items_of``: fifty, the first unless another is asked for."""
    return page_of(items_of(plan, user), asked, ITEMS)


@dataclass(frozen=True)
class Line:
    """A course of a plan with its items; ``course`` is None for items outside any."""

    course: Course | None
    items: list[Commitment]


def lines_of(plan: Plan, user: User, shown: Page[Commitment]) -> list[Line]:
    """What a page of ``items_of`` shows, under the plan's courses; with the last, the courses without items."""
    lines = [Line(course, list(items)) for course, items in groupby(shown, key=lambda one: one.course)]
    if not shown.has_next:
        there = commitments_visible_to(user, plan.association).filter(plan=plan, course=OuterRef("pk"))
        lines += [Line(course, []) for course in plan.courses.exclude(Exists(there))]
    lines.sort(key=lambda line: (line.course.position + 1, line.course.pk.int) if line.course else (0, 0))
    return lines or [Line(None, [])]


def plan_lights(plan: Plan, user: User) -> dict[Light, int]:
    """How many of the plan's items that the person may see show each light."""
    return counts(user, plan.association, BoardFilter(plan=plan.pk, state="all"))


def plan_progress(plan: Plan, user: User) -> int | None:
    """The mean progress of the items that the person may see and that were not cancelled."""
    items = commitments_visible_to(user, plan.association).filter(plan=plan).order_by()
    reached = Count("milestones", filter=Q(milestones__done_on__isnull=False))
    rows = items.exclude(state=Commitment.State.CANCELLED).annotate(done=reached, all=Count("milestones"))
    return rolled_up(progress(*row) for row in rows.values_list("state", "percent", "done", "all"))


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
