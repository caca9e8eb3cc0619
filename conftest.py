"""What every test finds ready. Builders of rows stand in each room's tests/make.py."""

import os

import pytest

from tools.catalogs import compile_catalogs

pytest_plugins = ["tests.browser"]


def pytest_configure(config: pytest.Config) -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        compile_catalogs()
