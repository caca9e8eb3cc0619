import pytest

from guildhall.audit.models import AuditEntry
from guildhall.chain.tests.make import make_association, make_firm_user, make_keeper, make_organization


@pytest.fixture
def association():
    return make_association(is_public=True)


@pytest.fixture
def keeper(association):
    return make_keeper(association)


@pytest.fixture
def firm(association):
    return make_organization(association, name_zh="云岭减速机有限公司", name_en="Yunling Reducers Ltd.")


@pytest.fixture
def firms_own(firm):
    """Somebody of the firm."""
    return make_firm_user(firm)


@pytest.fixture
def stranger(association):
    """Somebody of another firm of the association."""
    return make_firm_user(make_organization(association))


@pytest.fixture
def lines():
    """The participles of the record so far."""
    return lambda: list(AuditEntry.objects.order_by("association", "number").values_list("action", flat=True))
