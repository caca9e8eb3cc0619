"""Who is in the expert pool."""

from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.experts.models import Expert, lines_of
from guildhall.experts.permissions import require_may_keep_experts
from guildhall.experts.queries import terms_ending
from guildhall.registry.models import Person
from guildhall.registry.queries import today_in

FIELDS_MOST = 30


class ExpertDetails(TypedDict, total=False):
    """What can be said of an expert; fields are one per line."""

    fields_zh: str
    fields_en: str
    title_zh: str
    title_en: str
    about_zh: str
    about_en: str
    is_public: bool


@transaction.atomic
def add_expert(
    association: Association, *, person: Person, actor: User, **details: Unpack[ExpertDetails]
) -> Expert:
    """Take somebody into the pool, or back into it. Refused for who is in it, and without a field."""
    require_may_keep_experts(actor, association)
    given = _sound(details)
    if person.association_id != association.pk:
        raise InvalidError(
            _("Choose a person of this association."), code="of_elsewhere", details={"field": "person"}
        )
    _require_fields(given.get("fields_zh", ""), given.get("fields_en", ""))
    expert, is_new = Expert.objects.get_or_create(association=association, person=person, defaults=given)
    if not is_new:
        back = Expert.objects.filter(pk=expert.pk, retired_on__isnull=False)
        changes = given | {"retired_on": None, "retired_reason": "", "version": F("version") + 1}
        if not back.update(**changes):
            raise RuleError(
                _("%(name)s is in the pool already.") % {"name": person},
                code="expert_known",
                details={"field": "person"},
            )
        expert.refresh_from_db()
    record("expert.added", actor=actor, subject=expert, person=str(person.pk))
    return expert


@transaction.atomic
def change_expert(expert: Expert, *, version: int, actor: User, **details: Unpack[ExpertDetails]) -> Expert:
    """Change what is known; ``version`` is the one that was read. Refused when somebody changed it since."""
    require_may_keep_experts(actor, expert.association)
    given = _sound(details)
    _require_fields(given.get("fields_zh", expert.fields_zh), given.get("fields_en", expert.fields_en))
    same = Expert.objects.filter(pk=expert.pk, version=version)
    if not same.update(version=F("version") + 1, **given):
        expert.refresh_from_db()
        raise RuleError(
            _("Somebody changed this in the meantime. Look at what stands there now, then save again."),
            code="changed_meanwhile",
            details={
                "version": expert.version,
                "stands": {name: str(getattr(expert, name)) for name in given},
            },
        )
    expert.refresh_from_db()
    record("expert.changed", actor=actor, subject=expert, changed=sorted(given))
    return expert


@transaction.atomic
def retire_expert(expert: Expert, *, reason: str, actor: User) -> Expert:
    """Out of the pool, for a reason; the history stays. Refused while a term runs: end it first."""
    require_may_keep_experts(actor, expert.association)
    reason = said(reason)
    today = today_in(expert.association)
    if terms_ending(expert.association, on=today, within=36_500).filter(expert=expert).exists():
        raise RuleError(
            _("A term of %(name)s still runs. End the appointment first.") % {"name": expert}, code="in_term"
        )
    here = Expert.objects.filter(pk=expert.pk, retired_on__isnull=True)
    if not here.update(retired_on=today, retired_reason=reason, version=F("version") + 1):
        raise RuleError(_("%(name)s has left the pool already.") % {"name": expert}, code="retired")
    expert.refresh_from_db()
    record("expert.retired", actor=actor, subject=expert, reason=reason)
    return expert


def said(reason: str) -> str:
    """The reason, which is never empty."""
    if not reason.strip():
        raise InvalidError(_("Give the reason."), code="reason_missing", details={"field": "reason"})
    return reason.strip()[:300]


def _sound(details: ExpertDetails) -> dict[str, object]:
    given: dict[str, object] = {
        name: value.strip() if isinstance(value, str) else value for name, value in details.items()
    }
    for name in ("fields_zh", "fields_en"):
        if name in given:
            given[name] = "\n".join(dict.fromkeys(lines_of(str(given[name]))))
    return given


def _require_fields(zh: object, en: object) -> None:
    listed = lines_of(f"{zh}\n{en}")
    if not listed:
        raise InvalidError(
            _("Name at least one field, in one of the two languages."),
            code="fields_missing",
            details={"field": "fields_zh"},
        )
    if len(listed) > 2 * FIELDS_MOST or any(len(one) > 100 for one in listed):
        raise InvalidError(
            _("At most %(most)d fields of at most 100 characters each, one per line.")
            % {"most": FIELDS_MOST},
            code="fields_too_many",
            details={"field": "fields_zh"},
        )
