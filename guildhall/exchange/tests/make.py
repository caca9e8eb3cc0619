"""Plain builders for tests: valid by default, every detail can be named."""

from datetime import timedelta
from itertools import count
from typing import Any

from guildhall.accounts.models import Association, User
from guildhall.accounts.tests.make import make_association
from guildhall.exchange.models import Listing
from guildhall.registry.models import Organization
from guildhall.registry.queries import today_in
from guildhall.registry.tests.make import make_organization, make_person, make_user

__all__ = [
    "make_association",
    "make_listing",
    "make_need",
    "make_own_person",
]
_numbers = count(1)
WORDS = ("硬齿面减速机", "高效节能电机", "钢结构厂房设计", "冷链仓储", "三坐标检测", "激光切割加工")


def make_listing(
    association: Association | None = None, *, organization: Organization | None = None, **details: Any
) -> Listing:
    """A published offer of a new organization, valid for ninety days; ``organization=None`` with ``of_association``."""
    association = association or (organization.association if organization else make_association())
    number = next(_numbers)
    if not details.pop("of_association", False):
        organization = organization or make_organization(association)
    given = {
        "side": Listing.Side.OFFER,
        "title_zh": f"{WORDS[number % len(WORDS)]}{number}号",
        "state": Listing.State.PUBLISHED,
        "until_on": today_in(association) + timedelta(days=90),
    } | details
    if given["state"] == Listing.State.CLOSED:
        given.setdefault("ending", Listing.Ending.FULFILLED)
    parties, shared = given.pop("parties", ()), given.pop("shared_with", ())
    listing = Listing.objects.create(association=association, organization=organization, **given)
    listing.parties.set(parties)
    listing.shared_with.set(shared)
    return listing


def make_need(association: Association | None = None, **details: Any) -> Listing:
    return make_listing(association, side=Listing.Side.NEED, **details)


def make_own_person(organization: Organization, **details: Any) -> User:
    """Somebody who signs in and works for the organization."""
    user = make_user()
    make_person(organization.association, organization=organization, user=user, **details)
    return user
