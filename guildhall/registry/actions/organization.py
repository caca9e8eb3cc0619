"""Organizations: add, change, retire, restore."""

from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.names import check_uscc, normal_uscc
from guildhall.registry.actions.details import changes, require_name, store_version, told, trimmed
from guildhall.registry.models import Organization, in_force
from guildhall.registry.permissions import require_may_add, require_may_change_organization
from guildhall.registry.queries import today_in

KEYS = ("name_key", "plain_zh", "plain_en")


class OrganizationDetails(TypedDict, total=False):
    kind: str
    parent: Organization | None
    name_zh: str
    name_en: str
    short_zh: str
    short_en: str
    uscc: str
    region: str
    address: str
    website: str
    phone: str
    about_zh: str
    about_en: str


@transaction.atomic
def add_organization(
    association: Association, *, actor: User, **details: Unpack[OrganizationDetails]
) -> Organization:
    """An organization that the association knows, member or not.

    Refused: no name, a credit code (USCC, GB 32100) that cannot be right, and one that is known already: the same
    credit code, or the same name (legal form, width and spaces aside). The refusal names it and its page.
    """
    require_may_add(actor, association)
    organization = Organization(association=association, **trimmed(details)).with_keys()
    _require_sound(organization)
    try:
        with transaction.atomic():
            organization.save(force_insert=True)
    except IntegrityError:
        _require_unknown(organization)  # somebody else added it in this moment
        raise
    record("organization.added", actor=actor, subject=organization, uscc=organization.uscc)
    return organization


@transaction.atomic
def change_organization(
    organization: Organization, *, version: int, actor: User, **details: Unpack[OrganizationDetails]
) -> Organization:
    """Change what is known of it; ``version`` is the one that was shown to the actor.

    Refused when somebody else changed it since (the refusal says who and when), a unit of itself, and what
    ``add_organization`` refuses.
    """
    require_may_change_organization(actor, organization)
    given = trimmed(details)
    if "uscc" in given:
        given["uscc"] = normal_uscc(given["uscc"])
    changed = changes(organization, given)
    before = told(organization, changed)
    draft = Organization(pk=organization.pk, association=organization.association)
    for field in OrganizationDetails.__annotations__:
        setattr(draft, field, changed.get(field, getattr(organization, field)))
    _require_sound(draft.with_keys())
    store_version(organization, version, changed, KEYS)
    record("organization.changed", actor=actor, subject=organization, changed=before)
    return organization


@transaction.atomic
def retire_organization(organization: Organization, *, actor: User) -> Organization:
    """It stays in the record but is offered nowhere. Refused while it holds a seat."""
    require_may_change_organization(actor, organization)
    seats = organization.seats.filter(in_force(today_in(organization.association))).count()
    if seats:
        message = ngettext(
            "%(name)s still holds %(count)d seat. Withdraw it first.",
            "%(name)s still holds %(count)d seats. Withdraw them first.",
            seats,
        )
        raise RuleError(message % {"name": organization.name, "count": seats}, code="seats_open")
    _switch(organization, active=False)
    record("organization.retired", actor=actor, subject=organization)
    return organization


@transaction.atomic
def restore_organization(organization: Organization, *, actor: User) -> Organization:
    """Bring a retired organization back. Refused where it was merged into another: that is undone first."""
    require_may_change_organization(actor, organization)
    if kept := organization.merged_into:
        message = _("It was merged into %(name)s. Undo the merge instead.") % {"name": kept.name}
        raise RuleError(message, code="merged")
    _switch(organization, active=True)
    record("organization.restored", actor=actor, subject=organization)
    return organization


def _switch(organization: Organization, *, active: bool) -> None:
    rows = Organization.objects.filter(pk=organization.pk, is_active=not active)
    if not rows.update(is_active=active):
        message = _("This organization is active.") if active else _("This organization is already retired.")
        raise RuleError(message, code="already_active" if active else "already_retired")
    organization.is_active = active


def _require_sound(organization: Organization) -> None:
    require_name(organization.name_zh, organization.name_en)
    if organization.kind not in Organization.Kind.values:
        raise InvalidError(
            _("There is no such kind of organization."), code="unknown_kind", details={"field": "kind"}
        )
    if organization.uscc:
        organization.uscc = normal_uscc(organization.uscc)
        if wrong := check_uscc(organization.uscc):
            raise InvalidError(
                wrong.in_language(get_language() or ""), code="wrong_uscc", details={"field": "uscc"}
            )
    _require_sound_parent(organization)
    _require_unknown(organization)


def _require_sound_parent(organization: Organization) -> None:
    above, field = organization.parent, {"field": "parent"}
    if above and above.association_id != organization.association_id:
        raise InvalidError(
            _("Choose an organization of the same association."), code="other_association", details=field
        )
    while above is not None:
        if above.pk == organization.pk:
            raise RuleError(
                _("An organization cannot be a unit of itself or of its own units."),
                code="loop",
                details=field,
            )
        above = above.parent


def _require_unknown(organization: Organization) -> None:
    others = Organization.objects.of(organization.association).exclude(pk=organization.pk)
    if organization.uscc and (known := others.filter(uscc=organization.uscc).first()):
        raise _known(
            known,
            _("%(name)s already has this credit code. Open it instead of entering it again."),
            code="uscc_known",
            field="uscc",
        )
    same = Q()
    for field in ("plain_zh", "plain_en"):
        if plain := getattr(organization, field):
            same |= Q(**{field: plain})
    if known := others.filter(same).first():
        raise _known(
            known,
            _(
                "%(name)s is already known under this name. Open it, or give the names that tell the two apart."
            ),
            code="name_known",
            field="name_zh" if organization.plain_zh == known.plain_zh and known.plain_zh else "name_en",
        )


def _known(known: Organization, message: str, *, code: str, field: str) -> RuleError:
    link = reverse("registry:organization", args=[known.association.slug, known.pk])
    return RuleError(
        message % {"name": known.name},
        code=code,
        details={"field": field, "known": {"id": str(known.pk), "name": known.name, "link": link}},
    )
