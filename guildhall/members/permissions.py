"""Who keeps the members, who decides on them, and who reads more than the directory."""

from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import may, require_may
from guildhall.accounts.powers import Power, powers_of
from guildhall.core.errors import NotAllowedError
from guildhall.members.models import Member
from guildhall.registry.models import Body
from guildhall.registry.queries import person_of, sees_registry, sight_of


def require_sees_members(user: User, association: Association) -> None:
    """Refuse to mere guests what everyone of the association may read of its members."""
    if not sees_registry(user, association):
        raise NotAllowedError(
            _("Members are shown to the people of the association. Ask the secretariat."), code="not_allowed"
        )


APPLICATION_READERS = (Power.MANAGE, Power.READ, Power.OVERSEE)


def may_keep_members(user: User, association: Association) -> bool:
    """Whether tiers and members may be changed: for pages that offer it."""
    return not association.is_record and may(user, Power.MANAGE, association)


def require_may_keep_members(user: User, association: Association) -> None:
    """Refuse without MANAGE over the whole association; refuse any change of a read-only record."""
    require_may(user, Power.MANAGE, association)


def may_remove_members(user: User, association: Association, body: Body | None = None) -> bool:
    return not association.is_record and may(user, Power.DECIDE, association, body.pk if body else None)


def require_may_remove_members(user: User, body: Body) -> None:
    """Refuse without DECIDE over the body that resolved it: nobody is put out by whoever keeps the list."""
    require_may(user, Power.DECIDE, body.association, body.pk)


def is_own(user: User, member: Member) -> bool:
    """Whether the member is the user, or the unit that the user belongs to."""
    person = person_of(user, member.association)
    if person is None:
        return False
    if member.person_id:
        return member.person_id == person.pk
    return member.organization_id is not None and member.organization_id == person.organization_id


def require_own(user: User, member: Member) -> None:
    """Refuse to everyone but the member itself, or the people of the unit that it is."""
    if not is_own(user, member):
        raise NotAllowedError(_("Only the unit's own people hand in its letters."), code="not_allowed")


def sees_whole(user: User, member: Member) -> bool:
    """Whether reasons, decisions and the certificate are shown: to the secretariat and to the member itself."""
    return sight_of(user, member.association).everything or is_own(user, member)


def may_see_applications(user: User, association: Association) -> bool:
    """The whole association's managers, and those who read everything: applications hold private data."""
    powers = powers_of(user, association)
    return any(powers.has(power) for power in APPLICATION_READERS)


def may_decide_applications(user: User, association: Association) -> bool:
    return not association.is_record and may(user, Power.MANAGE, association)


def require_may_decide_applications(user: User, association: Association) -> None:
    require_may(user, Power.MANAGE, association)
