"""A commitment comes to be: drafted, changed while it is a draft, adopted."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import models, transaction
from django.db.models import F, Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.commitments import notices
from guildhall.commitments.actions.milestone import require_no_milestone_after
from guildhall.commitments.models import Commitment, Course, Plan
from guildhall.commitments.permissions import require_may_adopt, require_may_prepare
from guildhall.core.errors import InvalidError, RuleError
from guildhall.notices.actions import give_notices
from guildhall.registry.models import Body, Organization, Person


class CommitmentDetails(TypedDict, total=False):
    """What can be said of a commitment. ``supporting`` are the supporting units."""

    content_zh: str
    content_en: str
    measure_zh: str
    measure_en: str
    deadline: date | None
    responsible: Person | None
    superior: Person | None
    lead: Organization | None
    supporting: Iterable[Organization]
    course: Course | None
    is_public: bool


@transaction.atomic
def draft_commitment(
    *,
    association: Association,
    body: Body,
    origin: models.Model | None = None,
    plan: Plan | None = None,
    actor: User,
    **details: Unpack[CommitmentDetails],
) -> Commitment:
    """A new draft of the body, outside a plan or as an item of one that is not adopted yet.

    ``origin`` is what it follows from (a resolution, an agenda item, a finding). Deadline and responsible
    person may still be missing. Refused to those who neither decide, follow up nor convene in the body,
    without content, and with people, units, plan or course of elsewhere.
    """
    require_may_prepare(actor, body)
    require_content(details.get("content_zh", ""), details.get("content_en", ""))
    require_open_for_items(plan)
    require_of_one_house(association, body=body, plan=plan, details=details)
    supporting = list(details.pop("supporting", ()))
    commitment = Commitment.objects.create(
        association=association,
        body=body,
        plan=plan,
        position=next_position(plan),
        origin_type=origin._meta.label_lower if origin else "",
        origin_id=origin.pk if origin else None,
        origin_label_zh=_called(origin, "zh-hans"),
        origin_label_en=_called(origin, "en"),
        **details,
    )
    commitment.supporting.set(supporting)
    record("commitment.drafted", actor=actor, subject=commitment, **_facts(commitment))
    return commitment


@transaction.atomic
def change_commitment(
    commitment: Commitment, *, version: int, actor: User, **details: Unpack[CommitmentDetails]
) -> Commitment:
    """Change a draft. ``version`` is the one that was read: refused when somebody changed it since."""
    require_may_prepare(actor, commitment.body)
    require_of_one_house(commitment.association, body=commitment.body, plan=commitment.plan, details=details)
    require_content(
        details.get("content_zh", commitment.content_zh), details.get("content_en", commitment.content_en)
    )
    require_no_milestone_after(commitment, details.get("deadline"))
    supporting = details.pop("supporting", None)
    drafts = Commitment.objects.filter(pk=commitment.pk, state=Commitment.State.DRAFT, version=version)
    if not drafts.update(version=F("version") + 1, **details):
        raise stale_or_not_a_draft(commitment)
    if supporting is not None:
        commitment.supporting.set(supporting)
    commitment.refresh_from_db()
    record("commitment.changed", actor=actor, subject=commitment, **_facts(commitment))
    return commitment


@transaction.atomic
def adopt_commitment(commitment: Commitment, *, actor: User) -> Commitment:
    """A draft becomes a promise. Refused without content, deadline and responsible person (三落实).

    Whoever decides for the body may adopt; where it follows from what the body decided, whoever prepares too.
    """
    require_may_adopt(actor, commitment)
    commitment.refresh_from_db()
    require_all_three(commitment)
    drafts = Commitment.objects.filter(
        pk=commitment.pk,
        state=Commitment.State.DRAFT,
        deadline__isnull=False,
        responsible__isnull=False,
    )
    today = timezone.localdate(timezone=commitment.association.zone)
    if not drafts.update(state=Commitment.State.ADOPTED, adopted_on=today, version=F("version") + 1):
        raise RuleError(_("This commitment is no longer a draft."), code="not_a_draft")
    commitment.refresh_from_db()
    give_notices(commitment.association, notices.adopted(commitment))
    record("commitment.adopted", actor=actor, subject=commitment, **_facts(commitment))
    return commitment


def missing_of(commitment: Commitment) -> list[str]:
    """Which of the three (content, deadline, responsible) it still lacks."""
    three = {
        "content": bool(commitment.content_zh or commitment.content_en),
        "deadline": commitment.deadline is not None,
        "responsible": commitment.responsible_id is not None,
    }
    return [name for name, is_there in three.items() if not is_there]


def missing_words(missing: list[str]) -> str:
    words = {"content": _("content"), "deadline": _("deadline"), "responsible": _("responsible person")}
    return _(", ").join(words[name] for name in missing)


def require_all_three(commitment: Commitment) -> None:
    missing = missing_of(commitment)
    if missing and commitment.state == Commitment.State.DRAFT:
        raise RuleError(
            _("“%(content)s” cannot be adopted yet. It lacks: %(missing)s.")
            % {"content": commitment, "missing": missing_words(missing)},
            code="incomplete",
            details={"missing": missing},
        )


def require_open_for_items(plan: Plan | None) -> None:
    if plan is not None and plan.state not in (Plan.State.DRAFT, Plan.State.DISCUSSED):
        raise RuleError(_("This plan is adopted: amend it to change its items."), code="plan_adopted")


def require_of_one_house(
    association: Association, *, body: Body, plan: Plan | None, details: CommitmentDetails
) -> None:
    """Refuse anything that belongs elsewhere."""
    course = details.get("course")
    rows = [body, plan, course, details.get("responsible"), details.get("superior"), details.get("lead")]
    rows += details.get("supporting", ())
    if any(row is not None and row.association_id != association.pk for row in rows):
        raise InvalidError(_("People, units and bodies must be of this association."), code="of_elsewhere")
    if plan is not None and plan.body_id != body.pk:
        raise InvalidError(_("The plan is another body's."), code="plan_of_another_body")
    if course is not None and (plan is None or course.plan_id != plan.pk):
        raise InvalidError(_("The course is another plan's."), code="course_of_another_plan")


def require_content(zh: str, en: str) -> None:
    if not (zh.strip() or en.strip()):
        raise InvalidError(
            _("Say what is to be done."), code="content_missing", details={"field": "content_zh"}
        )


def next_position(plan: Plan | None) -> int:
    if plan is None:
        return 0
    last: int | None = plan.items.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def stale_or_not_a_draft(commitment: Commitment) -> RuleError:
    if Commitment.objects.filter(pk=commitment.pk, state=Commitment.State.DRAFT).exists():
        return RuleError(
            _("Somebody changed this in the meantime. Load the page again and repeat your change."),
            code="changed_meanwhile",
        )
    return RuleError(_("This commitment is no longer a draft."), code="not_a_draft")


def _called(origin: models.Model | None, language: str) -> str:
    """What the origin is called in this language, whoever writes: readers of both languages see it."""
    if origin is None:
        return ""
    with translation.override(language):
        return str(origin)[:200]


def _facts(commitment: Commitment) -> dict[str, Any]:
    return {
        "body": str(commitment.body_id),
        "deadline": commitment.deadline.isoformat() if commitment.deadline else None,
        "responsible": str(commitment.responsible_id) if commitment.responsible_id else None,
    }
