from itertools import count

import pytest
from django.db import connection

from guildhall.imports.models import ImportedRow
from guildhall.imports.storing.conflicts import conflicting
from guildhall.imports.tests.make import HEADINGS, make_batch, make_rows
from guildhall.registry.models import Organization
from guildhall.registry.tests.make import make_association

pytestmark = pytest.mark.django_db


def steps_of(work):
    """How many thousand steps SQLite takes for it."""
    taken = count()
    connection.connection.set_progress_handler(lambda: next(taken) < 0, 1000)
    work()
    connection.connection.set_progress_handler(None, 0)
    return next(taken)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite counts its steps")
def test_a_commit_asks_no_more_of_a_register_where_thousands_have_a_name_in_one_language_only():
    association = make_association()
    batch = make_batch(association, [HEADINGS, *make_rows(100)])
    rows = ImportedRow.objects.filter(batch=batch)
    before = steps_of(lambda: list(conflicting(batch, rows)))

    Organization.objects.bulk_create(
        Organization(association=association, name_zh=f"老厂{number}").with_keys() for number in range(2000)
    )

    assert steps_of(lambda: list(conflicting(batch, rows))) <= 2 * before + 10
