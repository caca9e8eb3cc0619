import pytest


@pytest.fixture(autouse=True)
def folders_of_this_test(settings, tmp_path):
    """Each test has its own folders of keys and files."""
    settings.VOTE_KEYS = tmp_path / "keys"
    settings.MEDIA_ROOT = tmp_path / "files"
