"""Plain builders for tests: valid by default, every detail can be named."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.accounts.tests.make import make_association, make_user
from guildhall.registry.models import Organization
from guildhall.registry.tests.make import make_organization, make_person, make_user_with_powers
from guildhall.sharing.models import Booking, Closure, Resource
from guildhall.sharing.openings import ticks

__all__ = [
    "ALWAYS",
    "WORKDAYS",
    "make_association",
    "make_booking",
    "make_closure",
    "make_firm_user",
    "make_organization",
    "make_resource",
    "make_secretary",
    "make_user",
    "make_user_with_powers",
    "monday_at",
]
WORKDAYS = ["08:00-12:00, 13:00-17:00"] * 5 + ["", ""]
ALWAYS = ["00:00-24:00"] * 7


def monday_at(hour: int, minute: int = 0, *, weeks: int = 1, zone: Any = None) -> datetime:
    """A time on the Monday after next or later, where nothing is in the past or too short."""
    place = zone or make_zone()
    today = timezone.localdate(timezone=place)
    day = today + timedelta(days=7 * (weeks + 1) - today.weekday())
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=place).astimezone(UTC)


def make_zone() -> Any:
    return Association(timezone="Asia/Shanghai").zone


def make_firm_user(organization: Organization, **details: Any) -> User:
    """Somebody of the organization who can sign in."""
    user = make_user()
    make_person(organization.association, user=user, organization=organization, email=user.email, **details)
    return user


def make_secretary(association: Association) -> User:
    return make_user_with_powers(association, Power.MANAGE, Power.PUBLISH, Power.READ)


def make_resource(association: Association | None = None, **details: Any) -> Resource:
    """A laboratory of an organization, on workdays, booked by the hour and confirmed at once."""
    association = association or make_association()
    if "organization" not in details:
        details["organization"] = make_organization(association)
    given: dict[str, Any] = {
        "kind": Resource.Kind.LABORATORY,
        "title_zh": "材料实验室",
        "title_en": "Materials laboratory",
        "place": "云岭路1号",
        "hours": list(WORKDAYS),
        "slot": "60",
        "needs_approval": False,
    }
    return Resource.objects.create(association=association, **given | details)


def make_booking(resource: Resource | None = None, *, hold: bool = True, **details: Any) -> Booking:
    """A confirmed booking of one hour on a Monday to come."""
    resource = resource or make_resource()
    if "person" not in details:
        details["person"] = make_person(resource.association)
    starts = details.pop("starts_at", monday_at(9, zone=resource.association.zone))
    given: dict[str, Any] = {
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=1),
        "minutes": 60,
        "purpose": "试验",
        "state": Booking.State.CONFIRMED,
        "organization": details["person"].organization,
    }
    booking = Booking.objects.create(association=resource.association, resource=resource, **given | details)
    if hold:
        for tick in ticks(booking.starts_at, booking.ends_at):
            booking.ticks.create(association=resource.association, resource=resource, starts_at=tick)
    return booking


def make_closure(resource: Resource, **details: Any) -> Closure:
    starts = details.pop("starts_at", monday_at(13, zone=resource.association.zone))
    given = {
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=2),
        "reason": "检修",
        "created_by": make_user(),
    }
    closure = Closure.objects.create(association=resource.association, resource=resource, **given | details)
    for tick in ticks(closure.starts_at, closure.ends_at):
        closure.ticks.create(association=resource.association, resource=resource, starts_at=tick)
    return closure
