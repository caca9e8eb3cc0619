from guildhall.accounts.models import User
from guildhall.awards.models import Conflict
from guildhall.awards.tests.make import (
    in_publicity,
    make_association,
    make_call,
    make_entrant,
    make_entry,
    make_keeper,
    make_objection,
    make_review,
    make_reviewer,
)

Looked = tuple[User, str, str]


def _at(viewer: User, slug: str, name: str) -> Looked:
    return viewer, f"/a/{slug}/awards/{name}", f"/api/v1/a/{slug}/awards/{name}".rstrip("/")


def call_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_keeper(association)
    for _number in range(rows):
        make_entry(make_call(association))
    return _at(viewer, association.slug, "")


def entry_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_keeper(association)
    call = make_call(association)
    for _number in range(rows):
        make_entry(call)
    return _at(viewer, association.slug, f"{call.pk}/entries/")


def my_entry_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_entrant(association)
    call = make_call(association)
    for _number in range(rows):
        make_entry(call, organization=viewer.people.get().organization)
    return _at(viewer, association.slug, "mine/")


def reviewer_list(rows: int) -> Looked:
    association = make_association()
    viewer, call = make_keeper(association), make_call(association)
    for _number in range(rows):
        make_review(make_entry(call), points=70)
    return _at(viewer, association.slug, f"{call.pk}/panel/")


def conflict_list(rows: int) -> Looked:
    association = make_association()
    viewer, call = make_keeper(association), make_call(association)
    for _number in range(rows):
        Conflict.objects.create(
            association=association,
            reviewer=make_reviewer(call),
            entry=make_entry(call),
            kind=Conflict.Kind.UNIT,
            said_zh="与申报者同属云岭轴承",
        )
    return _at(viewer, association.slug, f"{call.pk}/conflicts/")


def my_review_list(rows: int) -> Looked:
    association = make_association()
    call = make_call(association)
    reviewer = make_reviewer(call)
    for _number in range(rows):
        make_review(make_entry(call), reviewer)
    return _at(reviewer.person.user, association.slug, "reviews/")


def objection_list(rows: int) -> Looked:
    association = make_association()
    viewer, call = make_keeper(association), make_call(association)
    [entry] = in_publicity(call)
    for _number in range(rows):
        make_objection(call, entry=entry)
    return _at(viewer, association.slug, f"{call.pk}/objections/")


LISTS = [call_list, objection_list, entry_list, my_entry_list, reviewer_list, conflict_list, my_review_list]
