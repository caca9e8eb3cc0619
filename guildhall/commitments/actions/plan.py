"""A plan comes to be: drafted, put up for discussion, adopted; reviewed and closed at its end."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.accounts.permissions import require_may
from guildhall.accounts.powers import Power
from guildhall.audit.actions import record
from guildhall.commitments import notices
from guildhall.commitments.actions.commitment import missing_of, missing_words
from guildhall.commitments.actions.version import keep_version
from guildhall.commitments.models import Commitment, Course, Plan, PlanVersion
from guildhall.commitments.permissions import require_may_decide, require_may_prepare
from guildhall.commitments.queries import incomplete_items, today_at
from guildhall.core.errors import InvalidError, RuleError
from guildhall.notices.actions import give_notices
from guildhall.registry.models import Body

NOT_ADOPTED = (Plan.State.DRAFT, Plan.State.DISCUSSED)


class PlanDetails(TypedDict, total=False):
    """What can be said of a plan besides its items."""

    title_zh: str
    title_en: str
    from_on: date | None
    to_on: date | None
    period_note_zh: str
    period_note_en: str


@transaction.atomic
def draft_plan(
    *,
    body: Body,
    kind: Plan.Kind = Plan.Kind.ANNUAL,
    predecessor: Plan | None = None,
    courses: Sequence[tuple[str, str]] = (),
    actor: User,
    **details: Unpack[PlanDetails],
) -> Plan:
    """A new draft of the body: of a year, or of several with ``courses`` (Chinese and English name each).

    Refused with a predecessor of another body, and, for a plan of several years, with one that was not
    reviewed: what was learnt comes first.
    """
    require_may_prepare(actor, body)
    require_sensible_plan(details.get("title_zh", ""), details.get("title_en", ""), details)
    _require_reviewed(predecessor, body, kind)
    plan = Plan.objects.create(
        association=body.association, body=body, kind=kind, predecessor=predecessor, **details
    )
    for place, (zh, en) in enumerate(courses, start=1):
        _course(plan, zh, en, place)
    record("plan.drafted", actor=actor, subject=plan, kind=str(kind), body=str(body.pk))
    return plan


@transaction.atomic
def change_plan(plan: Plan, *, version: int, actor: User, **details: Unpack[PlanDetails]) -> Plan:
    """Title and period, until it is adopted. ``version`` is the one that was read."""
    require_may_prepare(actor, plan.body)
    require_sensible_plan(
        details.get("title_zh", plan.title_zh), details.get("title_en", plan.title_en), details
    )
    drafts = Plan.objects.filter(pk=plan.pk, state__in=NOT_ADOPTED, version=version)
    if not drafts.update(version=F("version") + 1, **details):
        raise stale_plan(plan, NOT_ADOPTED)
    plan.refresh_from_db()
    record("plan.changed", actor=actor, subject=plan)
    return plan


@transaction.atomic
def add_course(plan: Plan, *, name_zh: str = "", name_en: str = "", actor: User) -> Course:
    """A line of work (方向) of a plan of several years, until it is adopted."""
    require_may_prepare(actor, plan.body)
    hold_open_plan(plan)
    last = plan.courses.aggregate(last=Max("position"))["last"] or 0
    course = _course(plan, name_zh, name_en, last + 1)
    record("plan.course_added", actor=actor, subject=plan, course=str(course))
    return course


@transaction.atomic
def put_up_for_discussion(plan: Plan, *, actor: User) -> Plan:
    """Those who sit in the body see it from now on; a first version is kept, so that what changes is seen."""
    require_may_prepare(actor, plan.body)
    if not Plan.objects.filter(pk=plan.pk, state=Plan.State.DRAFT).update(state=Plan.State.DISCUSSED):
        raise RuleError(_("Only a draft is put up for discussion."), code="not_a_draft")
    keep_version(plan, cause=PlanVersion.Cause.DISCUSSED, actor=actor)
    record("plan.discussed", actor=actor, subject=plan)
    return plan


@transaction.atomic
def adopt_plan(plan: Plan, *, note: str, adopted_on: date | None = None, actor: User) -> Plan:
    """The plan and all its items become promises. ``note`` says which meeting or resolution adopted it.

    Refused while any item lacks its content, deadline or responsible person: each is listed with what it
    lacks. For whoever decides for the body; the responsible people are told.
    """
    require_may_decide(actor, plan.body)
    today = today_at(plan.association)
    adopted_on = adopted_on or today
    _require_adoption(note, adopted_on, today)
    changed = Plan.objects.filter(pk=plan.pk, state__in=NOT_ADOPTED).update(
        state=Plan.State.ADOPTED,
        adopted_on=adopted_on,
        adopted_note=note.strip()[:200],
        version=F("version") + 1,
    )
    if not changed:
        raise RuleError(_("This plan was already adopted."), code="already_adopted")
    adopted = _adopt_items(plan, adopted_on)
    keep_version(plan, cause=PlanVersion.Cause.ADOPTED, note=note, actor=actor)
    give_notices(plan.association, notices.plan_adopted(plan, adopted))
    record("plan.adopted", actor=actor, subject=plan, note=note.strip(), items=len(adopted))
    return plan


@transaction.atomic
def review_plan(plan: Plan, *, review_zh: str = "", review_en: str = "", actor: User) -> Plan:
    """Say how an adopted plan went; the next plan of several years builds on it."""
    require_may_decide(actor, plan.body)
    if not (review_zh.strip() or review_en.strip()):
        raise InvalidError(_("Say how the plan went."), code="review_missing", details={"field": "review_zh"})
    reviewable = Plan.objects.filter(pk=plan.pk, state__in=[Plan.State.ADOPTED, Plan.State.CLOSED])
    changed = reviewable.update(
        review_zh=review_zh.strip(), review_en=review_en.strip(), reviewed_on=today_at(plan.association)
    )
    if not changed:
        raise RuleError(_("Only an adopted plan can be reviewed."), code="not_adopted")
    plan.refresh_from_db()
    record("plan.reviewed", actor=actor, subject=plan)
    return plan


@transaction.atomic
def publish_plan(plan: Plan, *, is_public: bool, actor: User) -> Plan:
    """Show a plan on the public pages, or take it off. For whoever publishes for the body.

    A draft for discussion can be shown, so that everybody can have a say; one that is still being written cannot.
    """
    require_may(actor, Power.PUBLISH, plan.association, plan.body_id)
    shown = Plan.objects.filter(pk=plan.pk).exclude(state=Plan.State.DRAFT)
    if not shown.update(is_public=is_public):
        raise RuleError(_("A plan can be published once it is put up for discussion."), code="not_discussed")
    plan.refresh_from_db()
    record("plan.published" if is_public else "plan.withdrawn", actor=actor, subject=plan)
    return plan


def hold_open_plan(plan: Plan) -> None:
    """Refuse unless the plan still takes items; nobody adopts it before this transaction ends."""
    held = Plan.objects.filter(pk=plan.pk, state__in=NOT_ADOPTED)
    if not held.update(version=F("version") + 1):
        raise RuleError(_("This plan is adopted: amend it to change its items."), code="plan_adopted")
    plan.refresh_from_db()


def stale_plan(plan: Plan, states: Sequence[str]) -> RuleError:
    if Plan.objects.filter(pk=plan.pk, state__in=states).exists():
        return RuleError(
            _("Somebody changed this in the meantime. Load the page again and repeat your change."),
            code="changed_meanwhile",
        )
    return RuleError(_("The plan is not in a state in which this can be done."), code="wrong_state")


def require_sensible_plan(title_zh: str, title_en: str, details: PlanDetails) -> None:
    if not (title_zh.strip() or title_en.strip()):
        raise InvalidError(_("Give the plan a title."), code="title_missing", details={"field": "title_zh"})
    start, end = details.get("from_on"), details.get("to_on")
    if start and end and end < start:
        raise InvalidError(
            _("The plan would end before it begins."), code="ends_before_start", details={"field": "to_on"}
        )


def _require_reviewed(predecessor: Plan | None, body: Body, kind: str) -> None:
    if predecessor is None:
        return
    if predecessor.body_id != body.pk:
        raise InvalidError(_("The plan before is another body's."), code="plan_of_another_body")
    if kind == Plan.Kind.MULTI_YEAR and predecessor.reviewed_on is None:
        raise RuleError(
            _("“%(plan)s” has not been reviewed yet. Review it before you follow it with the next.")
            % {"plan": predecessor},
            code="not_reviewed",
            details={"field": "predecessor"},
        )


def _require_adoption(note: str, adopted_on: date, today: date) -> None:
    if not note.strip():
        raise InvalidError(
            _("Say which meeting or resolution adopted it."), code="note_missing", details={"field": "note"}
        )
    if adopted_on > today:
        raise InvalidError(
            _("It cannot have been adopted on a day to come."),
            code="day_to_come",
            details={"field": "adopted_on"},
        )


def _adopt_items(plan: Plan, adopted_on: date) -> list[Commitment]:
    """All drafts of the plan are adopted, or none; called when the plan itself is held."""
    lacking = [(item, missing_of(item)) for item in incomplete_items(plan)]
    if lacking:
        raise RuleError(
            _("The plan cannot be adopted yet. These items are not complete: %(items)s")
            % {"items": "; ".join(f"“{item}” ({missing_words(missing)})" for item, missing in lacking)},
            code="incomplete",
            details={
                "items": [
                    {"id": str(item.pk), "content": str(item), "missing": missing}
                    for item, missing in lacking
                ]
            },
        )
    drafts = plan.items.filter(state=Commitment.State.DRAFT)
    adopted = list(drafts.values_list("pk", flat=True))
    if not adopted and not plan.items.exists():
        raise RuleError(_("A plan without items cannot be adopted."), code="no_items")
    drafts.update(state=Commitment.State.ADOPTED, adopted_on=adopted_on, version=F("version") + 1)
    return list(plan.items.filter(pk__in=adopted).select_related("responsible__user", "association"))


def _course(plan: Plan, zh: str, en: str, place: int) -> Course:
    if not (zh.strip() or en.strip()):
        raise InvalidError(_("Name the course."), code="name_missing", details={"field": "name_zh"})
    return Course.objects.create(
        association=plan.association, plan=plan, name_zh=zh.strip(), name_en=en.strip(), position=place
    )
