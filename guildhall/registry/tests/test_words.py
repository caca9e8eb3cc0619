"""Whoever is named with the words that somebody typed is found through the index, and nobody else."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guildhall.core.text_index import install, narrowed
from guildhall.registry.models import Organization
from guildhall.registry.queries.words import unit_is_meant
from guildhall.registry.tests.make import make_association, make_organization

pytestmark = pytest.mark.django_db


def found(words: str) -> set[str]:
    return {unit.name for unit in narrowed(Organization.objects.all(), words, unit_is_meant(words))}


@pytest.mark.parametrize(
    "words",
    [
        "云",
        "云岭",
        "岭精",
        "精工泵业",
        "业",
        "泵业",
        "yun ling",
        "yunling",
        "lingjing",
        "PRECISION p",
        'o "X"',
        "9137",
    ],
)
def test_a_firm_is_found_by_any_piece_of_its_names(words):
    association = make_association()
    make_organization(
        association, name_zh="云岭精工泵业", name_en='Precision Pumps Co "X"', uscc="91370000MA3C0ABC12"
    )
    make_organization(association, name_zh="青石重工")

    assert found(words) == {"云岭精工泵业"}


@pytest.mark.parametrize("words", ["不存", "不", "zzz", "%", "_", '"', "'", "*", "AND", "\\"])
def test_what_nobody_is_called_finds_nobody(words):
    make_organization(name_zh="云岭精工泵业")

    assert found(words) == set()


@given(
    st.lists(st.text("云岭精ab1 \"'%", min_size=1, max_size=6).filter(str.strip), min_size=1, max_size=4),
    st.text("云岭精ab1 \"'%", min_size=1, max_size=3).filter(str.strip),
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_index_loses_nobody(names, words):
    Organization.objects.all().delete()
    association = make_association()
    for name in names:
        make_organization(association, name_zh=name)
    words = words.strip()

    everybody = Organization.objects.filter(unit_is_meant(words))
    assert found(words) == {unit.name for unit in everybody}


def test_a_new_name_is_found_and_the_old_one_no_longer():
    unit = make_organization(name_zh="云岭精工")
    gone = make_organization(name_zh="云岭传动")
    Organization.objects.filter(pk=unit.pk).update(name_zh="青石精工", name_key="qing shi jing gong")
    Organization.objects.filter(pk=gone.pk).delete()

    assert (found("云岭"), found("青石"), found("qingshi")) == (set(), {"青石精工"}, {"青石精工"})


def test_an_index_that_a_migration_took_away_is_made_again():
    make_organization(name_zh="云岭精工")
    connection.check_constraints()  # PostgreSQL changes no table of which checks are still to come
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER registry_organization_words_added")
        else:
            cursor.execute("DROP INDEX registry_organization_words")
    make_organization(name_zh="云岭传动")
    connection.check_constraints()
    install(connection)

    assert found("云岭") == {"云岭精工", "云岭传动"}
