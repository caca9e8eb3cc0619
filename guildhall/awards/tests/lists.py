from guildhall.accounts.models import User
from guildhall.awards.tests.make import make_association, make_call, make_entrant, make_entry, make_keeper

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


LISTS = [call_list, entry_list, my_entry_list]
