from guildhall.accounts.models import User
from guildhall.cooperation.tests.make import make_association, make_cooperation, make_keeper


def cooperation_list(rows: int) -> tuple[User, str, str]:
    association = make_association()
    viewer = make_keeper(association)
    for _number in range(rows):
        make_cooperation(association)
    return viewer, f"/a/{association.slug}/cooperation/", f"/api/v1/a/{association.slug}/cooperation"


LISTS = [cooperation_list]
