from guildhall.accounts.models import User
from guildhall.accounts.powers import Power
from guildhall.accounts.tests.make import make_association, make_user
from guildhall.registry.tests.make import make_person, make_user_with_powers
from guildhall.site.tests.make import make_article, make_public_resolution, make_published_meeting


def article_list(rows: int) -> tuple[User, str, str]:
    association = make_association()
    viewer = make_user_with_powers(association, Power.PUBLISH)
    for _number in range(rows):
        make_article(association, meeting=make_published_meeting(association))
    return viewer, f"/a/{association.slug}/news/", f"/api/v1/a/{association.slug}/articles"


def meeting_list(rows: int) -> tuple[User, str, str]:
    association = make_association(is_public=True)
    for _number in range(rows):
        make_published_meeting(association)
    return make_user(), f"/p/{association.slug}/meetings/", f"/api/v1/p/{association.slug}/meetings"


def association_list(rows: int) -> tuple[User, str, str]:
    viewer = make_user()
    for _number in range(rows + 1):
        make_person(make_association(), user=viewer)
    return viewer, "/me/associations/", "/api/v1/me/associations"


def resolution_list(rows: int) -> tuple[User, str, str]:
    association = make_association(is_public=True)
    for number in range(rows):
        make_public_resolution(association, number=number + 1)
    return make_user(), f"/p/{association.slug}/resolutions/", f"/api/v1/p/{association.slug}/resolutions"


LISTS = [article_list, meeting_list, association_list, resolution_list]
