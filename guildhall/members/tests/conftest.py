import pytest


@pytest.fixture(autouse=True)
def files_of_this_test(settings, tmp_path):
    """Each test has its own folder of files."""
    settings.MEDIA_ROOT = tmp_path
