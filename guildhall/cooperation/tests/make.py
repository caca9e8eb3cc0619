"""Plain builders for tests: valid by default, every detail can be named."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.commitments.tests import make as follow_up
from guildhall.commitments.tests.make import (
    make_association,
    make_holder,
    make_organization,
    top_of,
)
from guildhall.cooperation.models import Cooperation, CooperationParty, Step
from guildhall.exchange.models import Listing, Match
from guildhall.registry.models import Organization, Person

__all__ = [
    "make_association",
    "make_cooperation",
    "make_holder",
    "make_keeper",
    "make_listing",
    "make_match",
    "make_organization",
    "make_own_user",
    "make_person",
    "top_of",
]
_numbers = count(1)


def make_keeper(association: Association, *powers: Power) -> User:
    """Somebody of the secretariat."""
    return make_holder(top_of(association), Power.MANAGE, Power.READ, *powers)


def make_person(association: Association, **details: Any) -> Person:
    """Somebody who signs in, under an address that no other builder gives."""
    if details.pop("signs_in", True):
        number = next(_numbers)
        details.setdefault(
            "user", User.objects.create(email=f"party{number}@example.org", name=f"Party {number}")
        )
    return follow_up.make_person(association, signs_in=False, **details)


def make_own_user(organization: Organization, **details: Any) -> User:
    """Somebody who works at the organization and signs in."""
    person = make_person(organization.association, organization=organization, **details)
    assert person.user is not None
    return person.user


def make_listing(organization: Organization | None, side: str, **details: Any) -> Listing:
    """Published, and valid for a month."""
    number = next(_numbers)
    if organization is not None:
        details.setdefault("association", organization.association)
    return Listing.objects.create(
        **{
            "organization": organization,
            "side": side,
            "title_zh": f"减速机{number}",
            "title_en": f"Reducer {number}",
            "state": Listing.State.PUBLISHED,
            "published_at": timezone.now(),
            "until_on": timezone.localdate() + timedelta(days=30),
        }
        | details
    )


def make_match(
    association: Association | None = None, *, offers: Organization | None = None, **details: Any
) -> Match:
    """A need and an offer of two organizations of the association, or an offer of an organization of elsewhere."""
    place = association or make_association()
    need = details.pop("need", None) or make_listing(make_organization(place), "need")
    offer = details.pop("offer", None) or make_listing(offers or make_organization(place), "offer")
    return Match.objects.create(
        **{"association": place, "need": need, "offer": offer, "score": 1.0, "rank": 1} | details
    )


def make_cooperation(
    association: Association, *parties: Organization, stage: str = "introduced", **details: Any
) -> Cooperation:
    """Of two parties of the association unless they are named, introduced today."""
    number = next(_numbers)
    cooperation = Cooperation.objects.create(
        **{
            "association": association,
            "subject_zh": f"机器人工作站{number}",
            "subject_en": f"Robot workstation {number}",
            "stage": stage,
        }
        | details
    )
    sides = parties or (make_organization(association), make_organization(association))
    for place, organization in enumerate(sides, start=1):
        CooperationParty.objects.create(
            association=association, cooperation=cooperation, organization=organization, position=place
        )
    Step.objects.create(
        association=association,
        cooperation=cooperation,
        stage=stage,
        on=timezone.localdate() - timedelta(days=1),
    )
    return cooperation
