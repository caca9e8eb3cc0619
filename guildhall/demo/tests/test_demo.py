"""`guildhall demo` on an empty installation, and once more."""

from io import StringIO
from time import monotonic

import pytest
from django.core.management import call_command

from guildhall.accounts.models import Association, User
from guildhall.audit.models import AuditEntry
from guildhall.audit.queries import broken_places
from guildhall.demo.yunling import SLUG
from guildhall.demo.yunling.cast import CAST, PASSWORD
from guildhall.registry.models import Organization, Person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def run_demo() -> str:
    said = StringIO()
    call_command("demo", stdout=said)
    return said.getvalue()


def test_it_fills_an_empty_installation_and_says_who_can_sign_in():
    started = monotonic()

    said = run_demo()

    assert monotonic() - started < 180
    assert Association.objects.filter(is_record=True).count() == 5
    association = Association.objects.get(slug=SLUG)
    assert association.is_fictional
    assert Organization.objects.of(association).count() > 300
    assert 330 <= Person.objects.of(association).count() <= 370
    for one in CAST:
        if one.signs_in:
            assert one.email in said
            assert User.objects.get(email=one.email).check_password(PASSWORD)
    assert {association.slug: broken_places(association) for association in Association.objects.all()} == {
        association.slug: [] for association in Association.objects.all()
    }


def test_a_second_time_it_changes_nothing():
    run_demo()
    lines, people = AuditEntry.objects.count(), Person.objects.count()

    said = run_demo()

    assert (AuditEntry.objects.count(), Person.objects.count()) == (lines, people)
    assert "nothing was changed" in said
    assert PASSWORD in said
