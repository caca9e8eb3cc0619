"""Once a day what expired goes, and nothing else."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from guildhall.accounts.expiry import ANSWERS_ARE_KEPT
from guildhall.accounts.models import IdempotentAnswer
from guildhall.accounts.tests.make import make_user
from guildhall.jobs.doors import timed_tasks
from guildhall.jobs.labels import label_of
from guildhall.jobs.tasks import clear_expired

pytestmark = pytest.mark.django_db


def make_session(*, days_left):
    session = SessionStore()
    session.set_expiry(timezone.now() + timedelta(days=days_left))
    session.create()
    return session.session_key


def make_listed(user, key, *, days_old):
    listed = UserSession.objects.create(user=user, session_key=key, ip="127.0.0.1")
    UserSession.objects.filter(pk=listed.pk).update(created_at=timezone.now() - timedelta(days=days_old))
    return key


def test_the_clock_does_it_every_day():
    assert timed_tasks["jobs.clear_expired"].daily_at is not None
    assert label_of("jobs.clear_expired") != "jobs.clear_expired"


def test_expired_sessions_go_from_the_store_and_from_the_list():
    user = make_user()
    old = make_listed(user, make_session(days_left=-1), days_old=20)
    young = make_listed(user, make_session(days_left=1), days_old=20)
    being_made = make_listed(user, "stored-in-this-moment", days_old=0)

    clear_expired(timezone.now())

    assert not Session.objects.filter(session_key=old).exists()
    assert Session.objects.filter(session_key=young).exists()
    assert set(UserSession.objects.values_list("session_key", flat=True)) == {young, being_made}


def test_whoever_is_signed_in_stays_signed_in():
    browser, user = Client(), make_user()
    browser.force_login(user)

    clear_expired(timezone.now())

    assert browser.get("/inbox/").status_code == 200


def test_counted_attempts_that_no_longer_count_go_from_the_cache(settings):
    settings.CACHES = settings.CACHES | {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "shared_cache",
        }
    }
    call_command("createcachetable", verbosity=0)
    cache = caches["default"]
    cache.set("attempts:old", [1], timeout=60)
    cache.set("attempts:new", [1], timeout=7200)

    clear_expired(timezone.now() + timedelta(hours=1))

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM shared_cache")
        assert [key for (key,) in cursor.fetchall()] == [":1:attempts:new"]
    assert cache.get("attempts:new") == [1]


def test_answers_to_repeated_requests_are_kept_for_a_month():
    user, now = make_user(), timezone.now()
    for key, age in (("old", ANSWERS_ARE_KEPT + timedelta(hours=1)), ("young", timedelta(days=29))):
        answer = IdempotentAnswer.objects.create(user=user, key=key, request_hash="x")
        IdempotentAnswer.objects.filter(pk=answer.pk).update(created_at=now - age)

    clear_expired(now)

    assert list(IdempotentAnswer.objects.values_list("key", flat=True)) == ["young"]
