"""The statement of 300 lines that the demonstration ships, dropped in: what is matched, what is booked, against the truth."""

from collections import defaultdict

import pytest
from django.db import connection
from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.audit.queries import broken_places
from guildhall.demo.yunling import SLUG
from guildhall.demo.yunling.next_statement import NAME, SERIES, next_statement
from guildhall.dues.actions import book_certain_lines, take_statement
from guildhall.dues.models import Allocation, Posting, StatementLine
from guildhall.dues.queries import certain_count

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the demonstration is kept for SQLite only"),
]
LINES, RIGHT = 300, 0.95


def test_the_statement_is_matched_95_percent_right_and_nothing_is_booked_wrongly(demonstration):
    association = Association.objects.get(slug=SLUG)
    treasurer = User.objects.get(email="accountant@yunling.example")
    content, hard = next_statement(association, timezone.localdate(timezone=association.zone))

    statement = take_statement(association, name=NAME, content=content, actor=treasurer)

    lines = {line.bank_number.removeprefix(SERIES): line for line in statement.lines.all()}
    assert set(lines) == set(hard.truth)
    assert len(lines) == LINES
    right = [key for key, line in lines.items() if proposed(line) == hard.truth[key]]
    assert len(right) >= RIGHT * LINES
    certain = certain_count(association)
    assert certain >= LINES / 2

    assert book_certain_lines(association, actor=treasurer) is None

    booked = booked_by(statement)
    assert len(booked) >= certain
    assert {key: hard.truth[key] for key in booked} == booked
    assert sum(Posting.objects.filter(association=association).values_list("amount", flat=True)) == 0
    assert broken_places(association) == []


def proposed(line: StatementLine) -> dict[str, int]:
    return {share["notice"]: share["amount"] for share in line.proposal["shares"]}


def booked_by(statement):
    """What each line of the statement that was booked pays, by the number that the bank gave it."""
    found = defaultdict(dict)
    for part in Allocation.objects.filter(payment__line__statement=statement).select_related("payment__line"):
        found[part.payment.line.bank_number.removeprefix(SERIES)][str(part.notice_id)] = part.amount
    return dict(found)
