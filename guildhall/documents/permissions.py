"""Who may see and revoke issued documents. Powers come from posts; see accounts.powers."""

from typing import Any

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import require_may
from guildhall.accounts.powers import Power, powers_of

READERS = (Power.ISSUE, Power.READ, Power.OVERSEE)


def may_see_documents(user: Any, association: Any) -> bool:
    """The list of issued documents: those who issue, and those who read everything of the association."""
    powers = powers_of(user, association)
    return any(powers.has(power) for power in READERS)


def may_issue(user: Any, association: Any) -> bool:
    return powers_of(user, association).has(Power.ISSUE)


def require_may_issue(user: User, association: Association) -> None:
    """ISSUE in the association; refused in a read-only record."""
    require_may(user, Power.ISSUE, association)
