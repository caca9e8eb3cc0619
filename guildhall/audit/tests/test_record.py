import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.models import F

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.audit.chain import Break
from guildhall.audit.models import AuditEntry, AuditHead
from guildhall.audit.queries import broken_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def association():
    return Association.objects.create(slug="one", name_zh="甲协会")


@pytest.fixture
def lin():
    return User.objects.create_user("lin@example.org", name="林")


@pytest.fixture
def five_lines(association, lin):
    for number in range(5):
        record("thing.changed", actor=lin, subject=association, number=number, name="钢结构")
    return association


def test_a_record_that_nobody_touched_is_whole(five_lines):
    assert broken_places(five_lines) == []
    assert [entry.number for entry in AuditEntry.objects.order_by("number")] == [1, 2, 3, 4, 5]


def test_an_association_without_any_line_is_whole(association):
    assert broken_places(association) == []


@pytest.mark.parametrize(
    "change",
    [
        {"action": "thing.approved"},
        {"details": {"number": 9, "name": "钢结构"}},
        {"actor_name": "Wang"},
        {"subject_label": "乙协会"},
        {"at": F("at") + timedelta(seconds=1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_altered_line_is_named(five_lines, change):
    AuditEntry.objects.filter(number=3).update(**change)

    assert broken_places(five_lines) == [Break(3, "altered")]


def test_a_removed_line_is_named(five_lines):
    AuditEntry.objects.filter(number=2).delete()

    assert broken_places(five_lines) == [Break(2, "removed")]


def test_a_cut_off_end_is_named(five_lines):
    AuditEntry.objects.filter(number__gte=4).delete()

    assert broken_places(five_lines) == [Break(4, "cut_off"), Break(5, "cut_off")]


def test_lines_put_in_another_order_are_named(five_lines):
    AuditEntry.objects.filter(number=2).update(number=99)
    AuditEntry.objects.filter(number=3).update(number=2)
    AuditEntry.objects.filter(number=99).update(number=3)

    assert {place.number for place in broken_places(five_lines)} >= {2, 3}


def test_a_line_hashed_anew_breaks_the_one_after_it(five_lines):
    entry = AuditEntry.objects.get(number=3)
    AuditEntry.objects.filter(number=3).update(hash="f" * 64, previous_hash=entry.previous_hash)

    assert [place.number for place in broken_places(five_lines)] == [3, 4]


def test_the_command_names_the_broken_line_and_fails(five_lines, capsys):
    call_command("audit", "verify")
    AuditEntry.objects.filter(number=4).delete()

    with pytest.raises(CommandError):
        call_command("audit", "verify")

    assert "one: line 4 removed" in capsys.readouterr().err


def test_associations_have_chains_of_their_own(five_lines, lin):
    other = Association.objects.create(slug="two", name_en="Two")
    record("thing.changed", actor=lin, subject=other)

    assert AuditHead.objects.get(association=other).number == 1
    assert broken_places(other) == broken_places(five_lines) == []


@pytest.mark.django_db(transaction=True)
def test_eight_writers_at_once_leave_one_whole_chain(association, lin):
    def write():
        for _ in range(5):
            record("thing.changed", actor=lin, subject=association)
        connection.close()

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert AuditEntry.objects.count() == 40
    assert broken_places(association) == []
