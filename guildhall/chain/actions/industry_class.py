"""The industry class of each firm: suggested from what it says of itself, confirmed by a person."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record, record_all
from guildhall.chain.models import IndustryClass, OrganizationClass
from guildhall.chain.permissions import require_may_keep_all
from guildhall.core.errors import InvalidError, RuleError
from guildhall.registry.models import Organization

Chosen = Sequence[tuple[Organization, IndustryClass]]
FIRMS_MOST = 2_000


@transaction.atomic
def confirm_class(
    organization: Organization, *, industry_class: IndustryClass, actor: User
) -> OrganizationClass:
    """The firm's main class, in place of the one it had. For whoever keeps the chains.

    Refused: a class of another association, one that its classification does not have any more.
    """
    require_may_keep_all(actor, organization.association)
    confirmed = _confirmed(organization, industry_class)
    record("organization_class.confirmed", actor=actor, subject=confirmed, code=industry_class.code)
    return confirmed


@transaction.atomic
def confirm_classes(association: Association, *, chosen: Chosen, actor: User) -> list[OrganizationClass]:
    """The main classes of many firms at once, as a person chose them. Refused as a whole for any that is refused."""
    require_may_keep_all(actor, association)
    if len(chosen) > FIRMS_MOST:
        raise InvalidError(_("At most %(most)d firms at once.") % {"most": FIRMS_MOST}, code="too_many_firms")
    confirmed = []
    for organization, industry_class in chosen:
        _require_here(association, organization)
        confirmed.append(_confirmed(organization, industry_class))
    record_all(
        "organization_class.confirmed",
        actor=actor,
        subjects=[(one, {"code": one.industry_class.code}) for one in confirmed],
    )
    return confirmed


@transaction.atomic
def drop_class(organization: Organization, *, actor: User) -> None:
    """Take a firm's main class away again. Refused where it has none."""
    require_may_keep_all(actor, organization.association)
    held = OrganizationClass.objects.filter(organization=organization, is_main=True)
    dropped = held.select_related("industry_class", "association").first()
    if dropped is None:
        raise RuleError(_("This firm has no industry class."), code="no_class")
    pk = dropped.pk
    dropped.delete()
    dropped.pk = pk  # the record names what is gone
    record("organization_class.dropped", actor=actor, subject=dropped, code=dropped.industry_class.code)


def _require_here(association: Association, organization: Organization) -> None:
    if organization.association_id != association.pk:
        raise InvalidError(_("Choose one of the same association."), code="other_association")


def _confirmed(organization: Organization, industry_class: IndustryClass) -> OrganizationClass:
    if industry_class.association_id != organization.association_id:
        raise InvalidError(
            _("Choose one of the same association."),
            code="other_association",
            details={"field": "industry_class"},
        )
    if not industry_class.is_current:
        raise RuleError(
            _("The classification does not have this class any more."),
            code="class_gone",
            details={"field": "industry_class"},
        )
    OrganizationClass.objects.filter(organization=organization, is_main=True).exclude(
        industry_class=industry_class
    ).delete()
    confirmed, _new = OrganizationClass.objects.update_or_create(
        organization=organization,
        industry_class=industry_class,
        defaults={
            "association_id": organization.association_id,
            "is_main": True,
            "state": OrganizationClass.State.CONFIRMED,
        },
    )
    confirmed.organization, confirmed.industry_class = organization, industry_class
    return confirmed
