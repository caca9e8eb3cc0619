"""`guildhall demo` on an empty installation, and once more."""

from datetime import timedelta
from fractions import Fraction
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import Sum
from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.audit.models import AuditEntry
from guildhall.audit.queries import broken_places
from guildhall.demo.yunling import SLUG
from guildhall.demo.yunling.cast import CAST, PASSWORD
from guildhall.demo.yunling.money import FIRST_DUE
from guildhall.dues.models import DuesRun, DuesStandard, Posting, Receipt, StatementLine, Waiver
from guildhall.dues.queries import collection
from guildhall.finance.chart import MONEY
from guildhall.finance.queries import branches_on, latest_rules, merged_statement
from guildhall.members.models import Application
from guildhall.registry.models import Organization, Person
from guildhall.registry.queries import today_in

pytestmark = pytest.mark.slow


def tells_of_every_state(association):
    """Whatever can become of applications, waivers, receipts and lines has happened; and on the day on which last
    year's dues fell due, four of five members had paid, as case 5 states of its own."""
    states: dict[Any, set[str]] = {
        Application: set(Application.State.values),
        Waiver: {"requested", "approved", "refused"},
        Receipt: set(Receipt.State.values),
        StatementLine: set(StatementLine.State.values),
        DuesStandard: set(DuesStandard.State.values),
    }
    for model, expected in states.items():
        assert set(model.objects.filter(association=association).values_list("state", flat=True)) == expected
    run = DuesRun.objects.filter(association=association).earliest("year")
    day = timezone.localdate() + timedelta(days=FIRST_DUE)
    share = collection(association, run.year, day).total.share
    assert share is not None
    assert Fraction(4, 5) <= share < 1


def test_it_fills_an_empty_installation_where_every_page_opens_and_a_second_time_changes_nothing(every_page):
    assert len(every_page) > 50
    signing_in = [one.email for one in CAST if one.signs_in]
    assert Association.objects.filter(is_record=True).count() == 5
    association = Association.objects.get(slug=SLUG)
    assert association.is_fictional
    assert Organization.objects.of(association).count() > 300
    assert 330 <= Person.objects.of(association).count() <= 370
    assert all(User.objects.get(email=email).check_password(PASSWORD) for email in signing_in)
    assert {each.slug: broken_places(each) for each in Association.objects.all()} == {
        each.slug: [] for each in Association.objects.all()
    }
    tells_of_every_state(association)
    assert_branches_add_up(association)
    lines, people = AuditEntry.objects.count(), Person.objects.count()

    said = StringIO()
    call_command("demo", stdout=said)

    assert (AuditEntry.objects.count(), Person.objects.count()) == (lines, people)
    assert "nothing was changed" in said.getvalue()
    assert all(word in said.getvalue() for word in (PASSWORD, *signing_in))


def assert_branches_add_up(association):
    """The merged statement is the sum of its units and the books', something is late, two have not confirmed."""
    merged = merged_statement(association, today_in(association).year, 0)
    money = Posting.objects.filter(association=association, account__code__in=MONEY)
    waiting = branches_on(association, today_in(association)).exclude(
        rules_confirmations__rules=latest_rules(association)
    )
    assert merged.total.closing == money.aggregate(total=Sum("amount"))["total"]
    assert merged.total.closing == sum(column.figures.closing for column in merged.columns)
    assert len(merged.columns) == 5
    assert waiting.count() == 2
