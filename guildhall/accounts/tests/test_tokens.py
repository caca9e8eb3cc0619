from datetime import timedelta

import pytest
from django.utils import timezone

from guildhall.accounts import actions
from guildhall.accounts.models import ApiToken, User
from guildhall.core.errors import RuleError

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
    token.refresh_from_db()
    assert token.revoked_at is None
