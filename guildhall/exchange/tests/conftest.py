import pytest


@pytest.fixture(autouse=True)
def index_of_this_test(settings, tmp_path, monkeypatch):
    """Each test has its own index of listings, and no dictionary that happens to be installed."""
    settings.HOME = tmp_path
    monkeypatch.setenv("MATCHING_DICTIONARY", "none")
    return tmp_path / "index" / "listings"
