from guildhall.accounts.models import User
from guildhall.accounts.powers import Power
from guildhall.audit.actions import record
from guildhall.registry.tests.make import make_association, make_user_with_powers


def entry_list(rows: int) -> tuple[User, str, str]:
    association = make_association()
    viewer = make_user_with_powers(association, Power.OVERSEE)
    for _number in range(rows):
        record("association.changed", actor=viewer, subject=association)
    return viewer, f"/a/{association.slug}/record/", f"/api/v1/a/{association.slug}/record"


LISTS = [entry_list]
