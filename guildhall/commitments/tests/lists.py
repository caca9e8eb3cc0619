from guildhall.accounts.models import User
from guildhall.accounts.powers import Power
from guildhall.commitments.models import Letter
from guildhall.commitments.tests.make import make_association, make_holder, make_plan, top_of


def plan_list(rows: int) -> tuple[User, str, str]:
    association = make_association()
    viewer = make_holder(top_of(association), Power.READ)
    for _number in range(rows):
        make_plan(top_of(association))
    return viewer, f"/a/{association.slug}/plans/", f"/api/v1/a/{association.slug}/plans"


def letter_list(rows: int) -> tuple[User, str, str]:
    association = make_association()
    viewer = make_holder(top_of(association), Power.READ)
    for number in range(rows):
        Letter.objects.create(association=association, body=top_of(association), title_zh=f"责任书{number}")
    return viewer, f"/a/{association.slug}/letters/", f"/api/v1/a/{association.slug}/letters"


LISTS = [plan_list, letter_list]
