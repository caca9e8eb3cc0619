from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.founding.tests.make import make_association, make_first_member, make_founding
from guildhall.registry.tests.make import make_user_with_powers

Looked = tuple[User, str, str]


def _viewer(association: Association) -> User:
    return make_user_with_powers(association, Power.MANAGE, Power.READ)


def first_member_list(rows: int) -> Looked:
    association = make_association()
    founding = make_founding(association)
    for _row in range(rows):
        make_first_member(founding)
    at = f"/a/{association.slug}/founding/members"
    return _viewer(association), f"{at}/", f"/api/v1{at}"


LISTS = [first_member_list]
