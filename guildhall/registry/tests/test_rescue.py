"""An association that nobody manages any more gets a manager at the server's command line, and only then."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from guildhall.accounts.permissions import may
from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.registry.models import Person, Tenure
from guildhall.registry.tests.make import make_association, make_person, make_user, make_user_with_powers

pytestmark = pytest.mark.django_db


@pytest.fixture
def association():
    """Its only manager's term ended yesterday."""
    association = make_association()
    make_user_with_powers(association, Power.MANAGE)
    Tenure.objects.update(to_on=timezone.localdate() - timedelta(days=1))
    return association


def test_somebody_who_signs_in_manages_for_thirty_days(association, capsys):
    user = make_user(email="lin@example.org", name="林")
    assert not may(user, Power.MANAGE, association)

    call_command("rescue", association.slug, "Lin@example.org")

    assert may(user, Power.MANAGE, association)
    tenure = Tenure.objects.latest("pk")
    assert tenure.to_on == timezone.localdate() + timedelta(days=30)
    assert str(tenure.to_on) in capsys.readouterr().out


def test_the_record_says_that_it_came_from_the_server(association):
    make_user(email="lin@example.org", name="林")

    call_command("rescue", association.slug, "lin@example.org")

    entry = AuditEntry.objects.get(action="association.rescued")
    assert (entry.actor, entry.details["email"]) == (None, "lin@example.org")


def test_whom_the_association_knows_stays_one_person(association):
    make_user(email="lin@example.org")
    person = make_person(association, email="Lin@example.org")

    call_command("rescue", association.slug, "lin@example.org")

    assert Tenure.objects.latest("pk").person == person
    assert Person.objects.of(association).filter(email__iexact="lin@example.org").count() == 1


def test_a_second_rescue_is_refused_while_the_first_lasts(association):
    make_user(email="lin@example.org")
    call_command("rescue", association.slug, "lin@example.org")
    make_user(email="zhao@example.org")

    with pytest.raises(CommandError):
        call_command("rescue", association.slug, "zhao@example.org")


@pytest.mark.parametrize("spoil", ["managed", "unknown", "nobody", "record"])
def test_where_there_is_nothing_to_rescue_it_is_refused(association, spoil):
    make_user(email="lin@example.org")
    slug, email = association.slug, "lin@example.org"
    if spoil == "managed":
        make_user_with_powers(association, Power.MANAGE)
    elif spoil == "unknown":
        slug = "nobody"
    elif spoil == "nobody":
        email = "nobody@example.org"
    else:
        type(association).objects.update(is_record=True, source="A source")

    with pytest.raises(CommandError):
        call_command("rescue", slug, email)
    assert not AuditEntry.objects.exists()
