"""The API keeps its own description: random requests, real and absurd, are answered as the OpenAPI says, never with a 500."""

import random
from typing import Any

import pytest
import schemathesis
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from guildhall.accounts.actions import make_token
from guildhall.chain.tests.make import (
    make_chain,
    make_class,
    make_classification,
    make_flow,
    make_placement,
    make_segment,
    make_supply,
)
from guildhall.commitments.tests.make import make_commitment, make_plan
from guildhall.config.wsgi import application
from guildhall.cooperation.tests.make_projects import make_agreement, make_project, make_team, make_visit
from guildhall.exchange.tests.make import make_listing, make_need
from guildhall.finance.tests.make import make_finance_rules, make_request
from guildhall.funding.tests.make import (
    make_bank,
    make_case,
    make_firm_record,
    make_funding_need,
    make_product,
    make_release,
)
from guildhall.meetings.tests.make import make_invitation, make_item, make_meeting
from guildhall.members.tests.make import make_application
from guildhall.promotion.tests.make import make_key_project
from guildhall.registry.tests.make import make_organization
from guildhall.sharing.tests.make import make_booking, make_closure, make_resource
from tests.cast import World, make_world
from tests.demonstration import lasting
from tests.house import operations, tables

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
pytestmark = pytest.mark.django_db  # names the database that the world of this module is made in
OPERATIONS = operations()
# Another database refuses other values; what each makes of a few is enough.
EXAMPLES = 3 if connection.vendor == "sqlite" else 2


@pytest.fixture(scope="module")
def schema(django_db_setup, django_db_blocker):
    """The description, read by the processes that ask for it: it takes seconds to write."""
    with django_db_blocker.unblock():
        return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One association with something of everything, for all endpoints."""
    with lasting(django_db_blocker):
        made = make_world()
        meeting = make_meeting(made.council)
        make_item(meeting)
        make_invitation(meeting, made.person("member"))
        make_organization(made.association)
        make_application(made.association)
        make_application(made.association, state="reviewed")
        make_plan(made.council)
        make_request(made.branch)
        make_finance_rules(made.association)
        flow = make_flow(make_segment(make_chain(made.association)))
        make_placement(flow.source, capacity=3, unit="t")
        make_supply(made.association, flow=flow)
        make_class(make_classification(made.association))
        make_listing(made.association, quantity=3)
        make_need(made.association, state="submitted", visibility="anonymous")
        make_commitment(made.council, responsible=made.person("member"))
        make_booking(make_resource(made.association), person=made.person("member"))
        make_closure(make_resource(made.association))
        firm = make_organization(made.association)
        make_case(make_funding_need(firm), make_product(make_bank(made.association)), state="offered")
        make_release(firm, make_bank(made.association))
        make_firm_record(firm)
        project = make_project(make_agreement(made.association))
        make_team(project.agreement, project=project, leader=made.person("member"))
        make_visit(made.association)
        make_key_project(made.association, amount=100)
        yield made


@pytest.fixture(scope="module")
def secret(world):
    return make_token(name="contract", actor=world.cast["secretary_general"])[1]


@pytest.fixture(scope="module")
def ids(world):
    return known_ids()


def known_ids() -> list[str]:
    """Identifiers of rows that exist, so that requests reach further than 404."""
    return [
        str(pk)
        for table in tables()
        for pk in table._default_manager.order_by().values_list("pk", flat=True)[:20]
    ]


def aimed(case: Any, world: World, ids: list[str]) -> None:
    for name, value in (case.path_parameters or {}).items():
        if name == "slug":
            case.path_parameters[name] = world.association.slug
        elif len(str(value)) == 36 and random.random() < 0.8:  # noqa: S311 -- not for secrets
            case.path_parameters[name] = random.choice(ids)  # noqa: S311 -- not for secrets


def test_every_operation_of_the_description_is_asked(schema):
    described = [(result.ok().method.upper(), result.ok().path) for result in schema.get_all_operations()]

    assert sorted(described) == sorted(OPERATIONS)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_an_endpoint_answers_as_it_is_described(method, path, schema, world, secret, ids):
    operation = schema[path][method]

    @settings(
        max_examples=EXAMPLES,
        phases=[Phase.generate],
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case):
        aimed(case, world, ids)
        with transaction.atomic():
            response = case.call(headers={"Authorization": f"Bearer {secret}"})
            transaction.set_rollback(True)
        case.validate_response(response, checks=CHECKS)

    random.seed(1)
    ask()
