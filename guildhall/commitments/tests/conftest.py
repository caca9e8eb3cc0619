"""A fixed small cast around one body."""

import pytest

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.commitments.tests.make import (
    make_association,
    make_body,
    make_commitment,
    make_holder,
    make_person,
)


@pytest.fixture
def body():
    return make_body(make_association())


@pytest.fixture
def secretary(body):
    return make_holder(body, Power.FOLLOW_UP, Power.READ)


@pytest.fixture
def head(body):
    """Decides for the body, and leads it."""
    return make_holder(body, Power.DECIDE, Power.READ, kind="head")


@pytest.fixture
def officer(body):
    """Issues letters for the body."""
    return make_holder(body, Power.ISSUE, Power.READ)


@pytest.fixture
def reader(body):
    return make_holder(body, Power.READ)


@pytest.fixture
def responsible(body):
    return make_person(body.association)


@pytest.fixture
def commitment(body, responsible):
    return make_commitment(body, responsible=responsible)


@pytest.fixture
def lines():
    """The participles of the record so far."""
    return lambda: list(AuditEntry.objects.order_by("association", "number").values_list("action", flat=True))
