"""Who acts for a firm, who for a bank, and who looks after both. What a bank sees of a firm, that firm decides alone."""

from uuid import UUID

from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import may, require_changeable
from guildhall.accounts.powers import Power
from guildhall.core.errors import NotAllowedError
from guildhall.funding.models import FundingCase, Release
from guildhall.funding.stages import Side
from guildhall.registry.models import Organization, Person
from guildhall.registry.queries import own_organizations, person_of, sees_registry


def may_look_after(user: User, association: Association) -> bool:
    """The secretariat and whoever keeps money: they see cases and that releases exist, not what is in them."""
    return any(may(user, power, association) for power in (Power.MANAGE, Power.KEEP_MONEY))


def may_see_funding(user: User, association: Association) -> bool:
    """Whether the pages belong to the reader at all: everyone of the association, and the people of its banks."""
    return sees_registry(user, association) or bank_of(user, association) is not None


def require_may_look_after(user: User, association: Association) -> None:
    require_changeable(association)
    if not may_look_after(user, association):
        raise NotAllowedError(_("Only the secretariat does this."), code="not_allowed")


def firms_of(user: User, association: Association) -> frozenset[UUID]:
    """The organizations for which the user acts; none for a guest."""
    return own_organizations(user, association) if sees_registry(user, association) else frozenset()


def is_of_firm(user: User, organization: Organization) -> bool:
    return organization.pk in firms_of(user, organization.association)


def require_of_firm(user: User, organization: Organization) -> None:
    """Refuse to all but the firm's own people, the secretariat too: it is the firm's data and the firm's word."""
    require_changeable(organization.association)
    if not is_of_firm(user, organization):
        raise NotAllowedError(_("Only the firm's own people do this."), code="not_allowed")


def bank_of(user: User, association: Association) -> Organization | None:
    """The bank that named the user as one of its people: where the user works, not whom he or she represents."""
    person = person_of(user, association)
    if person is None or person.organization is None:
        return None
    return person.organization if person.organization.kind == Organization.Kind.BANK else None


def is_of_bank(user: User, bank: Organization) -> bool:
    own = bank_of(user, bank.association)
    return own is not None and own.pk == bank.pk


def require_of_bank(user: User, release: Release) -> Person:
    """Who looks: somebody whom the bank of the release named. Refused to everyone else."""
    require_changeable(release.association)
    person = person_of(user, release.association)
    if person is None or not is_of_bank(user, release.bank):
        raise NotAllowedError(
            _("Only people of the bank to which it was released look at it."), code="not_allowed"
        )
    return person


def sides_of(user: User, case: FundingCase) -> frozenset[Side]:
    """On which side of the case the user stands."""
    firm, bank = case.need.listing.organization, case.product.listing.organization
    found = set()
    if firm is not None and is_of_firm(user, firm):
        found.add(Side.FIRM)
    if bank is not None and is_of_bank(user, bank):
        found.add(Side.BANK)
    return frozenset(found)


def require_side(user: User, case: FundingCase, sides: frozenset[Side]) -> None:
    require_changeable(case.association)
    if not sides_of(user, case) & sides:
        message = _("This step is the bank's.") if sides == {Side.BANK} else _("This step is the firm's.")
        raise NotAllowedError(message, code="not_allowed")
