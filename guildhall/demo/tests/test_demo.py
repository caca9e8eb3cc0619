"""`guildhall demo` on an empty installation, and once more."""

from io import StringIO

import pytest
from django.core.management import call_command

from guildhall.accounts.models import Association, User
from guildhall.audit.models import AuditEntry
from guildhall.audit.queries import broken_places
from guildhall.demo.yunling import SLUG
from guildhall.demo.yunling.cast import CAST, PASSWORD
from guildhall.registry.models import Organization, Person

pytestmark = pytest.mark.slow


def test_it_fills_an_empty_installation_and_a_second_time_changes_nothing(demonstration):
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
    lines, people = AuditEntry.objects.count(), Person.objects.count()

    said = StringIO()
    call_command("demo", stdout=said)

    assert (AuditEntry.objects.count(), Person.objects.count()) == (lines, people)
    assert "nothing was changed" in said.getvalue()
    assert all(word in said.getvalue() for word in (PASSWORD, *signing_in))
