"""The lists of this room with that many rows, for counting what they ask of the database."""

from django.urls import reverse

from guildhall.accounts.models import User
from guildhall.accounts.powers import Power
from guildhall.members import actions
from guildhall.members.models import LikelyPair, NotSame
from guildhall.members.models.merge import in_order
from guildhall.members.tests.make import (
    make_application,
    make_application_form,
    make_association,
    make_body,
    make_letter,
    make_member,
    make_pair,
    make_tier,
    make_user_with_powers,
)

Looked = tuple[User, str, str]


def _twins(name: str, slug: str) -> tuple[str, str]:
    return reverse(f"members:{name}", args=[slug]), reverse(f"api-1:{name}", args=[slug])


def tier_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_user_with_powers(association, Power.MANAGE)
    for _ in range(rows):
        make_member(tier=make_tier(seat_in=make_body(association)))
    return viewer, *_twins("tier_list", association.slug)


def member_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_user_with_powers(association, Power.MANAGE)
    for _ in range(rows):
        make_member(association)
    return viewer, *_twins("member_list", association.slug)


def likely_pair_list(rows: int) -> Looked:
    association = make_association()
    for _ in range(rows):
        LikelyPair.objects.create(
            association=association,
            score=85,
            reasons=[["same_core", "泵业"]],
            **in_order(*make_pair(association)),
        )
    return make_user_with_powers(association, Power.MANAGE), *_twins("likely_pair_list", association.slug)


def not_same_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_user_with_powers(association, Power.MANAGE)
    for _ in range(rows):
        NotSame.objects.create(association=association, actor=viewer, **in_order(*make_pair(association)))
    return viewer, *_twins("not_same_list", association.slug)


def merge_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_user_with_powers(association, Power.MANAGE)
    for _ in range(rows):
        actions.merge_organizations(*make_pair(association), versions=(1, 1), actor=viewer)
    return viewer, *_twins("merge_list", association.slug)


def application_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_user_with_powers(association, Power.MANAGE)
    for _ in range(rows):
        make_application(association)
    return viewer, *_twins("application_list", association.slug)


def application_form_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_user_with_powers(association, Power.MANAGE)
    for kind in ("enterprise", "institution", "individual")[:rows]:
        make_application_form(association, kind=kind)
    return viewer, *_twins("application_form_list", association.slug)


def representative_letter_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_user_with_powers(association, Power.MANAGE)
    for _ in range(rows):
        make_letter(make_member(association))
    return viewer, *_twins("representative_letter_list", association.slug)


LISTS = [
    representative_letter_list,
    tier_list,
    member_list,
    likely_pair_list,
    not_same_list,
    merge_list,
    application_list,
    application_form_list,
]
