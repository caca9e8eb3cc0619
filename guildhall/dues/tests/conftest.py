import pytest

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.dues.tests.make import (
    make_association,
    make_run,
    make_standard,
    make_tier,
    make_treasurer,
    make_user_with_powers,
)


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def treasurer(association):
    return make_treasurer(association)


@pytest.fixture
def president(association, treasurer):
    """Decides for the association."""
    return make_user_with_powers(association, Power.DECIDE, Power.READ)


@pytest.fixture
def reader(association, treasurer):
    return make_user_with_powers(association, Power.READ)


@pytest.fixture
def tier(association):
    return make_tier(association, rank=1)


@pytest.fixture
def lines():
    """The participles of the record so far."""
    return lambda: list(AuditEntry.objects.order_by("association", "number").values_list("action", flat=True))


@pytest.fixture
def standard(association, tier):
    return make_standard(association, rates={tier: 500_000}, proration="quarter")


@pytest.fixture
def run(standard):
    return make_run(standard)
