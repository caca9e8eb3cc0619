"""Who keeps a chain: whoever manages the association, and whoever convenes or follows up in its chain office.

A firm's own people speak for the firm: what it makes, what it needs, whom it supplies.
"""

from uuid import UUID

from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import may, require_changeable, require_may
from guildhall.accounts.powers import Power
from guildhall.chain.models import Chain
from guildhall.core.errors import NotAllowedError
from guildhall.registry.models import Organization
from guildhall.registry.queries import own_organizations, sees_registry

IN_THE_OFFICE = (Power.CONVENE, Power.FOLLOW_UP)


def may_see_chains(user: User, association: Association) -> bool:
    """Everyone of the association; guests see what is public."""
    return sees_registry(user, association)


def keeps(user: User, association: Association, office_id: UUID | None = None) -> bool:
    """Whether the user keeps the chains of the association, or the one of this office; says what figures are shown."""
    if may(user, Power.MANAGE, association):
        return True
    return office_id is not None and any(may(user, power, association, office_id) for power in IN_THE_OFFICE)


def keeps_chain(user: User, chain: Chain) -> bool:
    return keeps(user, chain.association, chain.office_id)


def may_keep(user: User, chain: Chain) -> bool:
    return not chain.association.is_record and keeps_chain(user, chain)


def require_may_keep(user: User, chain: Chain) -> None:
    require_changeable(chain.association)
    if not keeps_chain(user, chain):
        raise NotAllowedError(
            _("The chain is kept by the secretariat and its chain office. Ask them."), code="not_allowed"
        )


def may_keep_all(user: User, association: Association) -> bool:
    return not association.is_record and keeps(user, association)


def require_may_keep_all(user: User, association: Association) -> None:
    """For what belongs to no chain: new chains, classifications, industry classes."""
    require_may(user, Power.MANAGE, association)


def require_may_publish(user: User, chain: Chain) -> None:
    require_may_keep(user, chain)
    require_may(user, Power.PUBLISH, chain.association)


def speaks_for(user: User, organization: Organization) -> bool:
    """Whether it is the user's own firm: the person's, or one represented on a seat today."""
    return organization.pk in own_organizations(user, organization.association)


def may_place(user: User, chain: Chain, organization: Organization) -> bool:
    return not chain.association.is_record and (keeps_chain(user, chain) or speaks_for(user, organization))


def require_may_place(user: User, chain: Chain, organization: Organization) -> None:
    """For the firm's own people and whoever keeps the chain."""
    require_changeable(chain.association)
    if not may_place(user, chain, organization):
        raise NotAllowedError(
            _("Only the firm's own people and the keepers of the chain say what it makes and needs."),
            code="not_allowed",
        )
