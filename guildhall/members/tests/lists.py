"""The lists of this room with that many rows, for counting what they ask of the database."""

from django.urls import reverse

from guildhall.accounts.models import User
from guildhall.accounts.powers import Power
from guildhall.members.tests.make import (
    make_association,
    make_body,
    make_member,
    make_tier,
    make_user_with_powers,
)

Looked = tuple[User, str, str]


def tier_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_user_with_powers(association, Power.MANAGE)
    for _ in range(rows):
        make_member(tier=make_tier(seat_in=make_body(association)))
    return viewer, *(reverse(f"{door}:tier_list", args=[association.slug]) for door in ("members", "api-1"))


def member_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_user_with_powers(association, Power.MANAGE)
    for _ in range(rows):
        make_member(association)
    return viewer, *(reverse(f"{door}:member_list", args=[association.slug]) for door in ("members", "api-1"))


LISTS = [tier_list, member_list]
