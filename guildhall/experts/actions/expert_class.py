"""The classes in which an association appoints experts."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.experts.models import ExpertClass
from guildhall.experts.permissions import require_may_keep_experts


@transaction.atomic
def add_expert_class(
    association: Association, *, name_zh: str = "", name_en: str = "", position: int = 0, actor: User
) -> ExpertClass:
    """A class of the association's own, such as chief expert. Refused without a name, and for a name in use."""
    require_may_keep_experts(actor, association)
    added = ExpertClass(
        association=association, name_zh=name_zh.strip(), name_en=name_en.strip(), position=position
    )
    _require_named_apart(added)
    added.save(force_insert=True)
    record("expert_class.added", actor=actor, subject=added)
    return added


@transaction.atomic
def change_expert_class(
    expert_class: ExpertClass,
    *,
    name_zh: str,
    name_en: str,
    position: int,
    is_active: bool,
    version: int,
    actor: User,
) -> ExpertClass:
    """Another name or order; out of use, nobody is appointed in it any more. 409 when somebody was faster."""
    require_may_keep_experts(actor, expert_class.association)
    given = {
        "name_zh": name_zh.strip(),
        "name_en": name_en.strip(),
        "position": position,
        "is_active": is_active,
    }
    draft = ExpertClass(pk=expert_class.pk, association=expert_class.association, **given)
    _require_named_apart(draft)
    same = ExpertClass.objects.filter(pk=expert_class.pk, version=version)
    if not same.update(version=F("version") + 1, **given):
        expert_class.refresh_from_db()
        raise RuleError(
            _("Somebody changed this in the meantime. Look at what stands there now, then save again."),
            code="changed_meanwhile",
            details={
                "version": expert_class.version,
                "stands": {name: str(getattr(expert_class, name)) for name in given},
            },
        )
    expert_class.refresh_from_db()
    record("expert_class.changed", actor=actor, subject=expert_class)
    return expert_class


def _require_named_apart(given: ExpertClass) -> None:
    if not (given.name_zh or given.name_en):
        raise InvalidError(_("Give the class a name."), code="name_missing", details={"field": "name_zh"})
    others = ExpertClass.objects.filter(association=given.association).exclude(pk=given.pk)
    for field in ("name_zh", "name_en"):
        name = getattr(given, field)
        if name and others.filter(**{f"{field}__iexact": name}).exists():
            raise RuleError(
                _("There is a class of this name already."), code="class_known", details={"field": field}
            )
