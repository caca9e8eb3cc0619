"""What the rows of the registry have in common.

A ``from_on`` that is empty means "since always or not stated"; a ``to_on`` is the last day.
"""

from datetime import date
from typing import Any, Generic, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from guildhall.accounts.models import Association, User

Row = TypeVar("Row", bound=models.Model)


def in_force(on: date, prefix: str = "") -> Q:
    """Rows whose period, both ends included, holds the day."""
    return (Q(**{f"{prefix}from_on__isnull": True}) | Q(**{f"{prefix}from_on__lte": on})) & (
        Q(**{f"{prefix}to_on__isnull": True}) | Q(**{f"{prefix}to_on__gte": on})
    )


def ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name, condition=Q(from_on__isnull=True) | Q(to_on__isnull=True) | Q(to_on__gte=F("from_on"))
    )


def insights_of(user: User) -> models.QuerySet[Any, Any]:
    """Associations whose bodies, posts and people the user may see: where they are no mere guest."""
    holds_a_post = Q(tenures__isnull=False) & in_force(timezone.localdate(), "tenures__")
    return user.people.filter(Q(is_guest=False) | holds_a_post).order_by().values("association")


class RegistryQuerySet(models.QuerySet[Row], Generic[Row]):
    """Rows of an association; its people see them, guests without a post do not."""

    def of(self, association: Association) -> Self:
        return self.filter(association=association)

    def visible_to(self, user: User) -> Self:
        return self.filter(association__in=insights_of(user))


class PeriodQuerySet(RegistryQuerySet[Row]):
    """Rows that hold from a day to a day."""

    def in_force(self, on: date) -> Self:
        return self.filter(in_force(on))
