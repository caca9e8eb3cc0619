from guildhall.accounts.models import User
from guildhall.accounts.powers import Power
from guildhall.accounts.tests.make import make_association, make_user
from guildhall.notices.tests.make import make_channel, make_notice
from guildhall.registry.tests.make import make_user_with_powers


def notice_list(rows: int) -> tuple[User, str, str]:
    viewer = make_user()
    for _number in range(rows):
        make_notice(user=viewer)
    return viewer, "/inbox/", "/api/v1/me/notices"


def channel_list(rows: int) -> tuple[User, str, str]:
    association = make_association()
    viewer = make_user_with_powers(association, Power.MANAGE)
    for _number in range(rows):
        make_channel(association)
    return viewer, f"/a/{association.slug}/channels/", f"/api/v1/a/{association.slug}/channels"


LISTS = [notice_list, channel_list]
