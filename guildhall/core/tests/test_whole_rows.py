"""Our way of asking for whole rows writes the statements that Django's own compiler writes, and reads the same values."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Count, F, Q, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from guildhall.accounts.models import User
from guildhall.core.whole_rows import WholeRows
from guildhall.registry.models import Body, Organization, Person, Tenure
from guildhall.registry.tests.make import make_body, make_organization, make_person, make_tenure

pytestmark = pytest.mark.django_db


def compilers(query: QuerySet[Any]) -> tuple[SQLCompiler, SQLCompiler]:
    """Ours and Django's for the same question, each with a copy of its own."""
    module = {
        "sqlite": "django.db.models.sql.compiler",
        "postgresql": "django.db.backends.postgresql.compiler",
    }
    django = import_module(module[connection.vendor]).SQLCompiler
    ours = query.query.clone().get_compiler("default")
    assert isinstance(ours, WholeRows)
    return ours, django(query.query.clone(), connection, "default")


def tables() -> list[Any]:
    return [model for model in apps.get_models() if not model._meta.proxy]


def questions() -> list[QuerySet[Any]]:
    people, bodies = Person.objects.order_by(), Body.objects.order_by("name_zh", "-pk")
    with_others = [model._default_manager.select_related(*relations(model)) for model in tables()]
    return [
        *(model._default_manager.all() for model in tables()),
        *with_others,
        people.order_by("organization__name_zh", "-name_zh"),
        people.order_by(F("name_en").desc(nulls_last=True)),
        people.order_by("?"),
        people.only("name_zh").select_related("organization"),
        people.defer("name_zh"),
        people.annotate(many=Count("tenures")).order_by("-many", "name_zh"),
        people.annotate(many=Count("tenures")).filter(many__gt=1).order_by(F("many") + 1),
        people.values("name_zh", many=Count("tenures")).order_by("many"),
        people.values_list("organization__name_zh", "pk").distinct().order_by("name_zh"),
        people.extra(select={"name": "1"}).order_by("name"),
        bodies.filter(Q(parent__parent__name_zh="x") | Q(parent__name_zh="y")).select_related(
            "parent__parent"
        ),
        bodies.filter(parent__in=bodies.filter(kind="council")[:3]),
        bodies.values("pk", "name_zh").union(people.values("pk", "name_zh")).order_by("name_zh"),
        bodies.reverse()[2:5],
        Tenure.objects.select_related("post__body", "person__organization").order_by("post__body__name_zh"),
        User.objects.none(),
    ]


def relations(model: Any) -> list[str]:
    return [each.name for each in model._meta.concrete_fields if each.is_relation]


def written(compiler: SQLCompiler) -> Any:
    try:
        return compiler.as_sql()
    except Exception as refusal:  # noqa: BLE001 - whatever it is, both must refuse alike
        return repr(refusal)


def test_the_statements_are_djangos():
    for question in questions():
        ours, djangos = compilers(question)

        assert written(ours) == written(djangos)


def test_the_values_are_converted_as_django_converts_them():
    make_tenure()
    make_body(parent=make_body())
    make_person(organization=make_organization())
    for question in (
        Tenure.objects.select_related("post__body", "person__organization"),
        Body.objects.select_related("parent__parent"),
        Person.objects.values("pk", "organization", "association__created_at"),
        Organization.objects.annotate(many=Count("people")),
    ):
        ours, djangos = compilers(question)

        assert list(ours.results_iter()) == list(djangos.results_iter()) != []
        assert [dict(ours.get_converters([column])) == {} for column, *_ in ours.select or ()] == [
            dict(djangos.get_converters([column])) == {} for column, *_ in djangos.select or ()
        ]


def test_columns_are_asked_for_once_and_converters_are_kept():
    question = Body.objects.select_related("parent")
    (first, _), (second, _) = compilers(question), compilers(question)
    first.as_sql()
    second.as_sql()

    assert [
        one is other for (one, *_), (other, *_) in zip(first.select or (), second.select or (), strict=True)
    ] == [True for _ in first.select or ()]
