from guildhall.accounts.models import User
from guildhall.promotion.tests.make import (
    make_association,
    make_keeper,
    make_key_project,
    make_organization,
    make_person,
)

Looked = tuple[User, str, str]


def key_project_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_keeper(association)
    for number in range(rows):
        make_key_project(
            association,
            investor=make_organization(association),
            responsible=make_person(association),
            amount=number + 1,
        )
    return viewer, f"/a/{association.slug}/key-projects/table/", f"/api/v1/a/{association.slug}/key-projects"


LISTS = [key_project_list]
