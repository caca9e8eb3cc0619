import threading

import pytest
from django.db import connection
from django.test import Client

from guildhall.accounts import actions
from guildhall.accounts.models import ApiToken, IdempotentAnswer, User

pytestmark = pytest.mark.django_db
URL = "/api/v1/me/tokens"


@pytest.fixture
def key():
    return actions.make_token(name="key", actor=User.objects.create_user("lin@example.org"))[1]


def write(key, name="calendar", repeat="one"):
    headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": repeat}
    return Client().post(URL, {"name": name}, content_type="application/json", headers=headers)


def test_a_repeated_write_happens_once_and_gets_the_first_answer(key):
    first, second = write(key), write(key)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second.headers["Idempotency-Replayed"] == "true"
    assert ApiToken.objects.filter(name="calendar").count() == 1


def test_the_same_key_for_another_request_is_refused(key):
    write(key)

    answer = write(key, name="another")

    assert (answer.status_code, answer.json()["code"]) == (422, "key_used_otherwise")
    assert not ApiToken.objects.filter(name="another").exists()


def test_a_refused_write_keeps_nothing_and_may_be_tried_again(key):
    assert write(key, name="").status_code == 422

    assert not IdempotentAnswer.objects.exists()
    assert write(key).status_code == 201


def test_keys_of_two_people_do_not_meet(key):
    other = actions.make_token(name="key", actor=User.objects.create_user("wang@example.org"))[1]

    assert write(key).json()["secret"] != write(other).json()["secret"]


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_with_one_key_write_once(key):
    answers = []

    def run():
        answers.append(write(key))
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["secret"] for answer in answers}) == 1
    assert ApiToken.objects.filter(name="calendar").count() == 1
