import pytest

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.finance.tests.make import (
    make_association,
    make_branch,
    make_branch_secretary,
    make_secretary_general,
    make_spending_rules,
    make_user_with_powers,
)


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def branch(association):
    make_spending_rules(association)
    return make_branch(association)


@pytest.fixture
def treasurer(association):
    """Keeps money and decides for the association."""
    return make_secretary_general(association)


@pytest.fixture
def reader(association):
    return make_user_with_powers(association, Power.READ)


@pytest.fixture
def secretary(branch):
    """The branch's secretary: prepares, and decides nothing."""
    return make_branch_secretary(branch)


@pytest.fixture
def head(branch):
    """The head of the branch."""
    return make_branch_secretary(branch, Power.READ, Power.DECIDE)


@pytest.fixture
def lines():
    """The participles of the record so far."""
    return lambda: list(AuditEntry.objects.order_by("association", "number").values_list("action", flat=True))
