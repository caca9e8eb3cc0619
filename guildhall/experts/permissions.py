"""Who keeps the expert pool, who appoints, and who sees what."""

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import may, require_may
from guildhall.accounts.powers import Power
from guildhall.experts.models import Expert
from guildhall.registry.queries import person_of, sees_registry

READERS = (Power.MANAGE, Power.ISSUE, Power.READ, Power.OVERSEE, Power.DECIDE)


def may_see_experts(user: User, association: Association) -> bool:
    """Everyone of the association but mere guests."""
    return sees_registry(user, association)


def may_keep_experts(user: User, association: Association) -> bool:
    return not association.is_record and may(user, Power.MANAGE, association)


def require_may_keep_experts(user: User, association: Association) -> None:
    """The pool and its classes are kept by whoever manages the whole association."""
    require_may(user, Power.MANAGE, association)


def may_appoint(user: User, association: Association) -> bool:
    return not association.is_record and may(user, Power.ISSUE, association)


def require_may_appoint(user: User, association: Association) -> None:
    """Letters of appointment are issued by whoever issues letters for the whole association."""
    require_may(user, Power.ISSUE, association)


def sees_whole(user: User, expert: Expert) -> bool:
    """Whether what they review, why they left and why a term ended is shown: to readers of everything and themselves."""
    person = person_of(user, expert.association)
    if person is not None and person.pk == expert.person_id:
        return True
    return any(may(user, power, expert.association) for power in READERS)
