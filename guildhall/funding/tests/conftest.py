import pytest

from guildhall.audit.models import AuditEntry
from guildhall.funding.tests.make import (
    make_association,
    make_bank,
    make_organization,
    make_own_user,
    make_secretary,
)


@pytest.fixture
def association():
    return make_association(is_public=True)


@pytest.fixture
def firm(association):
    return make_organization(
        association, name_zh="云岭齿轮厂", name_en="Yunling Gears", uscc="91370100MA3C00001X"
    )


@pytest.fixture
def bank(association):
    return make_bank(association, name_zh="云岭银行", name_en="Yunling Bank")


@pytest.fixture
def director(firm):
    """Acts for the firm."""
    return make_own_user(firm)


@pytest.fixture
def banker(bank):
    """Was named by the bank."""
    return make_own_user(bank, name_zh="钱经理", name_en="Ms Qian")


@pytest.fixture
def other_banker(association):
    return make_own_user(make_bank(association))


@pytest.fixture
def secretary(association):
    return make_secretary(association)


@pytest.fixture
def stranger(association):
    """Of another firm of the association."""
    return make_own_user(make_organization(association))


@pytest.fixture
def lines():
    """The participles of the record so far."""
    return lambda: list(AuditEntry.objects.order_by("association", "number").values_list("action", flat=True))
