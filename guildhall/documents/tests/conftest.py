import pytest
from django.core.cache import cache

from guildhall.documents.tests.make import powers_given


@pytest.fixture(autouse=True)
def files_of_this_test(settings, tmp_path):
    """Each test has its own folder of files and has asked nothing yet."""
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


@pytest.fixture(autouse=True)
def powers_of_this_test(monkeypatch):
    """Posts stand one floor up; here ``make_officer`` says who may what."""
    monkeypatch.setattr("guildhall.accounts.powers._resolver", [powers_given])
