"""What the association spent, by what for: from the books alone, its branches' sub-ledgers included."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Sum

from guildhall.accounts.models import Association
from guildhall.core.sentences import Sentence
from guildhall.dues.models import Account, Posting


@dataclass(frozen=True)
class Spent:
    """What was spent under one account of the chart in a year, in fen; what was undone is left out of it."""

    code: str
    name: Sentence
    amount: int


def spending(association: Association, year: int, *, until: date | None = None) -> Sequence[Spent]:
    """By expense account, in the order of the chart; the association's own and its branches' added up. One query.

    ``until``: only what was booked for days up to that one.
    """
    booked = Posting.objects.filter(
        association=association,
        account__kind=Account.Kind.EXPENSE,
        entry__on__gte=date(year, 1, 1),
        entry__on__lte=min(until or date.max, date(year, 12, 31)),
    )
    named = booked.order_by("account__code").values_list("account__code")
    summed = named.annotate(zh=Max("account__name_zh"), en=Max("account__name_en"), total=Sum("amount"))
    return [Spent(code, Sentence(zh or en, en or zh), total) for code, zh, en, total in summed if total]
