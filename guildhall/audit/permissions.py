from typing import Any

from guildhall.accounts.powers import Power, powers_of


def may_read_record(user: Any, association: Any) -> bool:
    """Supervisors and those who keep the register read the record; nobody changes it."""
    powers = powers_of(user, association)
    return powers.has(Power.OVERSEE) or powers.has(Power.MANAGE)
