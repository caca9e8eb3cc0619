from typing import Any

from guildhall.accounts.powers import Power, powers_of


def may_see_clock(user: Any, association: Any) -> bool:
    return powers_of(user, association).has(Power.MANAGE)
