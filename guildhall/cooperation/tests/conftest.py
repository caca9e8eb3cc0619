import pytest

from guildhall.audit.models import AuditEntry
from guildhall.cooperation.tests.doors import Door
from guildhall.cooperation.tests.make import make_association, make_keeper


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def keeper(association):
    return make_keeper(association)


@pytest.fixture
def lines():
    """The participles of the record so far."""
    return lambda: list(AuditEntry.objects.order_by("association", "number").values_list("action", flat=True))


@pytest.fixture(params=["page", "api"])
def door(request, client):
    return Door(request.param, client)
