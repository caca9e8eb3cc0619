"""Plain builders for tests: valid by default, every detail can be named."""

from datetime import date
from itertools import count
from typing import Any

from guildhall.accounts.models import Association
from guildhall.members.models import Member, MemberEvent, Tier, TierTerm
from guildhall.registry.models import Organization
from guildhall.registry.tests.make import (
    make_association,
    make_body,
    make_organization,
    make_person,
    make_user,
    make_user_with_powers,
)

__all__ = [
    "JOINED",
    "make_association",
    "make_body",
    "make_member",
    "make_organization",
    "make_pair",
    "make_person",
    "make_term",
    "make_tier",
    "make_user",
    "make_user_with_powers",
]
JOINED = date(2020, 3, 1)
_numbers = count(1)


def make_tier(association: Association | None = None, **details: Any) -> Tier:
    """A tier that gives no seat unless ``seat_in`` is named."""
    number = next(_numbers)
    seat_in = details.get("seat_in")
    association = association or (seat_in.association if seat_in else make_association())
    names = {"name_zh": f"第{number}级会员单位", "name_en": f"Tier {number}"}
    return Tier.objects.create(association=association, **names | details)


def make_member(
    association: Association | None = None, *, tier: Tier | None = None, **details: Any
) -> Member:
    """A unit that joined in 2020, of a tier; with ``person`` somebody who is a member personally."""
    association = association or (tier.association if tier else make_association())
    if "person" not in details and "organization" not in details:
        details["organization"] = make_organization(association)
    given: dict[str, Any] = {"number": f"M{next(_numbers):05}", "joined_on": JOINED}
    member = Member.objects.create(association=association, **given | details)
    tier = tier or make_tier(association)
    make_term(member, tier, from_on=member.joined_on, to_on=member.ended_on)
    MemberEvent.objects.create(
        association=association,
        member=member,
        kind=MemberEvent.Kind.TAKEN_OVER,
        on=member.joined_on,
        tier=tier,
    )
    return member


def make_pair(association: Association | None = None, **details: Any) -> tuple[Organization, Organization]:
    """Two entries of one firm: the one to keep, and the one with ``details`` that goes."""
    number = next(_numbers)
    association = association or make_association()
    kept = make_organization(association, name_zh=f"云岭第{number}泵业有限公司", name_en="")
    names = {"name_zh": f"山东云岭第{number}泵业股份有限公司", "name_en": ""}
    return kept, make_organization(association, **names | details)


def make_term(member: Member, tier: Tier, **details: Any) -> TierTerm:
    return TierTerm.objects.create(association=member.association, member=member, tier=tier, **details)
