"""The bank statement that waits to be dropped in: three hundred lines about what the members still owe this year."""

from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from guildhall.accounts.models import Association
from guildhall.demo.yunling.bank import bank_file
from guildhall.demo.yunling.hard_statement import HardStatement, hard_statement
from guildhall.dues.models import Statement
from guildhall.dues.queries.matching import open_notices, payers

NAME = "银行对账单_待导入_300行.xlsx"
SERIES = "N"
SEED, DAYS = 20261118, 8


def next_statement(association: Association, today: date) -> tuple[bytes, HardStatement]:
    """The file, and the truth of its lines: the bank's number of a line is ``SERIES`` and the line's key.

    Members are taken in the order of their numbers, so that the same story gives the same lines.
    """
    people = sorted(payers(association), key=lambda payer: payer.number)
    places = {payer.key: place for place, payer in enumerate(people)}
    notices = sorted(open_notices(association), key=lambda notice: (notice.year, places[notice.member]))
    days = [today - timedelta(days=ago) for ago in range(DAYS, 0, -1)]
    hard = hard_statement(people, notices, days, seed=SEED)
    last = Statement.objects.filter(association=association).latest("at")
    return bank_file(hard.movements, opening=last.closing or 0, series=SERIES), hard


def place() -> Path:
    """Where the file lies, beside the folder of the files that people hand in."""
    return Path(settings.MEDIA_ROOT).parent / "demonstration" / NAME


def put_in_place(association: Association) -> None:
    content, _truth = next_statement(association, timezone.localdate(timezone=association.zone))
    place().parent.mkdir(parents=True, exist_ok=True)
    place().write_bytes(content)
