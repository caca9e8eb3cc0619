from guildhall.accounts.models import User
from guildhall.experts.tests.make import (
    make_appointment,
    make_association,
    make_expert,
    make_expert_class,
    make_keeper,
)

Looked = tuple[User, str, str]


def _at(viewer: User, slug: str, name: str) -> Looked:
    return viewer, f"/a/{slug}/{name}/", f"/api/v1/a/{slug}/{name}"


def expert_list(rows: int) -> Looked:
    association = make_association()
    for _number in range(rows):
        make_appointment(make_expert(association))
    return _at(make_keeper(association), association.slug, "experts")


def expert_class_list(rows: int) -> Looked:
    association = make_association()
    for number in range(rows):
        make_expert_class(association, name_zh=f"{number}级专家", name_en="")
    return _at(make_keeper(association), association.slug, "experts/classes")


LISTS = [expert_list, expert_class_list]
