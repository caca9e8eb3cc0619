"""The lists of this room with that many rows, for counting what they ask of the database."""

from django.urls import reverse

from guildhall.accounts.models import User
from guildhall.accounts.powers import Power
from guildhall.registry.tests.make import (
    make_association,
    make_body,
    make_charter_profile,
    make_organization,
    make_person,
    make_post,
    make_representation,
    make_seat,
    make_tenure,
    make_user_with_powers,
)

Looked = tuple[User, str, str]


def _addresses(page: str, twin: str, *args: object) -> tuple[str, str]:
    return reverse(f"registry:{page}", args=args), reverse(f"api-1:{twin}", args=args)


def body_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_user_with_powers(association, Power.MANAGE)
    for _ in range(rows):
        make_tenure(make_post(make_body(association)))
    return viewer, *_addresses("body_list", "body_list", association.slug)


def organization_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_user_with_powers(association, Power.MANAGE)
    for _ in range(rows):
        make_organization(association)
    return viewer, *_addresses("organization_list", "organization_list", association.slug)


def person_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_user_with_powers(association)
    for _ in range(rows):
        person = make_person(organization=make_organization(association))
        make_tenure(make_post(make_body(association)), person)
    return viewer, *_addresses("person_list", "person_list", association.slug)


def roster(rows: int) -> Looked:
    association = make_association()
    viewer = make_user_with_powers(association, Power.MANAGE)
    body = make_body(association)
    for _ in range(rows):
        make_representation(make_seat(body))
    return viewer, *_addresses("body", "roster", association.slug, body.pk)


def post_history(rows: int) -> Looked:
    association = make_association()
    viewer = make_user_with_powers(association, Power.MANAGE)
    post = make_post(make_body(association))
    for _ in range(rows):
        make_tenure(post, make_person(organization=make_organization(association)))
    return viewer, *_addresses("post", "post_history", association.slug, post.pk)


def posts_of_body(rows: int) -> Looked:
    association = make_association()
    viewer = make_user_with_powers(association, Power.MANAGE)
    body = make_body(association)
    for _ in range(rows):
        make_tenure(make_post(body, sits_in=(body,)))
    return viewer, *_addresses("body", "posts_of_body", association.slug, body.pk)


def seats_of_organization(rows: int) -> Looked:
    association = make_association()
    viewer = make_user_with_powers(association, Power.MANAGE)
    organization = make_organization(association)
    for _ in range(rows):
        make_representation(make_seat(make_body(association), organization=organization))
    return viewer, *_addresses("organization", "seats_of_organization", association.slug, organization.pk)


def tenures_of_person(rows: int) -> Looked:
    association = make_association()
    viewer = make_user_with_powers(association, Power.MANAGE)
    person = make_person(association)
    for _ in range(rows):
        make_tenure(make_post(make_body(association)), person)
        make_representation(make_seat(make_body(association)), person)
    return viewer, *_addresses("person", "tenures_of_person", association.slug, person.pk)


def permission_table(rows: int) -> Looked:
    association = make_association()
    viewer = make_user_with_powers(association, Power.MANAGE)
    for _ in range(rows):
        make_tenure(make_post(make_body(association)))
    return viewer, *_addresses("permission_table", "permission_table", association.slug)


def charter_versions(rows: int) -> Looked:
    association = make_association()
    viewer = make_user_with_powers(association, Power.MANAGE)
    for number in range(1, rows + 1):
        make_charter_profile(association, version=number)
    return viewer, *_addresses("charter", "charter_versions", association.slug)


LISTS = [
    body_list,
    organization_list,
    person_list,
    roster,
    post_history,
    posts_of_body,
    seats_of_organization,
    tenures_of_person,
    permission_table,
    charter_versions,
]
