import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from guildhall.accounts import actions
from guildhall.accounts.models import ApiToken, User
from guildhall.accounts.powers import Power
from guildhall.core.errors import NotAllowedError, RuleError
from guildhall.registry.models import Tenure
from guildhall.registry.tests.make import make_association, make_user_with_powers

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin():
    return User.objects.create_user("lin@example.org", name="林")


def ask(client, secret):
    return client.get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"})


def test_a_token_signs_its_maker_in(client, lin):
    _, secret = actions.make_token(name="calendar", actor=lin)

    assert ask(client, secret).json()["email"] == "lin@example.org"


def test_only_the_hash_of_a_token_is_stored(lin):
    token, secret = actions.make_token(name="calendar", actor=lin)

    row = str(ApiToken.objects.values().get(pk=token.pk))
    assert token.digest in row
    assert secret not in row


def test_a_revoked_token_is_refused(client, lin):
    token, secret = actions.make_token(name="calendar", actor=lin)
    actions.revoke_token(token, actor=lin)

    assert ask(client, secret).status_code == 401
    with pytest.raises(RuleError):
        actions.revoke_token(token, actor=lin)


def test_an_expired_token_is_refused(client, lin):
    _, secret = actions.make_token(name="old", expires_at=timezone.now() - timedelta(seconds=1), actor=lin)

    assert ask(client, secret).status_code == 401


def test_the_token_of_someone_who_may_no_longer_sign_in_is_refused(client, lin):
    _, secret = actions.make_token(name="calendar", actor=lin)
    User.objects.filter(pk=lin.pk).update(is_active=False)

    assert ask(client, secret).status_code == 401


def test_nobody_revokes_the_token_of_another(client, lin):
    token, _ = actions.make_token(name="calendar", actor=lin)
    client.force_login(User.objects.create_user("wang@example.org"))

    assert client.post(f"/api/v1/me/tokens/{token.pk}/revoke").status_code == 404
    assert client.post(f"/me/tokens/{token.pk}/revoke/").status_code == 404
    with pytest.raises(NotAllowedError):
        actions.revoke_token(token, actor=User.objects.create_user("zhao@example.org"))
    token.refresh_from_db()
    assert token.revoked_at is None


def test_the_page_shows_a_new_token_this_once(client, lin):
    client.force_login(lin)

    page = client.post("/me/tokens/", {"name": "calendar"}).content.decode()
    secret = re.findall(r'value="(gh_[\w-]+)"', page)[0]

    assert ask(Client(), secret).json()["email"] == "lin@example.org"
    assert secret not in client.get("/me/tokens/").content.decode()
    assert client.get("/api/v1/me/tokens").json()["items"][0]["prefix"] == secret[:9]


def test_the_token_of_a_person_who_lost_all_posts_changes_nothing(client):
    association = make_association()
    manager = make_user_with_powers(association, Power.MANAGE)
    _, secret = actions.make_token(name="calendar", actor=manager)
    headers = {"Authorization": f"Bearer {secret}"}
    url, new = f"/api/v1/a/{association.slug}/people", {"name_zh": "王建国"}

    def write() -> int:
        return int(client.post(url, new, content_type="application/json", headers=headers).status_code)

    assert write() == 201
    Tenure.objects.update(to_on=timezone.localdate() - timedelta(days=1))

    assert write() == 403
    assert ask(client, secret).status_code == 200
