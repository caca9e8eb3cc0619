import pytest

from guildhall.meetings.tests.doors import Doors


@pytest.fixture(autouse=True)
def files_of_this_test(settings, tmp_path):
    """Each test has its own folder of files."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def doors(client, body):
    """Pages and API of the association that the test's ``body`` belongs to."""
    return Doors(client, body.association)
