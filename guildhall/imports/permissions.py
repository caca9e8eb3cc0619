"""Who may bring in lists and take them out. Both reach the whole association, so the power must be held over it."""

from typing import Any

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import may, require_may
from guildhall.accounts.powers import Power


def may_import(user: Any, association: Any) -> bool:
    return not association.is_record and may(user, Power.MANAGE, association)


def require_may_import(user: User, association: Association) -> None:
    """MANAGE over the whole association; refused in a read-only record."""
    require_may(user, Power.MANAGE, association)


def may_export(user: Any, association: Any) -> bool:
    """Lists hold telephone numbers and birthdays: for who keeps the registry or reads everything in it."""
    return may(user, Power.MANAGE, association) or may(user, Power.READ, association)
