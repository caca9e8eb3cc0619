"""What every test finds ready. Builders of rows stand in each room's tests/make.py."""

import os

import hypothesis
import pytest

from tools.catalogs import compile_catalogs

pytest_plugins = ["tests.browser", "tests.demonstration"]
# On a busy machine an example may wait for its turn longer than hypothesis allows.
hypothesis.settings.register_profile("guildhall", deadline=None)
hypothesis.settings.load_profile("guildhall")


def pytest_configure(config: pytest.Config) -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        compile_catalogs()
