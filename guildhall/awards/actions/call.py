"""Calls for entries: drafted, changed, published, postponed, called off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.awards import notices
from guildhall.awards.models import Call, Category, Criterion, Prize
from guildhall.awards.permissions import require_may_decide_call, require_may_keep_calls
from guildhall.core.errors import InvalidError, RuleError
from guildhall.notices.actions import give_notices, post_to_channels
from guildhall.registry.models import Body

State = Call.State
LINES_MOST = 50


@dataclass(frozen=True)
class CategoryLine:
    """A category, and the fields that experts for it know, one per line."""

    name_zh: str = ""
    name_en: str = ""
    fields: str = ""


@dataclass(frozen=True)
class CriterionLine:
    name_zh: str = ""
    name_en: str = ""
    weight: int = 1


@dataclass(frozen=True)
class PrizeLine:
    """A prize in each category, the first one first."""

    name_zh: str = ""
    name_en: str = ""
    places: int = 1


@dataclass(frozen=True)
class Lines:
    """What a call consists of besides its text."""

    categories: Sequence[CategoryLine] = ()
    criteria: Sequence[CriterionLine] = ()
    prizes: Sequence[PrizeLine] = ()


class CallDetails(TypedDict, total=False):
    """What can be said of a call. There is no fee."""

    title_zh: str
    title_en: str
    rules_zh: str
    rules_en: str
    is_regulated: bool
    approval_number: str
    approved_by: str
    closes_at: datetime
    scores_until: datetime | None
    members_only: bool
    member_months: int
    entries_each: int
    needs_file: bool
    is_blind: bool
    reviewers_each: int
    load_limit: int
    publicity_days: int
    is_public: bool


@transaction.atomic
def draft_call(
    association: Association, *, body: Body, lines: Lines, actor: User, **details: Unpack[CallDetails]
) -> Call:
    """A draft that only its keepers see. Refused without a title, and with dates in the wrong order."""
    require_may_keep_calls(actor, association)
    if body.association_id != association.pk:
        raise InvalidError(
            _("Choose a body of this association."), code="of_elsewhere", details={"field": "body"}
        )
    call = Call(association=association, body=body, **_trimmed(details))
    _require_sensible(call)
    call.save(force_insert=True)
    _store(call, lines)
    record("call.drafted", actor=actor, subject=call)
    return call


@transaction.atomic
def change_call(
    call: Call, *, version: int, lines: Lines, actor: User, **details: Unpack[CallDetails]
) -> Call:
    """Change a draft as a whole; ``version`` is the one that was read. Once published its rules stand as they are."""
    require_may_keep_calls(actor, call.association)
    given = _trimmed(details)
    draft = Call.objects.get(pk=call.pk)
    for name, value in given.items():
        setattr(draft, name, value)
    _require_sensible(draft)
    drafts = Call.objects.filter(pk=call.pk, state=State.DRAFT, version=version)
    if not drafts.update(version=F("version") + 1, **given):
        raise _changed_meanwhile(call)
    call.categories.all().delete()
    call.criteria.all().delete()
    call.prizes.all().delete()
    _store(call, lines)
    call.refresh_from_db()
    record("call.changed", actor=actor, subject=call, changed=sorted(given))
    return call


@transaction.atomic
def publish_call(call: Call, *, actor: User) -> Call:
    """From now on it takes entries, and its rules stand. For whoever decides for the body that gives the award.

    Refused without rules, category, criterion or prize, with a deadline that has passed, and for a regulated award
    without the number of its approval.
    """
    require_may_decide_call(actor, call)
    call.refresh_from_db()
    _require_whole(call)
    drafts = Call.objects.filter(pk=call.pk, state=State.DRAFT, version=call.version)
    if not drafts.update(state=State.OPEN, published_at=timezone.now(), version=F("version") + 1):
        raise RuleError(_("This call was already published, or changed just now."), code="not_a_draft")
    call.refresh_from_db()
    post_to_channels(call.association, notices.call_published(call))
    record("call.published", actor=actor, subject=call, closes_at=call.closes_at.isoformat())
    return call


@transaction.atomic
def postpone_call(
    call: Call, *, closes_at: datetime, scores_until: datetime | None, version: int, actor: User
) -> Call:
    """Later deadlines for everybody; never earlier ones. Once entries are closed, only that of the scores moves."""
    require_may_keep_calls(actor, call.association)
    call.refresh_from_db()
    earlier = closes_at < call.closes_at or (
        scores_until is not None and call.scores_until is not None and scores_until < call.scores_until
    )
    if earlier:
        raise InvalidError(
            _("A deadline that was published is never brought forward."),
            code="brought_forward",
            details={"field": "closes_at"},
        )
    if closes_at != call.closes_at and call.state != State.OPEN:
        raise RuleError(_("Entries are under review; their deadline stands."), code="entries_closed")
    call.closes_at, call.scores_until = closes_at, scores_until
    _require_sensible(call)
    standing = Call.objects.filter(pk=call.pk, state__in=[State.OPEN, State.REVIEW], version=version)
    if not standing.update(closes_at=closes_at, scores_until=scores_until, version=F("version") + 1):
        raise _changed_meanwhile(call)
    call.refresh_from_db()
    record("call.postponed", actor=actor, subject=call, closes_at=closes_at.isoformat())
    return call


@transaction.atomic
def cancel_call(call: Call, *, reason: str, actor: User) -> Call:
    """Called off, for a reason that whoever entered is told. Refused once it is decided."""
    require_may_decide_call(actor, call)
    reason = said(reason)
    standing = Call.objects.filter(pk=call.pk).exclude(state__in=[State.DECIDED, State.CANCELLED])
    if not standing.update(state=State.CANCELLED, cancelled_reason=reason, version=F("version") + 1):
        raise RuleError(_("This call is decided or called off already."), code="over")
    call.refresh_from_db()
    give_notices(call.association, notices.call_cancelled(call))
    record("call.cancelled", actor=actor, subject=call, reason=reason)
    return call


def said(reason: str) -> str:
    """The reason, which is never empty."""
    if not reason.strip():
        raise InvalidError(_("Give the reason."), code="reason_missing", details={"field": "reason"})
    return reason.strip()[:300]


def _trimmed(details: CallDetails) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in details.items()}


def _changed_meanwhile(call: Call) -> RuleError:
    call.refresh_from_db()
    return RuleError(
        _("Somebody changed this in the meantime, or it was published. Load the page again."),
        code="changed_meanwhile",
        details={"version": call.version},
    )


def _require_sensible(call: Call) -> None:
    if not (call.title_zh or call.title_en):
        raise InvalidError(_("Give the call a title."), code="title_missing", details={"field": "title_zh"})
    if call.scores_until is not None and call.scores_until <= call.closes_at:
        raise InvalidError(
            _("Scores are given after entries have closed."),
            code="scores_before_entries",
            details={"field": "scores_until"},
        )
    if not 1 <= call.reviewers_each <= 20 or call.load_limit < 1 or not 1 <= call.publicity_days <= 90:
        raise InvalidError(
            _("1 to 20 reviewers each, a load of at least 1, a publicity period of 1 to 90 days."),
            code="no_such_number",
            details={"field": "reviewers_each"},
        )


def _require_whole(call: Call) -> None:
    missing = {
        _("its rules"): not call.rules_zh and not call.rules_en,
        _("a category"): not call.categories.exists(),
        _("a criterion"): not call.criteria.exists(),
        _("a prize"): not call.prizes.exists(),
    }
    lacking = [name for name, is_missing in missing.items() if is_missing]
    if lacking:
        raise RuleError(
            _("The call lacks %(what)s.") % {"what": _(", ").join(lacking)}, code="call_incomplete"
        )
    if call.is_regulated and not call.approval_number:
        raise RuleError(
            _(
                "An award that the authorities approve needs the number of its approval before it is announced."
            ),
            code="approval_missing",
            details={"field": "approval_number"},
        )
    if call.closes_at <= timezone.now():
        raise RuleError(
            _("Its deadline for entries has passed already."),
            code="deadline_passed",
            details={"field": "closes_at"},
        )


def _store(call: Call, lines: Lines) -> None:
    if max(len(lines.categories), len(lines.criteria), len(lines.prizes)) > LINES_MOST:
        raise InvalidError(_("At most %(most)d lines each.") % {"most": LINES_MOST}, code="too_many_lines")
    named: list[tuple[type[Model], str, Sequence[Any]]] = [
        (Category, "categories", lines.categories),
        (Criterion, "criteria", lines.criteria),
        (Prize, "prizes", lines.prizes),
    ]
    for table, field, rows in named:
        for place, row in enumerate(rows, start=1):
            _require_line(field, row)
            given = {name: getattr(row, name) for name in row.__dataclass_fields__}
            table._default_manager.create(association=call.association, call=call, position=place, **given)


def _require_line(field: str, row: Any) -> None:
    if not (row.name_zh or row.name_en):
        raise InvalidError(_("Each line needs a name."), code="name_missing", details={"field": field})
    if getattr(row, "weight", 1) < 1 or getattr(row, "places", 1) < 1 or getattr(row, "weight", 1) > 1000:
        raise InvalidError(
            _("Weights and places are whole numbers above nothing."),
            code="no_such_number",
            details={"field": field},
        )
