from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from guildhall.accounts.actions import make_token
from guildhall.accounts.tests.make import make_user
from guildhall.documents import queries
from guildhall.documents.tests.make import PNG, make_file, make_office

pytestmark = pytest.mark.django_db
DOORS = [queries.file_link, queries.api_file_link]


def content_of(response) -> bytes:
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("link", DOORS)
def test_the_reader_for_whom_a_link_was_made_reads_the_file(client, link):
    user, file = make_user(), make_file(name="名单.txt", content=b"hello")
    client.force_login(user)

    response = client.get(link(file, user))

    assert content_of(response) == b"hello"
    assert response["Content-Disposition"].startswith("attachment")
    assert quote("名单.txt") in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("link", DOORS)
def test_a_link_is_of_no_use_to_anybody_else(client, link):
    user, file = make_user(), make_file()
    address = link(file, user)

    assert client.get(address).status_code == 404
    client.force_login(make_user())
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("link", DOORS)
def test_a_link_of_a_public_page_works_for_everyone(client, link):
    assert content_of(client.get(link(make_file(content=b"open"), None))) == b"open"


@pytest.mark.parametrize("link", DOORS)
def test_a_link_grows_old(client, link, monkeypatch):
    address = link(make_file(), None)
    later = timezone.now().timestamp() + (queries.LINK_LASTS + timedelta(minutes=1)).total_seconds()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("link", DOORS)
def test_an_altered_link_opens_nothing(client, link):
    address = link(make_file(), None)

    assert client.get(address[:-3] + "xx" + "/").status_code == 404


def test_a_program_reads_a_file_with_its_token(client):
    user, file = make_user(), make_file(content=b"hello")
    _token, secret = make_token(name="t", actor=user)

    response = client.get(queries.api_file_link(file, user), headers={"Authorization": f"Bearer {secret}"})

    assert content_of(response) == b"hello"


def test_a_picture_is_shown_in_a_sandbox(client):
    response = client.get(queries.file_link(make_file(name="a.png", content=PNG), None))

    assert content_of(response) == PNG
    assert response["Content-Disposition"].startswith("inline")
    assert "sandbox" in response["Content-Security-Policy"]


def test_an_office_file_is_saved_and_not_shown(client):
    letter = make_office()

    response = client.get(queries.file_link(make_file(name="a.docx", content=letter), None))

    assert content_of(response) == letter
    assert response["Content-Disposition"].startswith("attachment")


def test_a_file_whose_content_is_gone_is_not_found(client):
    file = make_file()
    queries.content_path(file).unlink()

    assert client.get(queries.file_link(file, None)).status_code == 404


@pytest.mark.parametrize(
    ("path", "content_type"), [("/verify/", "text/html"), ("/api/v1/verify/x", "application/problem+json")]
)
def test_a_body_of_two_gigabytes_is_refused_before_it_is_read(client, path, content_type):
    response = client.post(
        path, data=b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=2 << 30
    )

    assert response.status_code == 413
    assert response["Content-Type"].startswith(content_type)
    assert "50 MB" in response.content.decode()
