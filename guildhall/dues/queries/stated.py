"""What a source states of dues, where there are no books from which it could be computed."""

from datetime import date

from django.db.models import QuerySet

from guildhall.accounts.models import Association
from guildhall.dues.models import StatedCollection


def stated_collections(association: Association) -> QuerySet[StatedCollection]:
    """Whatever the source of a read-only record states of its dues, the latest first; of others nothing."""
    stated = StatedCollection.objects.filter(association=association).order_by("-year", "-on")
    return stated if association.is_record else stated.none()


def stated_on(association: Association, year: int, on: date) -> StatedCollection | None:
    """The last that the source states of the year by the day. It is at least so much, on its own day."""
    return stated_collections(association).filter(year=year, on__lte=on).first()
