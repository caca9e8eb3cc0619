"""What every test finds ready. Builders of rows stand in each room's tests/make.py."""

import gc
import os
from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings
from django.utils import translation
from hypothesis.internal.conjecture import providers

from tools.catalogs import compile_catalogs

pytest_plugins = [
    "tests.browser",
    "tests.checkout",
    "tests.databases",
    "tests.demonstration",
    "tests.emptying",
    "tests.links",
    "tests.postbox",
]
# Rows and pages come by the thousand and seldom hang together in circles: looking for garbage after every 700 new
# objects, as Python does, takes a fifteenth of the time.
gc.set_threshold(50_000, 20, 100)
# On a busy machine an example may wait for its turn longer than hypothesis allows.
hypothesis.settings.register_profile("guildhall", deadline=None)
hypothesis.settings.load_profile("guildhall")
# It would read every file of ours for words and numbers to try, in every process: half a minute of a run, for examples
# that change with whatever else is loaded. The words and numbers that always make trouble are tried all the same.
providers._get_local_constants = lambda: providers._local_constants


@pytest.fixture(autouse=True)
def _first_language() -> Iterator[None]:
    """A request leaves its language behind in the thread; the next test begins in ours."""
    translation.activate(settings.LANGUAGE_CODE)
    yield
    translation.activate(settings.LANGUAGE_CODE)


def pytest_configure(config: pytest.Config) -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        compile_catalogs()


def pytest_collection_finish() -> None:
    """What was imported and collected stays until the end: the collector of garbage need not look at it again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slow ones first, so that no process ends with one while the others have nothing left to do."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
