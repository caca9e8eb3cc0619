"""What has had its time goes: sessions that ended, counted attempts to sign in, answers kept for repeated requests."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router

from guildhall.accounts.models import IdempotentAnswer

ANSWERS_ARE_KEPT = timedelta(days=30)
A_DAY = timedelta(days=1)


def clear_sessions(now: datetime) -> None:
    """Removes sessions that expired, and what the list of sessions still says of sessions that are gone.

    A line of that list is left alone for a day: its session may be stored in this moment.
    """
    Session.objects.filter(expire_date__lt=now).delete()
    standing = Session.objects.values("session_key")
    UserSession.objects.filter(created_at__lt=now - A_DAY).exclude(session_key__in=standing).delete()


def clear_shared_cache(now: datetime) -> None:
    """Removes expired rows of the shared cache: attempts to sign in that no longer count, and the like.

    The cache itself only makes room once it is full.
    """
    cache = caches["default"]
    if not isinstance(cache, DatabaseCache):
        return
    connection = connections[router.db_for_write(cache.cache_model_class)]
    table, expires = (
        connection.ops.quote_name(cache.cache_model_class._meta.db_table),
        connection.ops.quote_name("expires"),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE {expires} < %s",  # noqa: S608  both names come from the settings
            [connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))],
        )


def clear_answers(now: datetime) -> None:
    """Removes answers to requests with an ``Idempotency-Key`` after ``ANSWERS_ARE_KEPT``."""
    IdempotentAnswer.objects.filter(created_at__lt=now - ANSWERS_ARE_KEPT).delete()
