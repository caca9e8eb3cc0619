from guildhall.accounts.models import User
from guildhall.accounts.powers import Power
from guildhall.accounts.tests.make import make_association, make_user
from guildhall.notices.models import Channel, Notice
from guildhall.registry.tests.make import make_user_with_powers


def notice_list(rows: int) -> tuple[User, str, str]:
    user = make_user()
    for number in range(rows):
        Notice.objects.create(
            association=make_association(),
            key=f"key {number}",
            user=user,
            kind="meeting.notice",
            subject_en="Meeting",
        )
    return user, "/inbox/", "/api/v1/me/notices"


def channel_list(rows: int) -> tuple[User, str, str]:
    association = make_association()
    for number in range(rows):
        Channel.objects.create(
            association=association, name=f"Group {number}", address="json://localhost/secret"
        )
    viewer = make_user_with_powers(association, Power.MANAGE)
    return viewer, f"/a/{association.slug}/channels/", f"/api/v1/a/{association.slug}/channels"


LISTS = [notice_list, channel_list]
