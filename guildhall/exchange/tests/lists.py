"""The lists of this room with that many rows, for counting what they ask of the database."""

from django.urls import reverse

from guildhall.accounts.models import User
from guildhall.accounts.powers import Power
from guildhall.exchange.tests.make import make_listing, make_need, make_own_person
from guildhall.exchange.tests.make_match import make_match
from guildhall.registry.tests.make import make_association, make_user_with_powers

Looked = tuple[User, str, str]


def listing_list(rows: int) -> Looked:
    """As an ordinary person, who does not see the names of anonymous ones."""
    association = make_association()
    viewer = make_user_with_powers(association)
    for _number in range(rows):
        make_listing(association, visibility="anonymous")
    return viewer, *_twins("listing_list", association.slug)


def awaiting_review(rows: int) -> Looked:
    association = make_association()
    viewer = make_user_with_powers(association, Power.MANAGE)
    for _number in range(rows):
        make_listing(association, state="submitted")
    page, twin = _twins("listing_list", association.slug)
    return viewer, f"{page}?state=review", f"{twin}?state=review"


def public_listing_list(rows: int) -> Looked:
    association = make_association(is_public=True)
    for _number in range(rows):
        make_listing(association, visibility="public")
    page = reverse("public_exchange:listing_list", args=[association.slug])
    return (
        make_user_with_powers(association),
        page,
        reverse("api-1:public_listing_list", args=[association.slug]),
    )


def match_list(rows: int) -> Looked:
    """As one of the needs' own people, with offers whose names are hidden."""
    association = make_association()
    need = make_need(association)
    for _number in range(rows):
        make_match(need, make_listing(association, visibility="anonymous"))
    assert need.organization is not None
    return make_own_person(need.organization), *_twins("match_list", association.slug)


def _twins(name: str, slug: str) -> tuple[str, str]:
    return reverse(f"exchange:{name}", args=[slug]), reverse(f"api-1:{name}", args=[slug])


LISTS = [listing_list, match_list, awaiting_review, public_listing_list]
