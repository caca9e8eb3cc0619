import pytest

from guildhall.audit.models import AuditEntry
from guildhall.sharing.tests.make import (
    make_association,
    make_firm_user,
    make_organization,
    make_resource,
    make_secretary,
)


@pytest.fixture
def association():
    return make_association(is_public=True)


@pytest.fixture
def owner_firm(association):
    return make_organization(association, name_zh="云岭检测", name_en="Yunling Testing")


@pytest.fixture
def resource(association, owner_firm):
    return make_resource(association, organization=owner_firm)


@pytest.fixture
def owner(owner_firm):
    return make_firm_user(owner_firm)


@pytest.fixture
def firm(association):
    return make_organization(association, name_zh="齿轮厂", name_en="Gear Works")


@pytest.fixture
def engineer(firm):
    """Books for the gear works."""
    return make_firm_user(firm)


@pytest.fixture
def stranger(association):
    """Of the association, and of another organization than either."""
    return make_firm_user(make_organization(association))


@pytest.fixture
def secretary(association):
    return make_secretary(association)


@pytest.fixture
def lines():
    """The participles of the record so far."""
    return lambda: list(AuditEntry.objects.order_by("association", "number").values_list("action", flat=True))
